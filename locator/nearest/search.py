"""One point: the k nearest, from the tree where that can be proved enough, else from all places."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from locator.ellipsoid import (
    ecef_of_point_m,
    geodesic_inverse,
    geodesics_m,
    least_geodesic_m,
    longest_chord_m,
)
from locator.nearest.places import Places
from locator.nearest.tree import KDTree

SLACK_M = 1e-7  # more than the errors of chord (2 nm a coordinate) and geodesic (15 nm) together
MOST_FROM_TREE = 256  # pykdtree keeps its list by insertion: past some hundreds a scan is faster
OWN_TREE_SHARE = 0.05  # a tree with more of its places masked out than this leaves is slower than a new one

Found = list[tuple[float, int, float]]
"""(metres, row, azimuth there in degrees) of stations, by distance, then row."""


class Search:
    """Places with their tree, open to arrays and single points; everything handed in is checked already.

    Attributes:
        size: how many stations take part.
        open: how many places they stand at.
        closed: the tree's mask, 1 where a place takes no part; None when all do.
    """

    def __init__(self, places: Places, tree: KDTree | None = None) -> None:
        taken = places.taken
        self.places = places
        self.size = len(places.rows)
        self.open = int(np.count_nonzero(taken))
        self.closed: NDArray[np.uint8] | None = None
        if self.open < len(taken):
            self.closed = (~taken).view(np.uint8)  # pykdtree copies a mask of any other type at every query
        self.tree = KDTree(places.xyz) if tree is None and self.open else tree
        # indexing a memoryview gives plain Python numbers, several times faster than an array does
        self._lon, self._lat = places.lon.data, places.lat.data
        self._start, self._rows = places.start.data, places.rows.data

    def restricted(self, mask: NDArray[np.bool_]) -> Search:
        """The search among the stations of the mask."""
        places = self.places.restricted(mask)
        if np.count_nonzero(places.taken) <= max(1000, OWN_TREE_SHARE * len(places.lon)):
            return Search(places.compacted())
        return Search(places, self.tree)

    def nearest(self, lon: float, lat: float, k: int, within_m: float = math.inf) -> Found:
        """The k nearest no farther than `within_m`, or all of those where there are fewer."""
        k = min(k, self.size)
        if k == 0:
            return []
        looks = k + 1
        while looks <= MOST_FROM_TREE:
            found = self._proved(lon, lat, k, looks, within_m)
            if found is not None:
                return found
            looks *= 6
        return [one for one in self._scanned(lon, lat, k) if one[0] <= within_m]

    def _proved(self, lon: float, lat: float, k: int, looks: int, within_m: float) -> Found | None:
        """The k nearest among the places with the shortest chords; None if another place might be nearer."""
        assert self.tree is not None  # noqa: S101 - for the type checker: k > 0, so there are places
        looks, none = min(looks, self.open), len(self._lon)
        bound = None if within_m == math.inf else longest_chord_m(within_m) + SLACK_M
        chords, places = self.tree.query(
            np.array((ecef_of_point_m(lon, lat),)), looks, mask=self.closed, distance_upper_bound=bound
        )
        start, rows, found, near = (
            self._start,
            self._rows,
            list[tuple[float, int, float]](),
            places.ravel().tolist(),
        )
        for place in near:
            if place >= none:  # no more within the bound
                break
            azimuth, _back, metres = geodesic_inverse(lon, lat, self._lon[place], self._lat[place])
            if metres <= within_m:
                first = start[place]
                found += [(metres, row, azimuth) for row in rows[first : min(start[place + 1], first + k)]]
        found.sort()
        del found[k:]
        # whatever was not looked at has a longer chord than the last one that was, or is beyond the bound
        if (
            looks == self.open
            or near[-1] >= none
            or self._is_certain(found, k, float(chords.flat[-1]), within_m)
        ):
            return found
        return None

    @staticmethod
    def _is_certain(found: Found, k: int, longest_chord: float, within_m: float) -> bool:
        """Whether no place with a longer chord can belong to these."""
        reach = found[-1][0] if len(found) == k else within_m
        return reach + SLACK_M <= least_geodesic_m(longest_chord)

    def _scanned(self, lon: float, lat: float, k: int) -> Found:
        """The same, by the chords to all places; for points far from everything, and for large k."""
        chords = np.linalg.norm(self.places.xyz - ecef_of_point_m(lon, lat), axis=1)
        if self.closed is not None:
            chords[self.closed.view(np.bool_)] = np.inf
        first = min(k, self.open)
        reach = self._metres(lon, lat, np.argpartition(chords, first - 1)[:first]).max()
        places = np.flatnonzero(chords <= longest_chord_m(float(reach) + SLACK_M))
        rows, owner = self.places.stations(places, k)
        metres = self._metres(lon, lat, places)[owner]
        order = np.lexsort((rows, metres))[:k]
        azimuths = [
            geodesic_inverse(lon, lat, self._lon[place], self._lat[place])[0]
            for place in places[owner[order]].tolist()
        ]
        return list(zip(metres[order].tolist(), rows[order].tolist(), azimuths, strict=True))

    def _metres(self, lon: float, lat: float, places: NDArray[np.int64]) -> NDArray[np.float64]:
        here = np.full(len(places), lon), np.full(len(places), lat)
        return geodesics_m(*here, self.places.lon[places], self.places.lat[places])
