"""The service under load while the registry moves: no request fails, what is new is soon served, nobody waits long."""

import csv
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import httpx

from locator.store import Store, open_store
from tests.bench import made_up_list
from tests.bench.load import CONNECTIONS, NEEDS, SCRIPT, points_file
from tests.bench.processes import PSS, largest_mb
from tests.bench.served import LOCATOR, PATH, Registry, Server, registry, serving
from tests.made_up import station

SEEN_WITHIN_S = 5.0
SLOWER_AT_MOST = 5.0
GROWTH_AT_MOST = 1.10
CONNECTIONS_ASKED = 8
"""So many new connections reach both processes, but for one time in a hundred."""
PATIENCE_S = 600


def an_import_spoils_no_request(
    stations: int = 200_000, changes: int = 20_000, seconds: int = 60, refreshes: int = 10
) -> str:
    """Load for a minute while a list is imported, then ever more small changes."""
    if shutil.which("wrk") is None:
        return f"skipped: {NEEDS}"
    made, asked = registry(stations), points_file(stations)
    path, (lon, lat, name) = _list(made.folder / "new.csv", changes)
    with serving(made, workers=2) as server, closing(open_store(made.url)) as store:
        _wait_until(lambda: httpx.get(f"{server.home}/readyz").status_code == 200)
        quiet = _told(_load(server, asked, max(5, seconds // 3)))
        with _running(_load(server, asked, seconds)) as loading:
            committed, took = _imported(made, store, path)
            seen = _seen(server, lambda: name in _nearest(server, lon, lat)) - committed
            megabytes = [_refreshed(store, server, number) for number in range(refreshes)]
            during = "all" if loading.poll() is None else "part"
            busy = _told(loading)
    told = (
        f"{stations} stations, {busy['requests']:.0f} requests in {seconds} s, {busy['failed']:.0f} failed; "
        f"import of {changes} in {took:.1f} s, seen {seen:.1f} s after its commit; "
        f"p99 {busy['p99_ms']:.1f} ms, quiet {quiet['p99_ms']:.1f} ms; {during} of it under load; "
        f"memory of a process {megabytes[0]:.0f} to {megabytes[-1]:.0f} MB over {refreshes} refreshes"
    )
    assert not busy["failed"], told
    assert seen <= SEEN_WITHIN_S, told
    assert busy["p99_ms"] <= SLOWER_AT_MOST * quiet["p99_ms"], told
    assert megabytes[-1] <= GROWTH_AT_MOST * max(megabytes[:3]), told
    return told


def _list(path: Path, rows: int) -> tuple[Path, tuple[float, float, str]]:
    """A list of made-up stations, and where its last one is."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(made_up_list.COLUMNS)
        last: tuple[str, ...] = ()
        for last in made_up_list.rows(rows, seed=int(time.time())):  # else a second run would change nothing
            writer.writerow(last)
    found = dict(zip(made_up_list.COLUMNS, last, strict=True))
    return path, (float(found["经度"]), float(found["纬度"]), found["名称"])


def _load(server: Server, asked: Path, seconds: int) -> "subprocess.Popen[str]":
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT)]
    more = [server.home + PATH, "--", str(asked), "&k=5"]
    return subprocess.Popen([*command, *more], stdout=subprocess.PIPE, text=True)


@contextmanager
def _running(process: "subprocess.Popen[str]") -> "Iterator[subprocess.Popen[str]]":
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _told(load: "subprocess.Popen[str]") -> dict[str, float]:
    out, _err = load.communicate()
    told: dict[str, float] = json.loads(out.splitlines()[-1])
    return told


def _imported(made: Registry, store: Store, path: Path) -> tuple[float, float]:
    """When the import was committed, and how long it took until then."""
    before, begun = store.version(), time.monotonic()
    command = [sys.executable, *LOCATOR, "import", str(path), "--datum", "wgs84", "--json"]
    importing = subprocess.Popen(command, env=made.environment, cwd=made.folder, stdout=subprocess.DEVNULL)
    _wait_until(lambda: store.version() != before or importing.poll() not in (None, 0))
    committed = time.monotonic()
    assert importing.wait() == 0
    return committed, committed - begun


def _nearest(server: Server, lon: float, lat: float) -> str:
    # a connection of its own each time, and no more work than that: this is not what is measured
    with closing(HTTPConnection("127.0.0.1", int(server.home.rpartition(":")[2]), PATIENCE_S)) as connection:
        connection.request("GET", f"{PATH}?lon={lon}&lat={lat}&k=5")
        return connection.getresponse().read().decode()


def _seen(server: Server, is_there: Callable[[], bool]) -> float:
    """When it was there for whoever asked."""
    _wait_until(lambda: all(is_there() for _connection in range(CONNECTIONS_ASKED)))
    return time.monotonic()


def _refreshed(store: Store, server: Server, number: int) -> float:
    """The largest memory of a serving process after one more station was written and is served, megabytes."""
    lon, name = 87.6 + number / 100, f"演示新站{number}号"
    store.put_stations([station(number, lon, 43.8, name=name)])
    _seen(server, lambda: name in _nearest(server, lon, 43.8))
    pids = re.findall(r'locator_process_memory_bytes{pid="(\d+)"}', httpx.get(f"{server.home}/metrics").text)
    return max(largest_mb(int(pid), PSS) for pid in pids)


def _wait_until(done: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
