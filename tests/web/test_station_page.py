"""A station's page, its QR code, its sheets, and what search engines read."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient

from locator import vocabulary
from locator.catalog import Catalog
from locator.hours import CHINA
from locator.notice import Notice
from locator.serving.told import Told
from locator.settings import Settings
from locator.station import Station
from locator.store import StationChange, open_store
from locator.web import create_app
from locator.web.indexing import PART, parts_of
from locator.web.sheets import MOST_SHEETS
from locator.web.state import State
from locator.web.stationpage import holiday_words
from locator.web.weekwords import rule_words
from tests.made_up import station

HOSTILE_NAMES = [
    '演示<img src=x onerror=alert(1)>`${alert(2)}"};alert(3)//</script>',
    '演示"};alert(1)//',
    "演示;:|,",
    "演示&amp;<!-- ' \u2028\u2029 ]]>",
    "演示" * 250,
]
HOME = "https://stations.example"
NOW = datetime.now(CHINA)
TODAY = NOW.date()
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

STATIONS = [
    *(station(n, 109.5, 18.25 + n / 100, name=name, address=name) for n, name in enumerate(HOSTILE_NAMES, 1)),
    station(
        11,
        109.5,
        18.2,
        province="海南省",
        city="三亚市",
        address="演示路 1 号",
        opening_hours="24/7",
        entry="scan",
        amenities={"toilet": "yes", "microwave": "yes", "aed": "no"},
        broken=("microwave",),
        audience=("rider", "courier"),
        verified_on=TODAY - timedelta(days=10),
    ),
    station(12, 109.5, 18.1, opening_hours="Mo-Su 22:00-06:00", holidays="open", audience=("public",)),
    station(13, 109.5, 18.1, precision="district", uncertainty_m=17_000.0, verified_on=date(2020, 1, 2)),
    station(14, opening_hours="off", holidays="open"),
    station(15, 109.5, 18.1, status="closed", opening_hours="24/7"),
    station(16, 109.5, 18.1, status="planned"),
]
NOTICE = Notice(
    kind="closed",
    starts=NOW - timedelta(days=2),
    ends=datetime(TODAY.year + 1, 2, 24, tzinfo=CHINA),
    text_zh="演示<b>台风</b>",
    stations=("test-0012",),
)


def app_over(stations: list[Station], notices: list[Notice] | None = None, **settings: Any) -> Flask:
    held = Settings(database_url="sqlite://", **settings)
    return create_app(given=State(held, Catalog(stations, 1, notices or []), Told()))


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return app_over(STATIONS, [NOTICE], public_url=HOME).test_client()


@pytest.fixture
def without_public_url() -> FlaskClient:
    return app_over(STATIONS).test_client()


@pytest.fixture
def registry(tmp_path: Path) -> FlaskClient:
    """An app over a registry from which an import was taken back: test-0001 is gone, test-0002 is there."""
    url = f"sqlite:///{tmp_path / 'registry.db'}"
    store = open_store(url, create=True, clock=lambda: datetime(2026, 3, 1, 20, tzinfo=UTC))
    store.upgrade()
    store.put_stations([station(2, 109.5, 18.25)])
    gone = station(1, 109.5, 18.25, name=HOSTILE_NAMES[0], city="三亚市")
    taken_back = store.apply([StationChange(gone.id, None, gone)], source="list", actor="tester")
    assert taken_back
    store.undo(taken_back)
    store.close()
    return create_app(Settings(database_url=url, public_url=HOME)).test_client()


def page(client: FlaskClient, number: int, lang: str = "zh") -> str:
    answer = client.get(f"/stations/test-{number:04}?lang={lang}")
    assert answer.status_code == 200
    return answer.text


def data_block(text: str, kind: str) -> Any:
    found = re.findall(rf'<script type="{re.escape(kind)}"[^>]*>(.*?)</script>', text, flags=re.DOTALL)
    assert len(found) == 1
    assert not set("<>&\u2028\u2029") & set(found[0])
    return json.loads(found[0])


def linked_data(client: FlaskClient, number: int, lang: str = "zh") -> Any:
    return data_block(page(client, number, lang), "application/ld+json")


# ——— the page ———


@pytest.mark.parametrize("number", range(1, len(HOSTILE_NAMES) + 1))
def test_a_hostile_name_stands_as_text_in_page_and_data(client: FlaskClient, number: int) -> None:
    name = HOSTILE_NAMES[number - 1]
    text = page(client, number)
    assert data_block(text, "application/ld+json")["name"] == name
    assert data_block(text, "application/json")["properties"]["name"] == name
    assert "<img src=x" not in text
    assert "<!-- '" not in text


def test_the_page_tells_its_one_address_to_search_engines(client: FlaskClient) -> None:
    text = page(client, 11)
    assert f'<link rel="canonical" href="{HOME}/stations/test-0011">' in text
    assert f'hreflang="en" href="{HOME}/stations/test-0011?lang=en"' in text
    assert f'<meta property="og:url" content="{HOME}/stations/test-0011">' in text
    assert "演示站点11 · " in text.partition("<title>")[2].partition("</title>")[0]
    assert '<meta name="description" content="海南省三亚市演示路 1 号 · 24 小时 · 热饭、厕所">' in text
    assert "og:image" not in text


def test_an_english_page_is_its_own_canonical(client: FlaskClient) -> None:
    assert f'rel="canonical" href="{HOME}/stations/test-0011?lang=en"' in page(client, 11, "en")


@pytest.mark.parametrize(("number", "word"), [(15, "已关停"), (16, "规划中")])
def test_a_station_that_does_not_operate_says_so_in_large_letters(
    client: FlaskClient, number: int, word: str
) -> None:
    verdict = page(client, number).partition('class="verdict ')[2].partition("</p>")[0]
    assert f"<strong>{word}</strong>" in verdict
    assert "开放中" not in verdict


def test_where_nobody_gets_in_the_page_leads_elsewhere(client: FlaskClient) -> None:
    text = page(client, 15)
    assert data_block(text, "application/json")["properties"]["open_state"] == "closed", (
        "its mark is not green"
    )
    assert 'data-slot="go"' not in text
    assert '<table class="week">' not in text
    assert "找附近别的站点" in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"opening_hours": "Mo-Fr 09:00-17:00", "holidays": "closed"}, "节假日不开放。"),
        ({"opening_hours": "Mo-Fr 09:00-17:00"}, "节假日开不开,还不知道。"),
        ({"opening_hours": "24/7"}, ""),
        ({"opening_hours": "Mo-Fr 09:00-17:00; PH off"}, ""),
        ({}, ""),
    ],
)
def test_holidays_are_told_where_the_rule_leaves_them_open(
    client: FlaskClient, fields: dict[str, Any], words: str
) -> None:
    with client.application.test_request_context("/?lang=zh"):
        assert holiday_words(station(1, **fields)) == words


def test_the_table_has_seven_days_and_today_is_the_first(client: FlaskClient) -> None:
    table = page(client, 12).partition('<table class="week">')[2].partition("</table>")[0]
    rows = re.findall(r"<tr( [^>]*)?>\s*<th scope=\"row\">", table)
    assert len(rows) == 7
    assert ["is-today" in row for row in rows] == [True] + [False] * 6


def test_unknown_hours_have_no_table(client: FlaskClient) -> None:
    assert '<table class="week">' not in page(client, 13)


def test_a_notice_is_told_as_text_with_its_last_day(client: FlaskClient) -> None:
    text = page(client, 12)
    assert "演示&lt;b&gt;台风&lt;/b&gt;" in text
    assert "到 2月23日" in text


@pytest.mark.parametrize(("number", "is_old"), [(11, False), (13, True), (14, True)])
def test_an_old_check_or_none_is_faded_with_words(client: FlaskClient, number: int, is_old: bool) -> None:
    assert ('class="checked is-old"' in page(client, number)) == is_old


def test_every_entry_method_says_what_to_do_at_the_door() -> None:
    assert list(vocabulary.terms("entry_steps")) == list(vocabulary.terms("entry"))


def test_the_page_tells_how_one_gets_in_and_whom_it_serves(client: FlaskClient) -> None:
    text = page(client, 11)
    assert vocabulary.terms("entry_steps")["scan"].zh in text
    assert "外卖骑手、快递员" in text
    assert "谁都可以进。" in page(client, 12)


# ——— JSON-LD ———


def test_only_an_exact_position_is_given_away(client: FlaskClient) -> None:
    assert linked_data(client, 11)["geo"] == {"@type": "GeoCoordinates", "longitude": 109.5, "latitude": 18.2}
    assert "geo" not in linked_data(client, 13)


def test_hours_are_told_day_by_day(client: FlaskClient) -> None:
    always, night, never = (
        linked_data(client, number)["openingHoursSpecification"] for number in (11, 12, 14)
    )
    assert {(day["opens"], day["closes"]) for day in never} == {("00:00", "00:00")}
    assert {day["validFrom"] == day["validThrough"] for day in never} == {True}
    assert [day["validFrom"] for day in never] == [(TODAY + timedelta(n)).isoformat() for n in range(7)]
    assert {(day["opens"], day["closes"]) for day in always if day["validFrom"] > TODAY.isoformat()} == {
        ("00:00", "23:59")
    }
    assert {(day["opens"], day["closes"]) for day in night} == {("00:00", "00:00")}, "a notice closes it"


def test_unknown_hours_and_those_of_a_closed_station_are_left_out(client: FlaskClient) -> None:
    assert "openingHoursSpecification" not in linked_data(client, 13)
    assert "openingHoursSpecification" not in linked_data(client, 15)


def test_a_broken_amenity_is_none(client: FlaskClient) -> None:
    told = {it["name"]: it["value"] for it in linked_data(client, 11, "en")["amenityFeature"]}
    assert told == {"Toilet": True, "Microwave": False, "Defibrillator (AED)": False}


def test_public_access_is_told_only_where_it_is_known(client: FlaskClient) -> None:
    answers = [linked_data(client, number).get("publicAccess") for number in (11, 12, 13)]
    assert answers == [False, True, None]


# ——— QR code ———


def modules(svg: str) -> set[tuple[int, int]]:
    """The dark modules that the drawn strokes cover, without the quiet zone."""
    path = re.search(r'stroke="#000"[^>]*?d="([^"]+)"|d="([^"]+)"[^>]*?stroke="#000"', svg)
    assert path
    column = row = 0.0
    dark: set[tuple[int, int]] = set()
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path[1] or path[2]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            dark |= {(int(column) + step - 4, int(row) - 4) for step in range(int(values[0]))}
            column += values[0]
        else:
            column, row = values if command == "M" else (column + values[0], row + values[1])
    return dark


def wanted(url: str) -> set[tuple[int, int]]:
    matrix = segno.make(url, error="m", micro=False).matrix
    return {(x, y) for y, line in enumerate(matrix) for x, bit in enumerate(line) if bit}


def test_the_code_says_the_stable_address(client: FlaskClient) -> None:
    svg = client.get("/stations/test-0011/qr.svg")
    assert svg.content_type.startswith("image/svg+xml")
    ElementTree.fromstring(svg.text)  # noqa: S314 - our own
    assert modules(svg.text) == wanted(f"{HOME}/stations/test-0011")


def test_a_reader_reads_the_code(client: FlaskClient) -> None:
    zxing = pytest.importorskip("zxingcpp", reason="needs zxing-cpp")
    np = pytest.importorskip("numpy")
    dark = modules(client.get("/stations/test-0011/qr.svg").text)
    side = max(x for x, _y in dark) + 9
    picture = np.full((side, side), 255, dtype=np.uint8)
    for x, y in dark:
        picture[y + 4, x + 4] = 0
    assert (
        zxing.read_barcode(np.kron(picture, np.ones((4, 4), np.uint8))).text == f"{HOME}/stations/test-0011"
    )


def test_without_a_public_address_the_code_says_the_one_that_was_asked(
    without_public_url: FlaskClient,
) -> None:
    svg = without_public_url.get("/stations/test-0011/qr.svg", base_url="http://10.0.0.7:8000").text
    assert modules(svg) == wanted("http://10.0.0.7:8000/stations/test-0011")


def test_a_known_code_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/stations/test-0011/qr.svg")
    again = client.get("/stations/test-0011/qr.svg", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


# ——— sheets ———


def leaves(text: str) -> list[str]:
    return re.findall(r'<article class="leaf" data-id="([^"]+)">', text)


def test_a_sheet_has_name_code_door_and_whom_to_call(client: FlaskClient) -> None:
    text = client.get("/stations/test-0011/sheet").text
    assert leaves(text) == ["test-0011"]
    for words in (
        "演示站点11",
        "/stations/test-0011/qr.svg",
        "海南省三亚市演示路 1 号",
        "24 小时",
        "扫码",
        "12351",
    ):
        assert words in text
    assert "厕所" in text
    assert "热饭" not in text, "a broken one is not promised on paper"


def test_five_sheets_are_two_pages_in_the_order_asked(client: FlaskClient) -> None:
    ids = [f"test-{n:04}" for n in (12, 1, 11, 2, 3)]
    text = client.get("/sheets?ids=" + ",".join([*ids, "test-0012"])).text
    assert leaves(text) == ids
    assert text.count('class="paper paper--a4"') == 2


@pytest.mark.parametrize("number", range(1, len(HOSTILE_NAMES) + 1))
def test_a_hostile_name_is_text_on_a_sheet(client: FlaskClient, number: int) -> None:
    text = client.get(f"/stations/test-{number:04}/sheet").text
    assert "<img src=x" not in text
    assert "<!-- '" not in text
    assert leaves(text) == [f"test-{number:04}"]


def test_unknown_stations_are_named_and_the_others_offered(client: FlaskClient) -> None:
    answer = client.get("/sheets", query_string={"ids": "test-0011,nobody,<img src=x>"})
    assert answer.status_code == 404
    assert "<code>nobody</code>" in answer.text
    assert "<code>&lt;img src=x&gt;</code>" in answer.text
    assert "/sheets?ids=test-0011" in answer.text


@pytest.mark.parametrize(
    "query", ["", "ids=", "ids=test-0011&ids=test-0012", "ids=test-0011&x=1", f"ids={'a,' * MOST_SHEETS}b"]
)
def test_a_wrong_wish_for_sheets_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/sheets?{query}").status_code == 400


def test_there_is_no_sheet_and_no_code_of_nobody(client: FlaskClient) -> None:
    assert client.get("/stations/nobody/sheet").status_code == 404
    assert client.get("/stations/nobody/qr.svg").status_code == 404


# ——— for ever ———


def test_a_station_that_is_no_more_says_what_it_was(registry: FlaskClient) -> None:
    answer = registry.get("/stations/test-0001")
    assert answer.status_code == 410
    assert "演示&lt;img src=x onerror=alert(1)&gt;" in answer.text
    assert "三亚市" in answer.text
    assert "2026-03-02" in answer.text, "the day in China"


@pytest.mark.parametrize(
    "path",
    ["nobody", "%00", "%3Cscript%3E", "test-0001%0A", "a" * 3000, "%E6%BC%94%E7%A4%BA", "..%2F..%2Fetc"],
)
def test_an_id_that_never_was_is_not_found(registry: FlaskClient, path: str) -> None:
    answer = registry.get(f"/stations/{path}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_a_percent_encoded_id_is_the_same_id(registry: FlaskClient) -> None:
    assert registry.get("/stations/%74est-0002").status_code == 200


# ——— search engines ———


def entries(text: str) -> dict[str, str | None]:
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    return {item.findtext(f"{SITEMAP}loc") or "": item.findtext(f"{SITEMAP}lastmod") for item in root}


def test_the_sitemap_leads_to_every_station_and_says_when_it_changed(
    registry: FlaskClient,
) -> None:
    parts = entries(registry.get("/sitemap.xml").text)
    assert parts == {f"{HOME}/sitemap-1.xml": "2026-03-02"}
    pages = entries(registry.get("/sitemap-1.xml").text)
    assert pages[f"{HOME}/stations/test-0002"] == "2026-03-02"
    assert f"{HOME}/" in pages
    assert f"{HOME}/stations/test-0001" not in pages


def test_every_address_of_the_sitemap_answers(without_public_url: FlaskClient) -> None:
    for part in entries(without_public_url.get("/sitemap.xml").text):
        for address in entries(without_public_url.get(part).text):
            assert without_public_url.get(address).status_code == 200


def test_a_sitemap_s_part_holds_fifty_thousand_addresses() -> None:
    found = [(f"/stations/s-{number}", None) for number in range(2 * PART + 1)]
    assert [len(part) for part in parts_of(found)] == [PART, PART, 1]


def test_there_is_no_part_beyond_the_last(client: FlaskClient) -> None:
    assert client.get("/sitemap-0.xml").status_code == 404
    assert client.get("/sitemap-2.xml").status_code == 404


def test_robots_are_told_of_the_sitemap(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {HOME}/sitemap.xml" in lines


# ——— rules in words ———


@pytest.mark.parametrize(
    ("rule", "zh"),
    [
        ("24/7", "24 小时"),
        ("Mo-Fr 08:30-12:00,14:00-17:30; PH off", "周一至周五 08:30–12:00、14:00–17:30;节假日 不开放"),
        ("May-Sep 08:00-20:00; Oct-Apr 08:30-18:00", "5月至9月 08:00–20:00;10月至4月 08:30–18:00"),
        ("Sa,Su 10:00-26:00", "周六,周日 10:00–26:00"),
    ],
)
def test_a_rule_reads_as_on_a_sign(client: FlaskClient, rule: str, zh: str) -> None:
    with client.application.test_request_context("/?lang=zh"):
        assert rule_words(rule) == zh


def test_a_map_app_on_which_a_station_was_not_found_is_not_told_as_one_to_find_it_on() -> None:
    listings = ({"app": "amap"}, {"app": "baidu", "listed": False})
    page = (
        app_over([station(1, 109.5, 18.25, listings=listings)])
        .test_client()
        .get("/stations/test-0001?lang=zh")
        .text
    )
    (told,) = re.findall(r"<dt>可查于</dt><dd>(.*?)</dd>", page)
    assert told == "高德地图"
