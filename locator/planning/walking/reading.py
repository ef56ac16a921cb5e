"""Reads the walkable ways of an OpenStreetMap file with pyosmium."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import osmium

from locator.osmfile import explained
from locator.planning.walking.tags import Rule, rule_of

_OUTLINE = ("pedestrian", "footway", "service", "platform")


@dataclass(slots=True)
class Ways:
    """The ways one may walk along: their nodes one after another, and where each way ends among them.

    `node`, `lon` and `lat` have one entry per node of each way, WGS84 degrees; `end` and `rules` one per way.
    """

    node: array[int] = field(default_factory=lambda: array("q"))
    lon: array[float] = field(default_factory=lambda: array("d"))
    lat: array[float] = field(default_factory=lambda: array("d"))
    end: array[int] = field(default_factory=lambda: array("q"))
    rules: list[Rule] = field(default_factory=list)
    date: str | None = None

    def add(self, nodes: Any, rule: Rule) -> None:
        """Adds a way, without the nodes that the file does not hold."""
        for node in nodes:
            if node.location.valid():
                self.node.append(node.ref)
                self.lon.append(node.lon)
                self.lat.append(node.lat)
        self.end.append(len(self.node))
        self.rules.append(rule)


def read_ways(path: Path) -> Ways:
    """The walkable ways of a file, the outlines of walkable areas among them.

    The positions of all nodes wait in a temporary file, so that memory grows with the streets, not with the map.

    Raises:
        InvalidInput: the file is missing, broken, cut off, or no OpenStreetMap file.
    """
    ways = Ways()
    with explained(path), TemporaryDirectory(prefix="locator-") as folder:
        ways.date = _date(path)
        outlines = _outlines(path)
        for way in _things(path, Path(folder)):
            rule = rule_of(dict(way.tags)) or outlines.get(way.id)
            if rule is not None:
                ways.add(way.nodes, rule)
    return ways


def _things(path: Path, folder: Path) -> Iterator[Any]:
    return iter(
        osmium.FileProcessor(path)
        .with_locations(f"sparse_file_array,{folder / 'nodes'}")
        .with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
    )


def _outlines(path: Path) -> dict[int, Rule]:
    """The rule of each way that bounds a walkable area with holes or of several pieces."""
    relations = osmium.FileProcessor(path, osmium.osm.RELATION).with_filter(
        osmium.filter.KeyFilter("highway")
    )
    found: dict[int, Rule] = {}
    for relation in relations:
        tags = dict(relation.tags)
        rule = rule_of(tags) if tags.get("type") == "multipolygon" and tags["highway"] in _OUTLINE else None
        if rule is not None:
            found.update((member.ref, rule) for member in _ways_of(relation))
    return found


def _ways_of(relation: Any) -> list[Any]:
    """The ways that a relation binds."""
    return [member for member in relation.members if member.type == "w"]


def _date(path: Path) -> str | None:
    """The moment of the map's data, where the file tells it."""
    with osmium.io.Reader(path, osmium.osm.NOTHING) as reader:
        told = reader.header().get("osmosis_replication_timestamp", "")
    return told or None
