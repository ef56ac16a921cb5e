"""Who has which station or candidate near, and how far it is to those that are nearer than any station."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from locator.ellipsoid import Floats, ecef_m, short_geodesics_m
from locator.errors import InvalidInput
from locator.nearest import NearestIndex
from locator.planning.coverage.onfoot import OnFoot, reach_of
from locator.planning.coverage.reach import Band, Ints, Reached, in_metres, in_minutes, nothing_reached
from locator.planning.coverage.work import in_turn, lots_of
from locator.planning.demand.layer import Points
from locator.planning.suggesting.asked import Asked

MOST_PAIRS = 30_000_000
FARTHEST_MIN = 120.0
"""Longer walks are not searched."""
_BLOCK = 2_000_000


class Nearness(NamedTuple):
    """Which places have what near; `networks` are those that were asked."""

    reached: Reached
    networks: tuple[str, ...]


def nearness(points: Points, asked: Asked, lon: Floats, lat: Floats) -> Nearness:
    """The pairs of places and facilities (WGS84 degrees) within the bands.

    Raises:
        InvalidInput: more pairs than can be searched; a network is damaged.
    """
    reach = reach_of(asked.bands, lon, lat, asked.networks)
    lots, first, pairs = [], 0, 0
    for lot in in_turn(lots_of([points]), lambda some: reach.pairs(some.lon, some.lat)):
        lots.append(lot._replace(point=lot.point + first))
        first += len(lot.on_streets)
        pairs += len(lot.point)
        _check(pairs)
    columns = (np.concatenate(column) for column in zip(*(lots or [nothing_reached(0)]), strict=True))
    return Nearness(Reached(*columns), tuple(sorted(getattr(reach, "networks", {}))))


def cover_of(reached: Reached, places: int, facilities: int) -> csr_array:
    """Places × facilities: ones where near."""
    ones = np.ones(len(reached.point))
    return csr_array((ones, (reached.point, reached.station)), shape=(places, facilities))


def costs_of(
    points: Points, asked: Asked, here: tuple[Floats, Floats], there: tuple[Floats, Floats]
) -> tuple[csr_array, int]:
    """What it takes from places to what stands already and to each candidate, and how many columns stand: one or none.

    That one is the nearest station. A candidate that is no nearer is left out: nobody would go there. On foot it
    costs two hours at most, as to what is beyond, so that everybody counts who can reach a candidate. Metres are
    exact up to 20 km, within 2 mm up to 700 km, and to a millionth beyond.

    Args:
        points: the places.
        asked: whether metres or minutes, and the street networks.
        here: longitudes and latitudes of the stations.
        there: the candidates'.

    Raises:
        InvalidInput: more pairs than can be searched.
    """
    is_on_foot = asked.band.kind == "minutes"
    place, to, cost = _minutes(points, asked, here, there) if is_on_foot else _metres(points, here, there)
    first = int(is_on_foot or bool(len(here[0])))
    matrix = csr_array((cost, (place, to)), shape=(len(points.weight), first + len(there[0])))
    return matrix, first


Triples = tuple[Ints, Ints, Floats]


def _metres(points: Points, here: tuple[Floats, Floats], there: tuple[Floats, Floats]) -> Triples:
    _check(len(points.weight) * len(there[0]))
    if not len(here[0]):
        return _stacked(_blocks(points, there, np.full(len(points.weight), np.inf), 0))
    nearest = NearestIndex(*here).query(points.lon, points.lat, 1)[1][:, 0]
    every = np.arange(len(nearest))
    stands = (every, np.zeros_like(every), nearest)
    return _stacked([stands, *_blocks(points, there, nearest, 1)])


def _stacked(parts: Iterable[Triples]) -> Triples:
    place, to, cost = (np.concatenate(column) for column in zip(*parts, strict=True))
    return place, to, cost


def _blocks(points: Points, there: tuple[Floats, Floats], limit: Floats, first: int) -> Iterator[Triples]:
    """Some places at a time with all candidates that are nearer than each place's limit."""
    spots, sites = ecef_m(points.lon, points.lat), ecef_m(*there)
    size = max(1, _BLOCK // len(sites))
    for start in range(0, len(spots), size):
        block = spots[start : start + size]
        chord_2 = ((block[:, None, :] - sites[None, :, :]) ** 2).sum(axis=2)
        row, to = np.nonzero(chord_2 < limit[start : start + size, None] ** 2)
        metres = short_geodesics_m(block[row], sites[to])
        kept = metres < limit[start + row]
        yield start + row[kept], first + to[kept], metres[kept]


def _minutes(
    points: Points, asked: Asked, here: tuple[Floats, Floats], there: tuple[Floats, Floats]
) -> Triples:
    lon, lat = (np.concatenate(each) for each in zip(here, there, strict=True))
    reach = reach_of(in_minutes([FARTHEST_MIN]), lon, lat, asked.networks)
    assert isinstance(reach, OnFoot)  # noqa: S101 - for the type checker: of minutes
    place, facility, cost = reach.minutes(points.lon, points.lat)
    _check(len(place))
    is_station = facility < len(here[0])
    nearest = np.full(len(points.weight), FARTHEST_MIN)
    np.minimum.at(nearest, place[is_station], cost[is_station])
    nearer = ~is_station & (cost < nearest[place])
    reachable = np.unique(place)
    stands = (reachable, np.zeros_like(reachable), nearest[reachable])
    return _stacked([stands, (place[nearer], facility[nearer] - len(here[0]) + 1, cost[nearer])])


def too_near(
    lon: Floats, lat: Floats, other_lon: Floats, other_lat: Floats, spacing_m: float
) -> tuple[Ints, Ints]:
    """Which of some places are nearer than so many metres to which of others: their numbers, pair by pair."""
    if not spacing_m or not len(lon) or not len(other_lon):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    band: tuple[Band, ...] = in_metres([np.nextafter(spacing_m, 0.0)])
    found = reach_of(band, other_lon, other_lat, None).pairs(lon, lat)
    _check(len(found.point))
    return found.point, found.station


def _check(pairs: int) -> None:
    if pairs > MOST_PAIRS:
        raise InvalidInput(
            f"需求与候选超过 {MOST_PAIRS:,} 对 more than {MOST_PAIRS:,} pairs of places and candidates",
            field="candidates",
            remedy="缩小区域或减少候选 a smaller area, fewer candidates, or a wider grid",
        )
