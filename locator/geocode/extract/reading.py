"""Reads an OpenStreetMap file. The only place that speaks to pyosmium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import osmium
import shapely
from shapely.geometry.base import BaseGeometry

from locator.geocode.extract.elements import READ_KEYS, Elements
from locator.osmfile import explained

_WKB = osmium.geom.WKBFactory()


def read_elements(path: Path) -> Elements:
    """All that the file says about addresses.

    The positions of its nodes wait in a temporary file, so that memory grows with what is named, not with the map.

    Raises:
        InvalidInput: the file is missing, broken, cut off, or no OpenStreetMap file.
    """
    elements = Elements()
    with explained(path), TemporaryDirectory(prefix="locator-") as folder:
        for thing in _things(path, Path(folder)):
            shape = _shape(thing)
            if shape is not None:
                elements.take(dict(thing.tags), shape)
    return elements


def _things(path: Path, folder: Path) -> Iterator[Any]:
    wanted = osmium.filter.KeyFilter(*READ_KEYS)
    return iter(
        osmium.FileProcessor(path)
        .with_locations(f"sparse_file_array,{folder / 'nodes'}")
        .with_areas(osmium.filter.KeyFilter(*READ_KEYS))
        .with_filter(wanted)
    )


def _shape(thing: Any) -> BaseGeometry | None:
    """The point of a node, the line of a way, the area of a relation; None where the file does not hold it all."""
    if thing.is_node():
        return shapely.Point(thing.lon, thing.lat) if thing.location.valid() else None
    if thing.is_way():
        line = [(node.lon, node.lat) for node in thing.nodes if node.location.valid()]
        return shapely.LineString(line) if len(line) > 1 else None
    return _area(thing) if thing.is_area() and not thing.from_way() else None


def _area(thing: Any) -> BaseGeometry | None:
    try:
        area = shapely.from_wkb(_WKB.create_multipolygon(thing))
    except RuntimeError:  # its ways do not close
        return None
    return None if area.is_empty else area
