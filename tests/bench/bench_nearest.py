"""batch_nearest: a million points to 200,000 stations, exact, beside scipy's bare tree on unit vectors."""

import numpy as np
from pyproj import Geod
from scipy.spatial import cKDTree

from locator.nearest import NearestIndex
from tests.bench.measure import Measure, in_turns, share_of_time

STATIONS_A_POINT = 0.2


def batch_nearest(size: int = 1_000_000, repeats: int = 5) -> Measure:
    """Aim: at most 1.5 times the reference's time. `size` points in random order, a fifth as many stations."""
    rng = np.random.default_rng(2019)
    stations, points = round_towns(rng, int(size * STATIONS_A_POINT)), round_towns(rng, size)
    index, tree, vectors = NearestIndex(*stations), cKDTree(unit_vectors(*stations)), unit_vectors(*points)
    check(index.query(*points, 1), tree.query(vectors, workers=2)[1], stations, points)
    return share_of_time(
        "batch_nearest",
        *in_turns(lambda: index.query(*points, 1), lambda: tree.query(vectors, workers=2), repeats),
    )


def round_towns(rng, size):
    """Points round 3,000 towns in China's box, in random order; the towns are always the same."""
    towns = np.random.default_rng(9).uniform((75, 19), (133, 52), (3000, 2))
    lon, lat = (towns[rng.integers(0, len(towns), size)] + rng.normal(0, 0.15, (size, 2))).T
    return np.ascontiguousarray(lon), np.ascontiguousarray(lat)


def unit_vectors(lon, lat):
    across, up = np.radians(lon), np.radians(lat)
    return np.column_stack((np.cos(up) * np.cos(across), np.cos(up) * np.sin(across), np.sin(up)))


def check(found, reference, stations, points):
    """No farther than what the reference found, mostly the same, and the metres are geodesics."""
    rows, metres = found[0][:, 0], found[1][:, 0]
    geod = Geod(ellps="WGS84")
    theirs = geod.inv(*points, stations[0][reference], stations[1][reference])[2]
    exact = geod.inv(*points, stations[0][rows], stations[1][rows])[2]
    np.testing.assert_allclose(metres, exact, rtol=0, atol=1e-8)
    assert (exact <= theirs).all()
    assert (rows == reference).mean() > 0.98
