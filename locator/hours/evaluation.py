"""Whether a station is open at a moment: open, closed or unknown, and until exactly when.

The week's schedule gives a course of states (`locator.hours.course`). Overrides are laid over it: the last one in
force at a moment decides, alone. So every boundary, of the week's and of an override, is a moment at which the
state may flip, and the first at which it does is `until`.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple, get_args
from zoneinfo import ZoneInfo

from locator.errors import InvalidHours, InvalidInput
from locator.hours.calendar import day_of
from locator.hours.course import HolidayRule, Schedule, course
from locator.hours.rules import REMEDY, State, clauses

CHINA = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
HORIZON = 370 * DAY
YEARS = range(1900, 9001)
ALWAYS_CLOSED, ALWAYS_OPEN = "off", "24/7"
NOBODY_TOLD = Schedule("unknown", "open")


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


class Override(NamedTuple):
    """A rule that holds instead of the week's, from `starts` on and before `ends`.

    Attributes:
        starts: aware.
        ends: aware; None while nobody knows.
        rule: OSM opening_hours, such as `ALWAYS_CLOSED` or `ALWAYS_OPEN`. It was made for these days, so it holds
            on public holidays too unless it says otherwise.
    """

    starts: datetime
    ends: datetime | None
    rule: str


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


def state(
    rule: str | None, at: datetime, holidays: HolidayRule = "unknown", overrides: Sequence[Override] = ()
) -> OpenState:
    """Whether a station with this rule is open at a moment.

    Args:
        rule: OSM opening_hours; None or blank is unknown, for good.
        at: any aware moment of the years 1900 to 9000.
        holidays: what the station does on public holidays where its rule does not say.
        overrides: of those in force at a moment, the last in this order decides.

    Raises:
        InvalidHours: a rule can't be read.
        InvalidInput: `at` has no time zone or is out of range; `holidays` is none of the three words.
    """
    wall = _wall_clock(at)
    if holidays not in get_args(HolidayRule):
        raise InvalidInput(
            f"holidays {holidays!r} is unknown", field="holidays", remedy="closed, open or unknown"
        )
    week = Schedule(rule.strip(), holidays) if rule and rule.strip() else NOBODY_TOLD
    provisional = day_of(wall.date()).provisional
    current: State | None = None
    for moment, follows in _overlaid(week, overrides, wall):
        if current is None:
            current = follows
        elif follows != current:
            return OpenState(current, moment.replace(tzinfo=CHINA), follows, provisional)
    return OpenState(current or "closed", provisional=provisional)


def day_end(at: datetime) -> datetime:
    """The end of the day in China that holds a moment; up to `HORIZON` after it `state` looks for a change.

    Raises:
        InvalidInput: `at` has no time zone or is out of range.
    """
    return datetime.combine(_wall_clock(at).date(), time(), CHINA) + DAY


def _overlaid(
    week: Schedule, overrides: Sequence[Override], wall: datetime
) -> Iterator[tuple[datetime, State]]:
    """The states from a moment on, each with the moment it begins, in China's clock; the first is that of `wall`."""
    end = datetime.combine(wall.date(), time()) + DAY + HORIZON
    local = [
        Override(_wall_clock(starts), ends and _wall_clock(ends), rule) for starts, ends, rule in overrides
    ]
    edges = {edge for starts, ends, _ in local for edge in (starts, ends) if edge and wall < edge < end}
    for start, stop in pairwise(sorted({wall, end, *edges})):
        yield from course(_deciding(week, local, start), start, stop)


def _deciding(week: Schedule, overrides: Sequence[Override], wall: datetime) -> Schedule:
    for starts, ends, rule in reversed(overrides):
        if starts <= wall and (ends is None or wall < ends):
            return Schedule(rule, "open")
    return week


def _wall_clock(at: datetime) -> datetime:
    if at.tzinfo is None or at.utcoffset() is None:
        raise InvalidInput(
            "the moment has no time zone", field="at", remedy="write one, as in 2026-05-01T09:00+08:00"
        )
    if at.year not in YEARS:
        raise InvalidInput(f"the year {at.year} is out of range", field="at", remedy="1900 to 9000")
    return at.astimezone(CHINA).replace(tzinfo=None)
