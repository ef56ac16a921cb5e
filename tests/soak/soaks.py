"""The soaks: each works through its full count and says in one line what it saw, or fails an assertion."""

import random
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from flask.testing import FlaskClient
from pyproj import Geod

from locator.datum import convert
from locator.datum.mainland import ground
from locator.divisions import Divisions, Level
from locator.geocode.gazetteer import Gazetteer
from locator.intake.articles import document, extract
from locator.nearest import NearestIndex
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app
from locator.web.state import Catalog, State
from tests.made_up import station
from tests.soak.audits import every_page_satisfies_lighthouse
from tests.soak.load import an_import_spoils_no_request
from tests.soak.registry import (
    a_broken_list_comes_in_whole_or_not_at_all,
    a_killed_importer_leaves_the_old_or_the_new_state,
)
from tests.soak.stress import two_million_stations_are_served

GEOD = Geod(ellps="WGS84")


def nearest_agrees_with_a_full_scan(queries: int = 100_000, stations: int = 1_000) -> str:
    """Random points all over the globe, hostile ones among them, against every geodesic."""
    rng = np.random.default_rng(2)
    lon, lat = rng.uniform(-180, 180, stations), np.degrees(np.arcsin(rng.uniform(-1, 1, stations)))
    lon[:20], lat[:20] = rng.choice([-180, 180, 0], 20), rng.choice([-90, 90, 0, 45], 20)
    index = NearestIndex(lon, lat)
    asked_lon = rng.uniform(-180, 180, queries)
    asked_lat = np.degrees(np.arcsin(rng.uniform(-1, 1, queries)))
    asked_lon[::50], asked_lat[::70] = 180, 90
    for start in range(0, queries, 500):
        part = slice(start, start + 500)
        _rows, metres = index.query(asked_lon[part], asked_lat[part], 5)
        grid = (
            np.meshgrid(asked_lon[part], lon, indexing="ij"),
            np.meshgrid(asked_lat[part], lat, indexing="ij"),
        )
        every = GEOD.inv(grid[0][0], grid[1][0], grid[0][1], grid[1][1])[2]
        assert np.allclose(metres, np.sort(every, axis=1)[:, :5], rtol=0, atol=1e-6), f"query {start}"
    return f"{queries} queries x {stations} stations, 0 differences"


def datums_come_back(points: int = 2_000_000) -> str:
    """There and back through each pair of datums, on random points of the mainland round the county seats."""
    rng = np.random.default_rng(3)
    seats = _seats()
    lon, lat = (seats[rng.integers(0, len(seats), points)] + rng.normal(0, 0.2, (points, 2))).T
    inside = ground().contains(lon, lat)
    lon, lat, worst = lon[inside], lat[inside], 0.0
    for there in ("gcj02", "bd09"):
        back = convert(*convert(lon, lat, "wgs84", there), there, "wgs84")
        worst = max(worst, float(GEOD.inv(lon, lat, *back)[2].max()))
    assert worst < 1e-6, worst
    return f"{len(lon)} points, worst {worst:.1e} m"


def no_request_makes_the_service_fail(requests: int = 5_000) -> str:
    """Requests with random names and values: each is answered or refused, none fails."""
    client, chance, counts = _client(), random.Random(4), {200: 0, 400: 0, 404: 0}
    names = [
        "lon",
        "lat",
        "k",
        "datum",
        "amenities",
        "open_at",
        "state",
        "status",
        "lang",
        "bbox",
        "limit",
        "x",
        "",
    ]
    values = [
        "109.5",
        "18.25",
        "nan",
        "",
        "1e308",
        "toilet",
        "now",
        "open",
        "\x00",
        "'",
        "<b>",
        "9" * 400,
        "中",
        "0,0,1,1",
    ]
    paths = [
        "/api/v1/nearest",
        "/api/v1/stations",
        "/export/stations.geojson",
        "/api/v1/locate",
        "/",
        "/stations/x",
    ]
    for _number in range(requests):
        asked = [(chance.choice(names), chance.choice(values)) for _part in range(chance.randrange(6))]
        status = client.get(chance.choice(paths), query_string=asked).status_code
        assert status in counts, f"{status} for {asked}"
        counts[status] += 1
    return f"{requests} requests: " + ", ".join(f"{count} x {status}" for status, count in counts.items())


