"""Which known places lie within a distance of each point."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from locator.ellipsoid import ecef_m

Floats = NDArray[np.float64]
AnyFloats = NDArray[np.floating]
Ints = NDArray[np.int64]

# A degree of longitude at 54° N, the least there is in China.
METRES_A_DEGREE = 65_000.0


class Near(NamedTuple):
    """Pairs of a point and a place, point by point and the nearest place first; metres as a straight line."""

    point: Ints
    place: Ints
    metres: Floats

    def first(self, number: int) -> "Near":
        """At most so many places for each point."""
        starts = np.flatnonzero(np.diff(self.point, prepend=-1))
        rank = np.arange(len(self.point)) - np.repeat(starts, np.diff(starts, append=len(self.point)))
        kept = rank < number
        return Near(self.point[kept], self.place[kept], self.metres[kept])


def near(lon: Floats, lat: Floats, place_lon: AnyFloats, place_lat: AnyFloats, within_m: float) -> Near:
    """The places within so many metres of each point, for latitudes up to China's."""
    seats_m = ecef_m(place_lon.astype(np.float64), place_lat.astype(np.float64))
    tree = shapely.STRtree(np.asarray(shapely.points(place_lon, place_lat)))
    reach = within_m / METRES_A_DEGREE
    point, place = tree.query(shapely.points(lon, lat), predicate="dwithin", distance=reach)
    metres = np.linalg.norm(ecef_m(lon[point], lat[point]) - seats_m[place], axis=1)
    kept = metres <= within_m
    point, place, metres = point[kept], place[kept], metres[kept]
    order = np.lexsort((metres, point))
    return Near(point[order], place[order], metres[order])
