import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.datum import convert
from locator.divisions import Divisions
from locator.intake.checks import check, mistyped, stated_code

DIVISIONS = Divisions.bundled()
SHANGJIE = "410106"
NOWHERE = [
    (34.803352, 113.305132, "coordinates_swapped", "113.305132"),
    (0.0, 0.0, "coordinates_zero", ""),
    (113.305132, 0.0, "coordinates_zero", ""),
    (1120.36, 34.803352, "decimal_point_misplaced", "112.036"),
    (11.3305132, 34.803352, "decimal_point_misplaced", "113.305132"),
    (113.305132, 3480.3352, "decimal_point_misplaced", "34.803352"),
    (113305132.0, 34803352.0, "decimal_point_misplaced", "113.305132, 34.803352"),
    (11318.3079, 3448.2011, "degrees_minutes", "113.305132, 34.803352"),
    (34.803352, 34.803352, "coordinates_equal", ""),
    (113.305132, float("nan"), "coordinates_not_finite", ""),
    (float("inf"), 34.8, "coordinates_not_finite", ""),
    (200.0, 34.8, "coordinates_out_of_range", ""),
    (113.3, 95.0, "coordinates_out_of_range", ""),
    (139.69, 35.69, "outside_china", ""),
    (-113.305132, 34.803352, "outside_china", ""),
]


@pytest.mark.parametrize(("lon", "lat", "code", "likely"), NOWHERE)
def test_coordinates_that_cannot_be_right_are_told_apart(
    lon: float, lat: float, code: str, likely: str
) -> None:
    (faults,), (warnings,) = check([lon], [lat], DIVISIONS)
    assert [fault.code for fault in faults] == [code]
    assert not warnings
    assert likely in faults[0].remedy_en
    assert likely in faults[0].remedy_zh


@pytest.mark.parametrize(
    ("cell", "code", "likely"),
    [
        ("34.80.33", "typed_two_points", "34.8033"),
        ("34..8033", "typed_two_points", "34.8033"),
        ("34,8033", "typed_for_point", "34.8033"),
        ("113。305132", "typed_for_point", "113.305132"),
        ("113.3O5l", "typed_letter", "113.3051"),
        ("113°78′10″", "typed_minutes", ""),
    ],
)
def test_a_mistyped_cell_is_told_apart_by_its_slip(cell: str, code: str, likely: str) -> None:
    fault = mistyped(cell, "lat")
    assert fault is not None
    assert (fault.field, fault.code) == ("lat", code)
    assert likely in fault.remedy_zh


def test_a_cell_that_is_no_coordinate_at_all_is_no_slip() -> None:
    assert mistyped("未知", "lon") is None


def test_a_row_without_coordinates_is_no_fault() -> None:
    assert check([np.nan], [np.nan], DIVISIONS) == ([()], [()])


@pytest.mark.parametrize(("lon", "lat"), [(114.1694, 22.3193), (121.5654, 25.0330), (113.5439, 22.1987)])
def test_hong_kong_taipei_and_macao_are_in_china(lon: float, lat: float) -> None:
    assert check([lon], [lat], DIVISIONS).faults == [()]


def test_no_coordinates_make_no_findings() -> None:
    assert check([], [], DIVISIONS) == ([], [])


def test_a_row_40_km_off_its_district_is_warned_of_with_the_distance() -> None:
    lon, lat = 113.305132 + 40_000 / (111_320 * np.cos(np.radians(34.8))), 34.803352
    (faults,), (warnings,) = check([lon], [lat], DIVISIONS, adcodes=[SHANGJIE])
    assert not faults
    assert [fault.code for fault in warnings] == ["outside_district"]
    assert "40." in warnings[0].zh
    assert "上街区" in warnings[0].zh


def test_a_row_in_another_province_than_it_names_is_rejected() -> None:
    found = check([118.305132], [34.803352], DIVISIONS, adcodes=[SHANGJIE])
    assert [fault.code for fault in found.faults[0]] == ["far_outside_district"]


