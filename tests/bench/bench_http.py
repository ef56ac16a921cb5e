"""http_nearest and its kin: the service under load, beside an empty view, its filtered self, and PostGIS."""

from datetime import datetime
from functools import lru_cache

import httpx
import psycopg

from locator.catalog import Filter
from locator.lookup import CHINA
from locator.serving.cards import CARDS
from tests.bench import answers
from tests.bench.answers import Asked
from tests.bench.load import Rate, Target, points, rates
from tests.bench.measure import Measure, measure, rounded
from tests.bench.served import KEPT, PATH, Server, catalog, registry, server
from tests.store.cluster import cluster, execute

CHECKED = 20
TWO = ("toilet", "microwave")
NIGHT, NOON = (datetime(2026, 6, 3, hour, 30, tzinfo=CHINA) for hour in (2, 12))
MEMORY = ("-c", "shared_buffers=1GB")  # all of it in memory


def http_nearest(size: int = 200_000, repeats: int = 5, seconds: int = 3) -> Measure:
    """Aims: the lane at least as fast as the empty view, the plain Flask route at least 0.6 times."""
    lane, plain, empty = server(size), server(size, "plain"), server(size, "empty")
    for ours in (lane, plain):
        answers.check(ours.home, catalog(size), Asked(), points(size, CHECKED))
    found = rates(
        size, {"lane": Target(lane), "plain": Target(plain), "empty": Target(empty)}, repeats, seconds
    )
    return compared("http_nearest", found, "lane", "empty") | rounded(
        plain=found["plain"].rate, plain_ratio=found["plain"].rate / found["empty"].rate
    )


def http_nearest_filtered(size: int = 200_000, repeats: int = 5, seconds: int = 3) -> Measure:
    """Aim: at least 0.9 times the rate without filters.

    `ratio` is the worst of three: now through the lane, and at noon and at night through the plain route, which
    alone takes another moment than now.
    """
    asked = {
        "now": (server(size), Asked(TWO, ("open",))),
        "noon": (server(size, "plain"), Asked(TWO, ("open",), NOON)),
        "night": (server(size, "plain"), Asked(TWO, ("open",), NIGHT)),
    }
    targets = {}
    for name, (ours, wanted) in asked.items():
        answers.check(ours.home, catalog(size), wanted, points(size, CHECKED))
        targets[name] = Target(ours, wanted.rest)
        targets[f"{name}, all"] = Target(ours, wanted._replace(amenities=(), state=()).rest)
    found = rates(size, targets, repeats, seconds)
    ratios = {name: found[name].rate / found[f"{name}, all"].rate for name in asked}
    worst = min(ratios, key=ratios.__getitem__)
    return compared("http_nearest_filtered", found, worst, f"{worst}, all") | rounded(**ratios)


def http_nearest_vs_postgis(size: int = 200_000, repeats: int = 5, seconds: int = 3) -> Measure:
    """Aim: at least five times the rate of the database."""
    lane, plain = server(size), server(size, "plain")
    theirs = server(size, "postgis", BENCH_POSTGIS=database(size))
    check_database(theirs, lane, size)
    found = rates(
        size, {"lane": Target(lane), "plain": Target(plain), "postgis": Target(theirs)}, repeats, seconds
    )
    return compared("http_nearest_vs_postgis", found, "lane", "postgis") | rounded(
        plain=found["plain"].rate, plain_ratio=found["plain"].rate / found["postgis"].rate
    )


def compared(bench: str, found: dict[str, Rate], ours: str, reference: str) -> Measure:
    """One line of two rates."""
    line = measure(
        bench,
        found[ours].rate,
        found[reference].rate,
        found[ours].rate / found[reference].rate,
        "requests/s",
    )
    return line | rounded(p99_ms=found[ours].p99_ms, reference_p99_ms=found[reference].p99_ms)


@lru_cache
def database(size: int) -> str:
    """Where psycopg finds the stations that operate, each with its card, indexed and analysed."""
    folder = KEPT.enter_context(cluster(*MEMORY))
    execute(folder, "CREATE EXTENSION postgis")
    execute(folder, "CREATE TABLE stations (id text, card bytea, geom geometry(Point, 4326))")
    address = f"host={folder} user=locator dbname=postgres"
    every, cards = catalog(size), registry(size).mapped().texts[CARDS]
    with (
        psycopg.connect(address) as connection,
        connection.cursor() as cursor,
        cursor.copy("COPY stations FROM STDIN") as copy,
    ):
        for row in every.rows(Filter())[: every.located].nonzero()[0].tolist():
            station = every.columns.rows[row]
            point = f"SRID=4326;POINT({station['lon']} {station['lat']})"
            copy.write_row((station["id"].decode(), cards[row], point))
    execute(folder, "CREATE INDEX ON stations USING gist (geom)")
    execute(folder, "VACUUM ANALYZE stations")
    return address


def check_database(theirs: Server, ours: Server, size: int) -> None:
    """It knows the same stations: where an exact one stands next, that is the first of both."""
    agreed = 0
    for lon, lat in points(size, CHECKED):
        asked = f"{PATH}?lon={lon:.6f}&lat={lat:.6f}&k=5"
        first, second = (httpx.get(one.home + asked).json()["features"] for one in (theirs, ours))
        assert len(first) == len(second) == 5
        agreed += len({one["id"] for one in first} & {one["id"] for one in second})
    assert (
        agreed > 2.5 * CHECKED
    )  # degrees are not metres, and coarse ones come last: not all five are the same
