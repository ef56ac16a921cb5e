"""The map before a spot is chosen: clusters from the server, which come apart as one comes nearer."""

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server

from locator.catalog import Catalog
from locator.demo import made_up_stations
from locator.settings import Settings
from locator.web import create_app
from locator.web.state import State, Told
from tests.web import browser
from tests.web.browser import PATIENCE_MS, PHONE, playwright, whole_answers

chromium = browser.chromium
pytestmark = pytest.mark.browser
expect = playwright.expect

CLUSTERS, PINS = ".leaflet-marker-pane .cluster", ".leaflet-marker-pane .mark"
MANY = 2_000
HAS_FEWER = """most => {
  const counts = [...document.querySelectorAll('.cluster')].map((one) => Number(one.textContent));
  return counts.reduce((sum, count) => sum + count, 0) < most;
}"""


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    app = create_app(
        given=State(Settings(database_url="sqlite://"), Catalog(made_up_stations(MANY), 1), Told())
    )
    app.test_client().get("/basemap/4/13/6.json")  # reads files, once, for which no test should wait
    server = make_server("127.0.0.1", 0, whole_answers(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Any, home: str) -> Iterator[Any]:
    context = chromium.new_context(viewport=PHONE, has_touch=True, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    made, wrong = context.new_page(), []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.goto(home)
    expect(made.locator(CLUSTERS).first).to_be_visible()
    yield made
    context.close()
    assert wrong == []


def counted(page: Any) -> int:
    return sum(int(text) for text in page.locator(CLUSTERS).all_text_contents())


def test_all_of_china_is_there_as_counts_and_comes_apart(page: Any) -> None:
    assert page.locator(CLUSTERS).count() < 60
    assert MANY * 0.9 < counted(page) + page.locator(PINS).count() <= MANY
    largest = max(page.locator(CLUSTERS).all(), key=lambda mark: int(mark.text_content()))
    before = counted(page)
    largest.focus()
    page.keyboard.press("Enter")
    expect(page.locator(CLUSTERS).first).to_have_attribute("aria-label", re.compile("处站点"))
    page.wait_for_function(HAS_FEWER, arg=before)


def test_what_is_asked_are_whole_tiles(page: Any) -> None:
    addresses = page.evaluate("() => performance.getEntriesByType('resource').map(entry => entry.name)")
    asked = [address for address in addresses if "/api/v1/clusters" in address]
    assert asked
    for address in asked:
        west = float(address.split("bbox=")[1].split(",")[0])
        assert (west + 180) / 360 * 2**18 == int((west + 180) / 360 * 2**18)


def test_a_filter_holds_for_the_clusters_and_a_spot_takes_them_away(page: Any) -> None:
    before = counted(page)
    with page.expect_response(lambda answer: "/api/v1/clusters" in answer.url):
        page.locator("#chips input[value=toilet]").check()
    page.wait_for_function(HAS_FEWER, arg=0.7 * before)
    page.evaluate("() => { location.hash = 'spot=121.47000,31.23000,0' }")
    expect(page.locator("path.spot")).to_be_visible()
    expect(page.locator(CLUSTERS)).to_have_count(0)
    expect(page.locator(PINS).first).to_be_visible()
