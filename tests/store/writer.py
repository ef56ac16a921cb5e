"""`python -m tests.store.writer URL NAME WRITES`: a program that writes new stations, one write after another."""

import sys

from locator.store import StationChange, open_store
from tests.made_up import station


def write(url: str, name: str, writes: int) -> None:
    """Two stations and a kept answer with every write."""
    store = open_store(url)
    sys.stdin.readline()  # all begin together
    for number in range(writes):
        new = [station(number, id=f"{name}-{number:03}-{part}") for part in "ab"]
        store.apply([StationChange(made.id, None, made) for made in new], source=name, actor=name)
        store.geocodes.keep(name, f"演示路{number}号", {"number": number})
    store.close()


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
