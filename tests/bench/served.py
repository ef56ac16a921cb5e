"""A registry of made-up stations and servers over it, made once in a run and ended with it."""

import atexit
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import lru_cache
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from locator.catalog import Catalog
from locator.catalog.folder import Mapped
from locator.serving.builder import refreshed

ROOT = Path(__file__).parents[2]
LOCATOR = ("-c", "from locator.cli import main; main()")
WORKERS = 2
PATH = "/api/v1/nearest"
QUESTION = f"{PATH}?lon=114.3&lat=30.6&k=5"
PATIENCE_S = 300
LOOK_EVERY_S = 0.02

KEPT = ExitStack()
"""What lasts until the run ends."""
atexit.register(KEPT.close)


class Registry(NamedTuple):
    """A database with its snapshots, in a folder of its own."""

    folder: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/bench.db"

    @property
    def environment(self) -> dict[str, str]:
        """For programs that shall read this registry, and nothing else that an operator has here."""
        own = {
            f"LOCATOR_{kind.upper()}_FOLDER": str(self.snapshots / kind) for kind in ("gazetteer", "network")
        }
        own |= {"LOCATOR_DATABASE_URL": self.url, "LOCATOR_SNAPSHOT_FOLDER": str(self.snapshots)}
        return os.environ | own | {"PYTHONPATH": str(ROOT)}

    @property
    def snapshots(self) -> Path:
        return self.folder / "snapshots"

    def mapped(self) -> Mapped:
        """The newest snapshot."""
        snapshots = refreshed(self.snapshots, self.url)
        return snapshots.opened(snapshots.newest() or "").mapped


class Server(NamedTuple):
    """One that runs: its address, and the process that began it."""

    home: str
    pid: int


@lru_cache
def registry(size: int) -> Registry:
    """So many made-up stations, their snapshot made."""
    made = Registry(Path(KEPT.enter_context(tempfile.TemporaryDirectory(prefix="locator-bench-"))))
    run(made, "demo", "--stations", str(size))
    made.mapped()
    return made


@lru_cache
def catalog(size: int) -> Catalog:
    """What the servers read."""
    return Catalog.of(registry(size).mapped())


@lru_cache
def server(size: int, app: str = "", **more: str) -> Server:
    """`locator serve` over so many stations; with `app` one of `tests.bench.apps` in the same server, `more` its
    environment."""
    return KEPT.enter_context(serving(registry(size), app, WORKERS, **more))


@contextmanager
def serving(made: Registry, app: str = "", workers: int = 1, **more: str) -> Iterator[Server]:
    """A server that answers, from now until the end of the block."""
    port = _free_port()
    program = ("-m", "tests.bench.other_app", app) if app else LOCATOR
    running = subprocess.Popen(
        [sys.executable, *program, "serve", "--port", str(port), "--workers", str(workers)],
        env=made.environment | more,
        cwd=made.folder,
        stdout=sys.stderr,
    )
    try:
        wait_until_it_answers(port, running)
        yield Server(f"http://127.0.0.1:{port}", running.pid)
    finally:
        running.terminate()
        running.wait(60)


def run(made: Registry, *arguments: str) -> None:
    """A command of `locator` on this registry."""
    subprocess.run(
        [sys.executable, *LOCATOR, *arguments],
        env=made.environment,
        cwd=made.folder,
        stdout=sys.stderr,
        check=True,
    )


def wait_until_it_answers(port: int, running: "subprocess.Popen[bytes]") -> None:
    """Until the question is answered for the first time."""
    until = time.monotonic() + PATIENCE_S
    while not answers(port):
        assert running.poll() is None, "the server ended"
        assert time.monotonic() < until, "the server did not start"
        time.sleep(LOOK_EVERY_S)


def answers(port: int) -> bool:
    """Whether anybody listens there; what is answered must be right."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
        try:
            connection.request("GET", QUESTION)
        except ConnectionRefusedError:
            return False
        assert connection.getresponse().status == HTTPStatus.OK
        return True


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