def test_a_row_apart_from_the_others_of_its_wide_county_is_warned_of() -> None:
    county = next(d for d in DIVISIONS.named("尉犁县"))
    assert county.lon is not None
    assert county.lat is not None
    lon = county.lon + np.array([0.0, 0.01, 0.02, -0.01, -0.02, 0.0, 0.28])
    lat = county.lat + np.array([0.011, 0.0, 0.012, 0.013, 0.0, -0.01, 0.0])
    codes = [fault.code for fault in check(lon, lat, DIVISIONS, adcodes=[county.code] * 7).warnings[-1]]
    assert codes in (["apart_from_its_district"], ["outside_district"])


def test_an_unknown_or_missing_adcode_says_nothing() -> None:
    found = check([113.305132, 118.305132], [34.803352, 34.803352], DIVISIONS, adcodes=["", "999999"])
    assert found == ([(), ()], [(), ()])


def test_rows_on_one_point_are_warned_of_with_their_lines() -> None:
    lon, lat = [113.62015, 113.62015, 113.65123, 113.62015], [34.74979, 34.74979, 34.75123, 34.74979]
    found = check(lon, lat, DIVISIONS, lines=[2, 3, 4, 7])
    assert [[fault.code for fault in row] for row in found.warnings] == [
        ["shared_point"],
        ["shared_point"],
        [],
        ["shared_point"],
    ]
    assert "2, 3, 7" in found.warnings[0][0].zh


def test_rows_of_one_address_may_share_a_point() -> None:
    found = check([113.62015] * 2, [34.74979] * 2, DIVISIONS, addresses=["互助路28号", "互助路28号"])
    assert found.warnings == [(), ()]


@pytest.mark.parametrize("datum", ["wgs84", "gcj02", "bd09"])
def test_a_divisions_own_seat_is_a_placeholder_in_any_datum(datum: str) -> None:
    seat = DIVISIONS.get(SHANGJIE)
    assert seat.lon is not None
    assert seat.lat is not None
    lon, lat = convert(seat.lon, seat.lat, "wgs84", datum)
    (warnings,) = check([round(lon, 6)], [round(lat, 6)], DIVISIONS).warnings
    assert [fault.code for fault in warnings] == ["division_seat"]
    assert "上街区" in warnings[0].zh


def test_two_decimals_are_too_few() -> None:
    found = check([113.62, 113.62015], [34.75, 34.75], DIVISIONS)
    assert [[fault.code for fault in row] for row in found.warnings] == [["few_decimals"], []]


def test_names_of_divisions_give_the_finest_code_they_agree_on() -> None:
    assert stated_code(DIVISIONS, "河南省", "郑州市", "上街区") == SHANGJIE
    assert stated_code(DIVISIONS, None, "郑州", "中原区") == "410102"
    assert stated_code(DIVISIONS, None, None, "朝阳区") == ""
    assert stated_code(DIVISIONS, "河南省", "郑州市", "河东区") == "410100"


anything = st.floats(allow_nan=True, allow_infinity=True)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(anything, anything), min_size=1, max_size=20))
def test_every_row_is_in_china_or_rejected(points: list[tuple[float, float]]) -> None:
    lon, lat = zip(*points, strict=True)
    found = check(lon, lat, DIVISIONS)
    for x, y, faults in zip(lon, lat, found.faults, strict=True):
        plausible = 73 <= x <= 136 and 3 <= y <= 54
        assert plausible or faults or (np.isnan(x) and np.isnan(y))


def test_a_real_list_has_no_fault_and_few_doubts(shared: Path) -> None:
    with (shared / "data/stations/zhengzhou.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lon, lat = ([float(row[name]) for row in rows] for name in ("lon_gcj02", "lat_gcj02"))
    found = check(
        lon, lat, DIVISIONS, adcodes=["410100"] * len(rows), addresses=[row["address"] for row in rows]
    )
    assert not any(found.faults)
    assert sum(map(bool, found.warnings)) <= 4
