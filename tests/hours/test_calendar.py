from datetime import date, timedelta

import chinese_calendar
import pytest

from locator.hours.calendar import Kind, day_by_law, day_of

# The State Council's notice for 2026, by hand: first and last day off, make-up workdays with the day they pay for.
PERIODS_2026 = [
    ((1, 1), (1, 3)),
    ((2, 15), (2, 23)),
    ((4, 4), (4, 6)),
    ((5, 1), (5, 5)),
    ((6, 19), (6, 21)),
    ((9, 25), (9, 27)),
    ((10, 1), (10, 7)),
]
MAKEUPS_2026 = {
    (1, 4): (1, 2),
    (2, 14): (2, 20),
    (2, 28): (2, 23),
    (5, 9): (5, 5),
    (9, 20): (10, 6),
    (10, 10): (10, 7),
}
YEAR_2026 = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]


def days_off_2026() -> set[date]:
    return {
        day
        for first, last in PERIODS_2026
        for day in YEAR_2026
        if date(2026, *first) <= day <= date(2026, *last)
    }


def test_the_holidays_of_2026_are_those_of_the_notice() -> None:
    assert {day for day in YEAR_2026 if day_of(day).kind is Kind.HOLIDAY} == days_off_2026()


def test_the_makeup_workdays_of_2026_have_the_weekday_they_pay_for() -> None:
    found = {day: day_of(day).weekday for day in YEAR_2026 if day_of(day).kind is Kind.MAKEUP}
    assert found == {date(2026, *day): date(2026, *off).weekday() for day, off in MAKEUPS_2026.items()}


def test_every_other_day_of_2026_is_a_workday_or_a_weekend_by_its_own_weekday() -> None:
    special = days_off_2026() | {date(2026, *day) for day in MAKEUPS_2026}
    for day in set(YEAR_2026) - special:
        expected = Kind.WEEKEND if day.weekday() >= 5 else Kind.WORKDAY
        assert (day_of(day).kind, day_of(day).weekday) == (expected, day.weekday())


def test_the_kinds_agree_with_chinesecalendar_in_all_its_years() -> None:
    first, last = min(chinese_calendar.holidays), max(chinese_calendar.holidays)
    for day in (date(first.year, 1, 1) + timedelta(days=n) for n in range((last - first).days)):
        found = day_of(day)
        assert (found.kind in (Kind.WORKDAY, Kind.MAKEUP)) == chinese_calendar.is_workday(day), day
        assert not found.provisional


def test_a_makeup_workday_always_has_the_hours_of_a_workday() -> None:
    assert all(day_of(day).weekday <= 4 for day in chinese_calendar.workdays)


def test_an_ordinary_weekend_is_no_holiday_but_one_inside_a_holiday_is() -> None:
    assert day_of(date(2026, 3, 14)).kind is Kind.WEEKEND
    assert day_of(date(2026, 2, 21)).kind is Kind.HOLIDAY


FIRST_UNKNOWN = max(chinese_calendar.holidays).year + 1


@pytest.mark.parametrize("year", [FIRST_UNKNOWN, FIRST_UNKNOWN + 1, 2060])
@pytest.mark.parametrize("day", [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)])
def test_past_the_notices_the_days_fixed_by_law_are_provisional_holidays(
    year: int, day: tuple[int, int]
) -> None:
    found = day_of(date(year, *day))
    assert (found.kind, found.provisional) == (Kind.HOLIDAY, True)


@pytest.mark.parametrize("day", [(10, 4), (10, 5), (10, 6), (10, 7), (5, 3), (5, 4), (5, 5)])
def test_past_the_notices_the_days_next_to_a_holiday_are_possible_ones(day: tuple[int, int]) -> None:
    assert day_of(date(FIRST_UNKNOWN, *day)).kind is Kind.POSSIBLE


def test_past_the_notices_a_day_far_from_holidays_is_an_ordinary_one() -> None:
    for day in (date(2060, 7, 1) + timedelta(days=n) for n in range(31)):
        found = day_of(day)
        assert found.kind is (Kind.WEEKEND if day.weekday() >= 5 else Kind.WORKDAY)
        assert found.provisional


def test_the_law_alone_foresees_nearly_every_day_off_that_was_announced_since_2014() -> None:
    announced = [day for day in chinese_calendar.holidays if day.year >= 2014]
    foreseen = [day for day in announced if day_by_law(day).kind in (Kind.HOLIDAY, Kind.POSSIBLE)]
    assert len(foreseen) >= 0.98 * len(announced)


def test_the_law_alone_calls_no_day_a_sure_holiday_that_was_a_workday() -> None:
    days = (date(2014, 1, 1) + timedelta(days=n) for n in range(366 * 12))
    assert not [d for d in days if day_by_law(d).kind is Kind.HOLIDAY and day_of(d).kind is not Kind.HOLIDAY]


@pytest.mark.parametrize("year", [1900, 1949, 2101, 3000])
def test_a_year_that_no_source_knows_has_only_possible_holidays(year: int) -> None:
    assert day_of(date(year, 7, 3)).kind is Kind.POSSIBLE
