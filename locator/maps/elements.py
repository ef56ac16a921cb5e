"""What we add to Folium: the offline layer, our controls, the shifted coordinate system.

Each knows its scripts by name; `locator.maps.assets` says where they are. No text from data may come in here.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from locator import resources


class OfflineLayer(JSCSSMixin, Layer):
    """Our own vector tiles as a base layer; `url` is a Leaflet template."""

    default_js = [("offline_layer", "")]  # noqa: RUF012 — Folium's own form
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.offlineLayer({{ this.url|tojson }}, {{ this.options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self, url: str, **options: str) -> None:
        super().__init__(name="offline", overlay=False, control=True, show=True)
        self._name = "OfflineLayer"
        self.url = url
        self.options = options


class PageMap(JSCSSMixin):
    """Zoom buttons, a metric scale and our styles; hands the map to the page as `window.stationMap`."""

    default_js = [("station_marks", "")]  # noqa: RUF012 — Folium's own form
    default_css = [("map_css", "")]  # noqa: RUF012 — Folium's own form
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {%- set map = this._parent.get_name() %}
            {{ map }}.attributionControl.setPrefix({{ this.prefix|tojson }});
            L.control.scale({ imperial: false, maxWidth: 120 }).addTo({{ map }});
            L.control.zoom({{ this.zoom_buttons|tojavascript }}).addTo({{ map }});
            {{ map }}.getContainer().setAttribute('role', 'region');
            {{ map }}.getContainer().setAttribute('aria-label', {{ this.label|tojson }});
            window.stationMap = {{ map }};
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "PageMap"
        self.prefix = '<a href="https://leafletjs.com">Leaflet</a>'
        self.label = "地图 Map"
        self.zoom_buttons = {
            "position": "bottomright",
            "zoom_in_title": "放大 Zoom in",
            "zoom_out_title": "缩小 Zoom out",
        }


class ShiftedGround(JSCSSMixin, MacroElement):
    """Tells the coordinate system `L.CRS.GCJ02` on which ground China's maps are shifted.

    It must stand before the map in the script, for the map asks at once.
    """

    default_js = [("leaflet", ""), ("gcj02_crs", "")]  # noqa: RUF012 — Folium's own form
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            // Where GCJ-02 applies. © OpenStreetMap contributors (ODbL 1.0); Natural Earth.
            L.CRS.GCJ02.shiftOn({{ this.rings }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "ShiftedGround"
        self.rings = shifted_ground()


@lru_cache(maxsize=1)
def shifted_ground() -> str:
    """The rings of the ground as JSON: flat lists `[lon, lat, dlon, dlat, …]` in 1e-4 degrees."""
    text = (resources.folder("geodata") / "mainland.geojson").read_text(encoding="utf-8")
    rings = shapely.get_rings(shapely.get_parts(shapely.get_parts(shapely.from_geojson(text))))
    return json.dumps([_steps(shapely.get_coordinates(ring)) for ring in rings], separators=(",", ":"))


def _steps(degrees: np.ndarray[Any, np.dtype[np.float64]]) -> list[int]:
    units = np.rint(degrees * 10_000).astype(int)
    return [int(step) for step in np.vstack([units[:1], np.diff(units, axis=0)]).ravel()]
