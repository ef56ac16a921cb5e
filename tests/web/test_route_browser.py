"""The way on foot, drawn on the finder's map."""

from collections.abc import Iterator
from typing import Any

import pytest

from locator.catalog import Catalog
from locator.planning.walking.adding import add_network
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app
from locator.web.state import State
from tests.planning.street_map import StreetMap
from tests.web import browser
from tests.web.browser import HERE, STATIONS, Arrive, playwright, serving

arrive, chromium = browser.arrive, browser.chromium
pytestmark = pytest.mark.browser
expect = playwright.expect

LINE = ".leaflet-route-pane path.route-line"
SPOT = {"lon": HERE["longitude"], "lat": HERE["latitude"]}
FIND = """async ([spot, id]) => {
    const asked = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(spot) };
    const found = await (await fetch('/api/v1/nearest', asked)).json();
    return [spot, found.features.find((one) => one.id === id)];
}"""
SHOW = "([spot, feature]) => window.page.route.show(window.stationMap, spot, feature)"


@pytest.fixture(scope="module")
def demo_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server over the made-up stations and a town that holds the first three of them."""
    folder = tmp_path_factory.mktemp("streets")
    town = StreetMap().blocks(6, 2, 90)
    add_network(town.write(folder / "town.osm.pbf"), folder / "networks")
    settings = Settings(database_url="sqlite://", network_folder=folder / "networks")
    with serving(create_app(given=State(settings, Catalog(STATIONS, version=1), Told()))) as port:
        yield port


def opened(arrive: Arrive, *expected: str) -> Any:
    """The finder; what a service worker keeps is no matter of these tests."""
    visit = arrive(service_workers="block")
    visit.expected += ["Service Worker registration blocked", *expected]
    return visit.open()


def shown(page: Any, station: str) -> dict[str, Any]:
    """What the page tells of the way to a station, once it is drawn or known not to be."""
    told: dict[str, Any] = page.evaluate(SHOW, page.evaluate(FIND, [SPOT, station]))
    return told


def test_the_way_to_a_station_is_drawn_along_the_streets(arrive: Arrive) -> None:
    page = opened(arrive)
    told = shown(page, "test-0003")
    assert told["by"] == "streets"
    assert told["m"] == pytest.approx(529, abs=2)
    assert told["min"] == pytest.approx(told["m"] / 75, abs=0.1)
    expect(page.locator(LINE)).to_have_count(1)
    assert page.locator(LINE).evaluate("line => getComputedStyle(line).strokeDasharray") != "none"


def test_the_line_says_nothing_to_a_screen_reader_and_takes_no_click(arrive: Arrive) -> None:
    page = opened(arrive)
    shown(page, "test-0003")
    pane = page.locator(".leaflet-route-pane")
    assert pane.get_attribute("aria-hidden") == "true"
    assert pane.evaluate("pane => getComputedStyle(pane).pointerEvents") == "none"


def test_another_way_takes_the_place_of_the_first_and_is_cleared(arrive: Arrive) -> None:
    page = opened(arrive)
    shown(page, "test-0003")
    assert shown(page, "test-0001")["m"] == pytest.approx(212, abs=2)
    expect(page.locator(LINE)).to_have_count(1)
    page.evaluate("window.page.route.clear()")
    expect(page.locator(LINE)).to_have_count(0)


def test_a_newer_question_makes_the_older_one_void(arrive: Arrive) -> None:
    page = opened(arrive)
    answers = page.evaluate(
        f"""(asked) => {{
            const ways = asked.map({SHOW});
            return Promise.all(ways.map((way) => way.then((told) => told.by, (error) => error.name)));
        }}""",
        [page.evaluate(FIND, [SPOT, station]) for station in ("test-0003", "test-0001")],
    )
    assert answers == ["AbortError", "streets"]
    expect(page.locator(LINE)).to_have_count(1)


def test_where_no_streets_are_known_nothing_is_drawn_and_it_says_so(arrive: Arrive) -> None:
    page = opened(arrive)
    beyond, vague = shown(page, "test-0004"), shown(page, "test-0005")
    assert beyond["by"] == "straight_line"
    assert beyond["m"] == pytest.approx(3_173 * 1.3, rel=0.01)
    assert vague == {"m": None, "min": None, "by": None}
    expect(page.locator(LINE)).to_have_count(0)


def test_when_the_network_goes_away_the_list_s_own_numbers_are_told(arrive: Arrive) -> None:
    page = opened(arrive, "ERR_")
    page.route("**/api/v1/route", lambda route: route.abort())
    told = shown(page, "test-0003")
    assert told["by"] == "straight_line"
    assert told["m"] == pytest.approx(529, abs=2)
    expect(page.locator(LINE)).to_have_count(0)
