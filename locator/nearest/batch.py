"""Many points: the same stations as one by one (and the same metres, to 5 nm), in arrays, on all cores.

Points are taken along a space-filling curve, so that neighbours walk the same branches of the tree, in
chunks that fit the cache. Only what the arrays cannot prove (a tie, a point far from everything) is asked
again one by one. numpy, PROJ and the tree let go of the interpreter's lock, so threads share the work; they
end with the batch, and nothing lingers that a fork could trip over.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from locator.ellipsoid import ecef_m, geodesics_m, least_geodesics_m, short_geodesics_m
from locator.nearest.curve import curve_order
from locator.nearest.search import MOST_FROM_TREE, SLACK_M, Search

CHUNK = 16_384
SHORT_M = 100.0, 20_000.0  # here the chord's series is as good as PROJ, absolutely and relatively (5e-11)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def nearest_to_each(search: Search, lon: Floats, lat: Floats, k: int) -> tuple[Ints, Floats]:
    """Row numbers (n, k) and metres (n, k), padded with -1 and inf."""
    positions = np.full((len(lon), k), -1, dtype=np.int64)
    metres = np.full((len(lon), k), np.inf)
    wanted = min(k, search.size)
    answer = _from_arrays if wanted < MOST_FROM_TREE else _one_by_one
    order = curve_order(lon, lat) if len(lon) > CHUNK else np.arange(len(lon))

    def fill(chunk: Ints) -> None:
        positions[chunk, :wanted], metres[chunk, :wanted] = answer(search, lon[chunk], lat[chunk], wanted)

    if wanted:
        _run(fill, [order[first : first + CHUNK] for first in range(0, len(order), CHUNK)])
    return positions, metres


def _run(fill: Callable[[Ints], None], chunks: list[Ints]) -> None:
    workers = min(os.cpu_count() or 1, len(chunks))
    if workers < 2:
        for chunk in chunks:
            fill(chunk)
        return
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(fill, chunks):
            pass  # taking each result raises what its chunk raised


def _one_by_one(search: Search, lon: Floats, lat: Floats, k: int) -> tuple[Ints, Floats]:
    found = [search.nearest(*point, k) for point in zip(lon.tolist(), lat.tolist(), strict=True)]
    pairs = np.array(found, dtype=np.float64).reshape(len(lon), k, 3)  # rows below 2**53 are exact
    return pairs[:, :, 1].astype(np.int64), pairs[:, :, 0]


def _from_arrays(search: Search, lon: Floats, lat: Floats, k: int) -> tuple[Ints, Floats]:
    assert search.tree is not None  # noqa: S101 - for the type checker: k > 0, so there are places
    looks, kept = min(k + 1, search.open), min(k, search.open)
    xyz = ecef_m(lon, lat)
    chords, places = search.tree.query(xyz, looks, mask=search.closed)
    chords, places = chords.reshape(-1, looks), places.reshape(-1, looks)[:, :kept].astype(np.int64)
    far = np.empty(places.shape)
    for rank in range(kept):
        far[:, rank] = _distances(search, (lon, lat, xyz), places[:, rank], chords[:, rank])
    order = np.argsort(far, axis=1)
    places, far = np.take_along_axis(places, order, axis=1), np.take_along_axis(far, order, axis=1)
    positions, metres = _stations(search, places, far, k)
    proved = (far[:, 1:] > far[:, :-1] + SLACK_M).all(axis=1)  # of a tie the stations may interleave
    if looks > kept:
        proved &= far[:, -1] + SLACK_M <= least_geodesics_m(chords[:, -1])
    again = np.flatnonzero(~proved)
    positions[again], metres[again] = _one_by_one(search, lon[again], lat[again], k)
    return positions, metres


def _distances(search: Search, points: tuple[Floats, Floats, Floats], to: Ints, chords: Floats) -> Floats:
    """Metres from each point (lon, lat, xyz) to its place: by series where that is exact enough, else PROJ's."""
    lon, lat, xyz = points
    metres = np.empty(len(to))
    near = (chords >= SHORT_M[0]) & (chords <= SHORT_M[1])
    some, rest = np.flatnonzero(near), np.flatnonzero(~near)
    metres[some] = short_geodesics_m(xyz[some], search.places.xyz[to[some]])
    there = search.places.lon[to[rest]], search.places.lat[to[rest]]
    metres[rest] = geodesics_m(lon[rest], lat[rest], *there)
    return metres


def _stations(search: Search, places: Ints, far: Floats, k: int) -> tuple[Ints, Floats]:
    """The first k stations of each line's places, which are in order of distance."""
    start = search.places.start
    if search.open == search.size:  # one station a place, as mostly
        return search.places.rows[start[places]], far
    upto = np.cumsum(start[places + 1] - start[places], axis=1)  # stations at this place and those before
    positions = np.empty((len(places), k), dtype=np.int64)
    metres = np.empty((len(places), k))
    line = np.arange(len(places))
    for rank in range(k):
        column = (upto <= rank).sum(axis=1)
        before = np.where(column > 0, upto[line, column - 1], 0)
        positions[:, rank] = search.places.rows[start[places[line, column]] + rank - before]
        metres[:, rank] = far[line, column]
    return positions, metres
