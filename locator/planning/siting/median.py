"""A median instance over the candidates that may be opened, and choices of sites improved by interchange.

Interchange after Teitz & Bart (1968), evaluated for all pairs at once as Resende & Werneck, A fast swap-based local
search procedure for location problems, Annals of Operations Research 150 (2007), describe.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.arrays import Bools, Floats, Ints, summed
from locator.planning.siting.clock import Clock
from locator.planning.siting.interchange import TINY
from locator.planning.siting.room import Room


@dataclass(eq=False)
class Median:
    """Demand × free candidates.

    Attributes:
        cost: what serving a demand point's whole weight from a candidate costs; not stored where out of reach.
        base: what each demand point costs from the nearest fixed site, or, where none reaches it, when it is left
            out: more than serving everybody can cost.
        must: which of them have no fixed site.
        room: which choices are allowed.
        is_whole: whether every cost is a whole number.
    """

    cost: csr_array
    base: Floats
    must: Bools
    room: Room
    is_whole: bool
    demand: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.demand = np.repeat(np.arange(self.cost.shape[0]), np.diff(self.cost.indptr))

    def value(self, opened: Ints) -> float:
        """What serving everybody costs with these sites open."""
        return math.fsum(self.ranked(opened)[1])

    def ranked(self, opened: Ints) -> tuple[Ints, Floats, Floats]:
        """Per demand point the place of its nearest among `opened` (-1: as without them), its cost, the second's."""
        place = np.full(self.room.size, -1)
        place[opened] = np.arange(len(opened))
        at = place[self.cost.indices]
        kept = at >= 0
        demand, cost, at = self.demand[kept], self.cost.data[kept], at[kept]
        order = np.lexsort((at, cost, demand))
        demand, cost, at = demand[order], cost[order], at[order]
        first = np.flatnonzero(np.diff(demand, prepend=-1))
        second = first + 1
        second = second[
            (second < len(demand)) & (demand[np.minimum(second, len(demand) - 1)] == demand[second - 1])
        ]
        nearest, one, two = np.full(len(self.base), -1), self.base.copy(), self.base.copy()
        two[demand[second]] = np.minimum(cost[second], self.base[demand[second]])
        better = first[cost[first] < self.base[demand[first]]]
        nearest[demand[better]], one[demand[better]] = at[better], cost[better]
        return nearest, one, two

    def serves_all(self, opened: Ints) -> bool:
        """Whether nobody is left out."""
        return not bool((self.must & (self.ranked(opened)[0] < 0)).any())

    def within(self, kept: Ints) -> Median:
        """The same instance where only these candidates may be opened."""
        return Median(
            csr_array(self.cost[:, kept]), self.base, self.must, self.room.within(kept), self.is_whole
        )


def added(median: Median, opened: Ints) -> Floats:
    """What opening each candidate beside these would save."""
    one = median.ranked(opened)[1]
    saved = np.maximum(one[median.demand] - median.cost.data, 0)
    return summed(median.cost.indices, saved, median.room.size)


def filled(median: Median, opened: Ints) -> Ints:
    """Opens what saves most, as long as something saves or a least number wants it."""
    while True:
        saved = np.where(median.room.may_add(opened), added(median, opened), -1.0)
        wanted = bool((median.room.slack(opened) < -TINY).any())
        if not len(saved) or saved.max() < 0 or (saved.max() <= TINY and not wanted):
            return opened
        opened = np.append(opened, int(saved.argmax()))


def improved(median: Median, opened: Ints, clock: Clock) -> Ints:
    """Interchanges one site for one candidate as long as that saves, the best pair first."""
    while len(opened) and not clock.is_over:
        change = swaps(median, opened)
        change[~median.room.may_swap(opened)] = -np.inf
        out, candidate = divmod(int(change.argmax()), median.room.size)
        if change[out, candidate] <= TINY * max(1.0, median.value(opened)):
            break
        opened = opened.copy()
        opened[out] = candidate
    return opened


def swaps(median: Median, opened: Ints) -> Floats:
    """Open sites × candidates: what taking the one's place by the other would save."""
    size, count = median.room.size, len(opened)
    nearest, one, two = median.ranked(opened)
    cost, demand = median.cost.data, median.demand
    saved = summed(median.cost.indices, np.maximum(one[demand] - cost, 0), size)
    has = nearest >= 0
    lost = summed(nearest[has], (two - one)[has], count)
    again = np.flatnonzero((cost < two[demand]) & has[demand])
    rows = demand[again]
    kept = two[rows] - np.maximum(cost[again], one[rows])
    pairs = nearest[rows] * size + median.cost.indices[again]
    both = summed(pairs, kept, count * size).reshape(count, size)
    change: Floats = saved + both - lost[:, None]
    return change


def searched(
    median: Median, opened: Ints, clock: Clock, seed: int, *, enough: float = 0.0, rounds: int = 10**9
) -> Ints:
    """Closes a few sites, refills, improves, and keeps what is no worse."""
    rng = np.random.default_rng(seed)
    value = median.value(opened)
    for _ in range(rounds):
        if clock.is_over or value <= enough or len(opened) < 2:
            break
        count = int(rng.integers(1, min(5, len(opened)) + 1))
        kept = np.delete(opened, rng.choice(len(opened), count, replace=False))
        other = _refilled(median, kept, rng)
        other = filled(median, improved(median, other, clock))
        now = median.value(other)
        if median.room.holds(other) and now <= value + TINY:
            opened, value = other, now
    return opened


def _refilled(median: Median, opened: Ints, rng: np.random.Generator) -> Ints:
    """Opens candidates at random, the likelier the more they save."""
    while (allowed := median.room.may_add(opened)).any():
        saved = np.where(allowed, added(median, opened), 0.0)
        if saved.sum() <= TINY:
            break
        opened = np.append(opened, rng.choice(len(saved), p=saved / saved.sum()))
    return opened
