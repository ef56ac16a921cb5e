"""Stations within so many metres of places, exact on the ellipsoid.

The tree measures chords. A geodesic of length L has a chord of at most 2 R sin(L / 2R) with R = a²/b, as
`locator.ellipsoid` proves, and of at least 2 r sin(L / 2r) with r = b²/a: a geodesic is as curved as the ellipsoid
is in its direction, nowhere more than 1/r, and by Schur's comparison theorem a curve bent less than a circle's arc
of its length has the longer chord (for L up to πr). So a chord below the one settles that a station is within L,
one above the other that it is not; for a kilometre they are 20 nm apart, and only what lies between is measured.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree

from locator.ellipsoid import FLATTENING, SEMI_MAJOR_M, Floats, ecef_m, geodesics_m, longest_chord_m
from locator.nearest.inputs import checked_degrees
from locator.nearest.tree import KDTree
from locator.planning.coverage.reach import Band, Ints, Reached, nothing_reached

SLACK_M = 1e-7
"""More than the errors of chord (2 nm a coordinate) and geodesic (15 nm) together."""
_LEAST_DIAMETER_M = 2 * SEMI_MAJOR_M * (1 - FLATTENING) ** 2


def shortest_chord_m(geodesic_m: float) -> float:
    """No two points that far apart along the ellipsoid have a shorter chord (up to 20,000 km)."""
    return float(_LEAST_DIAMETER_M * np.sin(geodesic_m / _LEAST_DIAMETER_M))


class StraightLine:
    """Stations that are near in a straight line. Immutable, safe to share between threads.

    Raises:
        InvalidPosition: degrees that are nowhere on the globe.
    """

    def __init__(
        self, lon: ArrayLike, lat: ArrayLike, bands: tuple[Band, ...], m_per_unit: float = 1.0
    ) -> None:
        """Stations at WGS84 degrees; `m_per_unit` is how many metres the bands' unit is."""
        self.bands = bands
        self._lon, self._lat = (np.atleast_1d(each) for each in checked_degrees(lon, lat))
        self._limits_m = np.array([band.limit for band in bands]) * m_per_unit
        self._surely_m = np.array([shortest_chord_m(each) - SLACK_M for each in self._limits_m.tolist()])
        self._maybe_m = np.array([longest_chord_m(each) + SLACK_M for each in self._limits_m.tolist()])
        xyz = ecef_m(self._lon, self._lat)
        self._first = KDTree(xyz) if len(xyz) else None  # finds quickly who has any station near
        self._all = cKDTree(xyz) if len(xyz) else None  # and this one lists them

    def pairs(self, lon: Floats, lat: Floats) -> Reached:
        """The stations within the bands of each place."""
        reached = nothing_reached(len(lon))
        if self._first is None or self._all is None or not len(lon):
            return reached
        xyz, farthest_m = ecef_m(lon, lat), float(self._maybe_m[-1])
        nearest_m, _ = self._first.query(xyz, 1, distance_upper_bound=farthest_m)
        near = np.flatnonzero(np.isfinite(nearest_m))
        if not len(near):
            return reached
        found = cKDTree(xyz[near]).sparse_distance_matrix(self._all, farthest_m, output_type="ndarray")
        point, station = near[found["i"]], found["j"].astype(np.int64)
        band = self._band(found["v"], lon[point], lat[point], station)
        kept = band < len(self.bands)
        return reached._replace(point=point[kept], station=station[kept], band=band[kept])

    def _band(self, chord_m: Floats, lon: Floats, lat: Floats, station: Ints) -> Ints:
        """The smallest band that holds each pair; one past the last where none does."""
        band = np.searchsorted(self._surely_m, chord_m)
        open_ = np.flatnonzero(band != np.searchsorted(self._maybe_m, chord_m))
        to = station[open_]
        metres = geodesics_m(lon[open_], lat[open_], self._lon[to], self._lat[to])
        band[open_] = np.searchsorted(self._limits_m, metres)
        return np.asarray(band, dtype=np.int64)
