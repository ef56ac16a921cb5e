"""The finder as people use it: on a phone, with a thumb, with the keyboard, without a position, without a script."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from locator.hours import OpenState
from locator.web.wording import checked_words, distance_words, opening_words
from tests.web import browser
from tests.web.browser import HERE, HOSTILE, WITHOUT_HTTPS, Arrive, playwright

arrive, chromium, demo_port = browser.arrive, browser.chromium, browser.demo_port
pytestmark = pytest.mark.browser

expect = playwright.expect

OPEN_FIRST = ["演示站点1", HOSTILE, "演示站点4", "演示站点5", "演示站点2"]
MARKS = ".leaflet-marker-pane [role=button]"


def found(page: Any) -> Any:
    """The page, once it has been asked for the nearest stations and shows them."""
    page.locator("#here").tap()
    expect(page.locator("#summary")).to_contain_text("附近")
    return page


def names(page: Any) -> list[str]:
    shown: list[str] = page.locator("#cards [data-slot=name]").all_text_contents()
    return shown


def tab_to(page: Any, selector: str) -> None:
    """Goes on by the tabulator key until that element has the focus."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the tabulator key does not lead to {selector}")


def test_the_list_shows_the_nearest_first_and_closed_doors_last(arrive: Arrive) -> None:
    page = found(arrive().open())
    assert names(page) == OPEN_FIRST
    assert page.locator("#cards > li").nth(4).get_attribute("class") == "divider"
    expect(page.locator("#summary")).to_contain_text("附近 2 家正在开放")
    expect(page.locator("#live")).to_have_text("附近 2 家正在开放")


def test_the_map_shows_what_the_list_shows(arrive: Arrive) -> None:
    page = found(arrive().open())
    expect(page.locator(MARKS)).to_have_count(5)
    labels = [mark.get_attribute("aria-label") for mark in page.locator(MARKS).all()]
    assert [label.startswith(name) for label, name in zip(labels, OPEN_FIRST, strict=True)] == [True] * 5
    expect(page.locator("path.spot")).to_be_visible()


def test_a_card_tells_distance_and_walking_time_of_a_known_place(arrive: Arrive) -> None:
    page = found(arrive().open())
    expect(page.locator(".card").first.locator("[data-slot=reach]")).to_have_text(
        "步行约 4 分钟(估计) · 210 米"
    )


def test_a_vague_place_gets_a_range_and_no_way_to_walk(arrive: Arrive) -> None:
    page = found(arrive().open())
    card = page.locator(".card", has_text="演示站点5")
    expect(card.locator("[data-slot=reach]")).to_have_text("19 公里以内")
    expect(card.locator("[data-slot=place]")).to_contain_text("约在此区 (±17 公里)")
    card.get_by_role("button", name="按名称搜索").tap()
    links = [link.get_attribute("href") for link in card.locator("[data-slot=apps] a").all()]
    assert any("/search?" in link for link in links)
    assert not any("navigation" in link or "109.5" in link for link in links)


def test_a_known_place_offers_the_map_apps(arrive: Arrive) -> None:
    page = found(arrive().open())
    card = page.locator(".card").first
    card.get_by_role("button", name="去这里").tap()
    apps = card.locator("[data-slot=apps] a")
    expect(apps).to_have_count(5)
    assert apps.first.get_attribute("href").startswith("https://uri.amap.com/navigation?to=109.5")


def test_a_tap_on_a_card_opens_the_station(arrive: Arrive) -> None:
    page = found(arrive().open())
    page.locator(".card").first.tap(position={"x": 200, "y": 20})
    page.wait_for_url("**/stations/test-0001")
    expect(page.locator("h1")).to_have_text("演示站点1")


def test_the_keyboard_alone_finds_and_opens_a_station(arrive: Arrive) -> None:
    page = arrive(has_touch=False).open()
    tab_to(page, "#here")
    page.keyboard.press("Enter")
    expect(page.locator("#summary")).to_contain_text("附近")
    tab_to(page, "#cards .card__link")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("演示站点1")


