"""Geometries out of a TopoJSON topology, as shapely shapes in the topology's own degrees.

The format: https://github.com/topojson/topojson-specification (arcs shared between neighbours, quantised and
delta-encoded; the arc index ``~i`` means arc ``i`` walked backwards).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Json: TypeAlias = dict[str, Any]
Line: TypeAlias = npt.NDArray[np.float64]


def decode(topology: Json, object_name: str) -> list[tuple[Json, BaseGeometry]]:
    """Every geometry of one object of a topology, with its properties and, where it has one, its ``id``.

    Points, lines and polygons, single and multiple; a null geometry is an empty collection.
    """
    arcs = _absolute_arcs(topology)
    members = topology["objects"][object_name]
    shapes = members["geometries"] if members["type"] == "GeometryCollection" else [members]
    return [(_attributes(shape), _geometry(shape, arcs, topology)) for shape in shapes]


def _attributes(shape: Json) -> Json:
    own = {"id": shape["id"]} if "id" in shape else {}
    return {**shape.get("properties", {}), **own}


def _absolute_arcs(topology: Json) -> list[Line]:
    arcs = [np.asarray(arc, dtype=float)[:, :2] for arc in topology["arcs"]]
    if "transform" not in topology:
        return arcs
    return [_degrees(np.cumsum(arc, axis=0), topology) for arc in arcs]


def _degrees(quantised: Line, topology: Json) -> Line:
    if "transform" not in topology:
        return quantised
    transform = topology["transform"]
    degrees: Line = quantised * transform["scale"] + transform["translate"]
    return degrees


def _geometry(shape: Json, arcs: list[Line], topology: Json) -> BaseGeometry:
    """A point has positions of its own; all else is made of the shared arcs, nested as in GeoJSON."""
    match shape["type"]:
        case None:
            return shapely.GeometryCollection()
        case "Point":
            return shapely.Point(_position(shape["coordinates"], topology))
        case "MultiPoint":
            return shapely.MultiPoint([_position(position, topology) for position in shape["coordinates"]])
        case kind:
            return BUILDERS[kind](shape["arcs"], arcs)


def _position(position: list[float], topology: Json) -> Line:
    return _degrees(np.asarray(position, dtype=float)[:2], topology)


def _line(indices: list[int], arcs: list[Line]) -> Line:
    """The arcs end to end; each but the first begins where the one before ended."""
    first, *rest = (arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices)
    return np.concatenate([first, *(part[1:] for part in rest)])


def _polygon(rings: list[list[int]], arcs: list[Line]) -> shapely.Polygon:
    """Rings that quantising shrank to fewer than four positions have no area and are left out."""
    lines = [_line(ring, arcs) for ring in rings]
    shell, holes = lines[0], lines[1:]
    if len(shell) < MIN_RING:
        return shapely.Polygon()
    return shapely.Polygon(shell, [hole for hole in holes if len(hole) >= MIN_RING])


def _multi_polygon(polygons: list[list[list[int]]], arcs: list[Line]) -> shapely.MultiPolygon:
    parts = [_polygon(rings, arcs) for rings in polygons]
    return shapely.MultiPolygon([part for part in parts if not part.is_empty])


MIN_RING = 4

BUILDERS: dict[str, Callable[[list[Any], list[Line]], BaseGeometry]] = {
    "LineString": lambda indices, arcs: shapely.LineString(_line(indices, arcs)),
    "MultiLineString": lambda lines, arcs: shapely.MultiLineString([_line(line, arcs) for line in lines]),
    "Polygon": _polygon,
    "MultiPolygon": _multi_polygon,
}
