"""A real Chromium on a made-up catalog: fixtures for tests that look at the pages as people do."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.serving import make_server

from locator.catalog import Catalog
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app
from locator.web.state import State
from tests.made_up import station

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: make setup")

HERE = {"longitude": 109.5, "latitude": 18.25, "accuracy": 20}
PHONE = {"width": 390, "height": 844}
HOSTILE = '演示<img src=x onerror=alert(1)>`${alert(2)}"};alert(3)//</script>'
WITHOUT_HTTPS = "without-https.test"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {WITHOUT_HTTPS} 127.0.0.1",
]
STATIONS = [
    station(1, 109.502, 18.25, opening_hours="24/7", amenities={"toilet": "yes", "drinking_water": "yes"}),
    station(2, 109.503, 18.25, opening_hours="off", amenities={"toilet": "yes"}),
    station(3, 109.505, 18.25, name=HOSTILE, address=HOSTILE, landmark=HOSTILE),
    station(
        4,
        109.53,
        18.25,
        opening_hours="24/7",
        amenities={"toilet": "no", "drinking_water": "yes"},
        broken=("drinking_water",),
        entry="staff",
        registration_required=True,
        audience=("courier", "rider"),
        verified_on="2025-01-02",
    ),
    station(5, 109.51, 18.26, precision="district", uncertainty_m=17_000, city="三亚市"),
    station(6),
]


PATIENCE_MS = 20_000  # the first tile of the base map reads its files
playwright.expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Visit:
    """One person's browser, and what went wrong in it.

    `wrong` holds requests to other hosts, errors on the console (a breach of the content security policy is
    one) and scripts' exceptions; a test that provokes an error names a part of its text in `expected`.
    """

    page: Any
    home: str
    expected: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("request", lambda request: self._look_at(request.url))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", self._refuse)

    def open(self, path: str = "/") -> Any:
        """The page, once its scripts have run."""
        self.page.goto(self.home + path)
        self.page.wait_for_load_state("load")
        return self.page

    def unexpected(self) -> list[str]:
        return [text for text in self.wrong if not any(part in text for part in self.expected)]

    def _look_at(self, url: str) -> None:
        if not url.startswith((self.home, "data:")):
            self.wrong.append(f"request to {url}")

    def _refuse(self, dialog: Any) -> None:
        self.wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(f"{message.text} {message.location.get('url', '')}")


Arrive = Callable[..., Visit]


def executable() -> str:
    """Where Chromium is."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for a module's tests: playwright's drivers run one after another, never side by side."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_port() -> Iterator[int]:
    """The port of a server over the made-up stations."""
    app = create_app(given=State(Settings(database_url="sqlite://"), Catalog(STATIONS, version=1), Told()))
    for path in ("/basemap/3/6/3.json", "/api/v1/locate?address=三亚市"):
        app.test_client().get(path)  # the first of each reads its files, for which no test should wait
    with serving(app) as port:
        yield port


@contextmanager
def serving(app: "WSGIApplication") -> Iterator[int]:
    """The port of a server of an app."""
    server = make_server("127.0.0.1", 0, whole_answers(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.port
    server.shutdown()
    thread.join()
    server.server_close()


def whole_answers(app: "WSGIApplication") -> "WSGIApplication":
    """The app, with every answer read to its end before it is sent.

    Werkzeug's server leaves a static file open where a browser goes away in the middle of it.
    """

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        pieces = app(environ, start_response)
        try:
            return [b"".join(pieces)]
        finally:
            getattr(pieces, "close", lambda: None)()

    return call


@pytest.fixture
def arrive(chromium: Any, demo_port: int) -> Iterator[Arrive]:
    """Makes visits; whatever went wrong in one fails the test at its end."""
    visits: list[Visit] = []

    def make(host: str = "127.0.0.1", *, may_locate: bool = True, **options: Any) -> Visit:
        settings = {
            "viewport": PHONE,
            "has_touch": True,
            "locale": "zh-CN",
            "reduced_motion": "reduce",
            "geolocation": HERE,
            "permissions": ["geolocation"] if may_locate else [],
        }
        context = chromium.new_context(**(settings | options))
        context.set_default_timeout(PATIENCE_MS)
        visit = Visit(context.new_page(), f"http://{host}:{demo_port}")
        visit.watch()
        visits.append(visit)
        return visit

    yield make
    wrong = [text for visit in visits for text in visit.unexpected()]
    for visit in visits:
        visit.page.context.close()
    assert wrong == []
