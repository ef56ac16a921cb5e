"""The lookup that people ask for: the nearest stations, filtered, with honest distances and their open state."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import AwareDatetime, BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticKnownError
from pyproj import Geod

from locator import datum, hours
from locator.catalog import Catalog, Filter, Mask, Openings
from locator.notice import Notice
from locator.station import Record, Station, Word

CHINA = hours.CHINA
EXACT_FIRST_WITHIN_M = 5_000
"""Within this distance every exact position comes before a coarse one, whose true place nobody knows."""

_WGS84 = Geod(ellps="WGS84")


def split(value: object) -> object:
    """A text `a,b` as its parts; anything else as it is."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


MOMENT_FORM = "写 now 或 2026-05-01T09:00 · write now, or ISO 8601 such as 2026-05-01T09:00"
YEARS = range(1950, 2200)


def _moment(value: object) -> object:
    """`now`, or ISO 8601; a time without a zone is China's."""
    if value == "now":
        return datetime.now(CHINA)
    if isinstance(value, str):
        value = _iso(value)
    if not isinstance(value, datetime) or value.year not in YEARS:
        raise ValueError(MOMENT_FORM)
    return value if value.tzinfo else value.replace(tzinfo=CHINA)


def _iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(MOMENT_FORM) from None


def _plain(kind: Literal["float", "int"]) -> BeforeValidator:
    """Refuses what Python would read as a number and nobody would write as one: true, 1_000, in JSON "1"."""
    wrong: Any = {"float": ("float_type", "float_parsing"), "int": ("int_type", "int_parsing")}[kind]

    def check(value: object, info: ValidationInfo) -> object:
        is_json = bool(info.context and info.context.get("is_json"))
        if isinstance(value, bool) or (is_json and isinstance(value, str)):
            raise PydanticKnownError(wrong[0])
        if isinstance(value, str) and "_" in value:
            raise PydanticKnownError(wrong[1])
        return value

    return BeforeValidator(check)


def _flag(value: object, info: ValidationInfo) -> object:
    """True or false; in a query string the words, in JSON the values."""
    is_json = bool(info.context and info.context.get("is_json"))
    words = {} if is_json else {"true": True, "false": False}
    said = words.get(value, value) if isinstance(value, str) else value
    if not isinstance(said, bool):
        raise PydanticKnownError("bool_type")
    return said


