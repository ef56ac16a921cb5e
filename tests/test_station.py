import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from locator.errors import InvalidPosition
from locator.station import PRIVATE_FIELDS, Position, Precision, Station
from tests.made_up import station


def test_swapped_degrees_are_refused_and_named() -> None:
    with pytest.raises(InvalidPosition, match="swapped") as caught:
        Position(lon=30.6, lat=114.3)
    assert caught.value.field == "lat"


@pytest.mark.parametrize(
    ("lon", "lat"), [(float("nan"), 0), (0, float("nan")), (float("inf"), 0), (180.1, 0)]
)
def test_a_position_nowhere_on_the_globe_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(InvalidPosition):
        Position(lon, lat)


def test_the_equator_at_greenwich_is_a_place() -> None:
    assert Position(0.0, 0.0).lon == 0.0


def test_only_building_and_street_are_exact() -> None:
    assert [precision.is_exact for precision in Precision] == [True, True, False, False, False]


def test_an_unknown_amenity_is_refused_with_the_nearest_word() -> None:
    with pytest.raises(ValidationError, match="did you mean toilet"):
        station(1, amenities={"toilett": "yes"})


def test_an_amenity_nobody_told_of_is_unknown_and_not_no() -> None:
    assert "toilet" not in station(1, amenities={"microwave": "no"}).amenities


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "a b"),
        ("name", "  "),
        ("adcode", "46020"),
        ("opened", "2019-13"),
        ("area_m2", -1),
        ("area_m2", float("nan")),
        ("stars", 6),
        ("capacity", 100_001),
        ("capacity", 10**30),
        ("visits", [{"count": 10**30, "period": "2023"}]),
        ("entry", "window"),
        ("host_type", "castle"),
        ("status", "gone"),
        ("holidays", "maybe"),
        ("opening_hours", "von acht bis zwölf"),
        ("broken", ["microwave"]),
        ("colour", "red"),
    ],
)
def test_a_wrong_field_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        station(1, **{field: value})
    assert field in str(caught.value)


def test_a_record_never_changes() -> None:
    with pytest.raises(ValidationError):
        station(1).name = "other"


def test_the_address_names_each_division_once() -> None:
    made = station(1, province="上海市", city="上海市", district="徐汇区", address="天钥桥路21号")
    assert made.full_address == "上海市徐汇区天钥桥路21号"


def test_an_address_that_already_names_its_divisions_is_left_as_it_is() -> None:
    made = station(1, province="海南省", city="三亚市", address="海南省三亚市吉阳区河东路138号")
    assert made.full_address == "海南省三亚市吉阳区河东路138号"


def test_private_fields_are_fields_of_a_station() -> None:
    assert set(Station.model_fields) >= PRIVATE_FIELDS


@given(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=500))
def test_any_text_may_be_a_name(text: str) -> None:
    assert station(1, name=f" {text}\n").name == text
