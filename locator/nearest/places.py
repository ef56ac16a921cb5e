"""The distinct places where stations stand, and which stations stand at each.

Many stations may share one position (every one that is known by its district only stands at the seat).
Searching places, not stations, keeps such a heap as cheap as one station, and makes its order the row order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from locator.ellipsoid import ecef_m

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places:
    """Distinct positions; the stations at place i are `rows[start[i]:start[i + 1]]`, ascending.

    Attributes:
        lon: WGS84 degrees.
        lat: WGS84 degrees.
        xyz: earth-centred metres, one line a place.
        start: one entry more than places.
        rows: row numbers in the arrays that were given.
    """

    lon: Floats
    lat: Floats
    xyz: Floats
    start: Ints
    rows: Ints

    @classmethod
    def of(cls, lon: Floats, lat: Floats) -> Places:
        """The places of stations at these degrees."""
        rows = np.lexsort((lat, lon))  # stable, so rows at one place stay ascending
        lon, lat = lon[rows], lat[rows]
        new = np.ones(len(rows), dtype=np.bool_)
        new[1:] = (np.diff(lon) != 0) | (np.diff(lat) != 0)
        first = np.flatnonzero(new)
        lon, lat = lon[first], lat[first]
        return cls(lon, lat, ecef_m(lon, lat), np.append(first, len(rows)), rows)

    @property
    def taken(self) -> NDArray[np.bool_]:
        """Which places have a station."""
        return np.diff(self.start) > 0

    def restricted(self, mask: NDArray[np.bool_]) -> Places:
        """The same places with the stations of the mask alone; some then have none."""
        kept = mask[self.rows]
        start = np.concatenate(([0], np.cumsum(kept)))[self.start]
        return replace(self, start=start, rows=self.rows[kept])

    def compacted(self) -> Places:
        """Without the places that have no station."""
        taken = self.taken
        start = np.append(self.start[:-1][taken], len(self.rows))
        return replace(self, lon=self.lon[taken], lat=self.lat[taken], xyz=self.xyz[taken], start=start)

    def stations(self, places: Ints, at_most: int) -> tuple[Ints, Ints]:
        """The first `at_most` stations of each place, and which of the given places each stands at."""
        count = np.minimum(self.start[places + 1] - self.start[places], at_most)
        owner = np.repeat(np.arange(len(places)), count)
        ahead = np.cumsum(count) - count
        return self.rows[self.start[places][owner] + np.arange(len(owner)) - ahead[owner]], owner
