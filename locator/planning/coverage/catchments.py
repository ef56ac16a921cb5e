"""Within which line a station is near enough: along the streets where there is a network, else a circle."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from locator.ellipsoid import Floats
from locator.planning.coverage.onfoot import OnFoot
from locator.planning.coverage.reach import Ints, Stations
from locator.planning.coverage.straight import StraightLine
from locator.walk import DETOUR, WALK_M_PER_MIN

CORNERS = 36
BESIDE_STREET_DEG = 0.0003
"""Some 30 m: doors stand that far from a street's middle."""
CONCAVITY = 0.3
"""Of the hull round what was reached: 0 follows every street, 1 is convex."""
_GEOD = Geod(ellps="WGS84")
_AROUND = np.linspace(0, -360, CORNERS, endpoint=False)  # counter-clockwise, as RFC 7946 wants it


class Catchments(NamedTuple):
    """The outline of each station, WGS84 degrees, and whether a street network told it."""

    shapes: NDArray[Any]
    on_streets: NDArray[np.bool_]


def catchments_of(reach: StraightLine | OnFoot, stations: Stations, rows: Ints) -> Catchments:
    """The catchments of some stations, within the widest band.

    Along streets it is the hull of the streets' stretches from which the station can be reached in time.
    """
    band = reach.bands[-1]
    metres = band.limit if band.kind == "radius" else band.limit * WALK_M_PER_MIN / DETOUR
    shapes = rings(stations.lon[rows], stations.lat[rows], metres)
    on_streets = np.zeros(len(rows), dtype=np.bool_)
    for streets in reversed(reach.streets if isinstance(reach, OnFoot) else ()):
        for number, station in enumerate(rows.tolist()):
            corners = streets.reached_from(station)
            if len(corners):
                shapes[number], on_streets[number] = _hull(corners), True
    return Catchments(shapes, on_streets)


def rings(lon: Floats, lat: Floats, radius_m: float) -> NDArray[Any]:
    """Geodesic circles round places."""
    places = len(lon)
    bearing, metres = np.tile(_AROUND, places), np.full(places * CORNERS, radius_m)
    ends = _GEOD.fwd(np.repeat(lon, CORNERS), np.repeat(lat, CORNERS), bearing, metres)
    corners = np.column_stack(ends[:2])
    found: NDArray[Any] = np.empty(places, dtype=object)
    if places:
        found[:] = shapely.polygons(
            shapely.linearrings(corners, indices=np.repeat(np.arange(places), CORNERS))
        )
    return found


def _hull(corners: Floats) -> Any:
    return shapely.concave_hull(shapely.MultiPoint(corners), CONCAVITY).buffer(BESIDE_STREET_DEG, quad_segs=2)
