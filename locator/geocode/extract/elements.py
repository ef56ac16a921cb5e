"""What an OpenStreetMap file says about addresses: houses, named streets, named places, boundaries.

Tags as in the OpenStreetMap wiki: addr:*, highway, place, name and its variants, boundary=administrative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import cos, hypot, radians

import shapely
from shapely.geometry.base import BaseGeometry

from locator.geocode.street import split_rest
from locator.station import Precision

PLACE_KEYS = (
    "amenity", "shop", "building", "tourism", "leisure", "office", "healthcare", "public_transport", "railway",
    "place", "historic", "landuse", "craft", "emergency", "government", "residential", "man_made",
)  # fmt: skip
READ_KEYS = (*PLACE_KEYS, "highway", "addr:housenumber", "boundary")

NODE_RADIUS_M = 20.0  # a point in or before the house
BUILDING_RADIUS_M = 15.0  # at the least
NAMED_NODE_RADIUS_M = 50.0
ROOFTOP_M = 150.0  # what is wider is no roof any more
M_PER_DEG = 111_320.0

_NAME = re.compile(r"(?:name(?::[a-z]{2,3}(?:[-_]\w+)?)?|(?:alt|official|short|old|loc)_name)$")
_STREET_AND_NUMBER = re.compile(r"(?P<street>\D{3,}?) (?P<number>\d.*)")
_LANE = re.compile(r"(?P<street>.*\D)(?P<lane>\d+弄(?:\d+支弄)?)")
_SETTLEMENTS: Mapping[str, tuple[Precision, float]] = {
    "square": (Precision.STREET, 150.0),
    "isolated_dwelling": (Precision.STREET, 300.0),
    "city_block": (Precision.STREET, 300.0),
    "neighbourhood": (Precision.TOWNSHIP, 800.0),
    "hamlet": (Precision.TOWNSHIP, 800.0),
    "quarter": (Precision.TOWNSHIP, 1_500.0),
    "village": (Precision.TOWNSHIP, 1_500.0),
    "suburb": (Precision.TOWNSHIP, 3_000.0),
    "town": (Precision.TOWNSHIP, 5_000.0),
}
_CITY_TAGS = ("addr:city", "addr:suburb", "addr:district", "addr:province", "addr:state")
_CITY_PLACES = frozenset(("city", "town", "suburb", "quarter", "village", "borough", "municipality"))


@dataclass(frozen=True, slots=True)
class House:
    """One house number; `street` is as tagged, empty if it is not, and `district`, `city` likewise."""

    lon: float
    lat: float
    radius_m: float
    street: str
    number: str
    district: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A piece of a named street: its names, the first one as on the sign, and its vertices."""

    names: tuple[str, ...]
    line: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A place with a name: shop, school, square, estate."""

    lon: float
    lat: float
    radius_m: float
    precision: Precision
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Boundary:
    """The outline of an administrative division, with OpenStreetMap's `admin_level`."""

    level: int
    name: str
    outline: BaseGeometry


@dataclass(slots=True)
class Elements:
    """All that was read."""

    houses: list[House] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    places: list[Named] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    cities: set[str] = field(default_factory=set)

    def take(self, tags: Mapping[str, str], shape: BaseGeometry) -> None:
        """Adds what one tagged point, line or area says."""
        names = names_of(tags)
        spot, half_m = _centre(shape)
        if "addr:housenumber" in tags:
            self.houses.extend(houses_of(tags, spot, half_m))
        if names and is_place(tags):
            self.places.append(_named(tags, names, spot, half_m))
        if names and "highway" in tags and shape.geom_type == "LineString":
            self.ways.append(Way(names, tuple(shapely.get_coordinates(shape).tolist())))
        self.cities.update(_cities(tags, names))
        self.boundaries.extend(_boundaries(tags, names, shape))


def is_place(tags: Mapping[str, str]) -> bool:
    """Whether a named thing is one that people give as an address."""
    kind = any(key in tags for key in (*PLACE_KEYS, "addr:housenumber"))
    return (kind or tags.get("highway") == "bus_stop") and tags.get("boundary") != "administrative"


def names_of(tags: Mapping[str, str]) -> tuple[str, ...]:
    """All names of a thing, `name` first: also by language, short, official and former ones."""
    found = [tags["name"]] if "name" in tags else []
    found += [value for key, value in tags.items() if key != "name" and _NAME.match(key)]
    return tuple(dict.fromkeys(name.strip() for value in found for name in value.split(";") if name.strip()))


def houses_of(tags: Mapping[str, str], spot: tuple[float, float], half_m: float) -> Iterator[House]:
    """The house under each street that its tags name; under none ("") if they name none."""
    number = tags["addr:housenumber"].strip()
    streets = {tags[key].strip() for key in ("addr:street", "addr:place") if tags.get(key, "").strip()}
    streets |= {value for key, value in tags.items() if key.startswith("addr:street:")}
    radius_m = max(BUILDING_RADIUS_M, half_m) if half_m else NODE_RADIUS_M
    for street in streets or {""}:
        where, what = _told_apart(street, number)
        yield House(*spot, radius_m, where, what, tags.get("addr:district", ""), tags.get("addr:city", ""))


def _told_apart(street: str, number: str) -> tuple[str, str]:
    """A street out of its number's tag (河东路138号), a lane out of its street's (天山路1234弄)."""
    if lane := _LANE.fullmatch(street):
        return lane["street"].strip(), f"{lane['lane']}{number}"
    if street:
        return street, number
    below = split_rest(number)
    if below.street and below.number:
        return below.street, below.number
    latin = _STREET_AND_NUMBER.fullmatch(number)
    return (latin["street"].strip(), latin["number"]) if latin else ("", number)


def _named(
    tags: Mapping[str, str], names: tuple[str, ...], spot: tuple[float, float], half_m: float
) -> Named:
    if not half_m and tags.get("place") in _SETTLEMENTS:
        precision, radius_m = _SETTLEMENTS[tags["place"]]
        return Named(*spot, radius_m, precision, names)
    radius_m = max(BUILDING_RADIUS_M, half_m) if half_m else NAMED_NODE_RADIUS_M
    return Named(*spot, radius_m, Precision.ROOFTOP if radius_m <= ROOFTOP_M else Precision.STREET, names)


def _cities(tags: Mapping[str, str], names: tuple[str, ...]) -> Iterator[str]:
    yield from (tags[key] for key in _CITY_TAGS if key in tags)
    if tags.get("place") in _CITY_PLACES or tags.get("boundary") == "administrative":
        yield from names


def _boundaries(tags: Mapping[str, str], names: tuple[str, ...], shape: BaseGeometry) -> Iterator[Boundary]:
    level = tags.get("admin_level", "")
    is_area = shape.geom_type in ("Polygon", "MultiPolygon")
    if tags.get("boundary") == "administrative" and names and is_area and level.isdecimal():
        yield Boundary(int(level), names[0], shape)


def _centre(shape: BaseGeometry) -> tuple[tuple[float, float], float]:
    """The middle of a thing, and half its diagonal in metres; an open or closed line is taken by its outline."""
    west, south, east, north = shape.bounds
    is_outline = shape.geom_type == "LineString" and shape.is_closed and len(shape.coords) > 3
    middle = (shapely.Polygon(shape.coords) if is_outline else shape).centroid
    half_m = hypot((east - west) * cos(radians(south)), north - south) * M_PER_DEG / 2
    return (middle.x, middle.y), half_m
