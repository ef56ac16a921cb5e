"""The maps of the pages: what a template links, the scripts that Folium wrote, the tiles of the offline map."""

from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, current_app, url_for
from markupsafe import Markup

from locator.errors import NotFound
from locator.maps import assets, basemap, basemaps, pages
from locator.settings import Settings
from locator.station import Position, Station
from locator.web.state import state
from locator.web.versions import basemap_version, version_of

maps = Blueprint("maps", __name__)
JAVASCRIPT = "text/javascript; charset=utf-8"


@dataclass(frozen=True)
class PageMap:
    """What a page links, in this order: style sheets, scripts (the map's own last), and the place for the map."""

    css: tuple[str, ...]
    js: tuple[str, ...]
    html: Markup


def base_map_of(settings: Settings) -> basemaps.BaseMap:
    """The base map that the operator chose.

    Raises:
        InvalidInput: what it needs is wrong.
    """
    return basemaps.choose(
        settings.basemap,
        tianditu_key=settings.tianditu_key.get_secret_value() if settings.tianditu_key else "",
        url=settings.basemap_url or "",
        attribution=settings.basemap_attribution or "",
    )


def finder_map() -> PageMap:
    """The finder's map, over all of China at first."""
    parts = _finder_parts(base_map_of(state(current_app).settings))
    return _linked(parts, url_for("maps.finder_script", v=version_of(parts.script.encode())))


def station_map(station: Station) -> PageMap | None:
    """The small map of one station; None when nobody knows where it is."""
    if station.placement is None:
        return None
    parts = _station_parts(station)
    script = url_for("maps.station_script", station_id=station.id, v=version_of(parts.script.encode()))
    return _linked(parts, script)


@maps.get("/map/finder.js")
def finder_script() -> Response:
    """The finder map's script."""
    return Response(_finder_parts(base_map_of(state(current_app).settings)).script, content_type=JAVASCRIPT)


@maps.get("/map/stations/<station_id>.js")
def station_script(station_id: str) -> Response:
    """The script of one station's map."""
    station = state(current_app).catalog.station(station_id)
    if station.placement is None:
        raise NotFound(f"{station_id} has no position")
    return Response(_station_parts(station).script, content_type=JAVASCRIPT)


@maps.get("/basemap/<int:z>/<int:x>/<int:y>.json")
def basemap_tile(z: int, x: int, y: int) -> Response:
    """A tile of the offline base map."""
    return Response(basemap.tile(z, x, y), content_type="application/json")


@lru_cache(maxsize=8)
def _finder_parts(base: basemaps.BaseMap) -> assets.MapParts:
    page_map = pages.finder_map(base, offline_tiles=_offline_tiles())
    return assets.parts(page_map, _static_url)


def _station_parts(station: Station) -> assets.MapParts:
    place = station.placement
    assert place is not None  # noqa: S101 - both callers have looked
    radius = 0 if place.precision.is_exact else place.uncertainty_m
    base = base_map_of(state(current_app).settings)
    position = Position(place.lon, place.lat)
    page_map = pages.station_map(base, position, radius, offline_tiles=_offline_tiles())
    return assets.parts(page_map, _static_url)


def _static_url(file_name: str) -> str:
    return url_for("static", filename=file_name)


def _linked(parts: assets.MapParts, script: str) -> PageMap:
    return PageMap(parts.css, (*parts.js, script), Markup(parts.html))  # noqa: S704 - made by Folium from no data


def _offline_tiles() -> str:
    return f"/basemap/{{z}}/{{x}}/{{y}}.json?v={basemap_version()}"
