"""Lighthouse on the pages as a phone loads them: slow network, slow processor, the production server."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

HERE = Path(__file__).parent
CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST = 95
RUNS = 3
STATIONS = 200
PATIENCE_S = 60
CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


def every_page_satisfies_lighthouse(least: int = LEAST) -> str:
    """Each page, mobile, the median of three runs: performance, accessibility and best practices."""
    lighthouse, told = _lighthouse(), []
    with tempfile.TemporaryDirectory() as name, _served(Path(name)) as home:
        for path in ("/?lang=zh", "/?lang=en", _a_station(home), "/sources", "/docs"):
            runs = [_scores(lighthouse, home + path, Path(name)) for _run in range(RUNS)]
            scores = {kind: sorted(run[kind] for run in runs)[RUNS // 2] for kind in CATEGORIES}
            told.append(f"{path} {'/'.join(str(score) for score in scores.values())}")
            print(told[-1], file=sys.stderr, flush=True)
            assert min(scores.values()) >= least, f"{path} {scores}"
    return f"{'/'.join(CATEGORIES)}, median of {RUNS}: " + ", ".join(told)


def _lighthouse() -> list[str]:
    """The command; installed beside this file by the lock that stands there, where it is missing."""
    script = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
    node, npm = shutil.which("node"), shutil.which("npm")
    assert node, "needs node: apt-get install nodejs"
    assert npm, "needs npm: apt-get install npm"
    if not script.exists():
        subprocess.run([npm, "ci", "--ignore-scripts"], cwd=HERE, check=True, stdout=sys.stderr)
    return [node, str(script)]


def _scores(lighthouse: list[str], url: str, folder: Path) -> dict[str, int]:
    out = folder / "report.json"
    out.unlink(missing_ok=True)
    subprocess.run(
        [
            *lighthouse,
            url,
            "--quiet",
            "--output=json",
            f"--output-path={out}",
            f"--chrome-flags={CHROMIUM}",
            f"--only-categories={','.join(CATEGORIES)}",
        ],
        check=True,
        stdout=sys.stderr,
        env=os.environ | {"CHROME_PATH": shutil.which("chromium") or ""},
    )
    found = json.loads(out.read_text(encoding="utf-8"))["categories"]
    return {kind: round(100 * (found[kind]["score"] or 0)) for kind in CATEGORIES}


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The service over made-up stations, on a port of its own."""
    locator = [sys.executable, "-c", "from locator.cli import main; main()"]
    environment = os.environ | {"LOCATOR_DATABASE_URL": f"sqlite:///{folder}/audit.db"}
    for command in (["init"], ["demo", "--stations", str(STATIONS)]):
        subprocess.run([*locator, *command], check=True, env=environment, stdout=sys.stderr)
    port = _free_port()
    server = subprocess.Popen([*locator, "serve", "--port", str(port)], env=environment, stdout=sys.stderr)
    try:
        yield _when_ready(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _when_ready(home: str) -> str:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            httpx.get(f"{home}/healthz").raise_for_status()
        except httpx.HTTPError:
            assert time.monotonic() < until, "the service did not start"
            time.sleep(0.2)
        else:
            return home


def _a_station(home: str) -> str:
    found = httpx.get(f"{home}/api/v1/stations?limit=1", timeout=PATIENCE_S).json()["features"]
    return f"/stations/{found[0]['id']}"
