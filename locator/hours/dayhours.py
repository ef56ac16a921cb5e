"""The hours that one day gets from a rule's clauses, laid over each other.

Dates and clock times are evaluated by `opening-hours-py`. Weekdays and `PH` are not left to it: its Chinese
holidays are wrong and it knows no make-up workdays. So each clause is asked for one day at a time, with the
kind of day decided by `locator.hours.calendar`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from opening_hours import State as Evaluated

from locator.hours.calendar import Day
from locator.hours.rules import WEEKDAYS, Clause, State, evaluator

DAY_MINUTES = 24 * 60
A_MONDAY_NOON = datetime(2024, 1, 1, 12)  # noqa: DTZ001 - wall-clock time, as the evaluator takes it

Choice = Callable[[State | None, State | None], State | None]


class Span(NamedTuple):
    """A stretch of one state, in minutes after the day's first midnight, the end not included."""

    start: int
    end: int
    state: State


class DayHours(NamedTuple):
    """What a day gets from a rule: the spans that begin on it, and whether the rule settles it as a whole.

    A settled day (`off` or `unknown` without clock times) also ends what still runs from the evening before.
    """

    spans: tuple[Span, ...]
    settled: bool


def day_hours(rule: tuple[Clause, ...], day: Day, *, is_holiday: bool) -> DayHours:
    """The hours that begin on a day, with the weekday and the holiday as the caller decided them."""
    spans: tuple[Span, ...] = ()
    settled = False
    for clause in rule:
        own = _own_spans(clause, day, is_holiday=is_holiday)
        if own is None:
            continue
        spans = laid(spans, own, _choice(clause))
        if clause.replaces_day:
            settled = clause.state != "open" and not clause.times
    return DayHours(spans, settled)


def laid(base: tuple[Span, ...], top: tuple[Span, ...], choose: Choice) -> tuple[Span, ...]:
    """Two layers of spans as one: `choose` says what holds where (None: nothing said); closed is left out."""
    edges = sorted({edge for span in (*base, *top) for edge in span[:2]})
    merged: list[Span] = []
    for start, end in pairwise(edges):
        state = choose(state_at(base, start), state_at(top, start))
        if state is None or state == "closed":
            continue
        if merged and merged[-1].end == start and merged[-1].state == state:
            start = merged.pop().start  # noqa: PLW2901 - the piece grows to the left
        merged.append(Span(start, end, state))
    return tuple(merged)


def state_at(spans: tuple[Span, ...], minute: int) -> State | None:
    """What the spans say of a minute; None when they say nothing."""
    return next((state for start, end, state in spans if start <= minute < end), None)


def _choice(clause: Clause) -> Choice:
    if clause.replaces_day:
        return lambda _, top: top
    if clause.joint == "||":
        return lambda base, top: base or top
    return lambda base, top: top or base


def _own_spans(clause: Clause, day: Day, *, is_holiday: bool) -> tuple[Span, ...] | None:
    """What one clause says of a day, `closed` included; None when it does not speak of that day."""
    if clause.days and not any(_names(item, day, is_holiday=is_holiday) for item in clause.days):
        return None
    weekday = WEEKDAYS[day.date.weekday()]
    whole_day = " ".join(filter(None, (clause.dates, weekday)))
    midnight = datetime.combine(day.date, time())
    if not evaluator(whole_day).is_open(midnight + timedelta(hours=12)):
        return None
    known, open_ended = _split_open_ends(clause)
    spans: tuple[Span, ...] = ()
    for part in filter(None, (open_ended, known)):
        spans = (*_evaluated(part.on(weekday), midnight, part.state), *spans)
    return spans


def _evaluated(text: str, midnight: datetime, state: State) -> tuple[Span, ...]:
    """The spans of a one-day rule. A closing clause is asked as an opening one: it says where it closes."""
    asked = text.removesuffix("closed").strip() if state == "closed" else text
    pieces = evaluator(asked).intervals(midnight, midnight + timedelta(days=3))
    return tuple(
        Span(_minutes(start - midnight), _minutes(end - midnight), state)
        for start, end, found, _ in pieces
        if found != Evaluated.CLOSED
    )


def _minutes(distance: timedelta) -> int:
    return int(distance.total_seconds()) // 60


def _names(item: str, day: Day, *, is_holiday: bool) -> bool:
    if item == "PH":
        return is_holiday
    if "[" in item:  # the n-th such weekday of the month: the date's own, whatever it is worked as
        return evaluator(item).is_open(datetime.combine(day.date, time(12)))
    return evaluator(item).is_open(A_MONDAY_NOON + timedelta(days=day.weekday))


def _split_open_ends(clause: Clause) -> tuple[Clause | None, Clause | None]:
    """The clause with its stated ends, and one that is unknown where it gives an open end (`08:00+`).

    How long an open end may last follows the reference evaluator (opening_hours.js): to midnight, ten hours
    from 17:00 on, eight from 22:00 on.
    """
    if not any(item.endswith("+") for item in clause.times) or clause.state != "open":
        return clause, None
    stated = tuple(item.rstrip("+") for item in clause.times if "-" in item)
    guessed = tuple(_guessed(item) for item in clause.times if item.endswith("+"))
    known = replace(clause, times=stated) if stated else None
    return known, replace(clause, times=guessed, state="unknown")


def _guessed(item: str) -> str:
    start = item.rstrip("+").rpartition("-")[2]
    hour, minute = (int(part) for part in start.split(":"))
    late = 24 if hour < 17 else hour + (10 if hour < 22 else 8)
    return f"{start}-{late:02}:{minute if late > 24 else 0:02}"
