"""Two million stations: are they made, served, and found, and what do they cost?"""

import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np

from locator.catalog import Catalog
from tests.bench.answers import Asked, check
from tests.bench.processes import PRIVATE, PSS, largest_mb, peak_mb, wait_until_still
from tests.bench.served import PATH, Registry, Server, run, serving

POINTS = 100
SPEED_POINTS = 1_000
QUESTIONS = (Asked(), Asked(("toilet", "microwave"), ("open",)), Asked(("shower", "aed"), ("open",)))


def two_million_stations_are_served(stations: int = 2_000_000) -> str:
    """`locator demo`, the first start, which makes the snapshot, a second one; then answers against a full look."""
    with tempfile.TemporaryDirectory(prefix="locator-stress-") as name:
        made = Registry(Path(name))
        demo_s = timed(lambda: run(made, "demo", "--stations", str(stations)))
        demo_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
        with starting(made) as (_server, first_s):
            pass
        with starting(made) as (server, start_s):
            told = compared(server, made)
            wait_until_still(server.pid)
            costs = (
                f"start {start_s:.1f} s (the first {first_s:.0f} s, with the snapshot), "
                f"a worker {largest_mb(server.pid, PSS):.0f} MB PSS, {largest_mb(server.pid, PRIVATE):.0f} MB private, "
                f"at most {peak_mb(server.pid):.0f} MB resident, {milliseconds(server, made):.1f} ms an answer"
            )
        disk_mb = sum(path.stat().st_size for path in made.folder.rglob("*") if path.is_file()) / 1e6
    return (
        f"{stations} stations: made in {demo_s:.0f} s with {demo_mb:.0f} MB, {disk_mb:.0f} MB on disk; {costs}; "
        f"{told}"
    )


def timed(act: Callable[[], object]) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


@contextmanager
def starting(made: Registry) -> Iterator[tuple[Server, float]]:
    """A server, and after how many seconds it answered."""
    begun = time.monotonic()
    with serving(made) as server:
        yield server, time.monotonic() - begun


def compared(server: Server, made: Registry) -> str:
    """The stations of random questions are the nearest."""
    catalog = Catalog.of(made.mapped())
    points = random_points(catalog, POINTS)
    told = [check(server.home, catalog, asked, points) for asked in QUESTIONS]
    assert min(told) > POINTS
    return f"{POINTS} x {len(QUESTIONS)} questions, 0 differences"


def milliseconds(server: Server, made: Registry) -> float:
    """What an answer takes, by one client."""
    points = random_points(Catalog.of(made.mapped()), SPEED_POINTS)
    with httpx.Client(base_url=server.home) as client:
        taken = timed(
            lambda: [
                client.get(f"{PATH}?lon={lon:.6f}&lat={lat:.6f}").raise_for_status() for lon, lat in points
            ]
        )
    return taken / SPEED_POINTS * 1e3


def random_points(catalog: Catalog, count: int) -> list[tuple[float, float]]:
    """Half of them round stations, half anywhere in China's box."""
    rng, half = np.random.default_rng(7), count // 2
    rows = catalog.columns.rows[rng.integers(0, catalog.located, half)]
    near = np.column_stack((rows["lon"], rows["lat"])) + rng.normal(0, 0.1, (half, 2))
    return [*map(tuple, near.tolist()), *map(tuple, rng.uniform((74, 18), (135, 53), (half, 2)).tolist())]
