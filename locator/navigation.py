"""Links that open a map app: to walk to an exact position, or to search by name where only a district is known."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from locator import datum
from locator.station import Station

SENDER = "webapp.station.locator"
SEPARATORS = str.maketrans(dict.fromkeys(";:|,；：，", " "))
"""Characters that separate fields in the apps' links; in a name they would cut it short."""


class Target(NamedTuple):
    """Where a link leads: name and region made safe for a URL; coordinates, for a route, in the app's own datum."""

    name: str
    region: str
    lon: float = 0.0
    lat: float = 0.0


class MapApp(NamedTuple):
    """One map app: the datum of its coordinates, its link to a place and its link to a search."""

    datum: str
    route: Callable[[Target], str]
    search: Callable[[Target], str]


APPS: Mapping[str, MapApp] = {
    "amap": MapApp(
        "gcj02",
        lambda to: (
            f"https://uri.amap.com/navigation?to={to.lon:.6f},{to.lat:.6f},{to.name}&mode=walk&src={SENDER}&callnative=1"
        ),
        lambda to: (
            f"https://uri.amap.com/search?keyword={to.name}&city={to.region}&src={SENDER}&callnative=1"
        ),
    ),
    "baidu": MapApp(
        "bd09",
        # without an origin Baidu refuses a route: its marker page shows the place with a button that leads there
        lambda to: (
            f"https://api.map.baidu.com/marker?location={to.lat:.6f},{to.lon:.6f}&title={to.name}&content={to.name}"
            f"&output=html&coord_type=bd09ll&src={SENDER}"
        ),
        lambda to: (
            f"https://api.map.baidu.com/place/search?query={to.name}&region={to.region}&output=html&src={SENDER}"
        ),
    ),
    "tencent": MapApp(
        "gcj02",
        lambda to: (
            f"https://apis.map.qq.com/uri/v1/routeplan?type=walk&to={to.name}&tocoord={to.lat:.6f},{to.lon:.6f}"
            f"&coord_type=2&referer={SENDER}"
        ),
        lambda to: (
            f"https://apis.map.qq.com/uri/v1/search?keyword={to.name}&region={to.region}&referer={SENDER}"
        ),
    ),
    "apple": MapApp(
        "wgs84",
        lambda to: f"https://maps.apple.com/?daddr={to.lat:.6f},{to.lon:.6f}&q={to.name}&dirflg=w",
        lambda to: f"https://maps.apple.com/?q={to.region}%20{to.name}",
    ),
    "geo": MapApp(
        "wgs84",
        lambda to: f"geo:{to.lat:.6f},{to.lon:.6f}?q={to.lat:.6f},{to.lon:.6f}({to.name})",
        lambda to: f"geo:0,0?q={to.region}%20{to.name}",
    ),
}
"""The map apps by key. A further one is a further row. Sources: the apps' own URI documents."""


def links(station: Station) -> dict[str, str]:
    """A link per map app; none leads to a guess: a coarse position, or none at all, gets a search by name."""
    place = station.placement
    exact = place is not None and place.precision.is_exact
    region = station.city or station.district or station.province or ""
    return dict(_links(station.name, region, (place.lon, place.lat) if place and exact else None))


@lru_cache(maxsize=65_536)
def _links(name: str, region: str, position: tuple[float, float] | None) -> tuple[tuple[str, str], ...]:
    return tuple((key, _link(app, _safe(name), _safe(region), position)) for key, app in APPS.items())


def _link(app: MapApp, name: str, region: str, position: tuple[float, float] | None) -> str:
    if position is None:
        return app.search(Target(name, region))
    lon, lat = datum.convert(*position, "wgs84", app.datum)
    return app.route(Target(name, region, lon, lat))


def _safe(text: str) -> str:
    return quote(" ".join(text.translate(SEPARATORS).split()), safe="")
