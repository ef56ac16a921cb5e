"""A job as a folder: what was asked, how it stands, what came of it. Any process may read it.

`ask.json` is written once. `state.json` is replaced as a whole, so nobody reads half of it. `alive` is locked by the
job's process for as long as it lives, so that the kernel tells who died without a word.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import orjson

from locator.errors import NotFound

Standing = Literal["waiting", "running", "done", "failed", "cancelled"]
FINAL: Final = frozenset({"done", "failed", "cancelled"})
ASK, STATE, RESULT, ALIVE, PID = "ask.json", "state.json", "result.json", "alive", "pid"
ID = re.compile(r"^[0-9a-f]{32}$")
DIED: Final = {
    "title": "计算进程意外结束 the process that reckoned it ended unexpectedly",
    "field": "",
    "remedy": "请再试一次;仍不行时请缩小范围 try again; ask for less if it happens again",
    "status": 500,
}


@dataclass(frozen=True)
class JobState:
    """How a job stands.

    Attributes:
        progress: 0 to 1; `told` says in words what is done at present.
        problem: of a failed one: title, field, remedy, and the HTTP status that fits.
    """

    state: Standing
    progress: float = 0.0
    told: str = ""
    problem: dict[str, Any] | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing more will come."""
        return self.state in FINAL


@dataclass(frozen=True)
class Job:
    """One job's folder; it is read whenever something is asked of it."""

    folder: Path
    ask: dict[str, Any] = field(repr=False)

    @property
    def id(self) -> str:
        """128 random bits, in hexadecimal."""
        return self.folder.name

    @property
    def kind(self) -> str:
        """What work it is."""
        return str(self.ask["kind"])

    @property
    def order(self) -> tuple[int, str]:
        """Who asked first comes first."""
        return int(self.ask["asked_at"]), self.id

    @property
    def state(self) -> JobState:
        """How it stands; one whose process died without a word has failed.

        Raises:
            NotFound: it was thrown away meanwhile.
        """
        try:
            was_alive = self.is_alive  # asked first: what died after it had told the end is no failure
            state = JobState(**orjson.loads((self.folder / STATE).read_bytes()))
        except FileNotFoundError:
            raise _gone(self.folder) from None
        return state if state.is_final or was_alive else JobState("failed", state.progress, state.told, DIED)

    @property
    def is_alive(self) -> bool:
        """Whether its process lives."""
        with (self.folder / ALIVE).open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    @property
    def result(self) -> Path:
        """The document that came of it."""
        return self.folder / RESULT

    def tell(self, state: JobState) -> None:
        """Replace how it stands."""
        replace(self.folder / STATE, vars(state))


def opened(folder: Path) -> Job:
    """The job of a folder.

    Raises:
        NotFound: there is none, or no more.
    """
    try:
        return Job(folder, orjson.loads((folder / ASK).read_bytes()))
    except (OSError, ValueError):
        raise _gone(folder) from None


def _gone(folder: Path) -> NotFound:
    return NotFound(f"没有这项计算,或已过期 there is no job {folder.name}, or no more")


def jobs_in(root: Path) -> Iterator[Job]:
    """All jobs of a folder."""
    for folder in root.iterdir() if root.is_dir() else ():
        if ID.match(folder.name):
            with suppress(NotFound):
                yield opened(folder)


def replace(path: Path, content: Any) -> None:
    """Write JSON in one step: whoever reads sees the former or the new."""
    partial = path.with_name(f".{path.name}-{os.getpid()}")
    partial.write_bytes(orjson.dumps(content))
    partial.replace(path)


@contextmanager
def held(folder: Path) -> Iterator[int]:
    """The lock of a new job, held; a process that inherits it holds it on."""
    descriptor = os.open(folder / ALIVE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
