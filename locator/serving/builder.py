"""The process that makes a new snapshot whenever the registry has moved, beside those that serve."""

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from locator.errors import LocatorError
from locator.logs import configure, tell
from locator.search import Names
from locator.serving.snapshots import Snapshots
from locator.store import Store, open_store

EVERY_S = 0.1
"""To ask for the registry's version costs next to nothing."""
_log = logging.getLogger(__name__)


def refreshed(root: Path, database_url: str) -> Snapshots:
    """The snapshots of a registry, the present version among them.

    Raises:
        StoreError: the registry can't be read.
        OSError: the folder can't be written.
    """
    snapshots = Snapshots(root, database_url)
    with closing(open_store(database_url)) as store:
        snapshots.refresh(store)
    return snapshots


@contextmanager
def keeping_up(root: Path, database_url: str) -> Iterator[None]:
    """While this lasts, a process of its own keeps the snapshots up with the registry; one that dies is replaced."""
    ended = threading.Event()
    started = [_started(root, database_url)]

    def watch() -> None:
        while not ended.wait(EVERY_S):
            if not started[0].is_alive():
                tell(_log, "builder died", logging.ERROR, exit=started[0].exitcode)
                started[0] = _started(root, database_url)

    watching = threading.Thread(target=watch, name="builder-watch", daemon=True)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join()
        started[0].terminate()
        started[0].join()


def _started(root: Path, database_url: str) -> BaseProcess:
    # spawned, not forked: threads of the parent (OpenMP's among them) don't survive a fork
    process = multiprocessing.get_context("spawn").Process(
        target=_keep_up, args=(root, database_url, os.getpid()), name="snapshot-builder", daemon=True
    )
    process.start()
    return process


def keep_up(root: Path, database_url: str, stop: threading.Event) -> None:
    """Look ever again whether the registry moved, until told to stop; what fails is tried again."""
    snapshots = Snapshots(root, database_url)
    while not stop.wait(EVERY_S):
        try:
            with closing(open_store(database_url)) as store:
                while not stop.wait(EVERY_S):
                    _refresh(snapshots, store)
        except (LocatorError, OSError, ValueError) as error:
            _log.warning("no snapshot could be made: %s", error)


def _refresh(snapshots: Snapshots, store: Store) -> None:
    before, begun = snapshots.newest(), time.perf_counter()
    name = snapshots.refresh(store)
    if name != before:
        tell(_log, "snapshot made", snapshot=name, seconds=round(time.perf_counter() - begun, 3))


def _keep_up(root: Path, database_url: str, parent: int) -> None:
    configure()
    stop = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells when it is over
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=_stop_when_orphaned, args=(parent, stop), daemon=True).start()
    Names([])  # loads how characters are read, before the first change waits for it
    keep_up(root, database_url, stop)


def _stop_when_orphaned(parent: int, stop: threading.Event) -> None:
    while not stop.wait(EVERY_S):
        if os.getppid() != parent:
            stop.set()
