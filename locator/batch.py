"""The nearest stations to each of very many points, as columns."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Annotated, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, PlainValidator, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from locator import datum
from locator.catalog import Catalog
from locator.lookup import Datum, Wishes, looks_swapped, passing, ranked
from locator.station import Record

MOST_POINTS = 100_000
MOST_ANSWERS = 1_000_000
"""Points times `k`: what a server answers in seconds."""
AT_ONCE = 20_000
"""So many answers are written at a time."""

Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]
Pairs = Annotated[list[tuple[Lon, Lat]], Field(max_length=MOST_POINTS)]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Columns(Record):
    """Points as two lists of one length."""

    lon: Annotated[list[Lon], Field(max_length=MOST_POINTS)]
    lat: Annotated[list[Lat], Field(max_length=MOST_POINTS)]


class Points(NamedTuple):
    """Where one asks, in degrees."""

    lon: Floats
    lat: Floats


def _points(value: object) -> Points:
    """Points given as pairs or as columns; the error of a wrong one names the first such."""
    lons, lats = _axes(value)
    if len(lons) != len(lats):
        raise PydanticCustomError("uneven_points", "as many lon as lat")
    if len(lons) > MOST_POINTS:
        raise PydanticCustomError("too_many_points", "too many", {"most": MOST_POINTS})
    points = Points(_degrees(lons, "lon", 180), _degrees(lats, "lat", 90))
    swapped = looks_swapped(*points)
    if swapped.any():
        raise PydanticCustomError("swapped_point", "swapped", {"index": int(np.argmax(swapped))})
    return points


def _axes(value: object) -> tuple[Sequence[Any], Sequence[Any]]:
    if isinstance(value, dict) and value.keys() == {"lon", "lat"}:
        value = [value["lon"], value["lat"]]
        if all(isinstance(axis, list) for axis in value):
            return value[0], value[1]
    elif isinstance(value, list):
        odd = next((n for n, one in enumerate(value) if not isinstance(one, list) or len(one) != 2), None)
        if odd is not None:
            raise PydanticCustomError("no_pair", "no pair", {"index": odd})
        return [lon for lon, _lat in value], [lat for _lon, lat in value]
    raise PydanticCustomError("no_points", "no points")


def _degrees(values: Sequence[Any], axis: str, limit: int) -> Floats:
    for index, value in enumerate(values):
        if type(value) not in (int, float) or not -limit <= value <= limit:  # true is no number, nor is NaN
            raise PydanticCustomError("bad_point", "bad", {"index": index, "axis": axis, "limit": limit})
    return np.array(values, dtype=np.float64)


class BatchQuery(Wishes):
    """Very many points, and what one asks for each of them."""

    points: Annotated[Points, PlainValidator(_points, json_schema_input_type=Pairs | Columns)] = Field(
        description="[[lon, lat], …] 或 {lon: […], lat: […]} degrees, at most 100,000"
    )
    datum: Datum = Field(default="wgs84", description="所给坐标的坐标系 datum of the points")

    @field_validator("points")
    @classmethod
    def _are_affordable(cls, points: Points, info: ValidationInfo) -> Points:
        if len(points.lon) * info.data.get("k", 1) > MOST_ANSWERS:
            raise PydanticCustomError("too_many_answers", "too many", {"most": MOST_ANSWERS})
        return points


class Batch:
    """What was found for each point of a query, best first.

    Its columns have a list of at most `k` for each point: `ids`, `distance_m`, `uncertainty_m` (metres) and
    `open_state` at the moment asked.
    """

    def __init__(self, catalog: Catalog, query: BatchQuery) -> None:
        openings = catalog.opening(query.open_at)
        lon, lat = datum.convert(*query.points, query.datum, "wgs84")
        within_m, taking_part = query.max_distance_m or np.inf, passing(catalog, query, openings)
        self._rows, self._metres = ranked(catalog, taking_part, lon, lat, query.k, within_m=within_m)
        self._catalog, self._openings = catalog, openings
        self._points_at_once = max(1, AT_ONCE // query.k)

    def columns(self) -> dict[str, Iterator[list[list[Any]]]]:
        """The columns by name, each in pieces of some points, so that none stands in memory whole."""
        rows, states = self._catalog.columns.rows, self._states()
        return {
            "ids": self._pieces(lambda found, _metres: rows["id"][found].astype(str)),
            "distance_m": self._pieces(lambda _found, metres: np.round(metres, 1)),
            "uncertainty_m": self._pieces(lambda found, _metres: rows["uncertainty_m"][found]),
            "open_state": self._pieces(lambda found, _metres: states[found]),
        }

    def _pieces(self, told: Callable[[Integers, Floats], NDArray[Any]]) -> Iterator[list[list[Any]]]:
        for first in range(0, len(self._rows), self._points_at_once):
            part = slice(first, first + self._points_at_once)
            there = self._rows[part] >= 0
            values = iter(told(self._rows[part][there], self._metres[part][there]).tolist())
            yield [list(islice(values, count)) for count in there.sum(axis=1).tolist()]

    def _states(self) -> NDArray[np.str_]:
        """The open state of each row of the catalog."""
        words = ("open", "closed")
        return np.select([self._openings.among((word,)) for word in words], words, default="unknown")
