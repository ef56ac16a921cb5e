"""What if: stations added, moved or closed beside the registry, which itself stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, overload

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from locator.catalog import Catalog
from locator.catalog.columns import Gathering
from locator.errors import InvalidInput, NotFound
from locator.station import Code, Name, Placement, Precision, Record, Rule, Station

MOST_CHANGES = 1_000
SOURCE = "scenario"
Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]


class Added(Record):
    """A station that might be; without opening hours it counts at no certain hour."""

    id: Code
    lon: Lon
    lat: Lat
    name: Name = "新站点"
    opening_hours: Rule | None = None
    capacity: int | None = Field(default=None, gt=0, le=100_000)


class Moved(Record):
    """A station that might stand elsewhere."""

    id: Code
    lon: Lon
    lat: Lat


class Scenario(Record):
    """Changes that are not made. Positions are WGS84.

    Raises:
        pydantic.ValidationError: too many of them, or two for one station.
    """

    added: tuple[Added, ...] = ()
    moved: tuple[Moved, ...] = ()
    removed: tuple[Code, ...] = ()

    @model_validator(mode="after")
    def _once_each(self) -> Scenario:
        names = self.changed
        if len(names) > MOST_CHANGES:
            raise ValueError(f"最多 {MOST_CHANGES} 处改动 at most {MOST_CHANGES} changes")
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValueError(f"{twice} 改动了两次 is changed twice")
        return self

    @property
    def changed(self) -> list[str]:
        """The ids of the stations it changes."""
        added, moved = (each.id for each in self.added), (each.id for each in self.moved)
        return [*added, *moved, *self.removed]


def check(catalog: Catalog, scenario: Scenario) -> None:
    """Nothing, if a scenario fits a catalog.

    Raises:
        InvalidInput: it moves or closes a station that there is not, or adds one that there is; the error names it.
    """
    for name in (*(each.id for each in scenario.moved), *scenario.removed):
        if not _is_there(catalog, name):
            raise _refused(f"没有站点 {name} there is no station {name}")
    for added in scenario.added:
        if _is_there(catalog, added.id):
            raise _refused(f"已有站点 {added.id} there is a station {added.id} already")


def overlaid(catalog: Catalog, scenario: Scenario) -> Catalog:
    """The catalog as it would be; that of the registry is not touched. Only what changes is made anew.

    Raises:
        InvalidInput: as `check`.
    """
    check(catalog, scenario)
    if not scenario.changed:
        return catalog
    changed = [*map(_new, scenario.added), *(_elsewhere(catalog, each) for each in scenario.moved)]
    gathering = Gathering(catalog.columns)
    for station in changed:
        gathering.add(station)
    gone = [catalog.row_of(name) for name in (*(each.id for each in scenario.moved), *scenario.removed)]
    stay = np.delete(np.arange(len(catalog)), gone)
    more = gathering.columns()
    rows = np.concatenate((catalog.columns.rows[stay], more.rows))
    columns, order = more._replace(rows=rows).reordered()
    origin = np.concatenate((stay, -1 - np.arange(len(changed))))[order]
    stations = Overlay(catalog.stations, changed, origin)
    return Catalog(stations, catalog.version, catalog.notices, columns=columns)


class Overlay(Sequence[Station]):
    """Stations of a catalog with others between them.

    `origin` tells of each row which row of the catalog it is, and below nought which of the others: -1 the first.
    """

    def __init__(
        self, stations: Sequence[Station], others: Sequence[Station], origin: NDArray[np.intp]
    ) -> None:
        self._stations = stations
        self._others = others
        self._origin = origin

    def __len__(self) -> int:
        return len(self._origin)

    @overload
    def __getitem__(self, row: int) -> Station: ...
    @overload
    def __getitem__(self, row: slice) -> list[Station]: ...
    def __getitem__(self, row: int | slice) -> Station | list[Station]:
        if isinstance(row, slice):
            return [*self._each(self._origin[row].tolist())]
        return next(self._each([int(self._origin[row])]))

    def _each(self, origins: Iterable[int]) -> Iterator[Station]:
        return (self._stations[row] if row >= 0 else self._others[-1 - row] for row in origins)


def _new(added: Added) -> Station:
    return Station(
        id=added.id,
        name=added.name,
        opening_hours=added.opening_hours,
        capacity=added.capacity,
        placement=_spot(added),
    )


def _elsewhere(catalog: Catalog, moved: Moved) -> Station:
    return catalog.station(moved.id).model_copy(update={"placement": _spot(moved)})


def _spot(place: Added | Moved) -> Placement:
    return Placement(
        lon=place.lon, lat=place.lat, precision=Precision.ROOFTOP, uncertainty_m=0.0, source=SOURCE
    )


def _is_there(catalog: Catalog, name: str) -> bool:
    try:
        catalog.row_of(name)
    except NotFound:
        return False
    return True


def _refused(why: str) -> InvalidInput:
    return InvalidInput(
        why, field="scenario", remedy="请核对站点编号 check the stations' ids", remedy_zh="请核对站点编号"
    )
