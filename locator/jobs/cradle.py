"""The process that has loaded what jobs need, and is forked for each.

It uses nothing of what it loaded, so it has no work going on that a fork would break off. It ends with the process
that started it, and after a while in which nobody asks; the jobs themselves live on.
"""

import os
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Final

import orjson

from locator.jobs.child import WORK, run
from locator.jobs.inputs import Inputs
from locator.jobs.line import NUMBER, read

IDLE_S: Final = 600.0


def main() -> None:
    """Load everything, then make a process whenever one is asked for, until the line is closed."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    line = socket.socket(fileno=int(sys.argv[1]))
    line.settimeout(IDLE_S)
    for module in WORK.values():
        import_module(module)
    with suppress(EOFError, TimeoutError, ConnectionError):
        while True:
            _make(line)


def _make(line: socket.socket) -> None:
    """Make one process."""
    head, locks, _flags, _address = socket.recv_fds(line, NUMBER.size, 1)
    if not head:
        raise EOFError
    told = orjson.loads(read(line, NUMBER.unpack(head)[0]))
    process = os.fork()
    if process == 0:
        line.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            run(Path(told["folder"]), Inputs.model_validate(told["inputs"]))
        finally:
            os._exit(0)  # what the nursery would do at its end is not for this process to do
    for lock in locks:
        os.close(lock)
    line.sendall(NUMBER.pack(process))


if __name__ == "__main__":
    main()
