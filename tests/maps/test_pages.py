"""Folium maps and their parts, without a browser."""

import re

import folium
import pytest
from folium.plugins import Draw

from locator.errors import GeodataMissing
from locator.maps.assets import LOCAL_FILES, MapParts, parts
from locator.maps.basemaps import choose
from locator.maps.elements import shifted_ground
from locator.maps.pages import finder_map, station_map, zoom_for
from locator.station import Position

SANYA = Position(109.5, 18.25)
CHOICES = {
    "offline": choose("offline"),
    "amap": choose("amap"),
    "tianditu": choose("tianditu", tianditu_key="0123456789abcdef"),
    "xyz": choose("xyz", url="/tiles/{z}/{x}/{y}.png", attribution="town"),
}


def static_url(path: str) -> str:
    return f"/static/{path}"


def finder_parts(name: str) -> MapParts:
    return parts(finder_map(CHOICES[name], SANYA), static_url)


@pytest.mark.parametrize("name", CHOICES)
def test_every_browser_file_is_our_own(name: str) -> None:
    made = finder_parts(name)
    assert made.js[0] == "/static/vendor/leaflet/leaflet.js"
    assert all(url.startswith("/static/") for url in (*made.css, *made.js))


@pytest.mark.parametrize("name", CHOICES)
def test_the_same_map_has_the_same_parts(name: str) -> None:
    assert finder_parts(name) == finder_parts(name)


@pytest.mark.parametrize("name", CHOICES)
def test_nothing_is_inline(name: str) -> None:
    assert not re.search(r"<script|<style|style=|\son\w+=", finder_parts(name).html)


def test_two_maps_of_one_page_have_names_of_their_own() -> None:
    one = parts(finder_map(), static_url, "a")
    other = parts(station_map(CHOICES["offline"], SANYA), static_url, "b")
    assert not {*re.findall(r"var (\w+)", one.script)} & {*re.findall(r"var (\w+)", other.script)}


def test_other_maps_of_the_process_keep_foliums_files() -> None:
    before = [*folium.Map.default_js]
    finder_parts("offline")
    assert folium.Map.default_js == before


def test_a_layer_without_a_local_copy_is_refused_not_dropped() -> None:
    page_map = finder_map()
    Draw().add_to(page_map)
    with pytest.raises(GeodataMissing, match="no local copy"):
        parts(page_map, static_url)


def test_a_page_may_add_foliums_layers() -> None:
    page_map = finder_map()
    folium.Circle([18.25, 109.5], radius=100).add_to(page_map)
    assert "L.circle(" in parts(page_map, static_url).script


def test_the_shift_is_known_before_the_map_is_made() -> None:
    script = finder_parts("amap").script
    assert script.index("shiftOn(") < script.index("L.map(")
    assert "crs: L.CRS.GCJ02" in script
    assert "GCJ02" not in finder_parts("tianditu").script
    assert len(shifted_ground()) > 10_000


def test_every_local_file_of_ours_exists() -> None:
    from tests.maps.site import STATIC

    ours = [path for path in LOCAL_FILES.values() if path.startswith("map/")]
    assert ours
    assert all((STATIC / path).is_file() for path in ours)


@pytest.mark.parametrize(("radius_m", "zoom"), [(0, 16), (50, 16), (990, 14), (27_000, 9), (10_000_000, 3)])
def test_a_vague_position_is_seen_from_farther_off(radius_m: float, zoom: int) -> None:
    assert zoom_for(18.25, radius_m) == zoom
