"""The populated places that travel with the package: where people roughly are, as long as nobody gives a count."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from locator import resources
from locator.divisions import rows_of
from locator.ellipsoid import Floats
from locator.nearest import NearestIndex
from locator.planning.demand.layer import Layer, checked_points

_KINDS = ("市", "县", "区", "旗", "镇", "乡", "街道", "苏木")
NAME = "示意:GeoNames 聚落人口 indicative: populated places"


class Towns(NamedTuple):
    """The named places, one entry each: short name, WGS84 degrees, people (nan where unknown), county code."""

    names: list[str]
    lon: Floats
    lat: Floats
    people: Floats
    codes: list[str]


def towns() -> Layer:
    """The places whose population is known. Villages lack, towns stand at one point: marked indicative."""
    known = named_places()
    points = checked_points(known.lon, known.lat, known.people, "places")
    note = "示意:只有城镇点位,不是人口格网 points of towns only, no population grid: give one with --demand"
    return Layer(NAME, "places", lambda: iter([points]), is_indicative=True, notes=(note,))


@lru_cache(maxsize=1)
def named_places() -> Towns:
    """Every place of `geodata/places.csv` once: a file's rows are names, and a place may have several.

    Raises:
        GeodataMissing: the file is not where it should be.
    """
    one: dict[str, tuple[str, float, float, float, str]] = {}
    for name, lon, lat, people, code, source in _rows():
        if source not in one or _says_more(name, one[source][0]):
            one[source] = name, lon, lat, people, code
    names, codes = [row[0] for row in one.values()], [row[4] for row in one.values()]
    figures = np.array([row[1:4] for row in one.values()], dtype=np.float64)
    return Towns(names, figures[:, 0], figures[:, 1], figures[:, 2], codes)


@lru_cache(maxsize=1)
def places_index() -> NearestIndex:
    """Finds the nearest of `named_places`, by row."""
    known = named_places()
    return NearestIndex(known.lon, known.lat)


def _says_more(name: str, other: str) -> bool:
    """Whether one of a place's names is better than another: 总寨镇 than 总寨, 上海 than 中国上海."""
    return (name.endswith(_KINDS), -len(name)) > (other.endswith(_KINDS), -len(other))


def _rows() -> Iterator[tuple[str, float, float, float, str, str]]:
    path = resources.folder("geodata") / "places.csv"
    for name, lon, lat, people, adcode, _pinyin, source in rows_of(path):
        yield name, float(lon), float(lat), float(people or "nan"), adcode, source
