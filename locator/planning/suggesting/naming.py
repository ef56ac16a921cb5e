"""Names for what lies on a map: the nearest known place, and the district."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from locator.divisions import Divisions
from locator.ellipsoid import Floats
from locator.errors import NotFound
from locator.planning.areas.areas import Areas
from locator.planning.coverage.reach import Ints
from locator.planning.demand.bundled import named_places, places_index
from locator.planning.demand.layer import Points
from locator.planning.suggesting.answer import Counts
from locator.planning.suggesting.people import district_of

FARTHEST_M = 100_000.0
"""Beyond, a place's name tells nothing."""


def nearest_places(lon: Floats, lat: Floats) -> tuple[Ints, Floats]:
    """The row among `named_places` of the one nearest to each spot, -1 where none is near, and the metres."""
    if not len(lon):
        return np.empty(0, dtype=np.int64), np.empty(0)
    rows, metres = places_index().query(lon, lat, 1)
    return np.where(metres[:, 0] <= FARTHEST_M, rows[:, 0], -1), metres[:, 0]


def place_name(row: int) -> str:
    """Of a row of `named_places`; "" for -1."""
    return named_places().names[row] if row >= 0 else ""


def districts_of(areas: Areas | None, lon: Floats, lat: Floats, places: Ints) -> list[str]:
    """The name of the district of each spot: of the areas, else that in which its nearest place lies; "" if none."""
    if areas is not None:
        return [
            areas.names[number] if number >= 0 else "" for number in district_of(areas, lon, lat).tolist()
        ]
    return [_division(named_places().codes[row]) if row >= 0 else "" for row in places.tolist()]


def counts_of(points: Points, people: Floats, rows: Ints, most: int) -> tuple[Counts, ...]:
    """The people of some places by the nearest known place, the most first."""
    places, metres = nearest_places(points.lon[rows], points.lat[rows])
    known, owner = np.unique(places, return_inverse=True)
    total = np.bincount(owner, people[rows], minlength=len(known))
    farthest = np.zeros(len(known))
    np.maximum.at(farthest, owner, metres)
    first: Sequence[int] = np.argsort(-total, kind="stable")[:most].tolist()
    return tuple(
        Counts(place_name(int(known[each])), float(total[each]), float(farthest[each])) for each in first
    )


@lru_cache(maxsize=4096)
def _division(code: str) -> str:
    try:
        return Divisions.bundled().get(code).name
    except NotFound:
        return ""
