"""What the finder shows, and the address it stands in: moments, growing radius, favourites, sharing, both languages."""

import re
from typing import Any

import pytest

from tests.web import browser
from tests.web.browser import HERE, Arrive, playwright

arrive, chromium, demo_port = browser.arrive, browser.chromium, browser.demo_port
pytestmark = pytest.mark.browser

expect = playwright.expect

MARKS = ".leaflet-marker-pane [role=button]"
SPOT = "/#spot=109.50000,18.25000,0&name=演示路口"
HAN = re.compile(r"[\u4e00-\u9fff]")


def at_the_spot(visit: browser.Visit, fragment: str = "", query: str = "") -> Any:
    """The page for a spot, with its list."""
    page = visit.open(f"/{query}{SPOT[1:]}{fragment}")
    expect(page.locator("body.has-spot #cards .card .card__reach strong").first).to_be_visible()
    return page


def test_the_address_holds_the_whole_view_and_brings_it_back(arrive: Arrive) -> None:
    visit = arrive()
    page = visit.open()
    page.locator("#here").tap()
    page.get_by_role("checkbox", name="厕所").check()
    expect(page.locator("#cards .card")).to_have_count(2)
    page.locator(".card__link").nth(1).focus()
    assert page.url.endswith("/#spot=109.50000,18.25000,20&amenities=toilet&station=test-0002")
    page.reload()
    expect(page.locator("#cards .card")).to_have_count(2)
    expect(page.locator("#from")).to_contain_text("从我的位置算起")
    expect(page.locator(".card.is-selected")).to_contain_text("演示站点2")
    expect(page.get_by_role("checkbox", name="厕所")).to_be_checked()


def test_a_shared_address_does_not_call_the_senders_place_mine(arrive: Arrive) -> None:
    page = arrive().open("/#spot=109.5,18.25,20&state=open")
    expect(page.locator("#from")).to_contain_text("从标记的位置算起")
    expect(page.locator("#cards .card")).to_have_count(2)


def test_the_back_button_leads_to_the_spot_before(arrive: Arrive) -> None:
    page = at_the_spot(arrive())
    page.locator("#here").tap()
    expect(page.locator("#from")).to_contain_text("我的位置")
    page.go_back()
    expect(page.locator("#from")).to_contain_text("演示路口")
    page.locator("#from button").tap()
    expect(page.locator("#start-here")).to_be_visible()
    page.go_back()
    expect(page.locator("#from")).to_contain_text("演示路口")


def test_the_search_box_tells_only_the_place_that_the_list_is_measured_from(arrive: Arrive) -> None:
    page = arrive().open()
    page.locator("#here").tap()
    expect(page.locator("#from")).to_contain_text("我的位置")
    page.locator("#address").fill("三亚市吉阳区")
    page.locator("#address").press("Enter")
    expect(page.locator("#from")).to_contain_text("吉阳区")
    expect(page.locator("#address")).to_have_value(re.compile("吉阳区"))
    page.go_back()
    expect(page.locator("#from")).to_contain_text("我的位置")
    expect(page.locator("#address")).to_have_value("")


def test_at_a_desk_a_shared_address_shows_its_spot_on_the_map(arrive: Arrive) -> None:
    page = at_the_spot(arrive(viewport={"width": 1280, "height": 800}, reduced_motion="no-preference"))
    page.wait_for_timeout(500)  # whatever moves has come to rest
    assert page.evaluate("window.stationMap.getZoom()") > 8
    page.locator("#moment-face").click()
    box = page.locator(".moment__panel").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280


def test_a_list_that_is_asked_again_leaves_the_map_where_it_was_moved(arrive: Arrive) -> None:
    page = at_the_spot(arrive())
    page.evaluate("window.stationMap.setView([30, 110], 6, { animate: false })")
    before = page.locator(".card").first.element_handle()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_function("card => !card.isConnected", arg=before)
    assert page.evaluate("window.stationMap.getZoom()") == 6


@pytest.mark.parametrize(("minutes", "is_late"), [(10, True), (40, False)])
def test_a_door_that_shuts_before_one_gets_there_on_foot_is_told(
    arrive: Arrive, minutes: int, is_late: bool
) -> None:
    page = arrive().open()
    told = page.evaluate(
        """(minutes) => {
      const at = new Date();
      const open_until = new Date(at.getTime() + minutes * 60000).toISOString();
      const properties = { name: 'x', open_state: 'open', open_until, walk_min: 25,
        walk_by: 'straight_line', distance_m: 1400, precision: 'street', amenities: {}, amenity_names: {},
        navigate: {} };
      const view = { spot: { lon: 109.5, lat: 18.25, radius: 20 }, at, isNow: true };
      return window.page.card.card(document.getElementById('card'), { id: 'x', properties }, view).textContent;
    }""",
        minutes,
    )
    assert ("走过去大概已经关门了" in told) == is_late


