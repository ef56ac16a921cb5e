"""The stations nearest to a point, exact on the WGS84 ellipsoid, for single points and for arrays.

Stations stand in a kd-tree of earth-centred coordinates (so antimeridian and poles are places like any
other), which lists them by chord. The candidates with the shortest chords are measured along the ellipsoid
(Karney's geodesics) and put in that order. `locator.ellipsoid` proves how short a geodesic over a given
chord can be at least: when the k-th distance found is no longer than that bound for the longest chord looked
at, no other station can be nearer, and the answer is exact. Otherwise more candidates are looked at, at last
all that the bound leaves over.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from locator.nearest.batch import nearest_to_each
from locator.nearest.inputs import checked_count, checked_degrees, checked_mask
from locator.nearest.places import Places
from locator.nearest.search import Found, Search

__all__ = ["Found", "NearestIndex", "Subset"]

Answer = tuple[NDArray[np.int64], NDArray[np.float64]]


class Subset:
    """Some stations of an index, prepared for many queries; immutable, safe to share between threads."""

    __slots__ = ("_search",)

    def __init__(self, search: Search) -> None:
        self._search = search

    def __len__(self) -> int:
        return self._search.size

    def query(self, lon: ArrayLike, lat: ArrayLike, k: int = 1) -> Answer:
        """Row numbers of the k nearest stations in the index's arrays, and their distances in metres.

        In order of distance, equal distances by row number. Where there are fewer than k stations, the rest
        is -1 and inf. A single point gives arrays of k, n points give arrays of (n, k).

        Args:
            lon: WGS84 degrees, -180 to 180 (the two are equal): one number, or an array.
            lat: WGS84 degrees, of the same shape.
            k: 0 or more.

        Raises:
            InvalidPosition: degrees that are not finite, nowhere on the globe, or not of one shape.
            InvalidInput: a k that is negative or no whole number.
        """
        if isinstance(lon, float) and isinstance(lat, float) and -180 <= lon <= 180 and -90 <= lat <= 90:
            return _padded(self._search.nearest(lon, lat, wanted := checked_count(k)), wanted)
        lons, lats = checked_degrees(lon, lat)
        if lons.ndim:
            return nearest_to_each(self._search, lons, lats, checked_count(k))
        return self.query(float(lons), float(lats), k)

    def nearest(self, lon: float, lat: float, k: int, within_m: float = math.inf) -> Found:
        """(metres, row, azimuth there) of the k nearest to one point, as plain numbers; fewer where there are fewer.

        None is farther than `within_m`, which makes the search shorter. For whoever has checked what is asked:
        degrees that are none, or a negative k, give nonsense.
        """
        return self._search.nearest(lon, lat, k, within_m)


class NearestIndex(Subset):
    """Stations at WGS84 degrees, ready to be asked for the nearest; keeps nothing of the arrays given.

    Raises:
        InvalidPosition: degrees that are not finite, nowhere on the globe, or not of one shape.
    """

    __slots__ = ()

    def __init__(self, lon: ArrayLike, lat: ArrayLike) -> None:
        lons, lats = checked_degrees(lon, lat)
        super().__init__(Search(Places.of(np.atleast_1d(lons), np.atleast_1d(lats))))

    def subset(self, mask: ArrayLike) -> Subset:
        """The stations where the mask is True, to be kept by whoever asks the same filter again.

        Row numbers stay those of this index. Costs about a millisecond for 200,000 stations.

        Raises:
            InvalidInput: not one truth value for each station.
        """
        return Subset(self._search.restricted(checked_mask(mask, len(self))))

    def query(self, lon: ArrayLike, lat: ArrayLike, k: int = 1, mask: ArrayLike | None = None) -> Answer:
        """As `Subset.query`, among the stations where the mask is True.

        Raises:
            InvalidInput: a mask that is not one truth value for each station.
        """
        if mask is not None:
            return self.subset(mask).query(lon, lat, k)
        return super().query(lon, lat, k)


def _padded(found: Found, k: int) -> Answer:
    metres = [pair[0] for pair in found]
    rows = [pair[1] for pair in found]
    short = k - len(found)
    return (
        np.array(rows + [-1] * short, dtype=np.int64),
        np.array(metres + [np.inf] * short, dtype=np.float64),
    )
