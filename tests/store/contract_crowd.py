"""What every store keeps when several programs use it at once."""

import subprocess
import sys
import time
from pathlib import Path

from locator.store import Store

ROOT = Path(__file__).parent.parent.parent
WRITES = 40


class CrowdContract:
    """Subclasses give the fixtures `url` and `store`."""

    def test_two_writers_and_a_reader_lose_nothing(self, url: str, store: Store) -> None:
        names = ("left", "right")
        programs = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.store.writer", url, name, str(WRITES)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
            )
            for name in names
        ]
        time.sleep(1.5)  # so that both wait at their start; the fewer do, the less is tried
        for program in programs:
            assert program.stdin
            program.stdin.write(b"go\n")
            program.stdin.close()
        seen = []
        while any(program.poll() is None for program in programs):
            revision, stations = store.snapshot()
            seen.append((revision, len(stations)))
        assert [program.wait() for program in programs] == [0, 0]
        assert all(stations == 2 * revision for revision, stations in seen)
        assert seen == sorted(seen)
        assert store.revision() == 2 * WRITES
        expected = {
            f"{name}-{number:03}-{part}" for name in names for number in range(WRITES) for part in "ab"
        }
        assert {kept.id for kept in store.snapshot()[1]} == expected
        assert len({each.id for each in store.imports()}) == 2 * WRITES
        assert all(store.history(station_id) for station_id in expected)
        assert store.geocodes.cached("left", f"演示路{WRITES - 1}号") == {"number": WRITES - 1}
