"""Maps in a real Chromium, under the policy they must live with."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest

from locator import datum
from locator.maps.assets import parts
from locator.maps.basemaps import BaseMap, choose, tile_hosts
from locator.maps.pages import finder_map, station_map
from locator.station import Position
from tests.maps.site import STATIC, served

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync""".split()  # noqa: SIM905 — as they would be typed
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
SANYA, TANGWANG, DAZHOU = Position(109.5, 18.25), Position(129.56, 48.45), Position(107.5, 31.2)
HOSTILE = "<img src=x onerror=alert(1)>`${alert(2)}`</script>"
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium: apt-get install chromium")
    if not (STATIC / "vendor/leaflet/leaflet.js").is_file():
        pytest.skip("needs the browser files: make setup")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page with all that went wrong on it."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    contexts = []

    def open_map(url: str, size: dict[str, int] = DESKTOP, scheme: str = "light", ratio: int = 1) -> Visit:
        context = browser.new_context(viewport=size, color_scheme=scheme, device_scale_factor=ratio)
        contexts.append(context)
        seen = Visit(context.new_page())
        seen.page.on("console", lambda message: seen.complaints.append(message.text))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on("dialog", lambda dialog: (seen.complaints.append(dialog.message), dialog.dismiss()))
        seen.page.on("request", lambda request: seen.hosts.add(urlsplit(request.url).hostname or ""))
        context.route(re.compile("^https:"), lambda route: route.fulfill(body=DOT, content_type="image/png"))
        seen.page.goto(url)
        seen.page.wait_for_load_state("networkidle")
        return seen

    yield open_map
    for context in contexts:
        context.close()


def static_url(path: str) -> str:
    return f"/static/{path}"


def finder_site(basemap: BaseMap, center: Position | None, zoom: int = 13) -> Any:
    return served(parts(finder_map(basemap, center, zoom), static_url), tile_hosts(basemap))


OFFLINE = choose("offline")
COLOURS = """() => {
  const seen = new Set();
  const reader = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  for (const canvas of document.querySelectorAll('canvas.leaflet-tile')) {
    Object.assign(reader.canvas, { width: canvas.width, height: canvas.height });
    reader.drawImage(canvas, 0, 0);
    const { data } = reader.getImageData(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  }
  return [...seen];
}"""
IS_DRAWN = f"() => ({COLOURS})().length > 20"
"""Ground, lines and lettering."""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    ("center", "zoom"),
    [(None, 4), (SANYA, 12), (TANGWANG, 15), (DAZHOU, 18)],
    ids=["china", "sanya", "tangwang", "dazhou"],
)
def test_the_offline_map_is_drawn_without_breach_or_foreign_host(
    visit: Any, center: Position | None, zoom: int, size: dict[str, int]
) -> None:
    with finder_site(OFFLINE, center, zoom) as url:
        seen = visit(url, size)
        seen.page.wait_for_function(IS_DRAWN)
    assert seen.complaints == []
    assert seen.hosts == {"127.0.0.1"}


def test_the_map_has_large_buttons_a_metric_scale_and_says_its_sources(visit: Any) -> None:
    with finder_site(OFFLINE, SANYA) as url:
        page = visit(url, PHONE).page
        buttons = [page.get_by_role("button", name=name) for name in ("放大", "缩小")]
        sizes = [button.bounding_box() for button in buttons]
        scale = page.locator(".leaflet-control-scale").inner_text()
        sources = page.locator(".leaflet-control-attribution").inner_text()
    assert all(size["width"] >= 44 and size["height"] >= 44 for size in sizes)
    assert scale.split()[1] in {"km", "m"}
    assert "ft" not in scale
    assert "mi" not in scale
    assert "Natural Earth" in sources
    assert "GeoNames" in sources


def test_a_sharp_screen_gets_sharp_tiles(visit: Any) -> None:
    with finder_site(OFFLINE, SANYA) as url:
        page = visit(url, PHONE, ratio=3).page
        assert page.evaluate("document.querySelector('canvas.leaflet-tile').width") == 768


def test_at_night_the_same_tiles_are_drawn_dark(visit: Any) -> None:
    with finder_site(OFFLINE, DAZHOU) as url:
        page = visit(url).page
        day = page.evaluate(COLOURS)
        page.emulate_media(color_scheme="dark")
        page.wait_for_function(f"() => ({COLOURS})().includes(0x1E2226)")
        night = page.evaluate(COLOURS)
    assert 0xFAF7F0 in day
    assert 0x1E2226 not in day
    assert 0x1E2226 in night
    assert 0xFAF7F0 not in night


