"""Stations held to checklists, worked out by hand on a few."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator import datum, vocabulary
from locator.errors import InvalidInput
from locator.factsheet import Figure, Source
from locator.planning.standards import (
    freshness_of,
    ledger_of,
    listings_of,
    scores_of,
    targets_of,
    template_of,
)
from locator.planning.standards.checking import ASKS
from locator.planning.standards.document import standards_of
from locator.station import Station
from locator.vocabulary import Standard
from tests.made_up import station
from tests.planning.street_map import at

SANYA = "460204"
ROUGH: dict[str, Any] = {"precision": "district", "uncertainty_m": 20_000.0}
PRIVATE: dict[str, Any] = {"steward": "演示站长", "contact": "演示电话", "verified_by": "演示核验人"}


def checklist(*items: dict[str, Any], region: str | None = None) -> Standard:
    named = tuple(
        {"zh": f"第{number}项", "en": f"item {number}"} | item for number, item in enumerate(items, 1)
    )
    return Standard("made_up", "演示标准", "made up", region, named)


def answers(item: dict[str, Any], *stations: Station) -> list[str]:
    return [score.answers[0] for score in scores_of(checklist(item), stations).scores]


def test_what_nobody_told_is_unknown_and_not_missing() -> None:
    made = [
        station(1, amenities={"microwave": "yes"}),
        station(2, amenities={"microwave": "no"}),
        station(3),
        station(4, amenities={"microwave": "yes"}, broken=("microwave",)),
    ]
    assert answers({"amenity": "microwave"}, *made) == ["there", "missing", "unknown", "missing"]


def test_one_of_several_amenities_is_enough() -> None:
    item = {"amenity": "cooling", "or": ["heating"]}
    made = [
        station(1, amenities={"heating": "yes", "cooling": "no"}),
        station(2, amenities={"cooling": "no"}),
        station(3, amenities={"cooling": "no", "heating": "no"}),
    ]
    assert answers(item, *made) == ["there", "unknown", "missing"]


def test_a_number_must_reach_what_is_asked_and_a_field_say_anything() -> None:
    item = {"field": "area_m2", "at_least": 25}
    assert answers(item, station(1, area_m2=25.0), station(2, area_m2=24.9), station(3)) == [
        "there",
        "missing",
        "unknown",
    ]
    hours = {"field": "opening_hours"}
    assert answers(hours, station(1, opening_hours_text="早九晚五"), station(2)) == ["there", "unknown"]
    assert answers({"field": "services"}, station(1)) == ["unknown"]


def test_a_station_is_on_every_map_missing_from_one_or_nobody_looked() -> None:
    item = {"listed_on": ["amap", "baidu"]}
    on = {"app": "amap", "checked_on": "2026-01-02"}
    made = [
        station(1, listings=(on, {"app": "baidu"})),
        station(2, listings=(on,)),
        station(3, listings=(on, {"app": "baidu", "listed": False})),
    ]
    assert answers(item, *made) == ["there", "unknown", "missing"]
    found = listings_of(made)
    assert [found.number_of("baidu", answer) for answer in ("there", "missing", "unknown")] == [1, 1, 1]
    assert found.number_of("amap", "there") == 3
    assert (found.everywhere, found.told[0][0].checked_on) == (0, date(2026, 1, 2))


def test_neighbours_are_near_enough_where_both_places_are_exact() -> None:
    made = [
        station(1, *at(0, 0)),
        station(2, *at(800, 0)),
        station(3, *at(5_000, 0)),
        station(4, *at(0, 0), **ROUGH),
        station(5),
    ]
    assert answers({"spacing_m": 1000}, *made) == ["there", "there", "missing", "unknown", "unknown"]
    twice = {"reach_m": 1000, "reach_min": 15, "covers": 2}
    assert answers(twice, *made) == ["there", "there", "missing", "unknown", "unknown"]
    far = [station(1, *at(0, 0)), station(2, *at(900, 0))]  # 900 m are 15.6 minutes on foot
    assert answers(twice, *far) == ["missing", "missing"]


def test_a_station_meets_a_standard_with_every_item_and_may_meet_it_when_something_is_unknown() -> None:
    asked = checklist({"amenity": "microwave"}, {"amenity": "toilet"})
    made = [
        station(1, amenities={"microwave": "yes", "toilet": "yes"}),
        station(2, amenities={"microwave": "yes"}),
        station(3, amenities={"microwave": "no"}),
    ]
    (told,) = standards_of([scores_of(asked, made)])["standards"]
    assert [(each["result"], each["missing"], each["unknown"]) for each in told["list"]] == [
        ("meets", [], []),
        ("unknown", [], ["第2项"]),
        ("fails", ["第1项"], ["第2项"]),
    ]
    assert (told["meets"], told["fails"], told["unknown"], told["share"]) == (1, 1, 1, pytest.approx(1 / 3))
    assert [(item["there"], item["missing"], item["unknown"]) for item in told["items"]] == [
        (2, 1, 0),
        (1, 0, 2),
    ]


def test_a_region_s_standard_holds_there_and_districts_are_told_apart() -> None:
    asked = checklist({"field": "name"}, region="460200")
    made = [station(1, adcode=SANYA), station(2, adcode="350100"), station(3)]
    assert [score.station.id for score in scores_of(asked, made).scores] == ["test-0001"]
    everywhere = scores_of(asked, made, is_everywhere=True)
    assert list(everywhere.districts()) == ["区划不详 district unknown", "海南省三亚市天涯区", "福建省福州市"]
    assert scores_of(asked, []).districts() == {}


def test_every_item_of_the_bundled_standards_can_be_answered() -> None:
    made = [station(1, *at(0, 0)), station(2, *at(500, 0), adcode=SANYA)]
    for standard in vocabulary.standards().values():
        assert all(sum(kind in item for kind in ASKS) == 1 for item in standard.items)
        assert len(scores_of(standard, made, is_everywhere=True).scores) == 2
    with pytest.raises(InvalidInput, match="第1项"):
        scores_of(checklist({"colour": "red"}), made)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["yes", "no", None]), min_size=1, max_size=8))
def test_counts_of_answers_add_up_to_the_stations(told: list[str | None]) -> None:
    made = [
        station(number, amenities={} if each is None else {"toilet": each})
        for number, each in enumerate(told, 1)
    ]
    (found,) = standards_of([scores_of(checklist({"amenity": "toilet"}), made)])["standards"]
    (item,) = found["items"]
    assert item["there"] + item["missing"] + item["unknown"] == found["stations"] == len(told)
    assert (item["there"], item["missing"]) == (told.count("yes"), told.count("no"))
    assert sum(each["stations"] for each in found["districts"]) == len(told)


def test_the_longest_unverified_come_first() -> None:
    today = date(2026, 7, 1)
    made = [
        station(1, verified_on="2026-06-01"),
        station(2),
        station(3, verified_on="2025-01-01"),
        station(4, verified_on="2026-07-02"),
        station(5, verified_on="2026-04-02"),
    ]
    found = freshness_of(made, today)
    assert [one.id[-1] for one in found.stations] == ["2", "3", "5", "1", "4"]
    assert found.days == (None, 546, 90, 30, 0)
    assert (found.within(90), found.within(89), found.never) == (3, 2, 1)
    assert freshness_of([], today).within(90) == 0


def source(name: str, published: str) -> Source:
    return Source(
        id=name, publisher_zh="演示报", publisher_en="made-up paper", headline="演示", published=published,
        summary_zh="演示", summary_en="made up",
    )  # fmt: skip


def figure(kind: str, value: float, region: str = "460200") -> Figure:
    return Figure(region=region, region_name="演示市", kind=kind, value=value, unit="家", period="演示")


def test_progress_is_told_beside_its_target_and_its_source() -> None:
    sources = [source("old", "2022-01"), source("new", "2023-11"), source("far", "2024-01")]
    figures = [
        ("new", figure("stations_planned", 100)),
        ("old", figure("stations_built", 50)),
        ("new", figure("stations_built", 74)),
        ("far", figure("stations_built", 90)),
        ("far", figure("stations_planned", 7000, "510000")),
        ("gone", figure("stations_planned", 1, "110000")),
    ]
    made = [station(1, adcode=SANYA), station(2, adcode="510100"), station(3)]
    city, province = targets_of(figures, sources, made)
    assert city.built is not None
    assert (city.built.figure.value, city.told_share, city.registered_share) == (74, 0.74, 0.01)
    assert (city.planned.source.id, province.built, province.told_share) == ("new", None, None)
    assert (province.registered, province.planned.figure.value) == (1, 7000)


def book(path: Path, *rows: tuple[Any, ...]) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_a_template_s_header_decides_the_columns_and_their_order(tmp_path: Path) -> None:
    header = template_of(
        book(
            tmp_path / "union.xlsx",
            ("联系电话", "开放时间", "备用", "序号", "站点名称", "微波炉", "高德地图"),
        )
    )
    made = [
        station(2, adcode=SANYA, opening_hours_text="全天", amenities={"microwave": "no"}, **PRIVATE),
        station(1, adcode="110000", listings=({"app": "amap"},)),
    ]
    found = ledger_of(made, header)
    assert found.header == header
    assert found.rows == (
        (None, None, None, 1, "演示站点1", None, "是"),
        (None, "全天", None, 2, "演示站点2", "无", None),
    )
    assert (found.unknown, found.withheld) == (("备用",), ("联系电话",))


def test_personal_data_is_in_an_internal_ledger_only() -> None:
    header = template_of()
    made = [station(1, **PRIVATE)]
    outside, inside = ledger_of(made, header), ledger_of(made, header, is_internal=True)
    assert not set(PRIVATE.values()) & set(outside.rows[0])
    assert {"演示站长", "演示电话"} <= set(inside.rows[0])
    assert outside.withheld == ("联系人", "联系电话")
    assert not outside.unknown


def test_telephone_numbers_in_texts_stay_inside() -> None:
    phones = ("13800138000", "0898-88000000", "138 0013 8000")
    made = [
        station(number, notes=f"找{phone}开门", address="河东路138号")
        for number, phone in enumerate(phones, 1)
    ]
    header = ("备注", "地址", "站点编号")
    outside, inside = ledger_of(made, header), ledger_of(made, header, is_internal=True)
    assert {row[0] for row in outside.rows} == {"找…开门"}
    assert [row[0] for row in inside.rows] == [f"找{phone}开门" for phone in phones]
    assert outside.rows[0][1:] == ("河东路138号", "test-0001")


def test_coordinates_are_in_the_column_s_datum_and_coarse_ones_stay_out() -> None:
    lon, lat = at(0, 0)
    header = ("经度", "纬度", "高德经度", "坐标", "坐标系", "精度")
    made = [station(1, lon, lat), station(2, lon, lat, **ROUGH)]
    exact, coarse = ledger_of(made, header, datum="bd09").rows
    assert exact[:2] == pytest.approx(datum.convert(lon, lat, "wgs84", "bd09"), abs=1e-6)
    assert exact[2] == pytest.approx(datum.convert(lon, lat, "wgs84", "gcj02")[0], abs=1e-6)
    assert exact[3:] == (f"{exact[0]:.6f},{exact[1]:.6f}", "bd09", "门牌")
    assert coarse == (None, None, None, None, None, "区县")


@pytest.mark.parametrize("rows", [[("甲", "乙", "丙")], [], [("甲",), ("乙",)]])
def test_a_template_without_a_column_that_is_understood_is_refused(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    with pytest.raises(InvalidInput, match=r"t\.xlsx"):
        template_of(book(tmp_path / "t.xlsx", *rows))
