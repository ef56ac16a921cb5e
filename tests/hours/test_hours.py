from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from locator.errors import InvalidHours, InvalidInput
from locator.hours import ALWAYS_CLOSED, ALWAYS_OPEN, OpenState, Override, state, validate

CHINA = ZoneInfo("Asia/Shanghai")
OFFICE = "Mo-Fr 08:30-12:00,14:00-17:30"
DAILY = "08:00-20:00"
NIGHT = "Mo-Su 22:00-02:00"


def china(text: str) -> datetime:
    """`10-01 09:00` is in 2026; a year may stand before it."""
    return datetime.fromisoformat(text if len(text) > 11 else f"2026-{text}").replace(tzinfo=CHINA)


MAKEUPS = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


@pytest.mark.parametrize("holidays", ["closed", "open", "unknown"])
@pytest.mark.parametrize("day", MAKEUPS)
def test_an_office_works_on_every_makeup_day_of_2026_whatever_it_does_on_holidays(day, holidays) -> None:
    course = [
        state(OFFICE, china(f"{day} {time}"), holidays).state for time in ("08:00", "09:00", "13:00", "15:00")
    ]
    assert course == ["closed", "open", "closed", "open"]


def test_the_change_is_told_in_beijing_time_with_what_follows() -> None:
    found = state("Mo-Fr 08:30-17:00", datetime(2026, 3, 11, 1, 0, tzinfo=UTC), "closed")
    assert found == OpenState("open", china("03-11 17:00"), "closed", provisional=False)
    assert found.until is not None
    assert found.until.utcoffset() == timedelta(hours=8)


def test_one_instant_has_one_state_in_whatever_zone_it_is_written() -> None:
    at = china("10-10 23:30")
    for zone in (UTC, ZoneInfo("America/New_York"), timezone(timedelta(hours=14))):
        assert state(NIGHT, at.astimezone(zone), "closed") == state(NIGHT, at, "closed")


def test_holidays_are_unknown_unless_told() -> None:
    assert state(DAILY, china("10-01 10:00")).state == "unknown"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        state(DAILY, datetime(2026, 3, 11, 10, 0))  # noqa: DTZ001 - that is the mistake
    assert caught.value.field == "at"


@pytest.mark.parametrize("year", [1, 1899, 9001, 9999])
def test_a_year_out_of_range_is_refused(year: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        state(DAILY, datetime(year, 6, 1, tzinfo=UTC))
    assert caught.value.field == "at"


@pytest.mark.parametrize("year", [1900, 1949, 1990, 9000])
def test_far_years_get_an_answer(year: int) -> None:
    assert state(DAILY, datetime(year, 7, 1, 4, 0, tzinfo=UTC), "open").state == "open"


def test_a_holiday_word_other_than_the_three_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        state(DAILY, china("03-11 10:00"), "maybe")  # type: ignore[arg-type]
    assert caught.value.field == "holidays"


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "  ",
        "周一至周五8:30-17:00",
        "24小时",
        "Mo-Fr 8-17",
        "25:00-26:00",
        "Mo-Fr 08:00-12:00;;",
        "SH off",
        "sunrise-sunset",
        "PH +1 day off",
        'Mo "',
        "08:00-12:00 Mo-Fr",
    ],
)
def test_a_rule_that_cannot_be_evaluated_is_refused_with_a_remedy(rule: str) -> None:
    with pytest.raises(InvalidHours) as caught:
        validate(rule)
    assert caught.value.field == "opening_hours"
    assert caught.value.remedy


def test_a_bad_rule_is_refused_when_it_is_asked_too() -> None:
    with pytest.raises(InvalidHours):
        state("whenever", china("03-11 10:00"))


def test_a_valid_rule_comes_back_as_written_without_blanks_round_it() -> None:
    assert validate(" Mo-Fr 8:30-17:00; PH off ") == "Mo-Fr 8:30-17:00; PH off"


DATES = ["", "", "", "May-Sep ", "Nov 5-Mar 12 ", "2026 ", "week 10-35/2 ", "Mar 10-12,Aug 1-7 "]
DAYS = ["", "", "Mo-Fr ", "Sa,Su ", "We ", "Fr-Mo ", "Tu,Th ", "PH ", "Mo-Fr,PH "]
TIMES = ["08:00-12:00", "08:30-12:00,14:00-18:00", "00:00-24:00", "19:00-24:00", "12:00-13:00 off"]
NIGHTS = ["22:00-02:00", "18:00-26:30", "08:00-08:00", "17:00+", "09:00-12:00 unknown", "off", "unknown"]


