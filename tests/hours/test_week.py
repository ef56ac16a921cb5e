"""The table of seven days says what the evaluator says, minute for minute."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator import hours
from locator.hours.calendar import Kind
from locator.hours.week import CHINA, week

MONDAY = date(2026, 3, 9)
RULES = (
    "Mo-Fr 08:30-12:00,14:00-17:30",
    "Mo-Su 22:00-02:00",
    "24/7",
    "Mo-Fr 00:00-24:00",
    "off",
    "We 20:00-24:00; Th 00:00-20:30; Sa 10:00+",
    "Mo-Fr 08:00-18:00; We unknown",
)


def state_of(rule: str | None, holidays: hours.HolidayRule = "closed") -> partial[hours.OpenState]:
    return partial(lambda at: hours.state(rule, at, holidays))


def written(rule: str | None, first: date = MONDAY, days: int = 7) -> list[list[str]]:
    return [
        [f"{piece.start:%H:%M}-{piece.end:%H:%M} {piece.state}" for piece in day.stretches]
        for day in week(state_of(rule), first, days)
    ]


def test_a_split_day_has_two_stretches_and_the_weekend_none() -> None:
    office = ["08:30-12:00 open", "14:00-17:30 open"]
    assert written("Mo-Fr 08:30-12:00,14:00-17:30") == [office] * 5 + [[], []]


def test_a_night_stands_whole_with_the_day_it_begins_on() -> None:
    assert written("Mo-Fr 22:00-02:00") == [["22:00-02:00 open"]] * 5 + [[], []]


def test_a_door_that_never_shuts_is_seven_whole_days() -> None:
    days = week(state_of("24/7", "open"), MONDAY)
    assert all([piece.is_whole_day for piece in day.stretches] == [True] for day in days)


def test_hours_that_nobody_knows_are_unknown_on_every_day() -> None:
    assert written(None) == [["00:00-00:00 unknown"]] * 7


def test_a_public_holiday_and_its_make_up_day_are_told_as_such() -> None:
    kinds = [day.kind for day in week(state_of("Mo-Fr 09:00-17:00"), date(2026, 10, 7), 4)]
    assert kinds == [Kind.HOLIDAY, Kind.WORKDAY, Kind.WORKDAY, Kind.MAKEUP]
    assert written("Mo-Fr 09:00-17:00", date(2026, 10, 7), 4) == [[]] + [["09:00-17:00 open"]] * 3


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=30, deadline=None)
@given(first=st.dates(date(2026, 1, 1), date(2026, 12, 20)), minute=st.integers(24 * 60, 7 * 24 * 60 - 1))
def test_every_minute_of_the_table_is_what_the_evaluator_says(rule: str, first: date, minute: int) -> None:
    moment = datetime.combine(first, datetime.min.time(), CHINA) + timedelta(minutes=minute)
    told = [
        piece.state
        for day in week(state_of(rule), first)
        for piece in day.stretches
        if piece.start <= moment < piece.end
    ]
    truth = hours.state(rule, moment, "closed").state
    assert told == ([] if truth == "closed" else [truth])