def test_the_keyboard_alone_searches_an_address(arrive: Arrive) -> None:
    page = arrive(has_touch=False, may_locate=False).open()
    tab_to(page, "#address")
    page.keyboard.type("三亚市吉阳区")
    page.keyboard.press("Enter")
    expect(page.locator("#from")).to_contain_text("吉阳区")
    expect(page.locator("#from")).to_contain_text("只准到 ±")
    assert "演示站点1" in names(page)
    assert "步行" not in page.locator("#cards").inner_text()  # from a whole district nobody can say


def test_an_unknown_address_is_told_beside_the_box(arrive: Arrive) -> None:
    visit = arrive()
    visit.expected.append("/api/v1/locate")  # the browser itself writes answers of 404 to the console
    page = visit.open()
    page.locator("#address").fill("qwertyuiop")
    page.locator("#address").press("Enter")
    expect(page.locator("#address-fault")).to_contain_text("没找到")
    expect(page.locator("#address")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#address")).to_be_focused()


def test_an_ambiguous_address_offers_a_choice(arrive: Arrive) -> None:
    page = arrive().open()
    page.locator("#address").fill("鼓楼区")
    page.locator("#address").press("Enter")
    page.locator("#candidates [role=option]", has_text="福州").tap()
    expect(page.locator("#from")).to_contain_text("福州市鼓楼区")


def test_a_refused_position_is_answered_with_what_to_do(arrive: Arrive) -> None:
    page = arrive(may_locate=False).open()
    page.locator("#here").tap()
    expect(page.locator("#notice")).to_contain_text("没有定位权限,点地图或输入地址也可以")
    assert names(page)


def test_without_https_the_page_says_why_it_knows_no_position(arrive: Arrive) -> None:
    visit = arrive(WITHOUT_HTTPS)
    visit.expected.append("Cross-Origin-Opener-Policy")  # the browser minds that header on such an address
    page = visit.open()
    page.locator("#here").tap()
    expect(page.locator("#notice")).to_contain_text("不是 https")


def test_a_tap_on_the_map_sets_the_spot(arrive: Arrive) -> None:
    page = arrive(may_locate=False).open()
    expect(page.locator(MARKS)).to_have_count(5)
    page.locator("#map .leaflet-container").tap(position={"x": 60, "y": 60})
    expect(page.locator("#from")).to_contain_text("地图上的点")


def test_a_tap_on_a_mark_leads_to_its_card(arrive: Arrive) -> None:
    page = found(arrive().open())
    page.locator(f"{MARKS}[aria-label^='演示站点4']").tap()
    card = page.locator(".card.is-selected")
    expect(card).to_contain_text("演示站点4")
    expect(card.locator(".card__link")).to_be_focused()
    expect(card.locator(".card__link")).to_be_in_viewport()


def test_a_card_in_focus_marks_its_place(arrive: Arrive) -> None:
    page = found(arrive().open())
    page.locator(".card__link").nth(2).focus()
    expect(page.locator(f"{MARKS}.is-selected")).to_have_attribute("aria-label", "演示站点4, 开放中")


def test_hostile_names_stay_text_everywhere(arrive: Arrive) -> None:
    visit = arrive()
    page = found(visit.open())
    expect(page.locator(".card__link", has_text="onerror")).to_have_text(HOSTILE)
    assert page.locator(MARKS).nth(1).get_attribute("aria-label").startswith(HOSTILE)
    visit.open("/stations/test-0003")
    expect(page.locator("h1")).to_have_text(HOSTILE)
    expect(page.locator(MARKS)).to_have_count(1)
    assert page.locator("img[src=x]").count() == 0


def test_the_buttons_filter_what_is_near(arrive: Arrive) -> None:
    page = found(arrive().open())
    page.get_by_role("checkbox", name="厕所").check()
    expect(page.locator("#cards .card")).to_have_count(2)
    page.get_by_role("checkbox", name="现在开放").check()
    expect(page.locator("#cards .card")).to_have_count(1)
    expect(page.locator(MARKS)).to_have_count(1)
    assert names(page) == ["演示站点1"]


def test_the_buttons_filter_the_whole_list_and_stand_in_the_fragment(arrive: Arrive) -> None:
    visit = arrive(may_locate=False)
    page = visit.open()
    page.get_by_role("checkbox", name="饮水").check()
    expect(page.locator("#cards .card")).to_have_count(2)
    assert page.url.endswith("/#amenities=drinking_water")
    page.reload()
    expect(page.locator("#cards .card")).to_have_count(2)
    expect(page.locator(MARKS)).to_have_count(2)


def test_where_nothing_matches_the_filters_can_be_taken_off(arrive: Arrive) -> None:
    page = found(arrive().open())
    for name in ("空调", "现在开放"):
        page.get_by_role("checkbox", name=name).check()
    expect(page.locator("#empty")).to_be_visible()
    page.locator("#relax").tap()
    expect(page.locator("#cards .card")).to_have_count(5)


def test_no_position_stands_in_an_address(arrive: Arrive) -> None:
    visit = arrive()
    urls: list[str] = []
    visit.page.on("request", lambda request: urls.append(request.url))
    found(visit.open())
    assert not [url for url in urls if str(HERE["longitude"]) in url or "lon=" in url]


def test_offline_something_stays_with_a_sentence_and_the_page_recovers(arrive: Arrive) -> None:
    visit = arrive()
    visit.expected.append("ERR_INTERNET_DISCONNECTED")
    page = found(visit.open())
    page.context.set_offline(True)
    page.get_by_role("checkbox", name="厕所").check()
    expect(page.locator("#notice")).to_contain_text("网络")
    assert names(page)
    expect(page.get_by_role("button", name="再试一次")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#cards .card")).to_have_count(2)
    expect(page.locator("#notice")).to_be_hidden()


def test_without_scripts_the_list_and_its_filters_stand(arrive: Arrive) -> None:
    visit = arrive(java_script_enabled=False)
    page = visit.open()
    expect(page.locator("#cards .card")).to_have_count(6)
    page.locator("label.chip", has_text="厕所").tap()
    page.locator("label.chip", has_text="饮水").tap()
    page.get_by_role("button", name="筛选").tap()
    expect(page.locator("#cards .card")).to_have_count(1)
    page.locator("#cards a", has_text="去这里").tap()
    expect(page.locator("#go")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/", "/stations/test-0003", "/stations/test-0006", "/sources", "/docs", "/nowhere"]
)
def test_nothing_is_cut_off_on_a_narrow_screen(arrive: Arrive, path: str) -> None:
    visit = arrive(viewport={"width": 320, "height": 640})
    visit.expected.append("/nowhere")
    page = visit.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_grip_gives_the_list_the_maps_room_and_gives_it_back(arrive: Arrive) -> None:
    page = arrive().open()
    grip = page.locator("#grip")
    before = page.locator("#map").bounding_box()["height"]
    grip.tap()
    expect(grip).to_have_attribute("aria-expanded", "true")
    assert page.locator("#map").bounding_box()["height"] < before / 2
    grip.tap()
    assert page.locator("#map").bounding_box()["height"] == before


def test_script_and_server_say_the_same_of_hours_and_distances(arrive: Arrive) -> None:
    page = arrive().open()
    now = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    for hours in (0.5, 2.9, 7, 20.5, 60, 300):
        until = now + timedelta(hours=hours)
        for state, key, then in (("open", "open_until", "closed"), ("closed", "opens_at", "open")):
            told = {"open_state": state, key: until.isoformat()}
            for is_now in (True, False):
                script = page.evaluate(
                    "([told, now, isNow]) => window.page.words.until(told, new Date(now), isNow)",
                    [told, now.isoformat(), is_now],
                )
                opening = OpenState(state, until, then)  # type: ignore[arg-type]
                assert script == opening_words(opening, now, is_now=is_now)
    for metres in (44, 430, 994, 996, 1_240, 9_940, 9_960, 37_400):
        assert page.evaluate("window.page.words.distance", metres) == distance_words(metres)
    for days in (0, 180, 181, 400):
        day = now.date() - timedelta(days=days)
        script = page.evaluate(
            "([day, now]) => window.page.words.checked(day, new Date(now))",
            [day.isoformat(), now.isoformat()],
        )
        assert (script["words"], script["isOld"]) == checked_words(day, now.date())
