"""Clock times as people write them: `8：00—17：30`, `上午8点半至下午5点`, `早8-晚8`, `22:00-次日6:00`."""

import re
from typing import NamedTuple

DAY_MINUTES = 24 * 60
EVENING, NOON = 16 * 60, 12 * 60

_MORNING = "凌晨|清晨|早晨|早上|上午|早|am"
_NOON = "中午|正午|午间"
_LATER = "下午|午后|傍晚|晚上|晚间|夜间|夜里|晚|夜|pm"
_CLOCK = (
    r"(?:(?:次日|第二天|翌日|隔日|转天)的?)?"
    rf"(?:(?:{_MORNING}|{_NOON}|{_LATER})[: ]?)?"
    r"\d{1,2}(?::\d\d(?::00)?[点时分]?|[点时](?:半|整|钟|[0-5]?\d分?)?)?"
    r"(?: ?(?:am|pm))?"
)
SPAN = re.compile(rf"(?:(?<!\d)|(?=\D))({_CLOCK}) ?(?:[-至到]|(?=[晚夜])) ?({_CLOCK})(?!\d)")
"""From one clock time to another; groups 1 and 2 are the two."""
_PARTS = re.compile(
    r"(?P<next>次日|第二天|翌日|隔日|转天)?的?"
    rf"(?P<part>{_MORNING}|{_NOON}|{_LATER})?[: ]?(?P<hour>\d{{1,2}})"
    r"(?P<unit>:(?P<minute>\d\d)(?::00)?[点时分]?|[点时](?:(?P<half>半)|整|钟|(?P<spoken>[0-5]?\d)分?)?)?"
    r" ?(?P<suffix>am|pm)?"
)


class Span(NamedTuple):
    """A stretch of opening, in minutes after midnight; one that runs past midnight ends after 24 × 60."""

    start: int
    end: int

    @property
    def is_whole_day(self) -> bool:
        """Whether it lasts around the clock (`0:00-23:59` says the same as `0:00-24:00`)."""
        return self in (WHOLE_DAY, Span(0, DAY_MINUTES - 1))

    def __str__(self) -> str:
        end = self.end - DAY_MINUTES if self.end > DAY_MINUTES else self.end
        return f"{self.start // 60:02}:{self.start % 60:02}-{end // 60:02}:{end % 60:02}"


WHOLE_DAY = Span(0, DAY_MINUTES)


class _Clock(NamedTuple):
    minutes: int
    part: str
    is_next_day: bool
    has_unit: bool


def span(first: str, second: str) -> Span | None:
    """The stretch between two clock times; None where it can't be sure which stretch is meant.

    An end before its start is overnight only if it says so (次日, 凌晨) or leads from an evening to a morning:
    `8:00-6:00` may as well be a slip for 16:00 or 18:00.
    """
    start, end = _clock(first), _clock(second)
    if start is None or end is None or not (end.has_unit or end.part):
        return None
    if not (start.has_unit or start.part or (end.has_unit and ":" not in second)):
        return None
    begin, finish = _on_the_dial(start, start.part), _finish(start, end)
    if finish is None or begin >= DAY_MINUTES or not begin < finish <= begin + DAY_MINUTES:
        return None
    return Span(begin, finish)


def _clock(text: str) -> _Clock | None:
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return None
    minute = 30 if found["half"] else int(found["minute"] or found["spoken"] or 0)
    hour = int(found["hour"])
    if minute > 59 or hour * 60 + minute > DAY_MINUTES:
        return None
    part = _kind_of(found["part"] or found["suffix"] or "")
    return _Clock(hour * 60 + minute, part, found["next"] is not None, found["unit"] is not None)


def _kind_of(part: str) -> str:
    for kind, words in (("small", "凌晨"), ("morning", _MORNING), ("noon", _NOON), ("later", _LATER)):
        if part in words.split("|"):
            return kind
    return ""


def _on_the_dial(clock: _Clock, part: str) -> int:
    """Minutes after midnight once the part of the day is heeded; 晚上12点 is midnight, 中午12点 noon."""
    if part == "later" and NOON <= clock.minutes < NOON + 60 and clock.part == "later":
        return clock.minutes + NOON if clock.minutes == NOON else clock.minutes
    if part == "later" and clock.minutes < NOON:
        return clock.minutes + NOON
    if part == "noon" and clock.minutes < 3 * 60:
        return clock.minutes + NOON
    return clock.minutes


def _finish(start: _Clock, end: _Clock) -> int | None:
    begin = _on_the_dial(start, start.part)
    own = _on_the_dial(end, end.part)
    if end.is_next_day:
        return own + DAY_MINUTES
    if not end.part and start.part in ("noon", "later"):
        inherited = _on_the_dial(end, start.part)
        own = inherited if inherited > begin else own
    if own > begin:
        return own
    overnight = end.part == "small" or (begin >= EVENING and own <= NOON) or (own < 60 < begin)
    return own + DAY_MINUTES if overnight else None
