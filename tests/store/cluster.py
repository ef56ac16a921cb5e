"""A private PostgreSQL with PostGIS for the tests: its own folder, a socket there, no port."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

NEEDS = "needs PostgreSQL with PostGIS: apt-get install postgresql postgis postgresql-postgis"
DEBIAN = Path("/usr/lib/postgresql")
SETTINGS = ("listen_addresses=", "fsync=off", "shared_buffers=32MB", "max_connections=40")


def binaries() -> Path:
    """The folder with `initdb` and `postgres`; skips where there is none."""
    found = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    if not found:
        pytest.skip(NEEDS)
    return max(found, key=lambda folder: folder.parent.name)


@contextmanager
def cluster(*more: str) -> Iterator[str]:
    """The folder of a running server's socket; the user is `locator`, without password. `more` is for `postgres`."""
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="locator-pg-"))
    user = _hand_over(folder)
    try:
        # An ICU locale sorts words as people do, so that a test sees whether ids are sorted otherwise.
        making = [programs / "initdb", "-D", folder / "data", "-U", "locator", "--auth=trust", "--no-sync"]
        making += ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en"]
        subprocess.run(making, user=user, check=True, capture_output=True, cwd=folder)
        running = [programs / "postgres", "-D", folder / "data", "-k", folder]
        running += [*(part for setting in SETTINGS for part in ("-c", setting)), *more]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(running, user=user, stdout=log, stderr=log, cwd=folder)
        try:
            _wait(folder, server)
            yield str(folder)
        finally:
            server.send_signal(signal.SIGINT)  # closes what clients left open; SIGTERM would wait for them
            server.wait(30)
    finally:
        shutil.rmtree(folder)


def execute(folder: str, statement: str, database: str = "postgres", options: str = "") -> object:
    """The first value that a statement gives in one of the server's databases, outside of any transaction."""
    address = f"host={folder} user=locator dbname={database}"
    with psycopg.connect(address, options=options, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
    return row and row[0]


def _hand_over(folder: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres", "postgres")  # PostgreSQL refuses to run as root
    return "postgres"


def _wait(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        try:
            execute(str(folder), "SELECT 1")
        except psycopg.OperationalError:
            assert server.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
        else:
            return
    pytest.fail((folder / "log").read_text())