def rules(times: list[str]) -> st.SearchStrategy[str]:
    clause = st.builds(lambda *parts: "".join(parts), *map(st.sampled_from, (DATES, DAYS, times)))
    joints = st.lists(st.tuples(st.sampled_from(["; ", "; ", ", "]), clause), max_size=2)
    together = st.builds(lambda first, more: first + "".join(j + c for j, c in more), clause, joints)
    return together.filter(is_valid)


def is_valid(rule: str) -> bool:
    try:
        validate(rule)
    except InvalidHours:
        return False
    return True


HOLIDAY_WORDS = st.sampled_from(["closed", "open", "unknown"])
MOMENTS = st.datetimes(datetime(2025, 12, 25), datetime(2027, 2, 20), timezones=st.just(CHINA))  # noqa: DTZ001


OVERRIDES = st.lists(
    st.builds(
        lambda starts, length, rule: Override(starts, length and starts + length, rule),
        MOMENTS,
        st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=20)),
        st.sampled_from([ALWAYS_CLOSED, ALWAYS_OPEN]) | rules(TIMES + NIGHTS),
    ),
    max_size=4,
)


def in_force(override: Override, moment: datetime) -> bool:
    return override.starts <= moment and (override.ends is None or moment < override.ends)


@settings(deadline=None, max_examples=300)
@given(rules(TIMES + NIGHTS), HOLIDAY_WORDS, st.just([]) | OVERRIDES, MOMENTS, st.data())
def test_until_is_exactly_where_the_state_flips(rule, holidays, overrides, at, data) -> None:
    now = state(rule, at, holidays, overrides)
    end = now.until or at + timedelta(days=369)
    seconds = int((end - at).total_seconds())
    between = data.draw(st.lists(st.integers(0, seconds), max_size=8))
    edges = [edge for override in overrides for edge in override[:2] if edge]
    moments = [at + timedelta(seconds=s) for s in between] + edges + [end - timedelta(microseconds=1)]
    for moment in (m for m in moments if at <= m < end):
        assert state(rule, moment, holidays, overrides)[:3] == now[:3] or now.until is None
        assert state(rule, moment, holidays, overrides).state == now.state
    if now.until:
        assert now.until > at
        assert now.until in edges or now.until.second == now.until.microsecond == 0
        assert state(rule, now.until, holidays, overrides).state == now.then != now.state


@settings(deadline=None, max_examples=200)
@given(rules(TIMES + NIGHTS), HOLIDAY_WORDS, OVERRIDES, MOMENTS)
def test_the_last_override_in_force_decides_alone(rule, holidays, overrides, at) -> None:
    found = state(rule, at, holidays, overrides).state
    deciding = [override for override in overrides if in_force(override, at)]
    alone = state(deciding[-1].rule, at, "open") if deciding else state(rule, at, holidays)
    assert found == alone.state


@given(HOLIDAY_WORDS, OVERRIDES, MOMENTS)
def test_what_nobody_told_stays_unknown_wherever_no_override_is_in_force(holidays, overrides, at) -> None:
    found = state(None, at, holidays, overrides)
    if not any(in_force(override, at) for override in overrides):
        assert found.state == "unknown"


@settings(deadline=None, max_examples=200)
@given(
    rules([*TIMES, "off", "unknown"]),
    st.sampled_from([3, 7, 8, 11]),
    st.integers(1, 30),
    st.integers(0, 1439),
)
def test_far_from_holidays_it_agrees_with_the_evaluator_of_the_grammar(rule, month, day, minute) -> None:
    at = datetime(2026, month, day) + timedelta(minutes=minute)  # noqa: DTZ001 - as the evaluator takes it
    assert state(rule, at.replace(tzinfo=CHINA), "open").state == str(OpeningHours(rule).state(at)[0])


@settings(deadline=None, max_examples=100)
@given(rules(TIMES + NIGHTS), MOMENTS)
def test_not_knowing_the_holidays_never_says_open_or_closed_against_both_answers(rule, at) -> None:
    answers = {state(rule, at, "closed").state, state(rule, at, "open").state}
    assert state(rule, at, "unknown").state in {*answers, "unknown"}


@given(st.text(max_size=40))
def test_any_text_is_either_evaluated_or_refused(text: str) -> None:
    try:
        rule = validate(text)
    except InvalidHours:
        return
    assert state(rule, china("03-11 10:00")).state in ("open", "closed", "unknown")