Number = Annotated[float, _plain("float")]
Count = Annotated[int, _plain("int")]
Flag = Annotated[bool, BeforeValidator(_flag)]
Amenities = Annotated[tuple[str, ...], Word("amenity"), BeforeValidator(split)]
States = Annotated[tuple[str, ...], Word("open_state"), BeforeValidator(split)]
Statuses = Annotated[tuple[str, ...], Word("status"), BeforeValidator(split)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
Language = Literal["zh", "en"]
Datum = Literal["wgs84", "gcj02", "bd09", "cgcs2000"]


def looks_swapped(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """True where degrees are polar sea or no place at all, but a place in China the other way round."""
    east, north = np.asarray(lon), np.asarray(lat)
    return (north > 72) & (east >= 18) & (east <= 54)  # 73°–136° E and 18°–54° N hold all of China


class Spot(Record):
    """Where somebody is. Degrees are those of `datum`."""

    lon: Number = Field(ge=-180, le=180, description="经度 longitude, degrees")
    lat: Number = Field(ge=-90, le=90, description="纬度 latitude, degrees")
    datum: Datum = Field(default="wgs84", description="所给坐标的坐标系 datum of lon and lat")
    lang: Language = Field(default="zh", description="文字语言 language of words for people")

    def wgs84(self) -> tuple[float, float]:
        """Longitude and latitude in WGS84."""
        lon, lat = datum.convert(self.lon, self.lat, self.datum, "wgs84")
        return float(lon), float(lat)

    @model_validator(mode="after")
    def _is_not_swapped(self) -> Self:
        if looks_swapped(self.lon, self.lat):
            raise ValueError("经度和纬度像是写反了 · lon and lat look swapped: longitude comes first")
        return self


class Wishes(Record):
    """What one may ask of the nearest stations, wherever one stands. Distances are metres.

    `open_at` is the moment at which the open state is told, never a filter; `state` filters. `max_distance_m`
    holds for the distance to the given position, not for the near end of a coarse one's range.
    """

    k: Count = Field(default=5, ge=1, le=100, description="最多几处 how many at most")
    amenities: Amenities = Field(default=(), description="须全部具备 all of these must be there")
    open_at: Moment = Field(
        default_factory=lambda: datetime.now(CHINA), description="何时的开放状态 now, or ISO 8601"
    )
    max_distance_m: Number | None = Field(default=None, gt=0, le=20_100_000, description="最远 metres")
    max_uncertainty_m: Number | None = Field(
        default=None, ge=0, le=20_100_000, description="位置误差上限 metres"
    )
    state: States = Field(default=(), description="只要这些开放状态 only these open states")
    status: Statuses = Field(default=("operating",), description="运营状态 only these statuses")
    open_24h: Flag | None = Field(
        default=None, description="是否全天开放 open around the clock, or not known to be"
    )


class NearestQuery(Wishes, Spot):
    """What one may ask of the nearest stations to a spot."""


class Reach(NamedTuple):
    """Where a station is (WGS84 degrees), how it lies from a position, and whether it is open.

    The bearing is clockwise from north.
    """

    lon: float
    lat: float
    distance_m: float
    uncertainty_m: float
    bearing_deg: float
    is_exact: bool
    opening: hours.OpenState
    notices: Sequence[Notice] = ()

    @property
    def distance_min_m(self) -> float:
        """The true distance is between this and `distance_max_m` with 95 %."""
        return max(0.0, self.distance_m - self.uncertainty_m)

    @property
    def distance_max_m(self) -> float:
        """See `distance_min_m`."""
        return self.distance_m + self.uncertainty_m


class Hit(NamedTuple):
    """One station found."""

    station: Station
    reach: Reach


def nearest(catalog: Catalog, query: NearestQuery) -> list[Hit]:
    """The `k` nearest stations: by distance, where coarse positions come after every exact one within 5 km."""
    lon, lat = query.wgs84()
    openings = catalog.opening(query.open_at)
    taking_part, within_m = passing(catalog, query, openings), query.max_distance_m or np.inf
    rows, metres = ranked(catalog, taking_part, lon, lat, query.k, within_m=within_m)
    return [
        _hit(catalog, int(row), float(distance), (lon, lat), query.open_at)
        for row, distance in zip(rows, metres, strict=True)
        if row >= 0
    ]


def ranked(
    catalog: Catalog, taking_part: Mask, lon: ArrayLike, lat: ArrayLike, k: int, *, within_m: float = np.inf
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Rows of the catalog and metres, best first, for one WGS84 point or an array of them; none beyond `within_m`.

    Shapes are those of `NearestIndex.query`: (k,) for a point, (n, k) for n points, padded with -1 and inf.
    """
    parts = [
        catalog.index.query(lon, lat, k, mask=(taking_part & exact)[: catalog.located])
        for exact in (catalog.exact, ~catalog.exact)
    ]
    rows, metres = (np.concatenate(both, axis=-1) for both in zip(*parts, strict=True))
    rows, metres = np.where(metres <= within_m, rows, -1), np.where(metres <= within_m, metres, np.inf)
    near_and_exact = (np.arange(rows.shape[-1]) < k) & (metres <= EXACT_FIRST_WITHIN_M)
    order = np.lexsort((metres, ~near_and_exact), axis=-1)[..., :k]
    return np.take_along_axis(rows, order, axis=-1), np.take_along_axis(metres, order, axis=-1)


def passing(catalog: Catalog, query: Wishes, openings: Openings) -> Mask:
    """True for every row that the filters of a query let pass."""
    taking_part = catalog.rows(
        Filter(query.amenities, query.status, query.max_uncertainty_m, open_24h=query.open_24h)
    )
    if query.state:
        taking_part &= openings.among(query.state)
    return taking_part


def _hit(catalog: Catalog, row: int, metres: float, point: tuple[float, float], at: datetime) -> Hit:
    station = catalog.stations[row]
    place = station.placement
    assert place is not None  # noqa: S101 - only stations with a position are in the index
    azimuth, _back, _distance = _WGS84.inv(*point, place.lon, place.lat)
    opening, notices = catalog.opening_of(station, at), catalog.notices_of(station, at)
    exact = place.precision.is_exact
    reach = Reach(place.lon, place.lat, metres, place.uncertainty_m, azimuth % 360, exact, opening, notices)
    return Hit(station, reach)
