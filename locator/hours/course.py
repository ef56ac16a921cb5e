"""What a rule makes of each day: the states it goes through, minute by minute.

The rule (`locator.hours.rules`), the kind of day (`locator.hours.calendar`) and the hours that a day gets from both
(`locator.hours.dayhours`) are decided apart, always in China's one time zone. What holds:

- **Spans belong to the day they begin on** and run past midnight to their end, unless the next day is settled
  as a whole (`off`, `unknown`, or a holiday by the station's holiday rule).
- **Public holidays**, the whole announced period: where the rule itself has `PH`, that decides. Else the
  station's holiday rule does: `closed` all day; `open` as on any such weekday; `unknown` all day, except for
  a rule that never changes (`24/7`, `off`).
- **Make-up workdays** (调休) have the hours of the weekday they are exchanged for, whatever the rule gives
  that Saturday or Sunday otherwise. Only `Sa[1]` and its like keep to the calendar.
- **Possible holidays** (the year's notice is not known): where the hours as a holiday and as an ordinary day
  differ, the state is unknown.
- **Open ends** (`08:00+`) are unknown from the last time stated, and unknown never counts as open.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from locator.hours.calendar import Kind, day_of
from locator.hours.dayhours import DAY_MINUTES, DayHours, Span, day_hours, laid, state_at
from locator.hours.rules import Clause, State, clauses

HolidayRule = Literal["closed", "open", "unknown"]


class Schedule(NamedTuple):
    """A rule in OSM's grammar, and what the station does on public holidays where the rule does not say."""

    rule: str
    holidays: HolidayRule


def course(schedule: Schedule, start: datetime, stop: datetime) -> Iterator[tuple[datetime, State]]:
    """The states of a schedule between two moments of China's clock (naive), each with the moment it begins.

    The first is the state at `start`; what begins at `stop` is left out. Two that follow each other may be the same.
    """
    first = list(_moments(schedule, start.date()))
    yield start, next(state for moment, state in reversed(first) if moment <= start)
    if _is_constant(_with_holidays(schedule)):
        return
    days = (stop.date() - start.date()).days
    for day in (start.date() + timedelta(days=n) for n in range(days + 1)):
        for moment, state in _moments(schedule, day):
            if moment >= stop:
                return
            if moment > start:
                yield moment, state


def _moments(schedule: Schedule, day: date) -> Iterator[tuple[datetime, State]]:
    midnight = datetime.combine(day, time())
    for minute, state in _day_course(schedule, day):
        yield midnight + timedelta(minutes=minute), state


@lru_cache(maxsize=16384)
def _day_course(schedule: Schedule, day: date) -> tuple[tuple[int, State], ...]:
    """A day's states with the minute each begins at, the first at 0, one after the other."""
    today = _begun(schedule, day)
    spans = today.spans
    if not today.settled:
        spans = laid(_overnight(_begun(schedule, day - timedelta(days=1)).spans), spans, _either)
    edges = sorted({0, *(edge for span in spans for edge in span[:2] if 0 < edge < DAY_MINUTES)})
    return tuple((edge, state_at(spans, edge) or "closed") for edge in edges)


def _overnight(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(Span(max(0, a - DAY_MINUTES), b - DAY_MINUTES, s) for a, b, s in spans if b > DAY_MINUTES)


@lru_cache(maxsize=16384)
def _begun(schedule: Schedule, day: date) -> DayHours:
    """The hours that begin on a day, its kind considered."""
    rule = _with_holidays(schedule)
    known = day_of(day)
    if known.kind is not Kind.POSSIBLE:
        return day_hours(rule, known, is_holiday=known.kind is Kind.HOLIDAY)
    off = day_hours(rule, known, is_holiday=True)
    ordinary = day_hours(rule, known, is_holiday=False)
    return DayHours(laid(off.spans, ordinary.spans, _if_agreed), off.settled and ordinary.settled)


def _with_holidays(schedule: Schedule) -> tuple[Clause, ...]:
    """The rule's clauses, with the station's holiday rule as the last where it decides."""
    found, holidays = clauses(schedule.rule), schedule.holidays
    says_so = any(clause.names_holidays for clause in found) or (
        holidays == "unknown" and _is_constant(found)
    )
    if holidays == "open" or says_so:
        return found
    return (*found, Clause(";", dates="", days=("PH",), times=(), state=holidays))


def _is_constant(found: tuple[Clause, ...]) -> bool:
    """Whether every minute of every day has one state: `24/7` in any spelling, `off`, `unknown`."""
    return len(found) == 1 and _is_bare(found[0])


def _is_bare(clause: Clause) -> bool:
    whole_week, whole_day = clause.days in ((), ("Mo-Su",)), clause.times in ((), ("00:00-24:00",))
    return not clause.dates and whole_week and whole_day


def _either(earlier: State | None, later: State | None) -> State | None:
    return "open" if "open" in (earlier, later) else earlier or later


def _if_agreed(one: State | None, other: State | None) -> State:
    return (one or "closed") if one == other else "unknown"
