"""Reading the catalog as a list: the filters that pages, API and downloads share, and one page of what passes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, Field

from locator.catalog import Catalog, Filter, Mask
from locator.lookup import Amenities, Count, Flag, Language, Number, Statuses, split
from locator.station import Adcode, Record, Station

Degrees = NDArray[np.float64]


class Box(NamedTuple):
    """West, south, east, north in WGS84 degrees; west may exceed east, across the antimeridian."""

    west: Annotated[Number, Field(ge=-180, le=180)]
    south: Annotated[Number, Field(ge=-90, le=90)]
    east: Annotated[Number, Field(ge=-180, le=180)]
    north: Annotated[Number, Field(ge=-90, le=90)]


class TraitFilter(Record):
    """Which stations, wherever they are."""

    amenities: Amenities = Field(default=(), description="须全部具备 all of these must be there")
    status: Statuses = Field(default=("operating",), description="运营状态 only these statuses")
    adcode: Adcode | None = Field(default=None, description="行政区划代码 division they lie in, or below")
    max_uncertainty_m: Number | None = Field(
        default=None, ge=0, le=20_100_000, description="位置误差上限 metres"
    )
    open_24h: Flag | None = Field(
        default=None, description="是否全天开放 open around the clock, or not known to be"
    )
    lang: Language = Field(default="zh", description="文字语言 language of words for people")

    @property
    def filter(self) -> Filter:
        """The same in the catalog's words."""
        return Filter(self.amenities, self.status, self.max_uncertainty_m, self.adcode, self.open_24h)


class StationFilter(TraitFilter):
    """Which stations: the same words on the page, in the API and in a download's address."""

    bbox: Annotated[Box, BeforeValidator(split)] | None = Field(
        default=None, description="西,南,东,北 west,south,east,north in WGS84 degrees"
    )


class StationPage(StationFilter):
    """The same, a page at a time."""

    limit: Count = Field(default=100, ge=1, le=1000, description="每页几处 how many at most")
    offset: Count = Field(default=0, ge=0, le=10_000_000, description="跳过几处 how many to skip")


class Matching(Sequence[Station]):
    """The stations of some rows of a catalog, each made when it is looked at."""

    def __init__(self, catalog: Catalog, rows: NDArray[np.intp]) -> None:
        self.catalog = catalog
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, number: int) -> Station: ...
    @overload
    def __getitem__(self, number: slice) -> list[Station]: ...
    def __getitem__(self, number: int | slice) -> Station | list[Station]:
        if isinstance(number, slice):
            return [self.catalog.stations[row] for row in self.rows[number].tolist()]
        return self.catalog.stations[int(self.rows[number])]


def matching(
    catalog: Catalog, wanted: StationFilter, states: Sequence[str] = (), at: datetime | None = None
) -> Matching:
    """The stations that pass, those with a position first, each part by id.

    Args:
        catalog: where from.
        wanted: the filter.
        states: only stations in one of these open states; needs `at`.
        at: the moment of the states.
    """
    passing = catalog.rows(wanted.filter)
    if states and at:
        passing &= catalog.opening(at).among(states)
    if wanted.bbox is not None:
        rows = catalog.columns.rows
        passing &= inside(rows["lon"], rows["lat"], wanted.bbox)
    return Matching(catalog, np.flatnonzero(passing))


def inside(lon: Degrees, lat: Degrees, box: Box) -> Mask:
    """True for every position in a box; a missing one is NaN, and in no box."""
    across = (
        (lon >= box.west) | (lon <= box.east)
        if box.west > box.east
        else (lon >= box.west) & (lon <= box.east)
    )
    return np.asarray(across & (lat >= box.south) & (lat <= box.north))
