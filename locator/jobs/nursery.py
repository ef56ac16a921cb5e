"""Where the processes of jobs come from: asked of a process that has loaded what they need (`locator.jobs.cradle`).

To load it takes two seconds, which whoever moves a station about on a map would wait for every time.
"""

import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final
from weakref import finalize

import orjson

from locator import resources
from locator.jobs.inputs import Inputs
from locator.jobs.line import NUMBER, read

ENDING_S: Final = 10.0
Started = tuple[socket.socket, "subprocess.Popen[bytes]"]


class Nursery:
    """The line to it, in a process of the service; for many threads.

    Attributes:
        started: the line and the process, once there are any.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self.started: Started | None = None

    def prepare(self) -> None:
        """Let it load what jobs need, so that it is ready when somebody asks."""
        with self._lock:
            self._there()

    def born(self, folder: Path, inputs: Inputs, lock: int) -> int:
        """The process id of a new one that works on the job of a folder, and holds its lock.

        Raises:
            OSError: no process can be made.
        """
        message = orjson.dumps({"folder": str(folder), "inputs": inputs.model_dump(mode="json")})
        with self._lock:
            try:
                return _asked(self._there(), message, lock)
            except (OSError, EOFError):  # it ended since it was idle, or was killed
                self.started = None
                return _asked(self._there(), message, lock)

    def _there(self) -> socket.socket:
        if self.started is None or self.started[1].poll() is not None:
            self.started = _start()
            finalize(self, _end, self.started)
        return self.started[0]


def _start() -> Started:
    ours, theirs = socket.socketpair()
    package = str(Path(resources.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "locator.jobs.cradle", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # forked processes don't inherit the threads that OpenBLAS would start when it is loaded
            env=os.environ | {"PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
            pass_fds=(theirs.fileno(),),
            start_new_session=True,  # what ends the server's terminal does not end the work
        )
    return ours, process


def _end(started: Started) -> None:
    """Nobody will ask any more: it ends when it finds the line closed."""
    started[0].close()
    with suppress(subprocess.TimeoutExpired):
        started[1].wait(ENDING_S)


def _asked(line: socket.socket, message: bytes, lock: int) -> int:
    socket.send_fds(line, [NUMBER.pack(len(message))], [lock])
    line.sendall(message)
    return int(NUMBER.unpack(read(line, NUMBER.size))[0])
