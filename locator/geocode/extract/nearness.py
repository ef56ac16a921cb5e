"""Which things of one name lie so near to each other that they are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import floor

_CELL_DEG = 0.005  # what lies in the same or the next cell belongs together: up to half a kilometre and more


def near_each_other(things: Sequence[Iterable[tuple[float, float]]]) -> list[list[int]]:
    """The numbers of the things in groups that share or adjoin cells of the ground; each thing has points."""
    root = list(range(len(things)))
    owner: dict[tuple[int, int], int] = {}
    for number, points in enumerate(things):
        for x, y in {(floor(lon / _CELL_DEG), floor(lat / _CELL_DEG)) for lon, lat in points}:
            for cell in ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
                if cell in owner:
                    root[_top(root, number)] = _top(root, owner[cell])
            owner[x, y] = number
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(things)):
        groups[_top(root, number)].append(number)
    return list(groups.values())


def _top(root: list[int], number: int) -> int:
    while root[number] != number:
        root[number] = root[root[number]]
        number = root[number]
    return number
