"""Opening hours in words: a table of the coming days, and a weekly rule as one writes it on a sign."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from locator.hours.calendar import Kind
from locator.hours.rules import WEEKDAYS
from locator.hours.week import ONE_DAY, DayTable, Stretch
from locator.web.language import gettext as _
from locator.web.wording import day_words, months, weekdays

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY = "|".join((*WEEKDAYS, *MONTHS))
RANGE = re.compile(rf"\b({DAY})-({DAY})\b")
CLOCKS = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)(,(?=\d))?")
TOKEN = re.compile(rf"24/7|\b(?:{DAY}|PH|off|closed|unknown|open)\b")


class DayRow(NamedTuple):
    """A row of the table: the day, what is special about it, its hours."""

    name: str
    day: str
    note: str
    hours: tuple[str, ...]
    is_open: bool
    is_today: bool


def day_rows(days: Sequence[DayTable], today: date) -> list[DayRow]:
    """The table of these days in the page's language; a day without hours says that it is closed."""
    return [
        DayRow(
            weekdays()[day.date.weekday()],
            day_words(day.date),
            _kinds().get(day.kind, ""),
            tuple(_stretch_words(piece) for piece in day.stretches) or (_("不开放"),),
            is_open=any(piece.state == "open" for piece in day.stretches),
            is_today=day.date == today,
        )
        for day in days
    ]


def rule_words(rule: str) -> str:
    """A weekly rule with its days, months and states spelt out in the page's language; clock times stay."""
    words = _rule_tokens()
    ranges = RANGE.sub(
        lambda found: _("%(first)s至%(last)s", first=words[found[1]], last=words[found[2]]), rule
    )
    clocks = CLOCKS.sub(lambda found: f"{found[1]}–{found[2]}{_('、') if found[3] else ''}", ranges)
    return TOKEN.sub(lambda found: words[found[0]], clocks).replace("; ", _(";"))


def is_hardly_known(days: Sequence[DayTable]) -> bool:
    """Whether nobody knows any hour of these days, so that a table of them would tell nothing."""
    return all([piece.state for piece in day.stretches] == ["unknown"] for day in days)


def _stretch_words(piece: Stretch) -> str:
    clock = _("全天") if piece.is_whole_day else f"{piece.start:%H:%M}–{_end(piece)}"
    if piece.state == "unknown":
        return _("不确定") if piece.is_whole_day else _("%(clock)s 不确定", clock=clock)
    return _("24 小时") if piece.is_whole_day else clock


def _end(piece: Stretch) -> str:
    midnight = datetime.combine(piece.start.date() + ONE_DAY, datetime.min.time(), piece.start.tzinfo)
    if piece.end <= midnight:
        return "24:00" if piece.end == midnight else f"{piece.end:%H:%M}"
    return _("次日 %(clock)s", clock=f"{piece.end:%H:%M}")


def _kinds() -> dict[Kind, str]:
    """The kinds of day that people should know of."""
    return {
        Kind.HOLIDAY: _("节假日"),
        Kind.MAKEUP: _("调休上班"),
        Kind.POSSIBLE: _("可能放假"),
    }


def _rule_tokens() -> dict[str, str]:
    return {
        **dict(zip(WEEKDAYS, weekdays(), strict=True)),
        **dict(zip(MONTHS, months(), strict=True)),
        "PH": _("节假日"),
        "off": _("不开放"),
        "closed": _("不开放"),
        "unknown": _("不确定"),
        "open": _("开放"),
        "24/7": _("24 小时"),
    }
