"""The names that the offline base map can carry, most important first.

Provinces are lettered in the middle of their counties' seats, prefectures and counties at their seat, towns
and villages at their place. All from `geodata/`; positions WGS84.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from math import inf
from statistics import fmean
from typing import NamedTuple

from locator import resources
from locator.divisions import Division, Divisions, Level, rows_of, short_form

SAME_PLACE_DEG = 0.4  # a town this near a division of the same name is that division's seat
CITY = 1_000_000  # people


class Kind(IntEnum):
    """What a name stands for; the page's script draws each in a style of its own."""

    WATER = 0
    PROVINCE = 1
    CAPITAL = 2
    PREFECTURE = 3
    COUNTY = 4
    TOWN = 5
    VILLAGE = 6


class PlaceName(NamedTuple):
    """A name with the zooms at which it may stand."""

    name: str
    kind: Kind
    lon: float
    lat: float
    population: int
    first_zoom: int
    last_zoom: int


# The first and last zoom of each kind; those of waters are in their file.
ZOOMS = {
    Kind.PROVINCE: (3, 6),
    Kind.CAPITAL: (5, 18),
    Kind.PREFECTURE: (6, 18),
    Kind.COUNTY: (8, 18),
    Kind.TOWN: (11, 18),
    Kind.VILLAGE: (12, 18),
}
LAST_WATER_ZOOM = 10
TOWN_SUFFIXES = ("镇", "乡", "街道", "市", "县", "区")


@lru_cache(maxsize=1)
def placenames() -> tuple[PlaceName, ...]:
    """Every name of the bundled gazetteer, those that win a conflict first."""
    divisions = Divisions.bundled()
    names = [*_waters(), *_provinces(divisions), *_seats(divisions)]
    names += _towns(names)
    return tuple(sorted(names, key=lambda n: (n.kind, -n.population, n.name, n.lon)))


def _waters() -> Iterator[PlaceName]:
    for name, lon, lat, zoom in rows_of(resources.folder("geodata") / "basemap" / "waters.csv"):
        yield PlaceName(name, Kind.WATER, float(lon), float(lat), 0, int(zoom), LAST_WATER_ZOOM)


def _provinces(divisions: Divisions) -> Iterator[PlaceName]:
    for province in divisions.children(""):
        name = short_form(province.name, Level.PROVINCE) or province.name
        counties = [c for p in divisions.children(province.code) for c in divisions.children(p.code)]
        middle = _middle(counties) or _middle([province])
        if middle:
            yield _named(name, Kind.PROVINCE, *middle, len(counties))  # the larger first, where two collide


def _middle(divisions: Iterable[Division]) -> tuple[float, float] | None:
    known = (d for d in divisions if _has_seat(d))
    seats = [(d.lon, d.lat) for d in known if d.lon is not None and d.lat is not None]
    return (fmean(lon for lon, _ in seats), fmean(lat for _, lat in seats)) if seats else None


def _seats(divisions: Divisions) -> Iterator[PlaceName]:
    for province in divisions.children(""):
        below = [d for d in divisions.children(province.code) if _has_seat(d)]
        prefectures = [d for d in below if d.level is Level.PREFECTURE]
        is_city = not any(
            d.level is Level.PREFECTURE for d in divisions.children(province.code)
        )  # 北京 … 澳门
        cities = [province] if is_city else prefectures
        capital = min(cities, key=lambda d: _degrees_apart(d, province), default=None)
        if capital:
            yield from _seat(capital, Kind.CAPITAL)
        for child in below:
            if child is not capital:
                yield from _seat(child, KIND_OF[child.level])
            for county in divisions.children(child.code):
                yield from _seat(county, KIND_OF[county.level])


KIND_OF = {
    Level.PREFECTURE: Kind.PREFECTURE,
    Level.COUNTY: Kind.COUNTY,
    Level.TOWNSHIP: Kind.TOWN,
}


def _seat(division: Division, kind: Kind) -> Iterator[PlaceName]:
    if division.lon is not None and division.lat is not None and _has_seat(division):
        yield _named(division.name, kind, division.lon, division.lat, division.population)


def _has_seat(division: Division) -> bool:
    """Whether the position is the division's own, not its parent's for want of a better one."""
    return division.lon is not None and not division.source.endswith("+parent")


def _towns(lettered: Iterable[PlaceName]) -> Iterator[PlaceName]:
    """The gazetteer's places, without those that are a division's seat under one of its names."""
    seats: dict[str, list[PlaceName]] = {}
    for seat in lettered:
        seats.setdefault(_stem(seat.name), []).append(seat)
    for town in _places():
        namesakes = [seat for name in town for seat in seats.get(_stem(name.name), ())]
        if not any(_degrees_apart(town[0], seat) < SAME_PLACE_DEG for seat in namesakes):
            yield min(town, key=_officialness)


def _places() -> Iterable[list[PlaceName]]:
    """Each place of the gazetteer under all its names."""
    places: dict[str, list[PlaceName]] = {}
    for name, lon, lat, people, _, _, source_id in rows_of(resources.folder("geodata") / "places.csv"):
        population = int(people or 0)
        kind = _kind_of_place(name, population)
        places.setdefault(source_id, []).append(_named(name, kind, float(lon), float(lat), population))
    return places.values()


def _kind_of_place(name: str, population: int) -> Kind:
    if name.endswith("市") and population >= CITY:
        return Kind.PREFECTURE  # 台北市 and the like, whose seat no list of divisions gives
    return Kind.TOWN if name.endswith(TOWN_SUFFIXES) else Kind.VILLAGE


def _officialness(name: PlaceName) -> tuple[bool, int]:
    """Smallest for the name to letter: 总寨镇 before 总寨, otherwise the shorter one."""
    return _stem(name.name) == name.name, len(name.name)


def _named(name: str, kind: Kind, lon: float, lat: float, population: int | None) -> PlaceName:
    return PlaceName(name, kind, lon, lat, population or 0, *ZOOMS[kind])


def _stem(name: str) -> str:
    ending = next((s for s in TOWN_SUFFIXES if name.endswith(s) and len(name) > len(s) + 1), "")
    return name.removesuffix(ending)


def _degrees_apart(one: PlaceName | Division, other: PlaceName | Division) -> float:
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return inf
    return max(abs(one.lon - other.lon), abs(one.lat - other.lat))
