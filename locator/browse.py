"""Reading the catalog as a list: the filters that pages, API and downloads share, and one page of what passes."""

from typing import Annotated, NamedTuple

import numpy as np
from pydantic import BeforeValidator, Field

from locator.catalog import Catalog, Filter
from locator.lookup import Amenities, Count, Language, Number, Statuses, split
from locator.station import Adcode, Record, Station


class Box(NamedTuple):
    """West, south, east, north in WGS84 degrees; west may exceed east, across the antimeridian."""

    west: Annotated[Number, Field(ge=-180, le=180)]
    south: Annotated[Number, Field(ge=-90, le=90)]
    east: Annotated[Number, Field(ge=-180, le=180)]
    north: Annotated[Number, Field(ge=-90, le=90)]


class StationFilter(Record):
    """Which stations: the same words on the page, in the API and in a download's address."""

    amenities: Amenities = Field(default=(), description="须全部具备 all of these must be there")
    status: Statuses = Field(default=("operating",), description="运营状态 only these statuses")
    adcode: Adcode | None = Field(default=None, description="行政区划代码 division they lie in, or below")
    bbox: Annotated[Box, BeforeValidator(split)] | None = Field(
        default=None, description="西,南,东,北 west,south,east,north in WGS84 degrees"
    )
    max_uncertainty_m: Number | None = Field(
        default=None, ge=0, le=20_100_000, description="位置误差上限 metres"
    )
    lang: Language = Field(default="zh", description="文字语言 language of words for people")


class StationPage(StationFilter):
    """The same, a page at a time."""

    limit: Count = Field(default=100, ge=1, le=1000, description="每页几处 how many at most")
    offset: Count = Field(default=0, ge=0, le=10_000_000, description="跳过几处 how many to skip")


def matching(catalog: Catalog, wanted: StationFilter) -> list[Station]:
    """The stations that pass, those with a position first, each part by id."""
    passing = catalog.rows(Filter(wanted.amenities, wanted.status, wanted.max_uncertainty_m, wanted.adcode))
    if wanted.bbox is not None:
        passing &= _inside(catalog, wanted.bbox)
    return [catalog.stations[row] for row in np.flatnonzero(passing)]


def _inside(catalog: Catalog, box: Box) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    lon, lat = catalog.frame.geometry.x.to_numpy(), catalog.frame.geometry.y.to_numpy()
    # a station without a position has NaN here, and is in no box
    across = (
        (lon >= box.west) | (lon <= box.east)
        if box.west > box.east
        else (lon >= box.west) & (lon <= box.east)
    )
    return np.asarray(across & (lat >= box.south) & (lat <= box.north))
