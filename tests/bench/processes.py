"""A process with all that it started, as Linux sees it: its processor time and its memory."""

import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
STILL_S = 0.05
"""Who uses less processor time in a second does nothing but look now and then."""
PATIENCE_S = 120
PSS = ("Pss",)
PRIVATE = ("Private_Clean", "Private_Dirty")


def family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from family(int(child))


def processor_s(pid: int) -> float:
    """What the family has used so far, seconds."""
    return sum(_processor_s(one) for one in family(pid))


def largest_mb(pid: int, kinds: Collection[str]) -> float:
    """The most memory that one of the family has: in `PSS` shared pages count by their share, in `PRIVATE` not."""
    return max(_kilobytes(one, kinds) for one in family(pid)) / 1e3


def wait_until_still(pid: int) -> None:
    """Until the family has done what it does after its start."""
    until, before = time.monotonic() + PATIENCE_S, -1.0
    while processor_s(pid) - before > STILL_S:
        assert time.monotonic() < until, "it never comes to rest"
        before = processor_s(pid)
        time.sleep(1)


def _processor_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def _kilobytes(pid: int, kinds: Collection[str]) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.partition(":")[0] in kinds)


def peak_mb(pid: int) -> float:
    """The most that one of the family ever had resident, shared pages included."""
    lines = (line for one in family(pid) for line in Path(f"/proc/{one}/status").read_text().splitlines())
    return max(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e3
