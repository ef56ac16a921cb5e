"""Signposts for empty stretches of the offline base map: which way and how far to the nearest names.

Where no name is near, every other tile (the black squares of a chessboard) gets a sign for the nearest town
and the nearest county seat, so that a map is never a blank sheet. They say where those places are, not to
which of them the ground belongs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from locator.maps.labels import labels_in
from locator.maps.mercator import TILE_PX, Tile, latitude
from locator.maps.placenames import Kind, PlaceName, placenames

FIRST_SIGN_ZOOM = 9
FARTHEST_M = 400_000  # beyond it we are not on a map of China
GEOD = Geod(ellps="WGS84")
SEATS = (Kind.CAPITAL, Kind.PREFECTURE, Kind.COUNTY)
TOWNS = (*SEATS, Kind.TOWN, Kind.VILLAGE)


class Sign(NamedTuple):
    """A signpost: px from the tile's upper left corner, then (degrees from north, words) for each arm."""

    x: int
    y: int
    arms: list[tuple[int, str]]


def signs_in(where: Tile) -> list[Sign]:
    """The signpost in the middle of a tile: on every other tile, where no name is near."""
    is_black_square = (where.x + where.y) % 2 == 0
    if (
        where.z < FIRST_SIGN_ZOOM
        or not is_black_square
        or any(labels_in(tile) for tile in with_neighbours(where))
    ):
        return []
    side = 1 << where.z
    arms = arms_at((where.x + 0.5) / side * 360 - 180, latitude((where.y + 0.5) / side))
    return [Sign(TILE_PX // 2, TILE_PX // 2, arms)] if arms else []


def with_neighbours(where: Tile) -> Iterator[Tile]:
    """A tile and its neighbours, diagonal ones too."""
    side = 1 << where.z
    for y in range(max(0, where.y - 1), min(side, where.y + 2)):
        for x in range(where.x - 1, where.x + 2):
            yield Tile(where.z, x % side, y)


def arms_at(lon: float, lat: float) -> list[tuple[int, str]]:
    """What a signpost at a place says, the nearest first."""
    nearest = {found[1].name: found for kinds in (TOWNS, SEATS) if (found := _nearest(lon, lat, kinds))}
    return [_arm(lon, lat, place, metres) for metres, place in nearest.values()]


def _arm(lon: float, lat: float, place: PlaceName, metres: float) -> tuple[int, str]:
    azimuth, _, _ = GEOD.inv(lon, lat, place.lon, place.lat)
    return round(azimuth) % 360, f"{place.name} {in_words(metres)}"


def in_words(metres: float) -> str:
    """A distance in a person's units: 430 米, 1.2 公里, 38 公里."""
    if metres < 995:
        return f"{round(metres, -1):.0f} 米"
    return f"{metres / 1000:.{1 if metres < 9_950 else 0}f} 公里"


def _nearest(lon: float, lat: float, kinds: tuple[Kind, ...]) -> tuple[float, PlaceName] | None:
    """The nearest place of some kinds with its distance in metres, on the ellipsoid."""
    places, lons, lats = _places(kinds)
    east = ((lons - lon + 180) % 360 - 180) * np.cos(np.radians(lat))
    candidates = np.argsort(east**2 + (lats - lat) ** 2)[:4]  # the plane may misorder near equals
    if not len(candidates):
        return None
    here = np.full(len(candidates), lon), np.full(len(candidates), lat)
    _, _, metres = GEOD.inv(*here, lons[candidates], lats[candidates])
    best = int(np.argmin(metres))
    return (float(metres[best]), places[candidates[best]]) if metres[best] <= FARTHEST_M else None


@lru_cache(maxsize=2)
def _places(
    kinds: tuple[Kind, ...],
) -> tuple[list[PlaceName], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    places = [place for place in placenames() if place.kind in kinds]
    return places, np.array([place.lon for place in places]), np.array([place.lat for place in places])
