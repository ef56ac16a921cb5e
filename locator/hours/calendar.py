"""What kind of day it is in China: workday, weekend, public holiday, make-up workday (调休).

Three sources, the surest first:

1. `chinesecalendar`: the State Council's yearly notice with its make-up workdays; nothing outside its years.
2. `holidays`, country CN: the days that the law itself fixes (全国年节及纪念日放假办法). The bridging days
   round them are not announced yet, so such a day is `POSSIBLE` and everything is marked provisional.
3. Neither knows the year: any day may be a holiday, so each is `POSSIBLE`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import chinese_calendar
import holidays
from holidays.countries.china import China

FRIDAY, MONDAY = 4, 0
SWAP_DAYS = 31  # a make-up workday lies at most 10 days from its holiday (2004 to 2026)
LONG_HOLIDAYS = ("Chinese New Year", "Labor Day", "National Day")
LONG_REACH_DAYS, SHORT_REACH_DAYS = 4, 2  # how far days off stretch from the days fixed by law, 2004 to 2026


class Kind(StrEnum):
    """How a day counts for opening hours."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # a public holiday or a day off in lieu: the whole period, with its weekends
    MAKEUP = "makeup"  # a Saturday or Sunday that must be worked
    POSSIBLE = "possible"  # may turn out a holiday: not announced yet


@dataclass(frozen=True, slots=True)
class Day:
    """One civil day in China.

    Attributes:
        date: the day itself.
        kind: how it counts.
        weekday: whose weekly hours apply, 0 Monday to 6 Sunday. It is the day's own, except on a make-up
            workday: there it is that of the day off which the notice gives in exchange.
        name: the holiday in English, also of its make-up workdays; else empty.
        provisional: the State Council's notice for the year is not known here.
    """

    date: date
    kind: Kind
    weekday: int
    name: str = ""
    provisional: bool = False


@lru_cache(maxsize=4096)
def day_of(day: date) -> Day:
    """The kind of a day, from the surest source that knows its year."""
    try:
        is_off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return day_by_law(day)
    if not name:
        return Day(day, Kind.WEEKEND if is_off else Kind.WORKDAY, day.weekday())
    if is_off:
        return Day(day, Kind.HOLIDAY, day.weekday(), name)
    return Day(day, Kind.MAKEUP, _exchanged_weekday(day, name), name)


def day_by_law(day: date) -> Day:
    """The kind of a day as far as the law alone tells it, before the notice for its year."""
    if not China.start_year < day.year < China.end_year:
        return Day(day, Kind.POSSIBLE, day.weekday(), provisional=True)
    if name := _by_law(day.year).get(day):
        return Day(day, Kind.HOLIDAY, day.weekday(), name, provisional=True)
    if name := _holiday_in_reach(day):
        return Day(day, Kind.POSSIBLE, day.weekday(), name, provisional=True)
    kind = Kind.WORKDAY if day.weekday() <= FRIDAY else Kind.WEEKEND
    return Day(day, kind, day.weekday(), provisional=True)


def _exchanged_weekday(makeup: date, name: str) -> int:
    """The weekday given off for a make-up workday.

    The notices list both in order, so the first make-up workday of a holiday pays for its first day in lieu.
    Where that leaves none, a Saturday counts as the Friday before it and a Sunday as the Monday after.
    """
    worked = _same_holiday(chinese_calendar.workdays, makeup, name)
    off = _same_holiday(chinese_calendar.in_lieu_days, makeup, name)
    place = worked.index(makeup)
    if place < len(off):
        return off[place].weekday()
    return FRIDAY if makeup.weekday() == FRIDAY + 1 else MONDAY


def _same_holiday(named_days: dict[date, str], near: date, name: str) -> list[date]:
    return sorted(d for d, n in named_days.items() if n == name and abs((d - near).days) <= SWAP_DAYS)


def _holiday_in_reach(day: date) -> str:
    """The holiday whose days off may stretch to this day; empty when there is none."""
    for distance in range(1, LONG_REACH_DAYS + 1):
        for near in (day - timedelta(days=distance), day + timedelta(days=distance)):
            name = _by_law(near.year).get(near, "")
            if name and (distance <= SHORT_REACH_DAYS or any(word in name for word in LONG_HOLIDAYS)):
                return name
    return ""


@lru_cache(maxsize=64)
def _by_law(year: int) -> dict[date, str]:
    """The days of a year that the law makes holidays, without the guessed days in exchange for weekends."""
    known = holidays.country_holidays("CN", years=year, language="en_US")
    return {day: name for day, name in known.items() if "observed" not in name and "substituted" not in name}
