"""What can be found: the stations of a catalog, and the gazetteer's divisions and places, each as one collection."""

from copy import copy
from math import log10
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from locator.catalog import Catalog
from locator.catalog.columns import status_numbers
from locator.divisions import Division, Divisions, Level, rows_of, short_form
from locator.geocode import spots
from locator.geocode.places import Place

Kind = Literal["station", "division", "place"]
Float32 = NDArray[np.float32]

PROMINENCE = {Level.PROVINCE: 6.0, Level.PREFECTURE: 5.0, Level.COUNTY: 4.0, Level.TOWNSHIP: 2.5}
STATION, CLOSED_STATION, UNPEOPLED_PLACE = 3.0, 1.0, 1.5
PEOPLE_WEIGHT = 0.8  # a town of 100,000 stands beside a county


class Found(NamedTuple):
    """Somewhere to go. Degrees are WGS84, None where nobody knows the position; `id` is a station's."""

    kind: Kind
    name: str
    where: str
    lon: float | None
    lat: float | None
    uncertainty_m: float | None
    id: str | None = None


class Collection(Protocol):
    """Items with names, and how they are ranked.

    `names[i]` is a name of item `item_of[i]`, of none where that is -1. Per item: `lon`, `lat` (degrees, NaN where
    unknown), `prominence` (about the logarithm of the people who may mean it) and `adcode` (six digits, 0 where
    unknown). `division_names` are those of counties and all above, in full and for short.
    """

    names: list[str]
    item_of: NDArray[np.int32]
    lon: Float32
    lat: Float32
    prominence: Float32
    adcode: NDArray[np.int32]
    division_names: frozenset[str]

    def describe(self, item: int) -> Found:
        """What a person needs to choose it."""
        ...

    def level(self, item: int) -> Level | None:
        """The level of a division; None for anything else."""
        ...


class Stations:
    """The stations of a catalog; an item is a row."""

    names: list[str]
    item_of: NDArray[np.int32]
    division_names: frozenset[str] = frozenset()

    def __init__(self, catalog: Catalog) -> None:
        rows = catalog.columns.rows
        self._stations = catalog.stations
        self.lon, self.lat = rows["lon"].astype(np.float32), rows["lat"].astype(np.float32)
        is_operating = np.isin(rows["status"], status_numbers(["operating"]))
        self.prominence = np.where(is_operating, STATION, CLOSED_STATION).astype(np.float32)
        self.adcode = _counties(rows["adcode"])

    def named_by_all(self) -> "Stations":
        """The stations by the names and other names of every one, read from the records."""
        named = [(row, name) for row, it in enumerate(self._stations) for name in (it.name, *it.other_names)]
        return self.named([name for _row, name in named], np.array([row for row, _name in named], np.int32))

    def named(self, names: list[str], item_of: NDArray[np.int32]) -> "Stations":
        """The same stations by these names; `item_of` has the row of each, -1 where there is none any more."""
        found = copy(self)
        found.names, found.item_of = names, item_of
        return found

    def describe(self, item: int) -> Found:
        """The station, its address, its position."""
        station = self._stations[item]
        found = Found("station", station.name, station.full_address, None, None, None, station.id)
        at = station.placement
        return found._replace(lon=at.lon, lat=at.lat, uncertainty_m=at.uncertainty_m) if at else found

    def level(self, item: int) -> Level | None:  # noqa: ARG002 - no station is a division
        """None."""
        return None


class Gazetteer:
    """Divisions by their full, short and former names, and the places that are no divisions."""

    def __init__(self, divisions: Divisions, places: Path) -> None:
        self._divisions = divisions
        self._rows = list(divisions)
        self._places = _places(divisions, places)
        row_of = {row.code: number for number, row in enumerate(self._rows)}
        named = [(number, name) for number, row in enumerate(self._rows) for name in _said(row)]
        self.division_names = frozenset(
            name for item, name in named if self._rows[item].level is not Level.TOWNSHIP
        )
        named += [(row_of[it.code], it.former) for it in divisions.former]
        named += [(len(self._rows) + number, it.name) for number, (it, _weight) in enumerate(self._places)]
        self.names = [name for _item, name in named]
        self.item_of = np.array([item for item, _name in named], dtype=np.int32)
        seats = [spots.of_division(divisions, row).circle.centre for row in self._rows]
        there = [(it.lon, it.lat) for it in seats] + [(it.lon, it.lat) for it, _weight in self._places]
        self.lon, self.lat = np.array(there, dtype=np.float32).T
        self.prominence = np.array(
            [PROMINENCE[row.level] for row in self._rows] + [weight for _it, weight in self._places],
            dtype=np.float32,
        )
        self.adcode = _codes([row.code for row in self._rows] + [it.adcode for it, _weight in self._places])

    def describe(self, item: int) -> Found:
        """The division or place, what holds it, and the circle it lies in."""
        if item < len(self._rows):
            row = self._rows[item]
            spot = spots.of_division(self._divisions, row)
            return _found("division", row.name, self._path(row.parent), spot)
        place, _weight = self._places[item - len(self._rows)]
        return _found("place", place.name, self._path(place.adcode), spots.of_place(self._divisions, place))

    def level(self, item: int) -> Level | None:
        """The level of a division; None for a place."""
        return self._rows[item].level if item < len(self._rows) else None

    def _path(self, code: str) -> str:
        return "".join(division.name for division in self._divisions.path(code)) if code else ""


def _found(kind: Kind, name: str, where: str, spot: spots.Spot) -> Found:
    centre, radius_m = spot.circle
    return Found(kind, name, where, centre.lon, centre.lat, radius_m)


def _said(row: Division) -> list[str]:
    short = short_form(row.name, row.level) if row.level is not Level.TOWNSHIP else ""
    return [row.name, short] if short else [row.name]


def _places(divisions: Divisions, path: Path) -> list[tuple[Place, float]]:
    """The file's places with their prominence, one entry for each, without those that are divisions."""
    rows = rows_of(path)
    divided = {adcode: _names_in(divisions, adcode) for adcode in {row[4] for row in rows}}
    found: dict[str, tuple[Place, float]] = {}
    for name, lon, lat, population, adcode, _pinyin, source in rows:
        if name in divided[adcode]:
            continue
        if source not in found or len(found[source][0].name) < len(name):
            prominence = max(UNPEOPLED_PLACE, PEOPLE_WEIGHT * log10(float(population or 0) + 1))
            found[source] = Place(name, float(lon), float(lat), adcode), prominence
    return list(found.values())


def _names_in(divisions: Divisions, adcode: str) -> frozenset[str]:
    """What the county, all that holds it and the townships in it are called, in full and for short."""
    rows = [*divisions.path(adcode), *divisions.children(adcode)]
    return frozenset(name for row in rows for name in (row.name, short_form(row.name, row.level)))


def _codes(codes: list[str]) -> NDArray[np.int32]:
    return np.array([int(code[:6]) if code[:6].isdigit() else 0 for code in codes], dtype=np.int32)


def _counties(codes: NDArray[np.bytes_]) -> NDArray[np.int32]:
    """The first six digits of codes as numbers, without making texts of them; 0 where there is none."""
    width = codes.dtype.itemsize
    digits = np.ascontiguousarray(codes).view(np.uint8).reshape(-1, width)[:, :6].astype(np.int32) - ord("0")
    found = digits @ (10 ** np.arange(5, -1, -1, dtype=np.int32))
    return np.where((digits >= 0).all(axis=1), found, 0).astype(np.int32)
