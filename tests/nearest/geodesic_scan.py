"""The plain answer that every fast one is held against: measure all stations, sort."""

import numpy as np
from pyproj import Geod

GEOD = Geod(ellps="WGS84")
HOSTILE = [
    (0.0, 90.0),
    (77.0, 90.0),
    (-180.0, 90.0),
    (0.0, -90.0),
    (123.4, -90.0),
    (180.0, 0.0),
    (-180.0, 0.0),
    (179.9999999, 10.0),
    (-179.9999999, 10.0),
    (180.0, 66.5),
    (-180.0, 66.5),
    (0.0, 0.0),
    (-0.0, -0.0),
    (90.0, 0.0),
    (12.0, 89.9999999),
    (-168.0, 89.9999999),
]


def columns(pairs):
    return tuple(np.array(pairs, dtype=float).reshape(-1, 2).T)


def every_geodesic(stations, points):
    (lon, lat), (to_lon, to_lat) = points, stations
    pairs = np.repeat(lon, len(to_lon)), np.repeat(lat, len(to_lat))
    metres = GEOD.inv(*pairs, np.tile(to_lon, len(lon)), np.tile(to_lat, len(lat)))[2]
    return np.asarray(metres, dtype=float).reshape(len(lon), len(to_lon))


def scan(stations, points, k, mask=None):
    """Rows and metres of the k nearest stations of each point; equal distances in row order."""
    metres = every_geodesic(stations, points)
    if mask is not None:
        metres[:, ~mask] = np.inf
    rows = np.argsort(metres, axis=1, kind="stable")[:, :k]
    metres = np.take_along_axis(metres, rows, axis=1)
    return padded(np.where(np.isinf(metres), -1, rows), k, -1), padded(metres, k, np.inf)


def padded(array, k, filler):
    return np.pad(array, ((0, 0), (0, k - array.shape[1])), constant_values=filler)


def world(rng, size):
    return rng.uniform(-180, 180, size), np.degrees(np.arcsin(rng.uniform(-1, 1, size)))


def towns(rng, size):
    """Round 40 places in China's box, half of them known by the town only, so on one spot."""
    seats = np.column_stack((rng.uniform(75, 133, 40), rng.uniform(19, 52, 40)))
    spread = rng.normal(0, 0.1, (size, 2)) * (rng.random((size, 1)) < 0.5)
    return tuple((seats[rng.integers(0, 40, size)] + spread).T)


def joined(*sets):
    return tuple(np.concatenate(axis) for axis in zip(*sets, strict=True))


def antipodes(stations):
    lon, lat = stations
    return np.where(lon > 0, lon - 180, lon + 180), -lat