def test_zooming_all_the_way_in_keeps_a_map(visit: Any) -> None:
    with finder_site(OFFLINE, DAZHOU, 14) as url:
        seen = visit(url)
        seen.page.evaluate("stationMap.setZoom(18, { animate: false })")
        seen.page.wait_for_function(IS_DRAWN)  # a blank map waits in vain, and fails
        assert seen.page.evaluate("stationMap.getZoom()") == 18
    assert seen.complaints == []


@pytest.mark.parametrize("name", ["amap", "tianditu"])
def test_a_foreign_map_asks_only_the_hosts_it_tells(visit: Any, name: str) -> None:
    basemap = choose(name, tianditu_key="0123456789abcdef")
    with finder_site(basemap, SANYA) as url:
        seen = visit(url)
        pictures = seen.page.evaluate("document.querySelectorAll('img.leaflet-tile-loaded').length")
    told = {urlsplit(host).hostname for host in tile_hosts(basemap)}
    assert seen.complaints == []
    assert pictures
    assert seen.hosts <= told | {"127.0.0.1"}


# ——— Amap's shifted ground ———


def test_a_click_on_amap_comes_back_as_wgs84(visit: Any) -> None:
    with finder_site(choose("amap"), SANYA, 16) as url:
        page = visit(url).page
        page.evaluate(
            "stationMap.on('click', (event) => { window.clicked = [event.latlng.lng, event.latlng.lat]; })"
        )
        for x, y in [(300, 200), (640, 400), (901, 613)]:
            page.mouse.click(x, y)
            page.wait_for_function("() => window.clicked")
            lon, lat = page.evaluate(
                "(() => { const seen = window.clicked; delete window.clicked; return seen; })()"
            )
            drawn = page.evaluate(GCJ_AT, [x, y])
            assert datum.convert(lon, lat, "wgs84", "gcj02") == pytest.approx(drawn, abs=1e-9)
            assert page.evaluate(PIXEL_OF, [lon, lat]) == pytest.approx([x, y], abs=0.51)


# What the picture under a pixel shows, by its own datum: plain Mercator on the map's pixel origin.
GCJ_AT = """([x, y]) => {
  const pixel = stationMap.containerPointToLayerPoint([x, y]).add(stationMap.getPixelOrigin());
  const { lng, lat } = L.CRS.EPSG3857.pointToLatLng(pixel, stationMap.getZoom());
  return [lng, lat];
}"""
PIXEL_OF = "([lon, lat]) => { const p = stationMap.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }"
THROUGH = """([points, way]) => points.map(([lon, lat]) => {
  const mercator = L.Projection.SphericalMercator;
  const shifted = L.CRS.GCJ02.projection;
  const [into, back] = way === 'to' ? [shifted, mercator] : [mercator, shifted];
  const { lng, lat: north } = back.unproject(into.project(L.latLng(lat, lon)));
  return [lng, north];
})"""


@pytest.mark.parametrize(("way", "source", "target"), [("to", "wgs84", "gcj02"), ("from", "gcj02", "wgs84")])
def test_the_page_shifts_as_the_package_does_border_and_abroad_included(
    visit: Any, way: str, source: str, target: str
) -> None:
    chance = np.random.default_rng(7)
    lon, lat = chance.uniform(73, 136, 1500), chance.uniform(16, 54, 1500)
    shenzhen_and_hong_kong = chance.uniform(113.8, 114.4, 500), chance.uniform(22.3, 22.7, 500)
    lon, lat = np.append(lon, shenzhen_and_hong_kong[0]), np.append(lat, shenzhen_and_hong_kong[1])
    with finder_site(choose("amap"), SANYA) as url:
        found = visit(url).page.evaluate(THROUGH, [np.column_stack([lon, lat]).tolist(), way])
    expected = np.column_stack(datum.convert(lon, lat, source, target))
    assert np.abs(np.array(found) - expected).max() < 1e-9
    assert 0 < (expected[:, 0] != lon).sum() < len(lon)


# ——— marks ———


def feature(name: str, state: str, precision: str, uncertainty_m: float) -> dict[str, Any]:
    properties = {"name": name, "open_state": state, "precision": precision, "uncertainty_m": uncertainty_m}
    return {"geometry": {"coordinates": [SANYA.lon, SANYA.lat]}, "properties": properties}


DRAW = """([feature, options]) => {
  window.activated = 0;
  window.mark = stationMarks.draw(stationMap, feature, { ...options, onActivate: () => window.activated++ });
}"""


@pytest.mark.parametrize("precision", ["street", "district"])
def test_a_hostile_name_is_a_text(visit: Any, precision: str) -> None:
    with finder_site(OFFLINE, SANYA) as url:
        seen = visit(url)
        seen.page.evaluate(DRAW, [feature(HOSTILE, "open", precision, 3000), {}])
        spoken = seen.page.evaluate("mark.element.getAttribute('aria-label')")
        written = seen.page.evaluate("mark.element.textContent")
        pictures = seen.page.evaluate("document.querySelectorAll('.leaflet-marker-pane img').length")
    assert spoken.startswith(HOSTILE)
    assert written in {"", f"{HOSTILE}约在此区 (±3 公里)"}
    assert pictures == 0
    assert seen.complaints == []


