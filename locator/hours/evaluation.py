"""Whether a station is open at a moment: open, closed or unknown, and until exactly when.

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

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

from locator.errors import InvalidHours, InvalidInput
from locator.hours.calendar import Kind, day_of
from locator.hours.dayhours import DAY_MINUTES, DayHours, Span, day_hours, laid, state_at
from locator.hours.rules import REMEDY, Clause, State, clauses

ZONE_NAME = "Asia/Shanghai"
HORIZON_DAYS = 370
YEARS = range(1900, 9001)
HolidayRule = Literal["closed", "open", "unknown"]


class OpenState(NamedTuple):
    """The state at a moment.

    Attributes:
        state: open, closed or unknown.
        until: the moment at which it changes, in Asia/Shanghai; None when it does not within 370 days.
        then: the state from `until` on; None without one.
        provisional: the year's holidays are not announced yet, as far as is known here.
    """

    state: State
    until: datetime | None = None
    then: State | None = None
    provisional: bool = False


def validate(rule: str) -> str:
    """The rule without blanks round it, once it is sure that it can be evaluated.

    Raises:
        InvalidHours: it is empty, is not in OSM's grammar, or needs what is not known here (school holidays,
            the sun's times).
    """
    if not rule.strip():
        raise InvalidHours("the rule is empty", field="opening_hours", remedy=REMEDY)
    clauses(rule.strip())
    return rule.strip()


def state(rule: str | None, at: datetime, holidays: HolidayRule = "unknown") -> OpenState:
    """Whether a station with this rule is open at a moment.

    Args:
        rule: OSM opening_hours; None or blank is unknown, for good.
        at: any aware moment of the years 1900 to 9000.
        holidays: what the station does on public holidays where its rule does not say.

    Raises:
        InvalidHours: the rule can't be read.
        InvalidInput: `at` has no time zone or is out of range; `holidays` is none of the three words.
    """
    wall = _wall_clock(at)
    if holidays not in get_args(HolidayRule):
        raise InvalidInput(
            f"holidays {holidays!r} is unknown", field="holidays", remedy="closed, open or unknown"
        )
    provisional = day_of(wall.date()).provisional
    if rule is None or not rule.strip():
        return OpenState("unknown", provisional=provisional)
    current: State = "closed"
    for moment, follows in _course(rule.strip(), holidays, wall.date()):
        if moment <= wall:
            current = follows
        elif follows != current:
            return OpenState(current, moment.replace(tzinfo=ZoneInfo(ZONE_NAME)), follows, provisional)
    return OpenState(current, provisional=provisional)


def states(
    rules: Sequence[str | None], at: datetime, holidays: HolidayRule | Sequence[HolidayRule] = "unknown"
) -> list[OpenState]:
    """The states of many stations at one moment, in order; each distinct schedule is evaluated once.

    Args:
        rules: one for each station.
        at: the moment, as for `state`.
        holidays: one word for all, or one for each station.

    Raises:
        InvalidHours, InvalidInput: as `state` does; ValueError when the lengths differ.
    """
    each = [holidays] * len(rules) if isinstance(holidays, str) else holidays
    pairs = list(zip(rules, each, strict=True))
    known = {pair: state(pair[0], at, pair[1]) for pair in dict.fromkeys(pairs)}
    return [known[pair] for pair in pairs]


def _wall_clock(at: datetime) -> datetime:
    if at.tzinfo is None or at.utcoffset() is None:
        raise InvalidInput(
            "the moment has no time zone", field="at", remedy="write one, as in 2026-05-01T09:00+08:00"
        )
    if at.year not in YEARS:
        raise InvalidInput(f"the year {at.year} is out of range", field="at", remedy="1900 to 9000")
    return at.astimezone(ZoneInfo(ZONE_NAME)).replace(tzinfo=None)


def _course(rule: str, holidays: HolidayRule, first: date) -> Iterator[tuple[datetime, State]]:
    """From the first day's midnight on, the moments at which a state is said, with that state."""
    days = 1 if _is_constant(_with_holidays(rule, holidays)) else HORIZON_DAYS + 1
    for day in (first + timedelta(days=n) for n in range(days)):
        midnight = datetime.combine(day, time())
        for minute, state in _day_course(rule, holidays, day):
            yield midnight + timedelta(minutes=minute), state


@lru_cache(maxsize=16384)
def _day_course(rule: str, holidays: HolidayRule, day: date) -> tuple[tuple[int, State], ...]:
    """A day's states with the minute each begins at, the first at 0, one after the other."""
    today = _begun(rule, holidays, day)
    spans = today.spans
    if not today.settled:
        spans = laid(_overnight(_begun(rule, holidays, day - timedelta(days=1)).spans), spans, _either)
    edges = sorted({0, *(edge for span in spans for edge in span[:2] if 0 < edge < DAY_MINUTES)})
    return tuple((edge, state_at(spans, edge) or "closed") for edge in edges)


def _overnight(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(Span(max(0, a - DAY_MINUTES), b - DAY_MINUTES, s) for a, b, s in spans if b > DAY_MINUTES)


@lru_cache(maxsize=16384)
def _begun(rule: str, holidays: HolidayRule, day: date) -> DayHours:
    """The hours that begin on a day, its kind considered."""
    schedule = _with_holidays(rule, holidays)
    known = day_of(day)
    if known.kind is not Kind.POSSIBLE:
        return day_hours(schedule, known, is_holiday=known.kind is Kind.HOLIDAY)
    off = day_hours(schedule, known, is_holiday=True)
    ordinary = day_hours(schedule, known, is_holiday=False)
    return DayHours(laid(off.spans, ordinary.spans, _if_agreed), off.settled and ordinary.settled)


def _with_holidays(rule: str, holidays: HolidayRule) -> tuple[Clause, ...]:
    """The rule's clauses, with the station's holiday rule as the last where it decides."""
    found = clauses(rule)
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
