"""Nominatim, of OpenStreetMap, https://nominatim.org/release-docs/latest/api/Search/: any server, in WGS84.

**Rewriting.** It does not part a Chinese street from the number behind it: `天钥桥路21号` finds nothing, while
`天钥桥路 21` finds a house mapped as 21 and one mapped as 21号, and the street where there is no such house. Of
numbers that are not digits alone it finds only what is mapped to the letter: 97-3号 is not 97-3. So the number is set
apart and what follows it left out, digits lose their 号, other numbers are asked with and without it; then the address
is asked as it is, which finds named places; then the street. Seen with 5.3.3; `tests/geocode/provider_forms.py` answers
the same.

What it finds carries the licence of OpenStreetMap's data: ODbL 1.0, © OpenStreetMap contributors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from locator.datum import Datum
from locator.geocode.answers import Fineness, answer
from locator.geocode.circles import Circle, covering_radius_m
from locator.geocode.failures import ProviderBroken
from locator.geocode.match import Match
from locator.geocode.online import Adapter, Query
from locator.station import Position, Precision

NAME = "nominatim"
PUBLIC_DOMAIN = "openstreetmap.org"

# From that place_rank on: the precision and the least radius. 30 is a house or a named place, 26 and 27 are streets,
# of which one piece is found, 12 is a county in China, 10 a prefecture, 8 a province.
RANKS: tuple[tuple[int, Fineness], ...] = (
    (30, Fineness(Precision.ROOFTOP, 150)),
    (28, Fineness(Precision.ROOFTOP, 300)),
    (26, Fineness(Precision.STREET, 3_000)),
    (21, Fineness(Precision.TOWNSHIP, 2_000)),
    (17, Fineness(Precision.TOWNSHIP, 5_000)),
    (11, Fineness(Precision.DISTRICT, 20_000)),
    (5, Fineness(Precision.CITY, 50_000)),
)

LARGE_M = 5_000

_NUMBERED = re.compile(
    r"(?P<street>.*?(?:路|街|道|巷|里|胡同|段))\s*(?P<number>\d+(?:弄(?:\d+号?)?|(?:[-~之]\d+)*号?))(?![线楼\d]|号[线楼])"
)


def search_url(base_url: str) -> str:
    """Where a server, given by its base URL or by its search's, is asked; empty for none."""
    base = base_url.rstrip("/")
    return base if not base or base.endswith("/search") else f"{base}/search"


def asks(query: Query) -> Iterable[Mapping[str, str]]:
    """A request for each way to write the address, the one that finds most first."""
    fixed = {
        "format": "jsonv2",
        "countrycodes": "cn",
        "limit": "1",
        "addressdetails": "1",
        "accept-language": "zh",
    }
    return [{"q": words} | fixed for words in variants(query.address)]


def variants(address: str) -> tuple[str, ...]:
    """The ways to write an address in which its house number is understood, and last without it."""
    found = _NUMBERED.match(address)
    if not found:
        return (address,)
    street, number = found["street"], found["number"]
    written = [f"{street} {form}" for form in _forms(number)]
    return tuple(dict.fromkeys((*written, address, street)))


def _forms(number: str) -> tuple[str, ...]:
    bare = number.removesuffix("号")
    return (bare,) if bare.isdigit() else (number, bare)


def read(reply: Any) -> Match | None:
    """The first answer of the list; None for an empty one and for `{"error": …}`, which comes with HTTP 200.

    Raises:
        ProviderBroken: the error is that of a wrong request.
    """
    if isinstance(reply, dict) and "error" in reply:
        if isinstance(reply["error"], str):
            return None
        raise ProviderBroken(f"{NAME}: it refused the request")
    if reply == []:
        return None
    first = reply[0]
    fineness = next((found for least, found in RANKS if int(first["place_rank"]) >= least), None)
    if fineness is None:
        return None  # a continent, a country
    return answer(
        NAME,
        first["lon"],
        first["lat"],
        given_in=Datum.WGS84,
        fineness=widened(fineness, extent_m(first)),
        parts=parts_of(first.get("address") or {}),
    )


def widened(fineness: Fineness, radius_m: float) -> Fineness:
    """At least so wide; a named place as large as an airport is no building."""
    is_large = fineness.precision.is_exact and radius_m > LARGE_M
    precision = Precision.TOWNSHIP if is_large else fineness.precision
    return Fineness(precision, max(fineness.uncertainty_m, radius_m))


def extent_m(place: Mapping[str, Any]) -> float:
    """Metres from the point to the farthest corner of the place's box.

    Raises:
        ValueError: the point lies outside of the box.
    """
    south, north, west, east = map(float, place["boundingbox"])
    corners = [Position(lon, lat) for lon in (west, east) for lat in (south, north)]
    here = Position(float(place["lon"]), float(place["lat"]))
    if not (west <= here.lon <= east and south <= here.lat <= north):
        raise ValueError("the point lies outside of its box")
    return covering_radius_m(here, (Circle(corner, 0.0) for corner in corners))


# Where each part is written; mappers differ in the level that they give to China's divisions.
PARTS = {
    "province": ("state", "province"),
    "city": ("city", "state_district"),
    "district": ("county", "city_district", "district"),
    "street": ("road",),
    "number": ("house_number",),
}


def parts_of(address: Mapping[str, Any]) -> dict[str, Any]:
    """The parts that the reply names."""
    return {
        part: next((address[key] for key in keys if key in address), None) for part, keys in PARTS.items()
    }


ADAPTER = Adapter(NAME, asks, read, key_param="", requests_a_day=10_000, pause_s=1.0)
