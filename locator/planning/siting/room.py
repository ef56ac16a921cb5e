"""The room that the rules leave among the candidates that may be opened, as an optimiser sees it: A x <= b."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, vstack

from locator.planning.siting.arrays import Bools, Floats, Ints
from locator.planning.siting.highs import Program, Relaxation
from locator.planning.siting.rules import Rules, adjacency

TINY = 1e-9


@dataclass(eq=False)
class Room:
    """The allowed choices among `size` free candidates, numbered from 0.

    Attributes:
        matrix: a row for each limit on the number, budget and quotas.
        most: what each row may come to.
        pairs: those that may not both be open.
    """

    matrix: Floats
    most: Floats
    pairs: Ints
    near: csr_array = field(init=False)
    _relaxation: Relaxation | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.near = adjacency(self.pairs, self.size)

    @property
    def size(self) -> int:
        """How many candidates there are."""
        return int(self.matrix.shape[1])

    @cached_property
    def is_count(self) -> bool:
        """Whether nothing but the number of sites is limited."""
        return not len(self.pairs) and len(self.most) <= 1 and bool((self.matrix == 1).all())

    @property
    def count(self) -> int:
        """How many may be open, where nothing else is limited."""
        return min(int(self.most[0]), self.size) if len(self.most) else self.size

    def slack(self, opened: Ints) -> Floats:
        """What each row has left; negative where a least number is not reached yet."""
        left: Floats = self.most - self.matrix[:, opened].sum(axis=1)
        return left

    def holds(self, opened: Ints) -> bool:
        """Whether these may be open together."""
        return bool((self.slack(opened) >= -TINY).all()) and not self.near[opened][:, opened].nnz

    def may_add(self, opened: Ints) -> Bools:
        """Per candidate, whether it may be opened beside these; towards a least number, where one is not reached."""
        if self.is_count:
            allowed: Bools = np.full(self.size, len(opened) < self.count)
            allowed[opened] = False
            return allowed
        slack = self.slack(opened)
        fits = self.matrix <= np.maximum(slack, 0)[:, None] + TINY
        allowed = np.all(fits, axis=0) & np.asarray(self.near[opened].sum(axis=0) == 0)
        allowed[opened] = False
        wanted = self.matrix[slack < -TINY] < 0
        if wanted.size and (towards := allowed & wanted.any(axis=0)).any():
            return towards
        return allowed

    def may_swap(self, opened: Ints) -> Bools:
        """Per open site and candidate, whether the one may take the other's place."""
        allowed = np.ones((len(opened), self.size), dtype=bool)
        for row, slack in zip(self.matrix, self.slack(opened), strict=True):
            if (row != 1).any() or slack < 0:
                allowed &= row[None, :] - row[opened, None] <= slack + TINY
        if len(self.pairs):
            touching = self.near[opened].toarray()
            allowed &= touching.sum(axis=0)[None, :] - touching <= 0
        allowed[:, opened] = False
        return allowed

    def may_drop(self, opened: Ints) -> Bools:
        """Per open site, whether the others may stand without it."""
        spare = -self.matrix[:, opened] <= self.slack(opened)[:, None] + TINY
        return np.asarray(np.all(spare, axis=0))

    def within(self, kept: Ints) -> Room:
        """The same room where only these candidates may be opened."""
        number = np.full(self.size, -1)
        number[kept] = np.arange(len(kept))
        pairs = number[self.pairs]
        return Room(self.matrix[:, kept], self.most, pairs[(pairs >= 0).all(axis=1)])

    def limited(self, count: int) -> Room:
        """The same room with at most so many open."""
        matrix = np.vstack([self.matrix, np.ones((1, self.size))])
        return Room(matrix, np.append(self.most, float(count)), self.pairs)

    def best(self, value: Floats) -> tuple[Floats, Floats]:
        """The choice, open in part if need be, with the greatest sum of values, and a price for each row of `rows`.

        The prices prove it: no choice is worth more than `proof` says.
        """
        if self.is_count:
            return self._top(value)
        if self._relaxation is None:
            self._relaxation = Relaxation(self.program(np.zeros(self.size)))
        found = self._relaxation.solved(-value)
        if found is None:  # the simplex method stumbled: no prices are valid prices too
            return np.asarray(value > 0, dtype=float), np.zeros(len(self.most) + len(self.pairs))
        return found[0], np.maximum(-found[1], 0)

    def proof(self, value: Floats, prices: Floats) -> tuple[float, float]:
        """What no choice's sum of values can exceed, and the sum of the terms' sizes, for rounding.

        Weak duality: for prices p >= 0, max v·x <= p·b + sum of max(0, v - A'p).
        """
        bought = float(prices @ self.all_most)
        rest = float(np.maximum(self.reduced(value, prices), 0).sum())
        sizes = float(np.abs(prices) @ np.abs(self.all_most)) + float(np.abs(value).sum())
        return bought + rest, sizes

    def reduced(self, value: Floats, prices: Floats) -> Floats:
        """Each candidate's value less what it takes of the rows, at these prices."""
        if self.is_count:
            return np.asarray(value - prices.sum())
        return np.asarray(value - self.rows.T @ prices)

    def program(self, objective: Floats, *, whole: bool = False) -> Program:
        """Minimise an objective over these choices."""
        ones = np.ones(self.size)
        least = np.full(len(self.all_most), -np.inf)
        kinds = np.full(self.size, whole)
        return Program(objective, self.rows, least, self.all_most, ones * 0, ones, kinds)

    def _top(self, value: Floats) -> tuple[Floats, Floats]:
        chosen, prices = np.zeros(self.size), np.zeros(len(self.most))
        count = self.count
        if count < self.size:
            order = np.argpartition(value, self.size - count - 1)
            chosen[order[self.size - count :]] = 1.0
            prices[0] = max(value[order[self.size - count - 1]], 0.0)
        else:
            chosen[:] = 1.0
        chosen[value <= 0] = 0.0
        return chosen, prices

    @cached_property
    def rows(self) -> csr_array:
        """All limits in one: those of `matrix`, then one a pair."""
        number = np.arange(len(self.pairs))
        edges = csr_array(
            (np.ones(2 * len(number)), (np.concatenate([number, number]), self.pairs.T.ravel())),
            shape=(len(number), self.size),
        )
        stacked: csr_array = csr_array(vstack([csr_array(self.matrix), edges], format="csr"))
        return stacked

    @cached_property
    def all_most(self) -> Floats:
        """What each of `rows` may come to."""
        return np.concatenate([self.most, np.ones(len(self.pairs))])


def room_of(rules: Rules) -> Room:
    """The room among a set of rules' free candidates."""
    rows = [limit.coefficients[rules.free] for limit in rules.limits]
    matrix = np.array(rows).reshape(len(rows), len(rules.free))
    number = np.full(rules.size, -1)
    number[rules.free] = np.arange(len(rules.free))
    return Room(matrix, np.array([limit.most for limit in rules.limits], dtype=float), number[rules.pairs])
