"""The scanned page that the project begins with; it is read from the shared data and compared in facts only."""

from datetime import date
from pathlib import Path

import pytest

from locator.intake.articles import Extraction, FoundStation, extract


@pytest.fixture(scope="module")
def text(shared: Path) -> str:
    return (shared / "seeds" / "workers-daily-page.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found(text: str) -> Extraction:
    return extract(text)


def station(found: Extraction, district: str) -> FoundStation:
    return next(s for s in found.stations if s.region and s.region.district == district)


def test_the_four_stations_are_found_and_no_other(found: Extraction) -> None:
    assert {(s.name, s.region and s.region.district) for s in found.stations} == {
        ("三亚湾户外劳动者服务站点", "天涯区"),
        ("中国人保财险三亚市分公司爱心驿站", "吉阳区"),
        ("国防路工会户外劳动者服务站点", "汤旺县"),
        ("劳动者大本营", "达川区"),
    }


def test_all_figures_are_found_and_no_other(found: Extraction) -> None:
    assert {
        (f.region and f.region.name, f.kind, f.number.value, f.number.at_least) for f in found.figures
    } == {
        ("三亚市", "stations_built", 74, False),
        ("三亚市", "stations_planned", 100, False),
        ("三亚市", "visits", 100_000, True),
        ("天涯区", "stations_merged", 13, False),
        ("四川省", "stations_planned", 7_000, False),
        ("肥城市", "sessions", 22, False),
        ("肥城市", "participants", 7_000, True),
        ("新疆维吾尔自治区", "union_workers", 2_200, False),
    }


def test_the_county_station_has_all_its_facts(found: Extraction) -> None:
    facts = station(found, "汤旺县").facts
    assert facts.opened is not None
    assert facts.opened.iso == "2019-09"
    assert facts.area_m2 is not None
    assert (facts.area_m2.value, facts.area_m2.about) == (80, True)
    assert facts.cost_yuan is not None
    assert (facts.cost_yuan.value, facts.cost_yuan.at_least) == (20_000, True)
    assert [(v.number.value, v.number.at_least) for v in facts.visits] == [(3_200, True)]
    assert facts.builder == "汤旺县总工会"
    assert "最美" in facts.honours[0]
    assert set(facts.amenities) == {
        "seating", "microwave", "drinking_water", "phone_charging", "first_aid", "reading",
    }  # fmt: skip


def test_a_checklist_cut_by_another_column_is_read_whole(found: Extraction) -> None:
    facts = station(found, "天涯区").facts
    assert set(facts.amenities) == {
        "seating", "microwave", "drinking_water", "toilet", "first_aid", "reading", "phone_charging", "fridge",
        "rain_gear",
    }  # fmt: skip
    assert any("驱蚊" in note for note in facts.notes)
    assert facts.listings == ("amap",)
    assert facts.builder.endswith("天涯区总工会")


def test_the_insurer_hosts_the_station_at_its_address(found: Extraction) -> None:
    insurer = station(found, "吉阳区")
    assert (insurer.host, insurer.host_type) == ("中国人保财险三亚市分公司", "insurer")
    assert insurer.facts.address == "吉阳区河东路138号"
    assert insurer.facts.opened is not None
    assert insurer.facts.opened.iso == "2023-02"


def test_the_day_of_publication_goes_before_the_year_that_the_page_tells(text: str) -> None:
    opened = station(extract(text, date(2024, 11, 20)), "吉阳区").facts.opened
    assert opened is not None
    assert opened.iso == "2024-02"


def test_the_union_hatched_from_a_company_runs_the_largest_station(found: Extraction) -> None:
    largest = station(found, "达川区")
    assert largest.region is not None
    assert (largest.region.province, largest.region.city) == ("四川省", "达州市")
    assert "企业工会" in largest.facts.operation
    assert [(v.number.value, v.number.at_least) for v in largest.facts.visits] == [(5_000, True)]


def test_the_culture_square_is_a_venue(found: Extraction) -> None:
    (square,) = found.venues
    assert square.name == "南岛居职工文化广场"
    assert square.facts.area_m2 is not None
    assert square.facts.area_m2.value == 1_270
    assert square.facts.opened is not None
    assert square.facts.opened.iso == "2023-08-16"
