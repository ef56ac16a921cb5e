"""Searching, going there and what the phone keeps, in a real browser."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import prcoords
import pytest

from tests.web import browser
from tests.web.browser import HOSTILE, Arrive, playwright

arrive, chromium, demo_port = browser.arrive, browser.chromium, browser.demo_port
pytestmark = pytest.mark.browser

expect = playwright.expect

ANDROID = "Mozilla/5.0 (Linux; Android 9; MI 6) AppleWebKit/537.36 Chrome/80.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 Version/15.0 Mobile Safari/604.1"
WECHAT = f"{ANDROID} MicroMessenger/8.0.20 Language/zh_CN"
OPTIONS = "#candidates [role=option]"
NO_STORAGE = """Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('refused', 'SecurityError'); },
})"""


def typed(page: Any, text: str) -> Any:
    """The suggestions to a text typed letter by letter."""
    page.locator("#address").click()
    page.keyboard.type(text)
    expect(page.locator(OPTIONS).first).to_be_visible()
    return page.locator(OPTIONS)


def found(page: Any) -> Any:
    """The page, once it shows the nearest stations."""
    page.locator("#here").click()
    expect(page.locator("#summary")).to_contain_text("附近")
    return page


def chosen(page: Any) -> str:
    """The option that the box says is the active one."""
    text: str = page.evaluate(
        "document.getElementById(document.getElementById('address').getAttribute('aria-activedescendant')).textContent"
    )
    return text


def app_link(page: Any, app: str) -> Any:
    return page.locator(f".card >> nth=0 >> [data-slot=apps] a[data-app={app}]")


def test_the_keyboard_alone_chooses_a_station_by_its_initials(arrive: Arrive) -> None:
    page = arrive(has_touch=False, may_locate=False).open()
    box = page.locator("#address")
    box.focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    typed(page, "yszd4")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-controls") == page.locator("[role=listbox]").get_attribute("id")
    page.keyboard.press("ArrowDown")
    assert chosen(page).startswith("演示站点4")
    page.keyboard.press("Enter")
    expect(page.locator("#from")).to_contain_text("演示站点4")
    expect(page.locator(".card.is-selected")).to_contain_text("演示站点4")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_arrows_go_round_and_escape_closes(arrive: Arrive) -> None:
    page = arrive(has_touch=False, may_locate=False).open()
    options = typed(page, "演示站点")
    count = options.count()
    box = page.locator("#address")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == f"candidates-{count - 1}"
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#candidates")).to_be_hidden()
    expect(box).to_have_value("演示站点")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")  # asks again
    expect(options.first).to_be_visible()


def test_a_place_typed_in_pinyin_becomes_the_spot_by_a_tap(arrive: Arrive) -> None:
    page = arrive(may_locate=False).open()
    typed(page, "tianyaqu").first.tap()
    expect(page.locator("#from")).to_contain_text("天涯区")
    expect(page.locator("#from")).to_contain_text("只准到 ±")
    expect(page.locator("#cards .card").first).to_be_visible()


def test_a_station_without_a_position_leads_to_its_page(arrive: Arrive) -> None:
    page = arrive(may_locate=False).open()
    typed(page, "yszd6").first.tap()
    page.wait_for_url("**/stations/test-0006")


def test_a_word_being_composed_is_not_looked_up(arrive: Arrive) -> None:
    page = arrive(may_locate=False).open()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/places" in request.url else None)
    page.evaluate("""() => {
        const box = document.getElementById('address');
        box.focus();
        box.dispatchEvent(new CompositionEvent('compositionstart'));
        box.value = 'san’ya';
        box.dispatchEvent(new InputEvent('input', { isComposing: true }));
    }""")
    page.keyboard.press("Control")  # a round trip, so that the pause is over
    page.wait_for_timeout(400)
    assert asked == []
    page.evaluate("""() => {
        const box = document.getElementById('address');
        box.value = '三亚';
        box.dispatchEvent(new CompositionEvent('compositionend'));
    }""")
    expect(page.locator(OPTIONS).first).to_contain_text("三亚市")
    assert len(asked) == 1


def test_what_is_typed_and_where_one_stands_travel_in_a_body_only(arrive: Arrive) -> None:
    visit = arrive()
    page = found(visit.open())
    bodies: list[dict[str, Any]] = []
    urls: list[str] = []

    def look(request: Any) -> None:
        urls.append(request.url)
        if request.url.endswith("/api/v1/places"):
            bodies.append(json.loads(request.post_data))

    page.on("request", look)
    typed(page, "演示")
    assert (bodies[-1]["text"], bodies[-1]["near"]) == ("演示", {"lon": 109.5, "lat": 18.25})
    assert not [url for url in urls if "109.5" in url or "text=" in url]


def test_a_hostile_name_is_a_text_among_the_suggestions(arrive: Arrive) -> None:
    page = arrive(may_locate=False).open()
    options = typed(page, "onerror")
    expect(options.first.locator(".option__name")).to_have_text(HOSTILE)
    assert page.locator("img[src=x]").count() == 0


def test_the_choice_of_a_map_app_is_remembered_and_can_be_changed(arrive: Arrive) -> None:
    visit = arrive()
    visit.page.context.route("https://**", lambda route: route.abort())
    page = found(visit.open())
    visit.expected += ["request to https://", "ERR_FAILED"]
    card = page.locator(".card").first
    card.get_by_role("button", name="去这里").tap()
    with page.expect_popup() as opened:
        app_link(page, "tencent").tap()
    opened.value.close()
    way = card.locator("a[data-slot=go]")
    expect(way).to_contain_text("腾讯地图")
    page.reload()
    page = found(page)
    expect(way).to_have_attribute("href", re.compile(r"^https://apis\.map\.qq\.com/uri/v1/routeplan"))
    expect(card.locator("[data-slot=apps]")).to_be_hidden()
    card.get_by_role("button", name="换一个地图").tap()
    with page.expect_popup() as opened:
        app_link(page, "amap").tap()
    opened.value.close()
    expect(page.locator(".card a[data-slot=go]").nth(1)).to_contain_text("高德地图")  # on every card


def test_where_storage_is_refused_the_choice_holds_as_long_as_the_page(arrive: Arrive) -> None:
    visit = arrive()
    visit.page.add_init_script(NO_STORAGE)
    visit.page.context.route("https://**", lambda route: route.abort())
    page = found(visit.open())
    visit.expected += ["request to https://", "ERR_FAILED"]
    card = page.locator(".card").first
    card.get_by_role("button", name="去这里").tap()
    with page.expect_popup():
        app_link(page, "amap").tap()
    expect(card.locator("a[data-slot=go]")).to_contain_text("高德地图")
    page.evaluate("window.page.mine.toggle({ id: 'x', properties: { name: 'x' } })")
    assert page.evaluate("window.page.mine.isFavourite('x')")


def test_in_wechat_only_https_links_stand_with_a_hint(arrive: Arrive) -> None:
    page = found(arrive(user_agent=WECHAT).open())
    card = page.locator(".card").first
    card.get_by_role("button", name="去这里").tap()
    links = card.locator("[data-slot=apps] a")
    assert {link.get_attribute("data-app") for link in links.all()} == {"amap", "baidu", "tencent"}
    for link in links.all():
        assert link.get_attribute("href").startswith("https://")
        assert link.get_attribute("data-in-app") is None
        assert link.get_attribute("target") is None
    expect(card.locator("[data-slot=apps]")).to_contain_text("在浏览器打开")


@pytest.mark.parametrize(("agent", "missing"), [(ANDROID, "apple"), (IPHONE, "geo")])
def test_a_phone_offers_the_apps_that_it_may_have(arrive: Arrive, agent: str, missing: str) -> None:
    page = found(arrive(user_agent=agent).open())
    expect(app_link(page, "amap")).to_have_count(1)
    expect(app_link(page, missing)).to_have_count(0)
    to = urlsplit(app_link(page, "baidu").get_attribute("data-in-app"))
    asked = {key: value for key, (value,) in parse_qs(to.query).items()}
    told = re.fullmatch(r"latlng:([\d.]+),([\d.]+)\|name:演示站点1", asked["destination"])
    assert (to.scheme, to.netloc + to.path, asked["coord_type"], asked["mode"]) == (
        "baidumap", "map/direction", "bd09ll", "walking",
    )  # fmt: skip
    assert told
    there = prcoords.wgs_bd(prcoords.Coords(18.25, 109.502))
    assert [float(degrees) for degrees in told.groups()] == pytest.approx([there.lat, there.lon], abs=1e-6)


def test_a_missing_app_gives_way_to_its_page(arrive: Arrive) -> None:
    visit = arrive(user_agent=ANDROID)
    visit.page.context.route("https://**", lambda route: route.fulfill(body="a map"))
    page = found(visit.open())
    visit.expected += ["request to https://", "baidumap:"]
    page.locator(".card").first.get_by_role("button", name="去这里").tap()
    with page.expect_request("https://api.map.baidu.com/marker**"):
        app_link(page, "baidu").tap()


def test_a_favourite_is_there_after_a_reload_and_all_can_be_forgotten(arrive: Arrive) -> None:
    page = found(arrive().open())
    star = page.locator(".card").first.locator("[data-slot=star]")
    star.tap()
    expect(star).to_have_attribute("aria-pressed", "true")
    page.goto(page.url.partition("#")[0])
    page.reload()
    kept = page.evaluate("window.page.mine.favourites()")
    assert [(one["id"], one["name"]) for one in kept] == [("test-0001", "演示站点1")]
    page.evaluate("window.page.mine.forget()")
    assert page.evaluate(
        "[window.page.mine.favourites(), window.page.mine.recent(), localStorage.getItem('my-stations')]"
    ) == [[], [], None]


KEPT = """() => {
    const { mine } = window.page;
    const station = (number) => ({ id: `s${number}`, properties: { name: `站${number}`, address: '演示路' } });
    for (let number = 0; number < 60; number += 1) { mine.toggle(station(number)); mine.sawRecently(station(number)); }
    mine.sawRecently(station(50));
    const counts = [mine.favourites().length, mine.recent().length];
    return [...counts, mine.recent()[0], mine.isFavourite('s0'), mine.isFavourite('s59')];
}"""


def test_of_many_the_latest_are_kept_with_little_of_each(arrive: Arrive) -> None:
    page = arrive().open()
    assert page.evaluate(KEPT) == [50, 20, {"id": "s50", "name": "站50", "where": "演示路"}, False, True]


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "null",
        "[]",
        '"x"',
        '{"favourites": 5, "recent": [null, 1, {}, {"id": 3}]}',
        '{"favourites": [{"id": ""}]}',
    ],
)
def test_what_is_kept_may_be_broken(arrive: Arrive, broken: str) -> None:
    visit = arrive()
    visit.page.add_init_script(f"localStorage.setItem('my-stations', {json.dumps(broken)})")
    page = visit.open()
    assert page.evaluate("[window.page.mine.favourites(), window.page.mine.recent()]") == [[], []]


def test_a_full_storage_loses_nothing_of_the_page(arrive: Arrive) -> None:
    visit = arrive()
    visit.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page = visit.open()
    page.evaluate("window.page.mine.toggle({ id: 'a', properties: { name: '甲', address: '' } })")
    assert page.evaluate("window.page.mine.isFavourite('a')")


def test_two_tabs_know_of_each_other_s_favourites(arrive: Arrive) -> None:
    first = arrive()
    page = first.open()
    other = page.context.new_page()
    other.goto(page.url)
    page.evaluate(
        "() => window.page.mine.onChange(() => { document.title = window.page.mine.isFavourite('a'); })"
    )
    other.evaluate("window.page.mine.toggle({ id: 'a', properties: { name: '甲', address: '' } })")
    expect(page).to_have_title("true")
    other.evaluate("window.page.mine.forget()")
    expect(page).to_have_title("false")
