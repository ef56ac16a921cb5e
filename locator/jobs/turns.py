"""Whose turn it is: at most so many jobs run at once in all processes, the others wait in the order of asking."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from locator.errors import NotFound
from locator.jobs.folder import Job, opened

AT_ONCE: Final = 2
EVERY_S: Final = 0.05
QUEUE: Final = "queue"


def queue_up(job: Job) -> None:
    """Take a place in the queue."""
    queue = job.folder.parent / QUEUE
    queue.mkdir(exist_ok=True)
    (queue / _place(job)).touch()


def leave(job: Job) -> None:
    """Give up the place in the queue."""
    (job.folder.parent / QUEUE / _place(job)).unlink(missing_ok=True)


@contextmanager
def turn(job: Job) -> Iterator[None]:
    """Wait until it is this job's turn, which lasts as long as this does."""
    root = job.folder.parent
    while (slot := None if _is_behind(root, job) else _free_slot(root)) is None:
        time.sleep(EVERY_S)
    leave(job)
    try:
        yield
    finally:
        os.close(slot)


def _place(job: Job) -> str:
    asked_at, name = job.order
    return f"{asked_at:020}-{name}"


def _is_behind(root: Path, job: Job) -> bool:
    """Whether somebody alive asked earlier and still waits; the dead lose their place."""
    for place in sorted(each.name for each in (root / QUEUE).iterdir()):
        if place >= _place(job):
            return False
        if _is_alive(root / place.rpartition("-")[2]):
            return True
        (root / QUEUE / place).unlink(missing_ok=True)
    return False


def _is_alive(folder: Path) -> bool:
    with suppress(NotFound, FileNotFoundError):
        return opened(folder).is_alive
    return False


def _free_slot(root: Path) -> int | None:
    """A locked slot, or None. A process that dies frees its own."""
    for number in range(AT_ONCE):
        descriptor = os.open(root / f"slot-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
        else:
            return descriptor
    return None
