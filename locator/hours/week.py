"""Seven days of opening as one writes them on a door: each day with the stretches that begin on it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from locator.hours.calendar import Kind, day_of
from locator.hours.evaluation import CHINA, OpenState
from locator.hours.rules import State

ONE_DAY = timedelta(days=1)
WEEK_DAYS = 7


class Stretch(NamedTuple):
    """A time of one state, open or unknown; both ends in Asia/Shanghai, the end not included."""

    start: datetime
    end: datetime
    state: State

    @property
    def is_whole_day(self) -> bool:
        """Whether it is one civil day from midnight to midnight."""
        return self.start.time() == time() and self.end - self.start == ONE_DAY


class DayTable(NamedTuple):
    """One day: how it counts, and the open and the unknown stretches that begin on it; between them it is closed."""

    date: date
    kind: Kind
    stretches: tuple[Stretch, ...]


def week(
    state_at: Callable[[datetime], OpenState], first: date, days: int = WEEK_DAYS
) -> tuple[DayTable, ...]:
    """So many days from `first` on.

    A stretch that runs past midnight stands whole with the day it begins on; one that is longer than a day is
    cut at each midnight. What still runs on the first morning stands with the day before, and so is not told.

    Args:
        state_at: the state at an aware moment, such as `locator.hours.state` with its rule filled in.
        first: the first day, in China.
        days: how many.
    """
    # a stretch that is cut off where the looking begins and still runs on `first` is longer than a day in any case
    start, end = _midnight(first - 2 * ONE_DAY), _midnight(first + days * ONE_DAY)
    pieces = [piece for run in _runs(state_at, start, end) for piece in _pieces(run)]
    return tuple(_day(first + number * ONE_DAY, pieces) for number in range(days))


def _runs(state_at: Callable[[datetime], OpenState], start: datetime, end: datetime) -> Iterator[Stretch]:
    """The states one after the other; the last one may end after `end`."""
    moment = start
    while moment < end:
        found = state_at(moment)
        until = found.until or end + ONE_DAY
        yield Stretch(moment, until, found.state)
        moment = until


def _pieces(run: Stretch) -> Iterator[Stretch]:
    start = run.start
    while run.end - run.start > ONE_DAY and (midnight := _midnight(start.date() + ONE_DAY)) < run.end:
        yield Stretch(start, midnight, run.state)
        start = midnight
    yield Stretch(start, run.end, run.state)


def _day(day: date, pieces: list[Stretch]) -> DayTable:
    own = tuple(piece for piece in pieces if piece.start.date() == day and piece.state != "closed")
    return DayTable(day, day_of(day).kind, own)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