@pytest.mark.parametrize(
    "fragment",
    ["spot=", "spot=109", "spot=abc,def", "spot=500,18,1", "spot=109,18,-5", "time=soon&state=x", "&&=&%"],
)
def test_an_address_that_makes_no_sense_shows_the_start(arrive: Arrive, fragment: str) -> None:
    page = arrive(may_locate=False).open(f"/#{fragment}")
    expect(page.locator("#start-here")).to_be_visible()
    expect(page.locator("#cards .card")).to_have_count(6)


def test_the_radius_grows_until_something_is_found_and_says_so(arrive: Arrive) -> None:
    page = arrive().open("/#spot=109.5,18.37,0")
    expect(page.locator("#summary")).to_have_text("10 公里内没有,最近的在 12 公里")
    expect(page.locator("#live")).to_contain_text("10 公里内没有")


@pytest.mark.parametrize(
    ("state", "order", "words"),
    [
        ("closed", ["far", "near"], "附近的都没开,最近开着的在 9 公里"),
        ("unknown", ["near", "far"], "附近没有确定开着的,最近开着的在 9 公里"),
    ],
)
def test_where_none_near_is_known_to_be_open_the_nearest_open_one_is_found(
    arrive: Arrive, state: str, order: list[str], words: str
) -> None:
    page = arrive().open()
    ask = """async (state) => {
      const one = (id, open_state, distance_m) => ({ id, properties: { open_state, distance_m } });
      const asked = [];
      window.page.answers.nearest = async (question) => {
        asked.push(question.state || null);
        return { features: question.state ? [one('far', 'open', 9000)] : [one('near', state, 100)] };
      };
      const found = await window.page.nearby.nearby({ lon: 109.5, lat: 18.25 }, {});
      return { asked, ids: found.features.map(({ id }) => id), words: window.page.summary.summary(found, true) };
    }"""
    assert page.evaluate(ask, state) == {"asked": [None, ["open"]], "ids": order, "words": words}


def test_any_moment_may_be_asked_and_the_page_says_for_which_it_answers(arrive: Arrive) -> None:
    page = at_the_spot(arrive())
    page.locator("#moment-face").tap()
    page.locator("#open-at").fill("2026-05-01T09:00")
    expect(page.locator("#at")).to_contain_text("按 5月1日 周五 09:00 算")
    expect(page.locator("#summary")).to_have_text("附近 2 家那时开着")
    expect(page.locator(".card__state").first).to_have_text("那时开着 · 全天开放")
    assert "time=2026-05-01T09:00" in page.url
    page.locator("#summary").tap()
    expect(page.locator("#open-at")).to_be_hidden()
    page.locator("#at button").tap()
    expect(page.locator("#summary")).to_have_text("附近 2 家正在开放")
    assert "time=" not in page.url


def test_the_button_for_24_hours_filters(arrive: Arrive) -> None:
    page = at_the_spot(arrive())
    page.get_by_role("checkbox", name="24小时").check()
    expect(page.locator("#cards .card")).to_have_count(2)
    assert page.url.endswith("&open_24h=true")
    page.locator("#from button").tap()
    expect(page.locator("#summary")).to_have_text("2 处站点")


def test_a_card_says_what_one_needs_at_the_door(arrive: Arrive) -> None:
    card = at_the_spot(arrive()).locator(".card", has_text="演示站点4")
    expect(card.locator("[data-slot=entry]")).to_have_text("找工作人员开门 · 要先登记")
    expect(card.locator("[data-slot=audience]")).to_have_text("服务对象:快递员、外卖骑手")
    expect(card.locator(".amenity--broken")).to_have_text("饮水坏了")
    expect(card.locator("[data-slot=checked]")).to_contain_text("2025-01-02 现场核实,过去")
    expect(card.locator(".card__checked")).to_have_class(re.compile("is-old"))


def test_the_servers_cards_and_the_scripts_say_the_same(arrive: Arrive) -> None:
    visit = arrive()
    said: list[dict[str, list[str]]] = []
    slots = ("name", "state", "entry", "audience", "amenities", "place", "checked", "details")
    for show in (visit.open, lambda: at_the_spot(visit)):
        page = show()
        cards = page.locator("#cards .card").all()
        texts = [
            ["".join(card.locator(f"[data-slot={slot}]").text_content().split()) for slot in slots]
            for card in cards
        ]
        said.append({text[0]: text for text in texts})
    assert said[0].keys() > said[1].keys()
    assert {name: said[0][name] for name in said[1]} == said[1]


