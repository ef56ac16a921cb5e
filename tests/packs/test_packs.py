"""A pack has what a phone needs: the nearest stations, whole round its square, and when they are open."""

import gzip
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.catalog import Catalog
from locator.demo import made_up_stations
from locator.errors import NotFound
from locator.lookup import CHINA
from locator.nearest import NearestIndex
from locator.notice import Notice
from locator.packs import Cell, pack
from locator.packs.columns import BACKSLASH, FIRST, MISSING, Column, column
from locator.packs.timelines import DAYS, STATES
from tests.made_up import station

NOON = datetime(2026, 9, 28, 12, 34, 56, tzinfo=CHINA)  # National Day with its make-up days lies ahead
SHANGHAI = Cell.of("x2429y624")

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.text(max_size=3),
    st.sampled_from([109.5, 18.25, 0.1234567]),
)
records = st.lists(
    st.one_of(values, st.dictionaries(st.sampled_from(["a", "b"]), values), st.lists(values, max_size=2)),
    max_size=40,
)


def read(told: Column, size: int) -> list[Any]:
    """A column's values: what `static/js/pack.js` does."""
    if "fields" in told:
        fields = {name: read(inner, size) for name, inner in told["fields"].items()}
        return [
            {name: fields[name][row] for name in fields if fields[name][row] is not MISSING}
            for row in range(size)
        ]
    if "list" in told:
        return list(told["list"])
    if "steps" in told:
        return [total / told["per"] for total in np.cumsum(told["steps"]).tolist()]
    if "at" in told:
        places = [ord(sign) - FIRST - (ord(sign) > BACKSLASH) for sign in told["at"]]
        return [[*told["values"], MISSING][place] for place in places]
    if "places" in told:
        return [[*told["values"], MISSING][place] for place in told["places"]]
    return [told.get("all", MISSING)] * size


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog(made_up_stations(6_000, seed=2), version=4)


@pytest.fixture(scope="module")
def kept(catalog: Catalog) -> dict[str, Any]:
    return pack(catalog, SHANGHAI, NOON)


@settings(deadline=None)
@given(values=records)
def test_columns_give_back_what_went_in(values: list[Any]) -> None:
    sent = orjson.loads(orjson.dumps(column(values)))
    assert read(sent, len(values)) == values


@given(count=st.integers(60, 300))
def test_columns_hold_any_number_of_distinct_values(count: int) -> None:
    values = [f"{number % count}" for number in range(3 * count)]
    assert read(orjson.loads(orjson.dumps(column(values))), 3 * count) == values


@given(lon=st.floats(-180, 179.99), lat=st.floats(-90, 89.99))
def test_a_spot_lies_in_its_square(lon: float, lat: float) -> None:
    cell = Cell.of(f"x{int(lon * 20 // 1)}y{int(lat * 20 // 1)}")
    assert cell.id == f"x{cell.x}y{cell.y}"
    assert abs(cell.centre[0] - lon) <= 0.0251
    assert abs(cell.centre[1] - lat) <= 0.0251


@pytest.mark.parametrize("wrong", ["x1", "x01y1", "x-0y1", "x3600y1", "x1y1800", "x1y1 ", "x٣y1", "y1x1"])
def test_there_is_no_other_way_to_write_a_square(wrong: str) -> None:
    with pytest.raises(NotFound):
        Cell.of(wrong)


def test_every_station_within_the_told_distance_is_there(catalog: Catalog, kept: dict[str, Any]) -> None:
    ids = set(read(kept["stations"]["id"], kept["size"]))
    places = [one.placement for one in catalog.stations]
    index = NearestIndex([place.lon for place in places if place], [place.lat for place in places if place])
    rows, metres = index.query(*SHANGHAI.centre, len(catalog))
    within = {catalog.stations[row].id for row in rows[metres <= kept["complete_within_m"]]}
    assert kept["size"] == 1_500
    assert within == ids


def test_a_small_registry_is_kept_whole() -> None:
    few = pack(Catalog([station(1, 109.5, 18.25), station(2, -60, 5), station(3)]), SHANGHAI, NOON)
    assert few["complete_within_m"] is None
    assert sorted(read(few["stations"]["id"], few["size"])) == ["test-0001", "test-0002"]


def test_an_empty_registry_gives_an_empty_pack() -> None:
    assert pack(Catalog([]), SHANGHAI, NOON)["size"] == 0


def test_timelines_tell_the_state_of_every_moment(catalog: Catalog, kept: dict[str, Any]) -> None:
    schedules = read(kept["stations"]["schedule"], kept["size"])
    ids = read(kept["stations"]["id"], kept["size"])
    start = datetime.fromtimestamp(kept["from_minute"] * 60, CHINA)
    chance = np.random.default_rng(1)
    for row in chance.integers(0, kept["size"], 300).tolist():
        moment = start + timedelta(minutes=int(chance.integers(0, DAYS * 24 * 60)))
        opening = catalog.opening_of(catalog.station(ids[row]), moment)
        state, until = told(kept["timelines"][int(schedules[row])], start, moment)
        assert (state, until) == (opening.state, opening.until), (ids[row], moment)


def told(timeline: dict[str, Any], start: datetime, moment: datetime) -> tuple[str, datetime | None]:
    state, at = timeline["first"], start
    for minutes, then in zip(timeline["flips"][::2], timeline["flips"][1::2], strict=True):
        at += timedelta(minutes=minutes)
        if at > moment:
            return STATES[state], at
        state = then
    return STATES[state], None


def test_a_pack_of_1500_stations_is_no_more_than_150_kb(kept: dict[str, Any]) -> None:
    assert len(gzip.compress(orjson.dumps(kept), 6)) <= 150_000


def test_cards_have_the_words_of_both_languages(catalog: Catalog, kept: dict[str, Any]) -> None:
    ids = read(kept["stations"]["id"], kept["size"])
    zh = read(kept["stations"]["zh"], kept["size"])
    en = read(kept["stations"]["en"], kept["size"])
    row = next(row for row, card in enumerate(zh) if card["entry"] == "open_door")
    assert zh[row]["name"] == catalog.station(ids[row]).name
    assert (zh[row]["entry_name"], en[row]["entry_name"]) == ("推门即进", "Walk in")
    assert "name" not in en[row]  # what is the same is written once


def test_notices_that_come_later_are_kept_too() -> None:
    later = Notice(
        kind="closed", starts=NOON + timedelta(days=12), text_zh="台风停开", stations=("test-0001",)
    )
    past = Notice(
        kind="info",
        starts=NOON - timedelta(days=9),
        ends=NOON - timedelta(days=8),
        text_zh="已过",
        everywhere=True,
    )
    few = pack(Catalog([station(1, 121.5, 31.2, opening_hours="24/7")], 1, [later, past]), SHANGHAI, NOON)
    (card,) = read(few["stations"]["zh"], 1)
    assert [notice["text"] for notice in card["notices"]] == ["台风停开"]
    start = datetime.fromtimestamp(few["from_minute"] * 60, CHINA)
    assert told(few["timelines"][0], start, NOON + timedelta(days=13))[0] == "closed"
