"""The finder without a network: what the phone keeps, in a real Chromium with a server that goes away."""

import random
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from werkzeug.serving import make_server

from locator.catalog import Catalog
from locator.demo import made_up_stations
from locator.export.features import hit_feature
from locator.lookup import CHINA, NearestQuery, nearest
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app
from locator.web.state import State
from tests.web import browser
from tests.web.browser import ARGUMENTS, PATIENCE_MS, PHONE, STATIONS, playwright, whole_answers

chromium = browser.chromium
pytestmark = pytest.mark.browser
expect = playwright.expect

SHANGHAI = (121.47, 31.23)
ELSEWHERE = (121.4812, 31.2419)
NAMES = "#cards [data-slot=name]"
KEPT_ANSWERS = """async questions => {
  const answers = [];
  for (const question of questions) answers.push(await window.page.kept.nearest(question));
  return answers;
}"""
IS_READY = """async ([lon, lat]) => {
  const worker = await navigator.serviceWorker.ready;
  const answer = await window.page.kept.nearest({ lon, lat, k: 10 });
  return Boolean(worker.active && worker.active.state === 'activated' && answer && answer.kept.isComplete);
}"""


IS_RENEWED = """async before => {
  const worker = await navigator.serviceWorker.ready;
  const isNew = (await caches.keys()).some((name) => name.startsWith('shell-') && !before.includes(name));
  return isNew && worker.active.state === 'activated' && !worker.installing && !worker.waiting;
}"""
IS_CLEARED = """async () => {
  return !(await navigator.serviceWorker.getRegistration()) && !(await caches.keys()).length;
}"""
KEPT_ADDRESSES = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(request.url);
  }
  return found;
}"""
WAIT = """async ([arg, patience]) => {
  const holds = %s;
  for (const end = Date.now() + patience; !(await holds(arg)); await new Promise((go) => setTimeout(go, 50))) {
    if (Date.now() > end) throw new Error('waited in vain');
  }
}"""


class Site:
    """A server that one may stop, start again and deploy anew, always at one address."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._port = 0
        self._stop: Callable[[], None] = lambda: None

    def deploy(self, **settings: Any) -> "Site":
        self.stop()
        app = create_app(given=State(Settings(database_url="sqlite://", **settings), self.catalog, Told()))
        app.test_client().get("/basemap/4/13/6.json")  # reads files, once, for which no test should wait
        server = make_server("127.0.0.1", self._port, whole_answers(app), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()

        def stop() -> None:
            server.shutdown()
            thread.join()
            server.server_close()

        self._port, self._stop = server.port, stop
        return self

    def stop(self) -> None:
        self._stop()
        self._stop = lambda: None

    def at(self, spot: tuple[float, float], more: str = "") -> str:
        return f"http://127.0.0.1:{self._port}/{more}#spot={spot[0]:.5f},{spot[1]:.5f},0"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog([*made_up_stations(4_000, seed=3), *STATIONS], version=1)


@pytest.fixture
def site(catalog: Catalog) -> Iterator[Site]:
    made = Site(catalog).deploy()
    yield made
    made.stop()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of a visitor whose scripts must not fail."""
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    made, wrong = context.new_page(), []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    yield made
    context.close()
    assert wrong == []


def wait_until(page: Any, condition: str, arg: Any = None) -> None:
    """Goes on when an asynchronous function of the page tells true; the driver's own wait takes a promise for true."""
    page.evaluate(WAIT % condition, [arg, PATIENCE_MS])


def visited(page: Any, site: Site, spot: tuple[float, float] = SHANGHAI) -> Any:
    """The page after a visit with a network, once everything is kept."""
    page.goto(site.at(spot))
    expect(page.locator(NAMES).first).to_contain_text("演示")
    wait_until(page, IS_READY, list(spot))
    return page


def shown(page: Any) -> list[tuple[str, str]]:
    """The ids and the open states of the cards."""
    expect(page.locator("#notice")).to_contain_text("没有网络")
    cards = page.locator("#cards .card").all()
    return [(card.get_attribute("data-id"), card.get_attribute("data-state")) for card in cards]


def expected(page: Any, catalog: Catalog, spot: tuple[float, float]) -> list[tuple[str, str]]:
    """The same as the server would have it: of those in the list's radius, open doors before closed ones."""
    hits = nearest(catalog, NearestQuery(lon=spot[0], lat=spot[1], k=10))
    found = [(hit.station.id, hit.reach.opening.state) for hit in hits if hit.reach.distance_m <= 10_000]
    return sorted(found, key=lambda pair: pair[1] == "closed")


def question(chance: random.Random) -> dict[str, Any]:
    """A question near the middle of Shanghai, with some of the filters, at some moment of the coming weeks."""
    wishes: dict[str, list[Any]] = {
        "amenities": [["toilet"], ["microwave", "drinking_water"], ["shower"]],
        "state": [["open"], ["open", "unknown"], ["closed"]],
        "open_24h": [True, False],
        "max_distance_m": [1_000, 5_000, 50_000],
        "max_uncertainty_m": [100],
        "status": [["operating", "paused"]],
    }
    asked = {name: chance.choice(values) for name, values in wishes.items() if chance.random() < 0.3}
    moment = datetime.now(CHINA) + timedelta(minutes=chance.randrange(20 * 24 * 60))
    return asked | {
        "lon": round(SHANGHAI[0] + chance.uniform(-0.25, 0.25), 6),
        "lat": round(SHANGHAI[1] + chance.uniform(-0.25, 0.25), 6),
        "k": chance.choice([1, 5, 10]),
        "lang": chance.choice(["zh", "en"]),
        "open_at": moment.isoformat(),
    }


def server_answer(catalog: Catalog, asked: dict[str, Any]) -> list[dict[str, Any]]:
    query = NearestQuery.model_validate(asked)
    features = [hit_feature(hit, query.lang) for hit in nearest(catalog, query)]
    answer: list[dict[str, Any]] = orjson.loads(orjson.dumps(features))
    return answer


def same(ours: Any, theirs: Any) -> bool:
    """Equal, but for the last digit of a rounded figure."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) < 0.11
    return bool(ours == theirs)


def test_kept_answers_are_the_servers_for_a_thousand_questions(
    page: Any, site: Site, catalog: Catalog
) -> None:
    visited(page, site)
    chance = random.Random(7)
    questions = [question(chance) for _ in range(1_000)]
    answers = page.evaluate(KEPT_ANSWERS, questions)
    sure = [
        (asked, answer)
        for asked, answer in zip(questions, answers, strict=True)
        if answer["kept"]["isComplete"]
    ]
    assert len(sure) > 800
    for asked, answer in sure:
        wanted = server_answer(catalog, asked)
        assert [feature["id"] for feature in answer["features"]] == [feature["id"] for feature in wanted], (
            asked
        )
        assert all(same(*pair) for pair in zip(answer["features"], wanted, strict=True)), asked


def test_a_reload_without_a_network_lists_a_new_spot_as_the_server_would(
    page: Any, site: Site, catalog: Catalog
) -> None:
    visited(page, site)
    page.context.set_offline(True)
    page.goto(site.at(ELSEWHERE))
    page.reload()
    assert shown(page) == expected(page, catalog, ELSEWHERE)
    page.locator("#chips input[value=toilet]").check()
    page.wait_for_function("() => window.location.hash.includes('toilet')")
    expect(page.locator("#cards .card")).not_to_have_count(0)
    assert {catalog.station(id_).amenities.get("toilet") for id_, _state in shown(page)} == {"yes"}


def test_a_server_that_stopped_before_the_reload_makes_no_difference(
    page: Any, site: Site, catalog: Catalog
) -> None:
    visited(page, site)
    site.stop()
    page.reload()
    assert shown(page) == expected(page, catalog, SHANGHAI)


def test_far_from_what_is_kept_the_page_says_that_nearer_ones_may_be_missing(page: Any, site: Site) -> None:
    visited(page, site)
    page.context.set_offline(True)
    page.goto(site.at((116.4, 39.9)))
    expect(page.locator("#notice")).to_contain_text("也许还有更近的没存下来")


def test_a_station_that_was_never_opened_tells_its_details_without_a_network(
    page: Any, site: Site, catalog: Catalog
) -> None:
    visited(page, site)
    page.context.set_offline(True)
    station = catalog.station(page.locator("#cards .card").first.get_attribute("data-id"))
    page.locator("#cards [data-slot=details]").first.click()
    expect(page.locator("#kept-words")).to_contain_text("这是手机里存的")
    expect(page.locator("#cards .card__name")).to_have_text(station.name)
    expect(page.locator("#kept-facts")).to_contain_text("节假日")
    page.goto(site.at(SHANGHAI, "sources"))
    expect(page.locator("#kept-words")).to_contain_text("手机里没有存这一页")


def test_what_the_phone_kept_gives_way_to_the_page_once_the_server_answers(page: Any, site: Site) -> None:
    visited(page, site)
    page.context.set_offline(True)
    page.locator("#cards [data-slot=details]").first.click()
    expect(page.locator("#kept-words")).to_contain_text("这是手机里存的")
    with page.expect_event("requestfailed", lambda request: request.method == "HEAD"):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#kept-words")).to_contain_text("这是手机里存的")
    page.context.set_offline(False)
    expect(page.locator("#go")).to_be_visible()
    expect(page.locator("#kept-words")).to_have_count(0)


def test_a_station_page_that_was_opened_is_kept_whole(page: Any, site: Site) -> None:
    visited(page, site)
    page.locator("#cards [data-slot=details]").first.click()
    name = page.locator("h1").text_content()
    wait_until(page, "async () => Boolean(await caches.match(`${location.pathname}?lang=zh`))")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("#go")).to_be_visible()


def test_the_chosen_language_holds_without_a_network(page: Any, site: Site) -> None:
    visited(page, site)
    page.goto(site.at(SHANGHAI, "?lang=en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.context.set_offline(True)
    page.goto(site.at(ELSEWHERE))
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#notice")).to_be_visible()


def test_the_page_after_a_deployment_is_the_new_one_with_and_without_a_network(page: Any, site: Site) -> None:
    visited(page, site)
    before = page.evaluate("() => caches.keys()")
    site.deploy(basemap="xyz", basemap_url="/none/{z}/{x}/{y}.png", basemap_attribution="演示新底图")
    page.reload()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("演示新底图")
    wait_until(page, IS_RENEWED, before)
    site.stop()
    page.reload()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("演示新底图")


def test_an_operator_may_take_back_what_phones_keep(page: Any, site: Site) -> None:
    visited(page, site)
    site.deploy(offline_copy=False)
    page.reload()
    wait_until(page, IS_CLEARED)
    expect(page.locator(NAMES).first).to_contain_text("演示")


def test_the_base_map_round_the_spot_is_kept(page: Any, site: Site) -> None:
    visited(page, site)
    wait_until(
        page, "async () => Boolean(await caches.match('/basemap/14/13720/6694.json', { ignoreSearch: true }))"
    )


def test_nothing_of_the_spot_is_kept_but_the_square(page: Any, site: Site) -> None:
    visited(page, site)
    addresses = page.evaluate(KEPT_ADDRESSES)
    assert addresses
    assert not [
        address for address in addresses if "/api/" in address or "121.4" in address or "31.2" in address
    ]


@pytest.mark.parametrize("gone", ["indexedDB", "caches", "navigator.serviceWorker"])
def test_the_page_works_where_the_browser_refuses_to_keep_anything(page: Any, site: Site, gone: str) -> None:
    owner, _, name = gone.rpartition(".")
    page.add_init_script(
        f"Object.defineProperty({owner or 'window'}, '{name}', {{ get() {{ throw new DOMException('refused') }} }});"
        if name == "indexedDB"
        else f"Object.defineProperty({owner or 'window'}, '{name}', {{ value: undefined }});"
    )
    page.goto(site.at(SHANGHAI))
    expect(page.locator(NAMES).first).to_contain_text("演示")
    wait_until(page, "async ([lon, lat]) => window.page.kept.nearest({ lon, lat })", list(SHANGHAI))
    page.context.set_offline(True)
    page.evaluate("([lon, lat]) => { location.hash = `spot=${lon},${lat},0` }", list(ELSEWHERE))
    expect(page.locator("#notice")).to_contain_text("没有网络")
    expect(page.locator(NAMES).first).to_contain_text("演示")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_finder_can_be_installed(chromium: Any, site: Site, tmp_path: Path, lang: str) -> None:
    driver = chromium.browser_type
    context = driver.launch_persistent_context(
        str(tmp_path), executable_path=browser.executable(), args=ARGUMENTS, headless=True
    )
    try:
        page = context.pages[0]
        page.goto(site.at(SHANGHAI, f"?lang={lang}"))
        page.evaluate("async () => { await navigator.serviceWorker.ready }")
        devtools = context.new_cdp_session(page)
        manifest = devtools.send("Page.getAppManifest")
        assert manifest["errors"] == []
        assert orjson.loads(manifest["data"])["lang"] == {"zh": "zh-CN", "en": "en"}[lang]
        assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    finally:
        context.close()
