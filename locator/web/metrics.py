"""What the service counts of itself, for Prometheus: `/metrics`.

A request is counted by its route's template and its status; no path, query or person is. Where several processes
serve, each writes its counts into a folder that they share, and whichever is asked adds them up.
"""

import os
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from hmac import compare_digest
from ipaddress import ip_address
from pathlib import Path
from threading import Lock, Thread
from typing import Final

import numpy as np
from flask import Flask, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector
from pydantic import SecretStr
from werkzeug.exceptions import Forbidden

from locator.web.state import State, state

FOLDER_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The client library's own: where the processes of one service keep their counts. Read when it is imported."""
EXTENSION: Final = "metrics"
BUCKETS_S: Final = tuple(digit * 10.0**power for power in range(-4, 1) for digit in (1, 2.5, 5))
REFRESH_BUCKETS_S: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
MOST_PENDING: Final = 4096
FLUSH_EVERY_S: Final = 1.0
MEMORY_EVERY: Final = 15
"""In flushes; the kernel walks all of a process's pages for it."""
FORWARDED: Final = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


class Durations(Histogram):
    """A histogram that takes many observations at once."""

    def observe_all(self, seconds: Sequence[float]) -> None:
        """The same as `observe` for each, at a small part of its cost."""
        self._sum.inc(float(sum(seconds)))
        places = np.searchsorted(self._upper_bounds, seconds)
        for place, count in enumerate(np.bincount(places).tolist()):
            if count:
                self._buckets[place].inc(count)


class Metrics:
    """The counts of one process.

    Attributes:
        in_flight: an entry for each request that is being answered; appended and popped.
        finished: route, status line and seconds of answered requests that are not in the histogram yet; whoever
            appends to it flushes it when there are more than `MOST_PENDING`.
    """

    def __init__(self, folder: str | None = None) -> None:
        """`folder` is where the processes of one service keep their counts; None where there is one process."""
        self._folder = folder
        self._registry = CollectorRegistry()
        self._requests = Durations(
            "locator_request_seconds", "Time from a request's arrival until its answer is handed over",
            ["route", "status"], buckets=BUCKETS_S, registry=self._registry,
        )  # fmt: skip
        self._in_flight = Gauge(
            "locator_requests_in_flight", "Requests being answered",
            registry=self._registry, multiprocess_mode="livesum",
        )  # fmt: skip
        self._refreshes = Histogram(
            "locator_refresh_seconds", "Time to make a new snapshot ready to be served, in each process",
            buckets=REFRESH_BUCKETS_S, registry=self._registry,
        )  # fmt: skip
        self._memory = Gauge(
            "locator_process_memory_bytes", "Memory of a process, its share of shared pages",
            registry=self._registry, multiprocess_mode="liveall",
        )  # fmt: skip
        self.in_flight: list[None] = []
        self.finished: deque[tuple[str, str, float]] = deque()
        self._flushing = Lock()

    def refreshed(self, seconds: float) -> None:
        """A new snapshot, ready."""
        self._refreshes.observe(seconds)

    def flush(self) -> None:
        """Put what was counted into what is told."""
        with self._flushing:
            found: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
            for _one in range(len(self.finished)):
                route, status, seconds = self.finished.popleft()
                found[route, status].append(seconds)
            for (route, status), all_seconds in found.items():
                self._requests.labels(route, status[:3]).observe_all(all_seconds)
            self._in_flight.set(len(self.in_flight))

    def flush_forever(self) -> None:
        """Keep what the other processes tell of this one up to date."""
        turn = 0
        while True:
            if turn % MEMORY_EVERY == 0:
                self._memory.set(memory_bytes())
            self.flush()
            turn += 1
            time.sleep(FLUSH_EVERY_S)

    def text(self, held: State) -> bytes:
        """All of it in Prometheus' text format."""
        self.flush()
        about_state = CollectorRegistry()
        about_state.register(_OfState(held))
        if self._folder is None:
            self._memory.set(memory_bytes())
            return generate_latest(self._registry) + generate_latest(about_state)
        _bury(Path(self._folder))
        together = CollectorRegistry()
        MultiProcessCollector(together, path=self._folder)  # type: ignore[no-untyped-call]
        return generate_latest(together) + generate_latest(about_state)


class _OfState(Collector):
    """What is served at present; the same in all processes, but for the moment of a refresh."""

    def __init__(self, held: State) -> None:
        self._held = held

    def collect(self) -> Iterator[GaugeMetricFamily]:
        catalog, made_at = self._held.catalog, self._held.made_at
        yield _gauge("locator_catalog_version", "Revision of the registry that is served", catalog.version)
        yield _gauge("locator_stations", "Stations that are served", len(catalog))
        yield _gauge("locator_index_stations", "Stations with a position, in the index", catalog.located)
        yield _gauge("locator_index_bytes", "Size of the snapshot's columns", catalog.columns.rows.nbytes)
        if made_at is not None:
            yield _gauge("locator_snapshot_age_seconds", "Time since it was made", time.time() - made_at)


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=value)


def register(app: Flask, token: SecretStr | None) -> Metrics:
    """Let an app count, and tell what it counted to who may know."""
    metrics = Metrics(folder := os.environ.get(FOLDER_VARIABLE))
    app.extensions[EXTENSION] = metrics
    app.add_url_rule("/metrics", view_func=_told_to(token), endpoint="metrics")
    if folder:
        Thread(target=metrics.flush_forever, name="metrics", daemon=True).start()
    return metrics


def _told_to(token: SecretStr | None) -> Callable[[], Response]:
    def view() -> Response:
        if not (_has(token) if token else _is_local()):
            raise Forbidden
        metrics: Metrics = current_app.extensions[EXTENSION]
        return Response(metrics.text(state(current_app)), content_type=CONTENT_TYPE_LATEST)

    return view


def _has(token: SecretStr) -> bool:
    said = request.headers.get("Authorization", "").encode()
    return compare_digest(said, b"Bearer " + token.get_secret_value().encode())


def _is_local() -> bool:
    """Whether it was asked on this very machine; what a proxy passes on was not."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def memory_bytes() -> int:
    """This process's memory, its share of what it shares with others; 0 where the system doesn't tell."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _bury(folder: Path) -> None:
    """Forget what processes that are no more had in use; what they counted stays."""
    for pid in {path.stem.rpartition("_")[2] for path in folder.glob("gauge_live*.db")}:
        if not Path("/proc", pid).exists():
            mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]
