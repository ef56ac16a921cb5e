"""A covering instance over the candidates that may be opened, and what each choice of them is worth.

Each group of demand has a table of worths: what it adds when 0, 1, 2 … new sites cover it. One step of its whole
weight is maximal covering (Church & ReVelle, The maximal covering location problem, Papers of the Regional Science
Association 32, 1974); two steps are backup coverage (Hogan & ReVelle, Concepts and applications of backup coverage,
Management Science 32, 1986).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.arrays import Floats, Ints, summed
from locator.planning.siting.merging import merged
from locator.planning.siting.room import Room
from locator.planning.siting.rules import Rules


@dataclass(eq=False)
class Coverage:
    """Groups of demand × free candidates.

    Attributes:
        cover: groups × candidates, ones.
        worth: (steps + 1) × groups: what a group adds when so many of these candidates cover it.
        room: which choices are allowed.
        stands: what the fixed sites achieve already.
        is_whole: whether every worth is a whole number, so that a bound may be rounded down to one.
    """

    cover: csr_array
    worth: Floats
    room: Room
    stands: float
    is_whole: bool
    columns: csr_array = field(init=False)

    def __post_init__(self) -> None:
        self.columns = csr_array(self.cover.T.tocsr())

    @property
    def steps(self) -> int:
        """How many times covering a group can add something."""
        return len(self.worth) - 1

    @property
    def is_concave(self) -> bool:
        """Whether no step adds more than the one before."""
        return bool((np.diff(self.worth, n=2, axis=0) <= 1e-12 * self.worth[1:2]).all())

    @property
    def ceiling(self) -> float:
        """What all candidates together would achieve."""
        counts = np.minimum(np.diff(self.cover.indptr), self.steps)
        return self.stands + math.fsum(self.worth[counts, np.arange(len(counts))])

    def value(self, opened: Ints) -> float:
        """What the fixed sites and these achieve."""
        counts = np.minimum(self.cover[:, opened].sum(axis=1), self.steps).astype(np.int64)
        return self.stands + math.fsum(self.worth[counts, np.arange(len(counts))])

    def within(self, kept: Ints) -> Coverage:
        """The same instance where only these candidates may be opened."""
        return condensed(
            csr_array(self.cover[:, kept]), self.worth, self.room.within(kept), self.stands, self.is_whole
        )


def coverage_of(cover: csr_array, weight: Floats, rules: Rules, room: Room, steps: Floats) -> Coverage:
    """The instance that is left beside the fixed sites; `steps` are the shares of a weight that each time adds."""
    base = np.minimum(cover[:, rules.fixed].sum(axis=1), len(steps)).astype(np.int64)
    total = np.concatenate([[0.0], np.cumsum(steps)])
    reached = np.minimum(base + np.arange(len(steps) + 1)[:, None], len(steps))
    shares = total[reached] - total[base]
    stands = math.fsum(weight * total[base])
    is_whole = bool((weight == np.round(weight)).all() and (total == np.round(total)).all())
    open_to_more = (weight > 0) & (base < len(steps))
    free = csr_array(cover[:, rules.free])[open_to_more]
    worth = shares[:, open_to_more] * weight[open_to_more]
    return condensed(csr_array(free), worth, room, stands, is_whole)


def condensed(cover: csr_array, worth: Floats, room: Room, stands: float, is_whole: bool) -> Coverage:
    """The instance with demand of equal cover sets joined, and without what no candidate covers.

    Joining is exact whatever the tables of worth: equal cover sets are always covered equally often.
    """
    near = np.diff(cover.indptr) > 0
    cover, worth = csr_array(cover[near]), worth[:, near]
    cover.sort_indices()
    first, group = merged(cover)
    joined = [summed(group, step, len(first)) for step in worth]
    return Coverage(csr_array(cover[first]), np.array(joined), room, stands, is_whole)
