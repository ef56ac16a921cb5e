"""Load by `wrk`: random points asked of one server after the other, in turns."""

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from tests.bench.processes import wait_until_still
from tests.bench.served import PATH, Server, catalog, registry

SCRIPT = Path(__file__).with_name("points.lua")
NEEDS = "needs wrk: apt-get install wrk"
CONNECTIONS = 16
POINTS = 20_000
STRAY_DEGREES = 0.1


class Target(NamedTuple):
    """Whom to ask, and what besides the point."""

    server: Server
    rest: str = "&k=5"


class Rate(NamedTuple):
    """What a server did, medians: requests in a second, and how long all but one in a hundred took at most."""

    rate: float
    p99_ms: float


def rates(size: int, targets: Mapping[str, Target], repeats: int, seconds: int) -> dict[str, Rate]:
    """Medians of each, loaded by turns for so many seconds; a request that fails fails the benchmark."""
    asked = points_file(size)
    for target in targets.values():  # what comes at first only is no part of the measure
        _loaded(target, asked, 1)
        if repeats > 1:
            wait_until_still(target.server.pid)
    runs: dict[str, list[Rate]] = {name: [] for name in targets}
    for _ in range(repeats):
        for name, target in targets.items():
            runs[name].append(_loaded(target, asked, seconds))
    for name, found in runs.items():
        print(name, *(f"{one.rate:.0f}" for one in found), file=sys.stderr)
    return {name: Rate(*map(statistics.median, zip(*found, strict=True))) for name, found in runs.items()}


@lru_cache
def points_file(size: int) -> Path:
    """A file of query strings: points round the stations, as people are."""
    path = registry(size).folder / "points"
    lines = (f"lon={lon:.6f}&lat={lat:.6f}" for lon, lat in points(size, POINTS))
    path.write_text("\n".join(lines), encoding="ascii")
    return path


def points(size: int, count: int) -> list[tuple[float, float]]:
    """Random points, some kilometres from random stations."""
    rng, every = np.random.default_rng(2019), catalog(size)
    rows = every.columns.rows[rng.integers(0, every.located, count)]
    lon, lat = (rows[axis] + rng.normal(0, STRAY_DEGREES, count) for axis in ("lon", "lat"))
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def _loaded(target: Target, asked: Path, seconds: int) -> Rate:
    program = shutil.which("wrk") or pytest.skip(NEEDS)
    command = [
        program,
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-s",
        str(SCRIPT),
        target.server.home + PATH,
    ]
    ran = subprocess.run([*command, "--", str(asked), target.rest], check=True, capture_output=True)
    told = json.loads(ran.stdout.splitlines()[-1])
    assert not told["failed"], f"{told['failed']} of {told['requests']} requests failed: {target}"
    return Rate(told["requests"] / told["seconds"], told["p99_ms"])
