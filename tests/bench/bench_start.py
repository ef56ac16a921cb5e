"""start: from the command to the first answer, a snapshot being there, beside pandas reading the table."""

import sqlite3
import time
from contextlib import closing

import pandas as pd

from locator.serving.builder import refreshed
from tests.bench.measure import Measure, in_turns, rounded, share_of_time
from tests.bench.processes import PRIVATE, PSS, largest_mb, wait_until_still
from tests.bench.served import Registry, registry, server, serving


def start(size: int = 200_000, repeats: int = 5) -> Measure:
    """Aims: at most twice the reference's time; a worker's memory at most 400 MB.

    The reference's time is the call alone; ours has the start of the interpreter and of the server in it. `build_s`
    is how long the first snapshot takes, which only a new or much changed registry waits for.
    """
    made = registry(size)
    times = in_turns(lambda: ours(made), lambda: reference(made, size), repeats)
    if repeats > 1:  # a worker goes on loading what not everybody asks
        wait_until_still(server(size).pid)
    return share_of_time("start", *times) | rounded(build_s=build_s(made), **memory(size))


def ours(made: Registry) -> None:
    with serving(made):
        pass  # it answered


def reference(made: Registry, size: int) -> None:
    with closing(sqlite3.connect(made.folder / "bench.db")) as connection:
        assert len(pd.read_sql("SELECT * FROM stations", connection)) == size


def build_s(made: Registry) -> float:
    begun = time.perf_counter()
    refreshed(made.folder / "another", made.url)
    return time.perf_counter() - begun


def memory(size: int) -> dict[str, float]:
    """Of the largest worker."""
    pid = server(size).pid
    return {"worker_pss_mb": largest_mb(pid, PSS), "worker_private_mb": largest_mb(pid, PRIVATE)}
