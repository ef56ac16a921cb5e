"""Polygons with people in them, as points: cut into small pieces, each with its share by area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from locator.ellipsoid import Floats
from locator.planning.demand.layer import Points

PIECE_M = 100.0
"""How wide a piece is, where that makes no more than `MOST_A_SIDE` of them; wider else."""
MOST_A_SIDE = 64
M_PER_DEGREE = 111_320.0
BATCH = 50_000
_transformed: Any = shapely.transform  # its types know one array only, not longitudes and latitudes apart
_EQUAL_AREA = Transformer.from_crs("EPSG:4326", "EPSG:6933", always_xy=True)

Shapes = NDArray[Any]
"""Shapely geometries, WGS84 degrees."""


def areas_m2(shapes: Shapes) -> Floats:
    """Square metres of polygons: those of their images in an equal-area projection (EPSG:6933)."""
    return np.asarray(shapely.area(_transformed(shapes, _equal_area, interleaved=False)))


def _equal_area(lon: Any, lat: Any) -> Any:
    return _EQUAL_AREA.transform(lon, lat)


def points_of(
    polygons: Iterable[tuple[Any, float]], lines: shapely.STRtree | None = None, piece_m: float = PIECE_M
) -> Iterator[Points]:
    """The points that stand for polygons, some ten thousand at a time; their weights add up to the polygons' own.

    Args:
        polygons: each with its weight.
        lines: borders at which pieces are cut, so that none lies on both sides.
        piece_m: how wide a piece shall be.
    """
    waiting: list[Points] = []
    for polygon, weight in polygons:
        pieces = cut_at(cut(polygon, piece_m), lines)
        waiting.append(spread(pieces, weight))
        if sum(len(each.weight) for each in waiting) >= BATCH:
            yield joined(waiting)
            waiting = []
    yield joined(waiting)


def joined(parts: list[Points]) -> Points:
    """Several lots of points as one."""
    nothing = np.empty(0)
    return Points(*(np.concatenate([nothing, *(part[axis] for part in parts)]) for axis in range(3)))


def cut(polygon: Any, piece_m: float) -> Shapes:
    """A polygon in pieces, by a grid laid over its box."""
    west, south, east, north = shapely.bounds(polygon).tolist()
    across_m = (east - west) * M_PER_DEGREE * cos(radians((south + north) / 2))
    columns = int(np.clip(round(across_m / piece_m), 1, MOST_A_SIDE))
    rows = int(np.clip(round((north - south) * M_PER_DEGREE / piece_m), 1, MOST_A_SIDE))
    x, y = np.linspace(west, east, columns + 1), np.linspace(south, north, rows + 1)
    cells = shapely.box(*np.meshgrid(x[:-1], y[:-1]), *np.meshgrid(x[1:], y[1:])).ravel()
    shapely.prepare(polygon)
    inside = shapely.contains_properly(polygon, cells)
    edge = cells[~inside & shapely.intersects(polygon, cells)]
    pieces = np.concatenate([cells[inside], shapely.intersection(edge, polygon)])
    kept: Shapes = pieces[shapely.area(pieces) > 0]
    return kept


def cut_at(pieces: Shapes, lines: shapely.STRtree | None) -> Shapes:
    """The pieces, those that borders cross cut along them."""
    if lines is None:
        return pieces
    piece, line = lines.query(pieces, predicate="intersects")
    crossed = np.unique(piece)
    parts = [_faces(pieces[at], lines.geometries[line[piece == at]]) for at in crossed.tolist()]
    return np.concatenate([np.delete(pieces, crossed), *parts])


def _faces(piece: Any, lines: Shapes) -> Shapes:
    edges = shapely.union_all([shapely.boundary(piece), *shapely.intersection(lines, piece)])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    inside: Shapes = faces[shapely.covers(shapely.buffer(piece, 1e-9), faces) & (shapely.area(faces) > 0)]
    return inside if len(inside) else np.array([piece])


def spread(pieces: Shapes, weight: float) -> Points:
    """Points inside the pieces, with the weight shared out by area."""
    inside = shapely.point_on_surface(pieces)
    area = areas_m2(pieces)
    return Points(shapely.get_x(inside), shapely.get_y(inside), weight * (area / area.sum()))
