"""What a phone has to load before it sees the first list."""

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

MOST_BYTES = 150_000
SHANGHAI = "#spot=121.47000,31.23000,0"


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    app = create_app(
        given=State(Settings(database_url="sqlite://"), Catalog(made_up_stations(200), 1), Told())
    )
    server = make_server("127.0.0.1", 0, whole_answers(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def transferred(page: Any, address: str) -> dict[str, float]:
    """Bytes over the wire, headers included, by address, until the list and the map's scripts are there."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    address_of: dict[str, str] = {}
    loaded: dict[str, float] = {}
    devtools.on(
        "Network.requestWillBeSent",
        lambda told: address_of.update({told["requestId"]: told["request"]["url"]}),
    )
    devtools.on(
        "Network.loadingFinished",
        lambda told: loaded.update({address_of[told["requestId"]]: told["encodedDataLength"]}),
    )
    page.goto(address)
    expect(page.locator("#cards [data-slot=name]").first).to_contain_text("演示")
    page.wait_for_function("() => window.stationMap && document.readyState === 'complete'")
    seen = dict(loaded)
    devtools.detach()
    return {url: size for url, size in seen.items() if "/basemap/" not in url}


@pytest.mark.parametrize("spot", ["", SHANGHAI])
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_the_first_list_costs_no_more_than_150_kb(chromium: Any, home: str, lang: str, spot: str) -> None:
    context = chromium.new_context(viewport=PHONE, locale=lang)
    context.set_default_timeout(PATIENCE_MS)
    loaded = transferred(context.new_page(), f"{home}/{spot}")
    context.close()
    assert 12 <= len(loaded) <= 24, sorted(loaded)
    assert sum(loaded.values()) <= MOST_BYTES, sorted(loaded.items(), key=lambda item: -item[1])