@pytest.mark.parametrize("precision", ["rooftop", "township"])
@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_mark_is_a_button_for_the_keyboard(visit: Any, precision: str, key: str) -> None:
    with finder_site(OFFLINE, SANYA) as url:
        page = visit(url).page
        page.evaluate(DRAW, [feature("三亚湾站", "closed", precision, 2000), {}])
        button = page.get_by_role("button", name="三亚湾站, 已关门")
        button.focus()
        page.keyboard.press(key)
        assert page.evaluate("activated") == 1


@pytest.mark.parametrize("precision", ["street", "city"])
def test_a_tap_on_a_mark_is_no_tap_on_the_map(visit: Any, precision: str) -> None:
    with finder_site(OFFLINE, SANYA) as url:
        page = visit(url, PHONE).page
        page.evaluate("stationMap.on('click', () => { window.missed = true; })")
        page.evaluate(DRAW, [feature("三亚湾站", "unknown", precision, 2000), {}])
        page.get_by_role("button", name="三亚湾站").click()
        assert page.evaluate("[activated, window.missed]") == [1, None]


def test_each_state_has_a_shape_of_its_own(visit: Any) -> None:
    shapes = {}
    with finder_site(OFFLINE, SANYA) as url:
        page = visit(url).page
        for state in ("open", "closed", "unknown"):
            page.evaluate(DRAW, [feature("站", state, "street", 20), {}])
            shapes[state] = page.evaluate("mark.element.querySelector('svg').outerHTML") + page.evaluate(
                "getComputedStyle(mark.element.querySelector('.mark__ring, .mark__filled')).strokeDasharray"
            )
    assert len({*shapes.values()}) == 3


METRES_PER_PX = """() => {
  const [west, east] = [[600, 400], [640, 400]].map((pixel) => stationMap.containerPointToLatLng(pixel));
  return stationMap.distance(west, east) / 40;
}"""


def test_a_vague_position_is_a_dashed_circle_of_its_size_and_no_pin(visit: Any) -> None:
    with finder_site(OFFLINE, SANYA, 12) as url:
        page = visit(url).page
        page.evaluate(DRAW, [feature("某站", "unknown", "district", 3000), {"lang": "en"}])
        width_px = page.locator(".mark-area-ring").bounding_box()["width"]
        dashes = page.evaluate("getComputedStyle(document.querySelector('.mark-area-ring')).strokeDasharray")
        metres_per_px = page.evaluate(
            "stationMap.distance(...[[600, 400], [640, 400]].map((p) => stationMap.containerPointToLatLng(p))) / 40"
        )
        label = page.locator(".mark-area").inner_text()
        pins = page.locator(".mark").count()
    assert width_px * metres_per_px == pytest.approx(6000, rel=0.03)
    assert dashes != "none"
    assert "±3 km" in label
    assert pins == 0


def test_from_far_off_a_vague_positions_words_give_way_to_a_sign(visit: Any) -> None:
    with finder_site(OFFLINE, SANYA, 13) as url:
        page = visit(url).page
        page.evaluate(DRAW, [feature("某站", "open", "district", 3000), {}])
        assert "某站" in page.locator(".mark-area").inner_text()
        page.evaluate("stationMap.setZoom(6, { animate: false })")
        assert "某站" not in page.locator(".mark-area").inner_text()
        box = page.get_by_role("button", name="某站").bounding_box()
    assert (box["width"], box["height"]) == (44, 44)


def test_a_mark_can_be_selected_and_removed(visit: Any) -> None:
    with finder_site(OFFLINE, SANYA) as url:
        page = visit(url).page
        page.evaluate(DRAW, [feature("某站", "open", "district", 3000), {}])
        page.evaluate("mark.select(true)")
        assert page.locator(".is-selected").count() == 2
        page.evaluate("mark.select(false)")
        assert page.locator(".is-selected").count() == 0
        page.evaluate("mark.remove()")
        assert page.locator(".mark-area, .mark-area-ring").count() == 0


def test_a_stations_own_map_shows_its_whole_circle(visit: Any) -> None:
    made = parts(station_map(OFFLINE, SANYA, 17_000), static_url)
    with served(made) as url:
        seen = visit(url, {"width": 360, "height": 300})
        seen.page.evaluate(DRAW, [feature("某站", "open", "district", 17_000), {}])
        assert seen.page.evaluate("stationMap.getBounds().contains(mark.bounds)")
    assert seen.complaints == []
