"""A Folium map taken apart for a template: only local files, and a script that is the same every time.

Fits `script-src 'self'; style-src 'self'`: nothing inline. Folium's own header is never used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.elements import JSCSSMixin

from locator.errors import GeodataMissing

StaticUrl = Callable[[str], str]  # path below static/ in, URL out

# Folium's name of a browser file: ours below static/. Empty: left out, nothing of ours needs it.
LOCAL_FILES = {
    "leaflet": "vendor/leaflet/leaflet.js",
    "leaflet_css": "vendor/leaflet/leaflet.css",
    "map_css": "map/map.css",
    "offline_layer": "map/offline-layer.js",
    "gcj02_crs": "map/gcj02-crs.js",
    "station_marks": "map/marks.js",
    "jquery": "",
    "bootstrap": "",
    "bootstrap_css": "",
    "glyphicons_css": "",
    "awesome_markers": "",
    "awesome_markers_css": "",
    "awesome_markers_font_css": "",
    "awesome_rotate_css": "",
    "fontawesome_css": "",
}


@dataclass(frozen=True, slots=True)
class MapParts:
    """What a template needs: style sheets and scripts to link, in this order, then the place for the map.

    Serve `script` under an URL of its own and link it after `js`: the same map has the same script.
    """

    css: tuple[str, ...]
    js: tuple[str, ...]
    html: str
    script: str


def parts(page_map: folium.Map, static_url: StaticUrl, prefix: str = "m") -> MapParts:
    """The parts of a map. It is rendered by this, so call it once a map, when all layers are on it.

    Args:
        page_map: the map.
        static_url: the URL of a file below static/.
        prefix: begins the ids; maps on one page need different ones.

    Raises:
        GeodataMissing: a layer needs a browser file that we have no local copy of.
    """
    root = cast("Figure", page_map.get_root())
    for number, element in enumerate(_all_below(root)):
        element._id = f"{prefix}{number}"  # noqa: SLF001 — Folium draws lots otherwise, and has no other door
        if isinstance(element, JSCSSMixin):
            _use_local_files(element, static_url)
    root.render()
    links = [*root.header._children.values()]  # noqa: SLF001 — the rest of the header is inline and foreign
    return MapParts(
        tuple(link.url for link in links if isinstance(link, CssLink)),
        tuple(link.url for link in links if isinstance(link, JavascriptLink)),
        root.html.render(),
        root.script.render(),
    )


def _all_below(root: Element) -> Iterator[Element]:
    for child in root._children.values():  # noqa: SLF001 — Folium has no other door
        yield child
        yield from _all_below(child)


def _use_local_files(element: JSCSSMixin, static_url: StaticUrl) -> None:
    """On the instance: the lists of a class are shared by all maps."""
    element.default_js = _local(element.default_js, static_url)
    element.default_css = _local(element.default_css, static_url)


def _local(files: list[tuple[str, str]], static_url: StaticUrl) -> list[tuple[str, str]]:
    unknown = [name for name, _ in files if name not in LOCAL_FILES]
    if unknown:
        raise GeodataMissing(f"no local copy of the browser files {', '.join(unknown)}")
    return [(name, static_url(LOCAL_FILES[name])) for name, _ in files if LOCAL_FILES[name]]
