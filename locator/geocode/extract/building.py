"""Makes the tables of an extract from what an OpenStreetMap file says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import cos, radians
from typing import Any, NamedTuple

import numpy as np
import shapely

from locator.geocode.extract import keys
from locator.geocode.extract.areas import Area, Areas
from locator.geocode.extract.elements import M_PER_DEG, Elements, House, Named, Way
from locator.geocode.extract.streets import Street, streets_of
from locator.geocode.extract.tables import CITY, HOUSE, PLACE, POINT, STREET, Table, Tables, table
from locator.station import Precision

PRECISIONS = tuple(Precision)
_NEXT_STREET_M = 100.0  # a house that names no street stands at the next one, if it is this near


class Built(NamedTuple):
    """The tables, the sets of divisions that their `area` columns number, and how much of each kind there is."""

    tables: Tables
    areas: list[Area]
    counts: dict[str, int]


def tables_of(elements: Elements) -> Built:
    """What is to be saved of an OpenStreetMap file."""
    areas = Areas(elements.boundaries)
    streets = list(streets_of(elements.ways))
    houses = list(with_streets(elements.houses, elements.ways))
    made = Tables(
        houses=_houses(houses, areas),
        streets=_street_names(streets),
        points=_points(streets, areas),
        places=_places(elements.places, areas),
        cities=_cities(elements.cities),
    )
    counts = {"streets": len(streets), "numbers": len(houses), "places": len(elements.places)}
    return Built(made, areas.known, counts)


def with_streets(houses: Sequence[House], ways: Sequence[Way]) -> Iterator[House]:
    """The houses, those without a street given that of the nearest way; left out where none is near."""
    lost = [house for house in houses if not house.street]
    yield from (house for house in houses if house.street)
    if not lost or not ways:
        return
    squeeze = cos(radians(lost[0].lat))
    lines = shapely.transform([shapely.LineString(way.line) for way in ways], _squeezed(squeeze))
    spots = shapely.transform(shapely.points([(house.lon, house.lat) for house in lost]), _squeezed(squeeze))
    found = shapely.STRtree(lines).query_nearest(
        spots, max_distance=_NEXT_STREET_M / M_PER_DEG, all_matches=False
    )
    for house, way in zip(*found.tolist(), strict=True):
        yield replace(lost[house], street=ways[way].names[0])


def _squeezed(squeeze: float) -> Any:
    return lambda points: points * (squeeze, 1.0)


def _houses(houses: Sequence[House], areas: Areas) -> Table:
    lon, lat = _degrees(houses)
    tagged = [_tagged(house) for house in houses]
    numbers = areas.numbers(lon, lat, tagged).tolist()
    rows = [row for house, area in zip(houses, numbers, strict=True) for row in _house_rows(house, area)]
    return table(rows, HOUSE)


def _tagged(house: House) -> Area:
    said = {"5": house.city, "6": house.district}
    return {level: name for level, name in said.items() if name}


def _house_rows(house: House, area: int) -> Iterator[tuple[object, ...]]:
    street = keys.name(house.street)
    if not street:
        return
    for number, is_it in keys.numbers_of_tag(house.number).items():
        yield (
            keys.key(street), keys.key(number), keys.leading(number), is_it, house.lon, house.lat, house.radius_m, area,
        )  # fmt: skip


def _street_names(streets: Iterable[Street]) -> Table:
    rows: list[tuple[int, int, int, int]] = []
    start = 0
    for street in streets:
        end = start + len(street.points)
        sign = keys.key(street.name)
        rows.extend((keys.key(name), sign, start, end) for name in street.names)
        start = end
    return table(rows, STREET)


def _points(streets: Iterable[Street], areas: Areas) -> Table:
    points = np.array([point for street in streets for point in street.points]).reshape(-1, 2)
    made = np.empty(len(points), dtype=POINT)
    made["lon"], made["lat"] = points[:, 0], points[:, 1]
    made["area"] = areas.numbers(points[:, 0], points[:, 1])
    return made


def _places(places: Sequence[Named], areas: Areas) -> Table:
    lon, lat = _degrees(places)
    numbers = areas.numbers(lon, lat).tolist()
    rows = [
        (keys.key(name), place.lon, place.lat, place.radius_m, PRECISIONS.index(place.precision), area)
        for place, area in zip(places, numbers, strict=True)
        for name in {keys.name(name) for name in place.names} - {""}
    ]
    return table(rows, PLACE)


def _degrees(things: Sequence[House] | Sequence[Named]) -> tuple[Any, Any]:
    return np.array([thing.lon for thing in things]), np.array([thing.lat for thing in things])


def _cities(names: Iterable[str]) -> Table:
    """The words of the cities' names: any one of them tells that the address is of here."""
    plain = {keys.name(name) for name in names} - {""}
    words = plain | {word for name in plain for word in name.split() if len(word) > 3}
    return table([(keys.key(word),) for word in sorted(words)], CITY)