def test_favourites_and_what_was_seen_stand_on_the_start_page(arrive: Arrive) -> None:
    visit = arrive(may_locate=False)
    page = visit.open()
    star = page.locator(".card", has_text="演示站点4").locator("[data-slot=star]")
    expect(star).to_have_accessible_name("收藏 演示站点4")
    star.tap()
    expect(star).to_have_attribute("aria-pressed", "true")
    visit.open("/stations/test-0001")
    visit.open()
    expect(page.locator("#favourites a")).to_have_text(["演示站点4"])
    expect(page.locator("#recent a")).to_have_text(["演示站点1"])
    expect(page.locator(".card", has_text="演示站点4").locator("[data-slot=star]")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator("#forget-mine").tap()
    expect(page.locator("#favourites")).to_be_hidden()


def test_a_long_press_on_the_map_sets_the_spot(arrive: Arrive) -> None:
    page = arrive(may_locate=False).open()
    expect(page.locator(MARKS)).to_have_count(5)
    # what a long press becomes on Android
    page.locator("#map .leaflet-container").click(button="right", position={"x": 60, "y": 60})
    expect(page.locator("#from")).to_contain_text("地图上的点")


def test_a_vague_position_is_told_with_what_to_do(arrive: Arrive) -> None:
    page = arrive(geolocation=HERE | {"accuracy": 3_000}).open()
    page.locator("#here").tap()
    expect(page.locator("#notice")).to_contain_text("定位不准(±3 公里)。在地图上点一下您在的地方")
    expect(page.locator("#from")).to_contain_text("距离是大概的")
    assert "步行" not in page.locator("#cards").inner_text()
    page.locator("#map .leaflet-container").tap(position={"x": 60, "y": 60})
    expect(page.locator("#notice")).to_be_hidden()


def test_a_server_in_trouble_is_told_and_can_be_asked_again(arrive: Arrive) -> None:
    visit = arrive()
    visit.expected.append("/api/v1/nearest")
    visit.page.route("**/api/v1/nearest", lambda route: route.fulfill(status=503, json={"title": "x"}))
    page = visit.open(SPOT)
    expect(page.locator("#notice")).to_contain_text("服务暂时没有回答")
    visit.page.unroute("**/api/v1/nearest")
    page.get_by_role("button", name="再试一次").tap()
    expect(page.locator("#notice")).to_be_hidden()
    expect(page.locator("#summary")).to_contain_text("附近")


def test_the_answer_does_not_wait_for_the_map(arrive: Arrive) -> None:
    visit = arrive()
    visit.expected.extend(
        ["leaflet.js", "offline-layer.js", "marks.js", "finder.js", "crs", "is not defined", "L."]
    )
    visit.page.route("**/vendor/leaflet/leaflet.js*", lambda route: route.abort())
    page = at_the_spot(visit)
    expect(page.locator("#cards .card")).to_have_count(5)


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_in_english_alone_for_who_wants_it(arrive: Arrive, dark: bool) -> None:
    visit = arrive(locale="en-GB", color_scheme="dark" if dark else "light")
    page = at_the_spot(visit, query="")
    expect(page.locator("#summary")).to_have_text("2 open near you")
    shown = page.locator("body").inner_text()
    chinese = {word for word in shown.split() if HAN.search(word) and "演示" not in word}
    assert chinese <= {"中", "中文", "三亚市"}, chinese  # the other language, and the address of a station
    page.locator("#language").tap()
    expect(page.locator("#summary")).to_have_text("附近 2 家正在开放")
    assert "演示路口" in page.locator("#from").inner_text()


def test_a_list_drawn_anew_keeps_the_keyboards_place(arrive: Arrive) -> None:
    page = at_the_spot(arrive(has_touch=False))
    page.locator(".card", has_text="演示站点4").locator("[data-slot=details]").focus()
    before = page.locator(".card", has_text="演示站点4").element_handle()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_function("card => !card.isConnected", arg=before)
    assert page.evaluate(
        "[document.activeElement.dataset.slot, document.activeElement.closest('.card').dataset.id]"
    ) == ["details", "test-0004"]


def test_everything_to_press_is_large_enough_for_a_thumb(arrive: Arrive) -> None:
    page = at_the_spot(arrive())
    small = page.evaluate("""() => Array.from(document.querySelectorAll('button, .chip, summary, .button, .language'))
      .filter((one) => one.offsetParent && !one.closest('.leaflet-container') && !one.closest('.hidden'))
      .map((one) => [one.id || one.className, one.getBoundingClientRect()])
      .filter(([name, box]) => box.height < 44 || box.width < 44)
      .map(([name, box]) => `${name} ${box.width}x${box.height}`)""")
    assert [text for text in small if not text.startswith("grip")] == []


@pytest.mark.parametrize("width", [320, 195])  # 195 is 390 at 200 %
def test_enlarged_nothing_is_lost_sideways(arrive: Arrive, width: int) -> None:
    page = at_the_spot(arrive(viewport={"width": width, "height": 600}))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#address")).to_be_in_viewport()


def test_without_scripts_any_moment_may_be_asked_too(arrive: Arrive) -> None:
    page = arrive(java_script_enabled=False).open("/?open_at=2026-05-01T09:00&state=open&open_24h=true")
    expect(page.locator("#cards .card")).to_have_count(2)
    expect(page.locator("#at")).to_contain_text("按 5月1日 09:00 算")
    expect(page.locator("#open-at")).to_have_value("2026-05-01T09:00")
