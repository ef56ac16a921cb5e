"""axe-core finds nothing on any page in any state: in light and dark, on a phone and at a desk."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from locator.demo import made_up_stations
from locator.settings import Settings
from locator.store import StationChange, open_store
from locator.web import create_app
from tests.made_up import notice, station
from tests.web import browser
from tests.web.browser import HOSTILE, PATIENCE_MS, PHONE, STATIONS, playwright, serving

chromium = browser.chromium
pytestmark = pytest.mark.browser
expect = playwright.expect

DESK = {"width": 1280, "height": 800}
ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
LOOKS = [
    (PHONE, "light", ALL_RULES),
    (PHONE, "dark", RULES_OF_COLOUR),
    (DESK, "dark", ALL_RULES),
    (DESK, "light", RULES_OF_COLOUR),
]
"""How a state is looked at; the other rules do not depend on the colours."""
JUDGE = """async rules => {
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50)));
  const { violations } = await axe.run({ runOnly: rules, resultTypes: ['violations'] });
  const words = ({ html, failureSummary }) => `${html} ${failureSummary}`;
  return violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(words)]);
}"""
SPOT = "#spot=109.50000,18.25000,0&name=演示路口"
CLOSED, GONE = "test-0090", "test-0091"
KEPT_IS_THERE = """async ([lon, lat]) => {
  for (const end = Date.now() + %d; Date.now() < end; await new Promise((go) => setTimeout(go, 50))) {
    const worker = await navigator.serviceWorker.ready;
    const answer = await window.page.kept.nearest({ lon, lat });
    if (worker.active && answer && answer.kept.isComplete) return;
  }
  throw new Error('nothing was kept');
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a registry with stations of every kind, very many, and one that is gone."""
    url = f"sqlite:///{tmp_path_factory.mktemp('registry') / 'registry.db'}"
    store = open_store(url, create=True)
    store.upgrade()
    closed = station(90, 109.52, 18.25, status="closed", opening_hours="24/7")
    store.put_stations([*made_up_stations(100, seed=5), *STATIONS, closed])
    gone = station(91, 109.5, 18.25, name=HOSTILE)
    taken_back = store.apply([StationChange(gone.id, None, gone)], source="list", actor="tester")
    assert taken_back
    store.undo(taken_back)
    store.notices.add(notice(starts=datetime(2026, 1, 1, tzinfo=UTC), stations=("test-0002",)))
    store.close()
    app = create_app(Settings(database_url=url))
    app.test_client().get("/basemap/3/6/3.json")
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page that brings axe along."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(axe.Axe().axe_script)
    yield context.new_page()
    context.close()


def judged(page: Any) -> list[tuple[int, str, list[Any]]]:
    """What axe finds: the width, light or dark, and the rule with its severity and the elements that break it."""
    found: list[tuple[int, str, list[Any]]] = []
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found.extend((size["width"], scheme, broken) for broken in page.evaluate(JUDGE, rules))
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    return found


def listed(page: Any) -> None:
    expect(page.locator("body.has-spot #cards .card__reach strong").first).to_be_visible()


def all_on_the_map(page: Any) -> None:
    expect(page.locator(".leaflet-marker-pane [role=button]").first).to_be_visible()


def nothing_left(page: Any) -> None:
    page.route(
        "**/api/v1/nearest", lambda route: route.fulfill(json={"type": "FeatureCollection", "features": []})
    )
    page.locator("#chips input[value=toilet]").check()
    expect(page.locator("#empty")).to_be_visible()


def suggested(page: Any) -> None:
    page.locator("#address").click()
    page.keyboard.type("演示")
    expect(page.locator("#candidates [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def ways(page: Any) -> None:
    listed(page)
    page.locator("#cards [data-slot=go]").first.click()
    expect(page.locator("#cards [data-slot=apps]").first).to_be_visible()
    page.locator("#sheet").evaluate("sheet => sheet.scrollTo(0, 0)")  # from under the grip


def refused(page: Any) -> None:
    page.locator("#here").click()
    expect(page.locator("#notice")).to_contain_text("没有定位权限")


def another_moment(page: Any) -> None:
    listed(page)
    page.locator("#moment-face").click()
    expect(page.locator("#at")).to_contain_text("5月1日")


def marked(page: Any) -> None:
    expect(page.locator(".leaflet-container .leaflet-control a").first).to_be_visible()
    page.locator("#favourite, #cards [data-slot=star]").first.click()


State = tuple[str, Callable[[Any], object]]
FINDER: dict[str, State] = {
    "start": ("/", marked),
    "spot": (f"/{SPOT}", listed),
    "suggestions": (f"/{SPOT}", suggested),
    "ways": (f"/{SPOT}", ways),
    "refused": (f"/{SPOT}", refused),
    "another moment": (f"/{SPOT}&time=2026-05-01T09:00", another_moment),
    "english": (f"/?lang=en{SPOT}", listed),
    "english start": ("/?lang=en", all_on_the_map),
    "filtered to nothing": (f"/?lang=zh{SPOT}", nothing_left),
}
OTHERS: dict[str, State] = {
    "exact": ("/stations/test-0001?lang=zh", marked),
    "coarse": ("/stations/test-0005", marked),
    "nowhere": ("/stations/test-0006", str),
    "closed for good": (f"/stations/{CLOSED}", marked),
    "hostile": ("/stations/test-0003?lang=en", marked),
    "gone": (f"/stations/{GONE}", str),
    "sheet": ("/stations/test-0003/sheet", str),
    "sheets": ("/sheets?ids=test-0001,test-0003,test-0005", str),
    "sources": ("/sources", str),
    "docs": ("/docs", str),
    "missing": ("/stations/nobody", str),
    "wrong": ("/sheets?ids=nobody", str),
    "kept": ("/kept", str),
}


@pytest.mark.parametrize("states", [FINDER, OTHERS], ids=["finder", "others"])
def test_axe_finds_nothing(page: Any, home: str, states: dict[str, State]) -> None:
    found = {}
    for name, (path, reach) in states.items():
        page.goto("about:blank")
        page.goto(home + path)
        reach(page)
        found[name] = judged(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_without_a_network(page: Any, home: str) -> None:
    page.goto(home + "/" + SPOT)
    listed(page)
    page.evaluate(KEPT_IS_THERE % PATIENCE_MS, [109.5, 18.25])
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#notice")).to_contain_text("没有网络")
    listed(page)
    assert judged(page) == []
