"""Writes small OpenStreetMap files for tests."""

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

LonLat = tuple[float, float]


class Map:
    """Nodes, ways and boundaries, to be written as one file."""

    def __init__(self) -> None:
        self._ids = count(1)
        self._nodes: list[Node] = []
        self._ways: list[Way] = []
        self._relations: list[Relation] = []

    def node(self, at: LonLat, tags: Mapping[str, str]) -> int:
        number = next(self._ids)
        self._nodes.append(Node(id=number, location=at, tags=dict(tags)))
        return number

    def way(self, points: Sequence[LonLat], tags: Mapping[str, str]) -> int:
        ids = [self.node(point, {}) for point in points]
        if points[0] == points[-1]:
            ids[-1] = ids[0]
        number = next(self._ids)
        self._ways.append(Way(id=number, nodes=ids, tags=dict(tags)))
        return number

    def house(self, at: LonLat, street: str, number: str, **more: str) -> int:
        tags = {"addr:street": street, "addr:housenumber": number}
        return self.node(at, tags | {key.replace("_", ":"): value for key, value in more.items()})

    def district(self, name: str, west: float, south: float, east: float, north: float) -> None:
        ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        outline = self.way(ring, {})
        tags = {"type": "boundary", "boundary": "administrative", "admin_level": "6", "name": name}
        self._relations.append(Relation(id=next(self._ids), members=[("w", outline, "outer")], tags=tags))

    def write(self, path: Path) -> Path:
        with osmium.SimpleWriter(str(path)) as file:
            for node in self._nodes:
                file.add_node(node)
            for way in self._ways:
                file.add_way(way)
            for relation in self._relations:
                file.add_relation(relation)
        return path
