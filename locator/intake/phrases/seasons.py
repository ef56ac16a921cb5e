"""The months that the word for a season stands for, and which days of the year a list of months covers."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from locator.intake.phrases.tokens import OSM_MONTHS

# Offices that keep only two timetables change them on 1 May and 1 October, as most local governments do.
# With spring or autumn named beside them, the seasons are the meteorologists' (QX/T 152: March, June, …).
_TWO_SEASONS = {"夏": ("May-Sep",), "冬": ("Oct-Apr",)}
_MONTHS = {
    "春": ("Mar-May",), "夏": ("Jun-Aug",), "秋": ("Sep-Nov",), "冬": ("Dec-Feb",),
    "春夏": ("Mar-Aug",), "夏秋": ("Jun-Nov",), "秋冬": ("Sep-Feb",), "冬春": ("Dec-May",),
    "春秋": ("Mar-May", "Sep-Nov"),
}  # fmt: skip
_REVERSED = {"夏春": "春夏", "秋夏": "夏秋", "冬秋": "秋冬", "春冬": "冬春", "秋春": "春秋"}
_YEAR = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]


def is_assumed(season: str) -> bool:
    """Whether it is a season's name, whose months nobody told."""
    return season[0] in "春夏秋冬"


def months(season: str, beside: Iterable[str]) -> tuple[str, ...] | None:
    """The months in OSM's words, given all the seasons named in the phrase; None where it is no known season."""
    if not is_assumed(season):
        return (season,)
    if all(name in _TWO_SEASONS for name in beside if is_assumed(name)):
        return _TWO_SEASONS[season]
    return _MONTHS.get(_REVERSED.get(season, season))


def days_of(ranges: Iterable[str]) -> frozenset[date]:
    """The days of a leap year that lie in ranges such as `Oct-Apr` or `May 01-Sep 30`."""
    return frozenset(day for text in ranges for day in _YEAR if _holds(text, day))


def is_whole_year(days: frozenset[date]) -> bool:
    """Whether no day of the year is left out."""
    return len(days) == len(_YEAR)


def _holds(text: str, day: date) -> bool:
    first, last = _ends(text)
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last


def _ends(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    found = re.findall(r"([A-Z][a-z]{2})(?: (\d\d))?", text)
    (first, first_day), (last, last_day) = found[0], found[-1]
    start = (OSM_MONTHS.index(first) + 1, int(first_day or 1))
    return start, (OSM_MONTHS.index(last) + 1, int(last_day or 31))
