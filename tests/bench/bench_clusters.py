"""cluster_view: what a map asks of very many stations, beside Folium's MarkerCluster of all of them."""

import gzip
import json
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit

import folium
import numpy as np
from folium.plugins import MarkerCluster

from locator.browse import Box, inside
from locator.catalog import Catalog, Filter
from locator.maps.mercator import MAX_ZOOM, degrees_per_px
from tests.bench.measure import Measure, measure, rounded
from tests.bench.processes import wait_until_still
from tests.bench.served import catalog, server

SCREEN_PX = (1920, 1080)
ZOOMS = range(3, MAX_ZOOM + 1)
AMENITIES = ("toilet", "microwave")
FILTERS = {"all": "", "filtered": f"&amenities={','.join(AMENITIES)}&state=open"}
SAMPLE = 2_000  # markers that Folium draws; its time and size grow with their number
CELL_DEGREES = 0.05


class View(NamedTuple):
    """A viewport: which stations, how far in, and what is asked."""

    which: str
    zoom: int
    box: Box

    @property
    def path(self) -> str:
        west, south, east, north = self.box
        box = f"{west:.6f},{south:.6f},{east:.6f},{north:.6f}"
        return f"/api/v1/clusters?bbox={box}&zoom={self.zoom}{FILTERS[self.which]}"


class Cost(NamedTuple):
    """What an answer took, and its bytes as they travel."""

    ms: float
    zipped: int


def cluster_view(size: int = 200_000, repeats: int = 7) -> Measure:
    """Aims for any viewport: at most 60 kB gzipped, at most 10 ms.

    A full screen over the densest place at every zoom, of all stations and of a filter's, no box asked twice. The
    time is the client's, from the question to the last byte; that of Folium is scaled up from a sample.
    """
    if repeats > 1:
        wait_until_still(server(size).pid)
    costs = {(which, zoom): cost(size, which, zoom, repeats) for which in FILTERS for zoom in ZOOMS}
    for view, found in costs.items():
        print(*view, f"{found.ms:.1f} ms, {found.zipped} bytes", file=sys.stderr)
    slowest, largest = (max(costs, key=lambda view: costs[view][field]) for field in (0, 1))
    reference = folium_page(size)
    ours_ms = costs[slowest].ms
    line = measure("cluster_view", ours_ms, reference.ms, reference.ms / ours_ms, "ms")
    return line | rounded(
        zoom=slowest[1],
        kb_zipped=costs[largest].zipped / 1e3,
        reference_kb_zipped=reference.zipped / 1e3,
        ms_median=statistics.median(one.ms for one in costs.values()),
    )


def cost(size: int, which: str, zoom: int, repeats: int) -> Cost:
    """Medians over slightly different boxes."""
    with closing(HTTPConnection(urlsplit(server(size).home).netloc)) as connection:
        runs = [asked(connection, view, catalog(size)) for view in views(size, which, zoom, repeats)]
    return Cost(*map(statistics.median, zip(*runs, strict=True)))


def asked(connection: HTTPConnection, view: View, every: Catalog) -> Cost:
    begun = time.perf_counter()
    connection.request("GET", view.path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    ms = (time.perf_counter() - begun) * 1e3
    assert answer.status == HTTPStatus.OK
    plain = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
    if view.which == "all":
        check(json.loads(plain), view, every)
    return Cost(ms, len(body))


def check(found: dict, view: View, every: Catalog) -> None:  # type: ignore[type-arg]
    """The counts add up to the stations in the box."""
    rows = every.columns.rows[: every.located][every.rows(Filter())[: every.located]]
    there = np.count_nonzero(inside(rows["lon"], rows["lat"], view.box))
    assert sum(one["properties"]["count"] for one in found["features"]) == there


def views(size: int, which: str, zoom: int, count: int) -> Iterator[View]:
    """Screens over the densest place, each a little beside the other."""
    rng, (lon, lat) = np.random.default_rng(zoom), densest(catalog(size))
    wide, high = (px * degrees_per_px(zoom) / 2 for px in SCREEN_PX)
    high *= np.cos(np.radians(lat))
    for _ in range(count):
        x, y = (lon, lat) + rng.normal(0, 10, 2) * degrees_per_px(zoom)
        corners = np.round((x - wide, y - high, x + wide, y + high), 6)
        yield View(which, zoom, Box(*np.clip(corners, (-180, -90, -180, -90), (180, 90, 180, 90)).tolist()))


def densest(every: Catalog) -> tuple[float, float]:
    """The middle of the fullest square, degrees."""
    rows = every.columns.rows[: every.located]
    squares = np.floor(np.column_stack((rows["lon"], rows["lat"])) / CELL_DEGREES)
    each, count = np.unique(squares, axis=0, return_counts=True)
    lon, lat = ((each[count.argmax()] + 0.5) * CELL_DEGREES).tolist()
    return lon, lat


def folium_page(size: int) -> Cost:
    """Folium's page of a sample, scaled up to all."""
    sample = min(size, SAMPLE)
    stations = catalog(size).stations[:sample]
    begun = time.perf_counter()
    page = folium.Map(location=(35, 105), zoom_start=4)
    group = MarkerCluster().add_to(page)
    for one in stations:
        folium.Marker((one.placement.lat, one.placement.lon), tooltip=one.name).add_to(group)
    text = page.get_root().render()
    ms = (time.perf_counter() - begun) * 1e3
    times = size / sample
    return Cost(ms * times, round(len(gzip.compress(text.encode(), 6)) * times))
