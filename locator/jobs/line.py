"""What goes over the line between the service and the process that makes those of jobs."""

import socket
import struct
from typing import Final

NUMBER: Final = struct.Struct(">I")


def read(line: socket.socket, size: int) -> bytes:
    """So many bytes.

    Raises:
        EOFError: the line was closed.
    """
    parts = b""
    while len(parts) < size:
        part = line.recv(size - len(parts))
        if not part:
            raise EOFError
        parts += part
    return parts
