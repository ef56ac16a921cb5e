"""Where made-up stations stand: round real towns of the mainland, in proportion to the people there, on land."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from locator import resources
from locator.datum.mainland import ground
from locator.divisions import rows_of
from locator.maps.basemap import read_shapes

Floats = NDArray[np.float64]

OTHER_RULES = ("71", "81", "82")  # Taiwan, Hong Kong and Macao: no stations of these unions there
PEOPLE_PER_KM2 = 8_000
LEAST_RADIUS_KM = 0.5
KM_PER_DEGREE = 111.2
BOX = (73.0, 17.0, 136.0, 54.5)
CLOSER = (
    3  # how often a spot in the water or abroad is brought half the way back before it is put into the town
)
DIGITS = 6


class Town(NamedTuple):
    """A real town: WGS84 degrees, people, the county or city it lies in."""

    name: str
    lon: float
    lat: float
    people: int
    adcode: str


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """The towns of the mainland whose number of people is known; each once, under its first name."""
    found: dict[str, Town] = {}
    for name, lon, lat, people, adcode, _pinyin, source in rows_of(
        resources.folder("geodata") / "places.csv"
    ):
        if people and not adcode.startswith(OTHER_RULES):
            found.setdefault(source, Town(name, float(lon), float(lat), int(people), adcode))
    return tuple(found.values())


def spots(count: int, chance: np.random.Generator) -> tuple[NDArray[np.int64], Floats, Floats]:
    """For each of `count` stations the number of its town in `towns()`, its longitude and latitude in WGS84."""
    every = towns()
    people = np.array([town.people for town in every], dtype=float)
    chosen = chance.choice(len(every), size=count, p=people / people.sum())
    lon, lat = (np.array([getattr(town, axis) for town in every])[chosen] for axis in ("lon", "lat"))
    radius_km = np.maximum(np.sqrt(people / (np.pi * PEOPLE_PER_KM2)), LEAST_RADIUS_KM)[chosen]
    north, east = chance.normal(scale=radius_km / 1.5, size=(2, count)) / KM_PER_DEGREE
    return chosen, *_ashore(lon, lat, east / np.cos(np.radians(lat)), north)


def _ashore(lon: Floats, lat: Floats, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """The towns' positions, moved; where that leads into the water or across the border, moved less."""
    for _ in range(CLOSER):
        astray = ~_is_ground(lon + east, lat + north)
        east, north = np.where(astray, east / 2, east), np.where(astray, north / 2, north)
    astray = ~_is_ground(lon + east, lat + north)
    east, north = np.where(astray, 0.0, east), np.where(astray, 0.0, north)
    return np.round(lon + east, DIGITS), np.round(lat + north, DIGITS)


def _is_ground(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    return ground().contains(lon, lat) & shapely.contains_xy(_land(), lon, lat)


@lru_cache(maxsize=1)
def _land() -> BaseGeometry:
    land = shapely.clip_by_rect(read_shapes(resources.folder("geodata") / "basemap" / "land.geojson"), *BOX)
    shapely.prepare(land)
    return land
