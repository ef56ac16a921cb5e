"""Walks between numbered things as columns: from which, to which, and minutes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from locator.ellipsoid import Floats
from locator.planning.coverage.reach import Ints

Triples = tuple[Ints, Ints, Floats]
"""Two numbers and minutes, row by row."""


def expanded(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """For ranges of entries: of each entry the number of its range, and the entry."""
    sizes = last - first
    owner = np.repeat(np.arange(len(sizes)), sizes)
    start = np.cumsum(sizes) - sizes
    return owner, np.arange(len(owner)) - start[owner] + first[owner]


def joined(parts: Sequence[Triples]) -> Triples:
    """Several lots as one."""
    ints, floats = np.empty(0, dtype=np.int64), np.empty(0)
    return (
        np.concatenate([ints, *(part[0] for part in parts)]),
        np.concatenate([ints, *(part[1] for part in parts)]),
        np.concatenate([floats, *(part[2] for part in parts)]),
    )


def quickest(place: Ints, station: Ints, minutes: Floats, limit: float) -> Triples:
    """Each pair once, with its quickest walk; none beyond the limit."""
    order = np.lexsort((minutes, station, place))
    order = order[minutes[order] <= limit]
    place, station, minutes = place[order], station[order], minutes[order]
    is_first = np.ones(len(place), dtype=np.bool_)
    is_first[1:] = (place[1:] != place[:-1]) | (station[1:] != station[:-1])
    return place[is_first], station[is_first], minutes[is_first]


def least(row: Ints, column: Ints, cost: Floats, size: int) -> csr_array:
    """A graph's matrix; of parallel arcs the least, as a sparse array would add them up."""
    row, column, cost = quickest(row, column, cost, np.inf)
    return csr_array((cost, (row, column)), shape=(size, size))
