"""The base maps one may choose from, each with its datum and the hosts its tiles come from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Literal
from urllib.parse import urlsplit

from locator.errors import InvalidInput

Datum = Literal["wgs84", "gcj02"]
OFFLINE_TILES = "/basemap/{z}/{x}/{y}.json"
KEY = re.compile(r"[0-9A-Za-z_-]{8,64}")


@dataclass(frozen=True, slots=True)
class TileSource:
    """Images of one kind, by a Leaflet template: `{z} {x} {y}`, and `{s}` for each of the `subdomains`."""

    url: str
    attribution: str  # HTML
    subdomains: str = ""
    max_native_zoom: int = 18


@dataclass(frozen=True, slots=True)
class BaseMap:
    """What lies under everything else on a map. Without image sources it is the offline one.

    On one whose `datum` is not WGS84 the page's coordinate system shifts whatever is drawn, and takes the
    shift off again from where somebody clicks: all other code speaks WGS84 throughout.
    """

    name: str
    datum: Datum
    sources: tuple[TileSource, ...] = ()


OFFLINE = BaseMap("offline", "wgs84")
OFFLINE_ATTRIBUTION = "概略图 Natural Earth · 地名 GeoNames CC BY"

AMAP = BaseMap(
    "amap",
    "gcj02",
    (
        TileSource(
            "https://webrd0{s}.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}",
            "© 高德地图 Amap",
            "1234",
        ),
    ),
)


def tianditu(key: str) -> BaseMap:
    """The state's own map, with its layer of names above it; `key` is one for browsers, pages show it.

    Raises:
        InvalidInput: that can't be a key.
    """
    if not KEY.fullmatch(key):
        raise InvalidInput(
            "the Tianditu key is not one", field="tianditu_key", remedy="letters and digits only"
        )
    layers = (_tianditu_layer(layer, key) for layer in ("vec", "cva"))
    return BaseMap("tianditu", "wgs84", tuple(layers))


def _tianditu_layer(layer: str, key: str) -> TileSource:
    query = (
        f"SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
        f"&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
    )
    url = f"https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?{query}"
    return TileSource(url, "© 天地图 Tianditu", "01234567")


def xyz(url: str, attribution: str) -> BaseMap:
    """Any WGS84 tile server, or a path on this one.

    Raises:
        InvalidInput: the template lacks a part, or is no http address.
    """
    missing = [part for part in ("{z}", "{x}", "{y}") if part not in url.replace("{-y}", "{y}")]
    if missing or not re.fullmatch(r"(https?://[^/\s;,'\"<>]+)?/[^\s;,'\"<>]*", url) or url.startswith("//"):
        raise InvalidInput(
            "the base map's address is no tile template",
            field="basemap_url",
            remedy="such as https://tiles.example.org/{z}/{x}/{y}.png",
        )
    return BaseMap("xyz", "wgs84", (TileSource(url, escape(attribution), "abc"),))


def choose(name: str, *, tianditu_key: str = "", url: str = "", attribution: str = "") -> BaseMap:
    """The base map of a name, with what it needs besides.

    Raises:
        InvalidInput: there is none of that name, or what it needs is missing or wrong.
    """
    makers = {
        "offline": lambda: OFFLINE,
        "amap": lambda: AMAP,
        "tianditu": lambda: tianditu(tianditu_key),
        "xyz": lambda: xyz(url, attribution),
    }
    if name not in makers:
        raise InvalidInput(f"no base map {name!r}", field="basemap", remedy=f"one of {', '.join(makers)}")
    return makers[name]()


def tile_hosts(basemap: BaseMap) -> tuple[str, ...]:
    """The origins a page's `img-src` has to allow for a base map; none for our own server."""
    origins = {
        f"{address.scheme}://{address.netloc}"
        for source in basemap.sources
        for subdomain in (source.subdomains if "{s}" in source.url else "-")
        if (address := urlsplit(source.url.replace("{s}", subdomain))).netloc
    }
    return tuple(sorted(origins))
