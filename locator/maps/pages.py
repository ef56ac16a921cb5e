"""Folium maps for our pages: base map, controls and layers, never a text from data.

Stations are drawn by the page's own script on `window.stationMap` (see `static/map/marks.js`), because Folium
would write their names into its script as they are. A page that needs more layers adds them to the map with
Folium's own `add_to` before it asks `locator.maps.assets.parts` for what its template needs.
"""

from __future__ import annotations

import math

import folium
from folium.map import FitBounds

from locator.maps.basemaps import OFFLINE, OFFLINE_ATTRIBUTION, OFFLINE_TILES, BaseMap
from locator.maps.elements import OfflineLayer, PageMap, ShiftedGround
from locator.maps.mercator import EQUATOR_M, MAX_ZOOM, TILE_PX
from locator.station import Position

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees
CHINA: Bounds = (73.5, 18.0, 135.0, 53.6)
CRS_OF = {"wgs84": "EPSG3857", "gcj02": "GCJ02"}
MIN_ZOOM = 3
CLOSE_ZOOM = 16  # for a place that is known exactly
CIRCLE_PX = 220  # the diameter at which a vague position's circle is shown at first


def finder_map(
    basemap: BaseMap = OFFLINE,
    center: Position | None = None,
    zoom: int = 13,
    *,
    bounds: Bounds = CHINA,
    offline_tiles: str = OFFLINE_TILES,
) -> folium.Map:
    """A map round `center`; without one it shows all of `bounds`, whatever the size of the screen.

    Args:
        basemap: what lies under everything.
        center: WGS84.
        zoom: 3 to 18, for `center`.
        bounds: WGS84.
        offline_tiles: where our own tiles are served, a Leaflet template.
    """
    # a map that is about to fit its bounds starts far out: closer in it would fetch tiles nobody sees
    page_map = _bare_map(basemap, center or _middle(bounds), zoom if center else MIN_ZOOM, offline_tiles)
    if center is None:
        west, south, east, north = bounds
        fit = FitBounds([[south, west], [north, east]])
        fit.options["animate"] = (
            False  # an animation on its way would undo where a page's script goes meanwhile
        )
        fit.add_to(page_map)
    return page_map


def station_map(
    basemap: BaseMap,
    position: Position,
    uncertainty_m: float = 0,
    *,
    offline_tiles: str = OFFLINE_TILES,
) -> folium.Map:
    """A small map round one station, as close as its circle of uncertainty allows.

    The wheel scrolls the page, not this map.
    """
    zoom = zoom_for(position.lat, uncertainty_m)
    page_map = _bare_map(basemap, position, zoom, offline_tiles)
    page_map.options["scrollWheelZoom"] = False
    return page_map


def zoom_for(lat: float, radius_m: float) -> int:
    """The closest zoom at which a circle is at most `CIRCLE_PX` wide."""
    if radius_m <= 0:
        return CLOSE_ZOOM
    metres_per_px = 2 * radius_m / CIRCLE_PX
    zoom = math.log2(EQUATOR_M * math.cos(math.radians(lat)) / TILE_PX / metres_per_px)
    return max(MIN_ZOOM, min(CLOSE_ZOOM, math.floor(zoom)))


def _middle(bounds: Bounds) -> Position:
    west, south, east, north = bounds
    return Position((west + east) / 2, (south + north) / 2)


def _bare_map(basemap: BaseMap, center: Position, zoom: int, offline_tiles: str) -> folium.Map:
    page_map = folium.Map(
        location=[center.lat, center.lon],
        zoom_start=zoom,
        tiles=None,
        crs=CRS_OF[basemap.datum],
        zoom_control=False,
    )
    page_map.options |= {
        "minZoom": MIN_ZOOM,
        "maxZoom": MAX_ZOOM,
        "fadeAnimation": False,  # a fading tile is drawn anew in every frame: on a weak phone that is what stutters
    }
    if basemap.datum == "gcj02":
        page_map.get_root().add_child(ShiftedGround(), index=0)
    _add_base(page_map, basemap, offline_tiles)
    PageMap().add_to(page_map)
    return page_map


def _add_base(page_map: folium.Map, basemap: BaseMap, offline_tiles: str) -> None:
    if not basemap.sources:
        OfflineLayer(offline_tiles, attribution=OFFLINE_ATTRIBUTION).add_to(page_map)
    for i, source in enumerate(basemap.sources):
        folium.TileLayer(
            source.url,
            attr=source.attribution,
            subdomains=source.subdomains or "abc",
            max_zoom=MAX_ZOOM,
            max_native_zoom=source.max_native_zoom,
            name=f"{basemap.name}-{i}",
            overlay=i > 0,
        ).add_to(page_map)
