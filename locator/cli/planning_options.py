"""What the options that planning commands share ask for: bands, people, districts, a moment."""

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, NamedTuple

import click
from pydantic import Field

from locator.cli.output import checked
from locator.errors import InvalidInput
from locator.hours.evaluation import CHINA
from locator.lookup import Moment
from locator.planning.areas import Areas, load_boundaries, read_areas
from locator.planning.coverage.moments import kinds_of_day
from locator.planning.coverage.reach import Band, in_metres, in_minutes
from locator.planning.demand import Layer, read_layer, towns, wanted_layer
from locator.settings import Settings
from locator.station import Record

RADII_M = (500.0, 1000.0)


class When(Record):
    """The moment to plan for: a date and time, or an hour of a kind of day, or neither."""

    at: Moment | None = None
    hour: int | None = Field(default=None, ge=0, le=23)
    day: Literal["workday", "weekend", "holiday"] | None = None


class Scope(NamedTuple):
    """What near enough means, who counts, where, and when; `kind` is of the day, where it was asked for so."""

    bands: tuple[Band, ...]
    layers: list[Layer]
    areas: Areas | None
    today: date
    at: datetime | None
    kind: str


def scope_of(told: Mapping[str, Any], settings: Settings) -> Scope:
    """The scope that a planning command's options ask for.

    Raises:
        InvalidInput: a value is wrong, a file can't be read, there are no such boundaries.
    """
    bands = _bands(told["radii"], told["minutes"])
    today = datetime.now(CHINA).date()
    at, kind = _moment(checked(When, {name: told[name] for name in When.model_fields}), today)
    areas = areas_of(told["area"], told["area_datum"], settings) if told["area"] else None
    layers = _layers(told["demands"], told["demand_datum"], areas, area_true=told.get("area_true", False))
    return Scope(bands, layers, areas, at.date() if at else today, at, kind)


def areas_of(area: str, datum: str, settings: Settings) -> Areas:
    """The districts of a file, or those that were added under a name.

    Raises:
        NotFound: there are none of that name.
        InvalidInput: the file can't be read, or has no polygons.
    """
    if Path(area).is_file():
        return read_areas(Path(area), datum=datum)
    return load_boundaries(area, settings.boundary_folder)


def _bands(radii: tuple[float, ...], minutes: tuple[float, ...]) -> tuple[Band, ...]:
    if radii and minutes:
        raise click.UsageError("--radius 与 --minutes 只能用一种 give --radius or --minutes, not both")
    return in_minutes(minutes) if minutes else in_metres(radii or RADII_M)


def _layers(demands: tuple[str, ...], datum: str, areas: Areas | None, *, area_true: bool) -> list[Layer]:
    if area_true and areas is None:
        raise click.UsageError("--area-true 需要 --area: needs --area")
    lines = areas.lines if areas is not None and area_true else None
    box = areas.box if areas is not None else None
    wanted = [wanted_layer(text) for text in demands]
    return [read_layer(each, datum=datum, lines=lines, box=box) for each in wanted] or [towns()]


def _moment(when: When, today: date) -> tuple[datetime | None, str]:
    """The moment, and the kind of its day where it was asked for so."""
    if when.at is not None and (when.hour is not None or when.day is not None):
        raise click.UsageError("--at 与 --hour 只能用一种 give --at, or --hour with --day")
    if when.day is not None and when.hour is None:
        raise InvalidInput("--day needs an hour", field="--hour", remedy="--hour 0–23")
    if when.hour is None:
        return when.at, ""
    kind = when.day or "workday"
    return datetime.combine(kinds_of_day(today)[kind], time(when.hour), CHINA), kind
