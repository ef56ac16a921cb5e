"""Links that open a map app: to walk to an exact position, or to search by name where only a district is known."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

import numpy as np

from locator import datum
from locator.station import Station

SENDER = "webapp.station.locator"
SEPARATORS = str.maketrans(dict.fromkeys(";:|,；：，", " "))
"""Characters that separate fields in the apps' links; in a name they would cut it short."""
WIDE_OPEN, WIDE_CLOSE = quote("（"), quote("）")
"""A geo: link has its label in parentheses; those of the name are written wide."""
UNSAFE = re.compile(rb"[^A-Za-z0-9_.~-]+")
LONGEST = 60
"""So many characters of a name are told: every link stays below 2,000, which every browser and app takes."""


class Target(NamedTuple):
    """Where a link leads: name and region made safe for a URL; coordinates, for a route, in the app's own datum."""

    name: str
    region: str
    lon: float = 0.0
    lat: float = 0.0

    @property
    def label(self) -> str:
        """The name as it may stand in parentheses."""
        return self.name.replace("%28", WIDE_OPEN).replace("%29", WIDE_CLOSE)


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
        lambda to: f"geo:{to.lat:.6f},{to.lon:.6f}?q={to.lat:.6f},{to.lon:.6f}({to.label})",
        lambda to: f"geo:0,0?q={to.region}%20{to.name}",
    ),
}
"""The map apps by key. A further one is a further row. Sources: the apps' own URI documents."""


DATUMS = tuple(dict.fromkeys(app.datum for app in APPS.values()))


def links(station: Station) -> dict[str, str]:
    """A link per map app; none leads to a guess: a coarse position, or none at all, gets a search by name."""
    return dict(_links(station.name, _region(station), _exact_position(station)))


def links_of(stations: Sequence[Station]) -> list[dict[str, str]]:
    """The same of many stations, some twenty times faster than one after the other."""
    positions = [_exact_position(station) for station in stations]
    lon, lat = np.array([position or (0.0, 0.0) for position in positions]).reshape(-1, 2).T
    converted = {name: np.stack(datum.convert(lon, lat, "wgs84", name), axis=1).tolist() for name in DATUMS}
    return [
        _linked(station.name, _region(station), {name: places[row] for name, places in converted.items()})
        if positions[row]
        else _linked(station.name, _region(station), None)
        for row, station in enumerate(stations)
    ]


def _region(station: Station) -> str:
    return station.city or station.district or station.province or ""


def _exact_position(station: Station) -> tuple[float, float] | None:
    place = station.placement
    return (place.lon, place.lat) if place and place.precision.is_exact else None


@lru_cache(maxsize=65_536)
def _links(name: str, region: str, position: tuple[float, float] | None) -> tuple[tuple[str, str], ...]:
    places = {key: datum.convert(*position, "wgs84", key) for key in DATUMS} if position else None
    return tuple(_linked(name, region, places).items())


def _linked(name: str, region: str, places: Mapping[str, Sequence[float]] | None) -> dict[str, str]:
    """The links to a place given in each datum; without a place, the searches."""
    name, region = _safe(name), _safe_region(region)
    if places is None:
        return {key: app.search(Target(name, region)) for key, app in APPS.items()}
    targets = {key: Target(name, region, *place) for key, place in places.items()}
    return {key: app.route(targets[app.datum]) for key, app in APPS.items()}


@lru_cache
def _safe_region(name: str) -> str:
    return _safe(name)


def _safe(text: str) -> str:
    plain = " ".join(text.translate(SEPARATORS).split())[:LONGEST].rstrip()
    return UNSAFE.sub(_percent_encoded, plain.encode()).decode()


def _percent_encoded(run: re.Match[bytes]) -> bytes:
    # as `urllib.parse.quote`, which looks at each byte of a Chinese name: this takes a seventh of its time
    return b"%" + run[0].hex("%").upper().encode()