def no_page_makes_the_extractor_fail(pages: int = 5_000) -> str:
    """Mutated newspaper text: never an error, and every quotation stands in the text."""
    chance, found = random.Random(5), 0
    for _number in range(pages):
        text = _mutated(chance)
        for item in (item for kind in document(extract(text)).values() for item in kind):
            found += 1
            assert all(text[e["start"] : e["end"]] == e["quote"] for e in item["evidence"]), text
    return f"{pages} pages, {found} items, every quotation literal"


def no_address_makes_the_gazetteer_fail(addresses: int = 50_000) -> str:
    """Addresses put together at random from names of divisions and noise: an honest answer or none."""
    chance, gazetteer, hits = random.Random(6), Gazetteer.bundled(), 0
    names = [division.name for division in _counties()]
    noise = ["路", "138号", "(旁)", " ", "中国", "工会驿站", "x", "，", "朝阳区", "新区", "\u3000"]
    for _number in range(addresses):
        parts = [
            chance.choice(names if chance.random() < 0.5 else noise) for _part in range(chance.randrange(6))
        ]
        address = "".join(parts)
        match = gazetteer.locate(address)
        hits += match is not None
        assert match is None or (match.uncertainty_m > 0 and match.source), address
    return f"{addresses} addresses, {hits} placed"


SOAKS: dict[str, Callable[[], str]] = {
    "nearest": nearest_agrees_with_a_full_scan,
    "datum": datums_come_back,
    "requests": no_request_makes_the_service_fail,
    "extract": no_page_makes_the_extractor_fail,
    "locate": no_address_makes_the_gazetteer_fail,
    "broken_lists": a_broken_list_comes_in_whole_or_not_at_all,
    "lighthouse": every_page_satisfies_lighthouse,
    "kills": a_killed_importer_leaves_the_old_or_the_new_state,
    "load": an_import_spoils_no_request,
    "stress": two_million_stations_are_served,
}

ARTICLE = (
    "本报讯 (通讯员甲乙)近日,海南省三亚市吉阳区迎宾路工会驿站建成启用,面积约60平方米,配备微波炉、饮水机、"
    "充电器,累计服务1200余人次。截至目前,三亚市已建成户外劳动者服务站点86个,计划年内达到120个。\n\n"
    "浙江省湖州市德清县武康街道爱心驿站位于永安街88号,2021年5月投入使用,投入资金三万元,24小时开放。"
)  # made up; no paper printed it


def _mutated(chance: random.Random) -> str:
    text = [*ARTICLE]
    for _change in range(chance.randrange(1, 12)):
        at = chance.randrange(len(text))
        change = chance.choice(["cut", "put", "swap"])
        if change == "cut":
            del text[at : at + chance.randrange(8)]
        elif change == "put":
            text[at:at] = chance.choice([" ", "\n", "\n\n", "”", "1", "余", "个", "\u3000", "🙂", "(", "万"])
        else:
            text[at:at], text[:3] = text[:3], []
        text = text or ["驿"]
    return "".join(text)


@lru_cache
def _client() -> FlaskClient:
    made = [station(number, 109.4 + number / 100, 18.2 + number / 300) for number in range(20)]
    return create_app(given=State(Settings(), Catalog(made), Told())).test_client()


def _counties() -> list:  # type: ignore[type-arg]
    return [division for division in Divisions.bundled() if division.level is Level.COUNTY]


def _seats() -> np.ndarray:  # type: ignore[type-arg]
    return np.array([(division.lon, division.lat) for division in _counties()])
