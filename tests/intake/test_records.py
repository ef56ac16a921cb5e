"""Records of many rows at once are those that the model makes of each row alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from locator.intake.records import records_of
from locator.station import Placement, Station

TEXT = st.sampled_from(["演示", " 演示 甲 ", "", "x" * 501, 7, None])
FIELDS = {
    "id": st.sampled_from(["demo-1", "demo-2", "", 5]),
    "name": TEXT,
    "address": TEXT,
    "adcode": st.sampled_from(["410106", "41010", 410106]),
    "opening_hours": st.sampled_from(["Mo-Fr 08:00-20:00", "8点开门"]),
    "host_type": st.sampled_from(["bank", "castle"]),
    "stars": st.sampled_from([1, 6, True, 2.0, "3"]),
    "area_m2": st.sampled_from([80, 0.5, -1.0, float("inf"), "12"]),
    "capacity": st.sampled_from([1, 100_000, 100_001]),
    "open_24h": st.sampled_from([True, 1, "perhaps"]),
    "amenities": st.sampled_from([{"toilet": "no"}, {"toilet": "maybe"}, {"helipad": "yes"}]),
    "services": st.sampled_from([("legal_aid",), ("magic",)]),
    "provenance": st.sampled_from([({"source": "list"},), ({"source": "?"},)]),
    "placement": st.sampled_from(
        [
            {"lon": 1.0, "lat": 2.0, "precision": "city", "uncertainty_m": 9.0, "source": "list"},
            {"lon": 1.0, "lat": 200.0, "precision": "city", "uncertainty_m": 9.0, "source": "list"},
            {"lon": 1.0},
        ]
    ),
    "colour": st.just("red"),
}
ROW = st.builds(
    lambda base, told: base | told,
    st.sampled_from([{"id": "demo-0", "name": "演示"}, {"id": "demo-0"}]),
    st.fixed_dictionaries({}, optional=FIELDS),
)


def alone(row: dict[str, Any]) -> Station | None:
    try:
        return Station.model_validate(row)
    except ValidationError:
        return None


@given(rows=st.lists(ROW, max_size=8))
def test_many_rows_become_what_each_becomes_alone(rows: list[dict[str, Any]]) -> None:
    made = records_of(Station, rows)
    assert made == [alone(row) for row in rows]
    assert [one and one.model_dump_json() for one in made] == [
        one and one.model_dump_json() for one in map(alone, rows)
    ]


def test_equal_values_of_unlike_types_are_not_mixed_up() -> None:
    rows = [{"id": "demo-0", "name": "演示", "area_m2": area} for area in (True, 1, 1.0, "1")]
    assert records_of(Station, rows) == [alone(row) for row in rows]


def test_what_many_rows_say_is_kept_once() -> None:
    rows = [{"id": "demo-0", "name": "演示", "city": city} for city in ("郑州市", "".join("郑州市"))]
    one, other = records_of(Station, rows)
    assert one is not None
    assert other is not None
    assert one.city is other.city


@pytest.mark.parametrize(
    "row",
    [
        {"id": "demo-0", "name": "演示", "amenities": {"toilet": "yes"}, "broken": ("toilet",)},
        {"id": "demo-0", "name": "演示\x00"},
        {"id": "demo-0"},
    ],
)
def test_a_row_to_be_looked_at_alone_is_left_out(row: dict[str, Any]) -> None:
    assert records_of(Station, [row]) == [None]


def test_a_position_nowhere_on_the_globe_is_left_out_and_the_others_made() -> None:
    rows = [
        {"lon": lon, "lat": 30.0, "precision": "street", "uncertainty_m": 50.0, "source": "list"}
        for lon in (114.0, 214.0, float("nan"), None, 115.0)
    ]
    made = records_of(Placement, rows)
    assert [place and place.lon for place in made] == [114.0, None, None, None, 115.0]
