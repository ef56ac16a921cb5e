"""Search → filter → station → navigate, by touch and by the keyboard alone, on a phone and at a desk."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web import browser
from tests.web.browser import PHONE, Arrive, playwright

arrive, chromium, demo_port = browser.arrive, browser.chromium, browser.demo_port
pytestmark = pytest.mark.browser
expect = playwright.expect

DESK = {"width": 1280, "height": 800}
MOST_STOPS = 80
SUGGESTION = "#candidates [role=option]"
FILTER = "#chips input[value=drinking_water]"
STATION = "#cards [data-slot=details]"
WAY = ".station__doors [data-slot=go]"
APP = "#way-apps a[data-app=amap]"
KEYS = {FILTER: "Space", "#address": "End"}

Press = Callable[[Any, str], None]


def touched(page: Any, selector: str) -> None:
    """A tap on the first of them, where a thumb reaches it."""
    page.locator(selector).first.tap()


def reached(page: Any, selector: str) -> None:
    """Tabbed to from wherever the keyboard is, and pressed."""
    for _stop in range(MOST_STOPS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            page.keyboard.press(KEYS.get(selector, "Enter"))
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")


def chosen_by_touch(page: Any) -> None:
    touched(page, "#address")
    page.keyboard.type("yszd4")
    touched(page, SUGGESTION)


def chosen_by_keys(page: Any) -> None:
    reached(page, "#address")
    page.keyboard.type("yszd4")
    expect(page.locator(SUGGESTION).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


WAYS: dict[str, tuple[Callable[[Any], None], Press]] = {
    "touch": (chosen_by_touch, touched),
    "keyboard": (chosen_by_keys, reached),
}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("way", WAYS)
def test_from_a_name_to_the_map_app(arrive: Arrive, way: str, size: dict[str, int]) -> None:
    choose, press = WAYS[way]
    visit = arrive(viewport=size, has_touch=way == "touch", may_locate=False)
    visit.page.context.route("https://**", lambda route: route.abort())
    page = visit.open()
    choose(page)
    expect(page.locator("#from")).to_contain_text("演示站点4")
    expect(page.locator("#cards .card")).to_have_count(5)
    press(page, FILTER)
    expect(page.locator("#cards .card")).to_have_count(2)
    press(page, STATION)
    page.wait_for_url("**/stations/test-0004*")
    press(page, WAY)
    with page.expect_popup() as opened:
        press(page, APP)
    opened.value.close()
    told = urlsplit(page.locator(APP).get_attribute("href"))
    assert (told.netloc, told.path) == ("uri.amap.com", "/navigation")
    assert parse_qs(told.query)["to"][0].endswith(",演示站点4")
