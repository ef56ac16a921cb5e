"""The largest circle with its centre in a polygon and no station in it, exact on the ellipsoid.

Branch and bound: from a box's centre to its corners it is at most h metres, so nowhere in it the nearest station is
farther than from its centre by more than h. Boxes that can't hold a better centre are dropped, the others quartered.
That needs no projection, and the answer is proved: no circle is larger by more than the tolerance.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import shapely

from locator.ellipsoid import Floats
from locator.nearest import NearestIndex

TOLERANCE = 0.002
"""Of the radius, or `LEAST_TOLERANCE_M` where that is more."""
LEAST_TOLERANCE_M = 1.0
A_SIDE = 16
MOST_BOXES = 200_000
_M_PER_LAT, _M_PER_LON = 111_700.0, 111_325.0
"""No degree of latitude, and none of longitude at the equator, is longer."""


class Circle(NamedTuple):
    """A centre in WGS84 degrees, and metres along the ellipsoid to the nearest station."""

    lon: float
    lat: float
    radius_m: float


def largest_empty_circle(polygon: Any, stations: NearestIndex) -> Circle | None:
    """The centre in the polygon (WGS84 degrees) that is farthest from every station; None where there is no station."""
    if not len(stations):
        return None
    shapely.prepare(polygon)
    first = shapely.point_on_surface(polygon)
    best = Circle(first.x, first.y, float(stations.query(first.x, first.y, 1)[1][0]))
    boxes = _start(polygon)
    while 0 < len(boxes) <= MOST_BOXES:
        centres = (boxes[:, :2] + boxes[:, 2:]) / 2
        metres = stations.query(*_columns(centres), 1)[1][:, 0]
        inside = shapely.contains_xy(polygon, centres)
        if inside.any():
            at = int(np.argmax(np.where(inside, metres, -1.0)))
            lon, lat = centres[at].tolist()
            best = max(best, Circle(lon, lat, float(metres[at])), key=lambda one: one.radius_m)
        tolerance_m = max(LEAST_TOLERANCE_M, TOLERANCE * best.radius_m)
        boxes = _quartered(boxes[metres + _reach_m(boxes) > best.radius_m + tolerance_m])
        boxes = _touching(boxes, polygon)
    return best


def _columns(spots: Floats) -> tuple[Floats, Floats]:
    return np.ascontiguousarray(spots[:, 0]), np.ascontiguousarray(spots[:, 1])


def _start(polygon: Any) -> Floats:
    """Boxes that cover the polygon: west, south, east, north."""
    west, south, east, north = shapely.bounds(polygon).tolist()
    x, y = np.linspace(west, east, A_SIDE + 1), np.linspace(south, north, A_SIDE + 1)
    left, down = np.meshgrid(x[:-1], y[:-1])
    right, up = np.meshgrid(x[1:], y[1:])
    boxes = np.stack([left, down, right, up], axis=-1).reshape(-1, 4)
    return _touching(boxes, polygon)


def _touching(boxes: Floats, polygon: Any) -> Floats:
    touching: Floats = boxes[shapely.intersects(polygon, shapely.box(*boxes.T))]
    return touching


def _reach_m(boxes: Floats) -> Floats:
    """At least as many metres as from each box's centre to its corners."""
    west, south, east, north = boxes.T
    nearest_equator = np.where((south < 0) & (north > 0), 0.0, np.minimum(np.abs(south), np.abs(north)))
    # a parallel of the ellipsoid is at most 0.4 % longer than the sphere's
    across = (east - west) / 2 * _M_PER_LON * np.cos(np.radians(nearest_equator)) * 1.004
    return np.asarray(np.hypot(across, (north - south) / 2 * _M_PER_LAT) * 1.001)


def _quartered(boxes: Floats) -> Floats:
    west, south, east, north = boxes.T
    x, y = (west + east) / 2, (south + north) / 2
    quarters = ((west, south, x, y), (x, south, east, y), (west, y, x, north), (x, y, east, north))
    return np.concatenate([np.stack(quarter, axis=1) for quarter in quarters])
