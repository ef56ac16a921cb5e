"""Cells as numbers, dates, yes or no, and degrees."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.intake.cells import values


def understood(read, cell):
    try:
        read(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("80", (80, None)),
        ("约80平方米", (80, "about")),
        ("1,270 m²", (1270, None)),
        ("80㎡左右", (80, "about")),
        ("2万余元", (20000, "at_least")),
        ("1.2万余", (12000, "at_least")),
        ("3200+", (3200, "at_least")),
        ("20人以上", (20, "at_least")),
        (15.5, (15.5, None)),
    ],
)
def test_numbers_come_with_their_about_and_over(cell, number):
    assert values.number(cell) == number


@pytest.mark.parametrize(
    "cell", ["", "很大", "80-100", "3层80平", "-5", float("nan"), float("inf"), "9" * 400]
)
def test_what_is_not_one_number_is_not_understood(cell):
    assert not understood(values.number, cell)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2019", "2019"),
        ("2019年", "2019"),
        ("2019年9月", "2019-09"),
        ("2019.9", "2019-09"),
        ("2019/9/1", "2019-09-01"),
        ("2019 年 9 月 1 日", "2019-09-01"),
        ("20190901", "2019-09-01"),
        ("2019-09-01 00:00:00", "2019-09-01"),
        ("2019-09-01T08:30:00", "2019-09-01"),
        (43709.0, "2019-09-01"),
        (date(2019, 9, 1), "2019-09-01"),
        (datetime(2019, 9, 1, 8, 30), "2019-09-01"),  # noqa: DTZ001
    ],
)
def test_dates_are_as_long_as_they_are_known(cell, said):
    assert values.partial_date(cell) == said


@pytest.mark.parametrize("cell", ["去年", "2019-13", "2019-02-30", "99年", "1", "2019-09-01至今"])
def test_what_is_no_date_is_not_understood(cell):
    assert not understood(values.partial_date, cell)


@given(st.floats(-180, 180))
def test_any_degrees_written_as_decimals_come_back(value):
    assert values.degrees(repr(value)) == value


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59), st.sampled_from("EW"))
def test_any_degrees_minutes_and_seconds_come_back(whole, minutes, seconds, quarter):
    value = (whole + minutes / 60 + seconds / 3600) * (1 if quarter == "E" else -1)
    for text in (f"{whole}°{minutes}′{seconds}″{quarter}", f"{quarter}{whole}度{minutes}分{seconds}秒"):
        assert values.degrees(text) == pytest.approx(value)


@pytest.mark.parametrize("cell", ["113.3o5", "113.3.5", "113°75′", "inf", "nan", "东", None, "1e999"])
def test_what_is_no_degrees_is_not_understood(cell):
    assert not understood(values.degrees, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "113.3,34.8",
        "113.3, 34.8",
        "113.3;34.8",
        "113.3、34.8",
        "113.3 34.8",
        "(113.3,34.8)",
        "[113.3, 34.8]",
        "POINT (113.3 34.8)",
        "东经113.3度,北纬34.8度",
        "北纬34.8°,东经113.3°",
        "34.8N 113.3E",
        "经度113.3,纬度34.8",
        "lat: 34.8, lng: 113.3",
        [113.3, 34.8],
    ],
)
def test_pairs_are_read_however_they_are_written(cell):
    assert values.pair(cell, lat_first=False) == (113.3, 34.8)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.binary()))
def test_no_cell_makes_a_reader_fail_otherwise_than_by_not_understanding(cell):
    for read in (values.number, values.partial_date, values.yes_or_no, values.degrees, values.text):
        assert understood(read, cell) in (True, False)
