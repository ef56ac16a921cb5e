"""The hours and kinds of day at which coverage is told, and which stations are open then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from locator.errors import InvalidInput
from locator.hours.calendar import Kind, day_of
from locator.hours.evaluation import CHINA
from locator.planning.coverage.reach import Flags

DayKind = Literal["workday", "weekend", "holiday"]
KIND_OF: Mapping[DayKind, Kind] = {
    "workday": Kind.WORKDAY,
    "weekend": Kind.WEEKEND,
    "holiday": Kind.HOLIDAY,
}
HOURS = range(24)
FARTHEST_DAYS = 370


class Moment(NamedTuple):
    """One moment and the stations at it.

    Attributes:
        at: in China's time; None is any time, where every station counts and nobody asks for its hours.
        kind: of the day; "" for a moment that was asked for by its date, or any time.
        open: of each station; `unknown` where nobody knows. One that is neither is closed.
    """

    at: datetime | None
    kind: str
    open: Flags
    unknown: Flags


StatesAt = Callable[[datetime], tuple[Flags, Flags]]
"""Which stations are open at a moment, and of which nobody knows it."""


def kinds_of_day(first: date) -> dict[DayKind, date]:
    """The first day of each kind, from a day on: the day that stands for its kind.

    Raises:
        InvalidInput: there is none within a year, beyond the years whose holidays are known.
    """
    found: dict[DayKind, date] = {}
    for kind, wanted in KIND_OF.items():
        days = (first + timedelta(days=number) for number in range(FARTHEST_DAYS))
        day = next((each for each in days if day_of(each).kind is wanted), None)
        if day is None:
            raise InvalidInput(f"no {kind} is known after {first}", field="at", remedy="ask of another year")
        found[kind] = day
    return found


def moments_of(
    kinds: Mapping[DayKind, date], states_at: StatesAt, hours: Iterable[int] = HOURS
) -> list[Moment]:
    """One moment an hour, on the hour, of each of those days."""
    hours = tuple(hours)
    return [
        Moment(at, kind, *states_at(at))
        for kind, day in kinds.items()
        for at in (datetime.combine(day, time(hour), CHINA) for hour in hours)
    ]
