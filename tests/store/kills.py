"""Kills a program that imports, at random moments, and looks at what it left.

`python -m tests.store.kills URL ROWS ROUND` is the program; `kills` is who kills it.
"""

import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from locator.station import Station
from locator.store import StationChange, Store, open_store
from tests.made_up import station

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = station(0, 113.6, 34.7, amenities={"toilet": "yes"}, address="演示路1号")
READY = b"ready\n"
WHEN = ((0.0, 1.1), (0.85, 1.15))
"""Spans of the writing in which to kill, as shares of it: anywhere, and round the commit."""


def list_of(rows: int, number: int) -> list[Station]:
    """The list as it stands in a round: every row tells the round; with each, some stations come and some go."""
    return [
        TEMPLATE.model_copy(update={"id": f"kill-{row:06}", "notes": f"round {number}"})
        for row in range(number, number + rows)
    ]


def plan(store: Store, rows: int, number: int) -> list[StationChange]:
    """What brings the store to a round's list."""
    now = {kept.id: kept for kept in store.snapshot()[1]}
    then = {made.id: made for made in list_of(rows, number)}
    return [StationChange(key, now.get(key), then.get(key)) for key in sorted(now | then)]


def import_round(url: str, rows: int, number: int) -> None:
    """The program: plan, say so, apply."""
    store = open_store(url)
    changes = plan(store, rows, number)
    sys.stdout.buffer.write(READY)
    sys.stdout.flush()
    store.apply(changes, source="list", actor="killed", work=f"round {number}")
    store.close()


def kills(count: int, folder: Path, *, rows: int = 20_000, seed: int = 0) -> Counter[str]:
    """How often the store was found `old` and how often `new` after as many kills; a rerun follows each.

    Raises:
        AssertionError: it was neither, or history and stations disagree, or the rerun did not finish.
    """
    url = f"sqlite:///{folder}/kills.db"
    store = open_store(url, create=True)
    store.upgrade()
    store.close()
    chance = random.Random(seed)
    _run(url, rows, 0, None)
    whole_s = _run(url, rows, 1, None)
    found: Counter[str] = Counter()
    for number in range(2, count + 2):
        _run(url, rows, number, whole_s * chance.uniform(*chance.choice(WHEN)))
        found[_state(url, rows, number)] += 1
        _run(url, rows, number, None)
        assert _state(url, rows, number) == "new"
    return found


def _run(url: str, rows: int, number: int, kill_after_s: float | None) -> float:
    """Seconds from the plan to the end."""
    command = [sys.executable, "-m", "tests.store.kills", url, str(rows), str(number)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as program:
        assert program.stdout
        assert program.stdout.readline() == READY
        began = time.monotonic()
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            program.kill()
        code = program.wait()
    assert kill_after_s is not None or code == 0
    return time.monotonic() - began


def _state(url: str, rows: int, number: int) -> str:
    store = open_store(url)
    stations = store.snapshot()[1]
    imports = len(store.imports())
    assert store.stations_at(datetime.now(UTC)) == stations
    with store._read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    store.close()
    for name, standing in (("old", number - 1), ("new", number)):
        if stations == list_of(rows, standing):
            assert imports == standing + 1
            return name
    raise AssertionError(f"round {number} left {len(stations)} stations that are neither list")


if __name__ == "__main__":
    import_round(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
