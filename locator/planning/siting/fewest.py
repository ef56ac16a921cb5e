"""The cheapest choice that covers enough: greedy, a Lagrangean bound, then HiGHS where the instance allows it.

Bound after Beasley, A Lagrangian heuristic for set-covering problems, Naval Research Logistics 37 (1990), with the
demand that may be left out chosen by a continuous knapsack.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from locator.planning.siting.arrays import Floats, Ints
from locator.planning.siting.clock import Clock
from locator.planning.siting.coverage import Coverage
from locator.planning.siting.covering import ENDLESS, Best, Effort, allowed_choice
from locator.planning.siting.highs import Program, solved
from locator.planning.siting.interchange import TINY, Choice, filled, searched
from locator.planning.siting.lagrangean import least_bound, rounding
from locator.planning.siting.merging import dominated

PROVABLE = 300_000
"""Entries of a covering matrix up to which HiGHS is asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """A covering instance, the price of each candidate, and what has to be achieved, the fixed sites included."""

    coverage: Coverage
    prices: Floats
    target: float

    def price(self, opened: Ints) -> float:
        """What these cost together."""
        return math.fsum(self.prices[opened])

    def met(self, opened: Ints) -> bool:
        """Whether these achieve enough, as the rules allow."""
        return self.coverage.value(opened) >= self.enough and self.coverage.room.holds(opened)

    @property
    def enough(self) -> float:
        """The target, less what sums of weights lose by rounding."""
        return self.target - 1e-9 * max(1.0, abs(self.target))

    @property
    def is_all(self) -> bool:
        """Whether every group that can be covered has to be."""
        least = float(self.coverage.worth[1].min(initial=np.inf))
        return self.coverage.ceiling - self.enough < least

    @property
    def is_whole(self) -> bool:
        """Whether the prices are whole numbers."""
        return bool((self.prices == np.round(self.prices)).all())

    def raised(self, bound: float) -> float:
        """A bound, as the least whole number from it where prices are whole."""
        return float(math.ceil(bound - 1e-6)) if self.is_whole and math.isfinite(bound) else bound


def fewest(need: Need, effort: Effort) -> Best:
    """A cheap choice that covers enough, and what no choice can cost less than.

    The target must be within the reach of some choice that the rules allow.
    """
    start = greedy(need)
    if not need.met(start):
        start = _program_choice(need, effort)
    bound = max(0.0, least_price(need, need.price(start), effort.clock.part(0.2)))
    if bound < need.price(start) and need.coverage.cover.nnz <= PROVABLE:
        return _proven(need, start, bound, effort)
    if bound < need.price(start):
        start = _with_fewer(need, start, bound, effort)
    return start, bound


def within_count(need: Need, count: float, effort: Effort) -> tuple[Ints | None, bool]:
    """A choice that covers enough with so many sites, as the room allows; else whether there is proved to be none."""
    opened = greedy(need)
    if need.met(opened):
        return opened, False
    if need.coverage.ceiling < need.enough:
        return None, True
    if math.isfinite(count) and least_price(need, count + 1, effort.clock.part(0.2)) > count:
        return None, True
    if need.coverage.cover.nnz > PROVABLE:
        return None, False
    found = solved(_program(need), effort.clock.left_s, within=1e12)
    if found.values is not None:
        opened = np.flatnonzero(found.values[: need.coverage.room.size] > 0.5)
        return (opened, False) if need.met(opened) else (None, False)
    return None, found.infeasible


def greedy(need: Need) -> Ints:
    """Opens what gains most for its price until enough is covered, then closes what is not needed."""
    coverage = need.coverage
    choice = Choice(coverage, np.empty(0, np.int64))
    while (
        coverage.stands + choice.value < need.enough
        or (coverage.room.slack(np.array(choice.opened, np.int64)) < -TINY).any()
    ):
        allowed = coverage.room.may_add(np.array(choice.opened, np.int64))
        missing = need.target - coverage.stands - choice.value
        value = np.minimum(choice.gains, max(missing, 0)) / np.maximum(need.prices, TINY)
        if not allowed.any():
            break
        choice.open(int(np.where(allowed, value, -1.0).argmax()))
    return thinned(need, choice)


def thinned(need: Need, choice: Choice) -> Ints:
    """Closes the dearest sites that enough is covered without."""
    while choice.opened:
        opened = np.array(choice.opened)
        spare = need.coverage.stands + choice.value - need.enough
        idle = (choice.losses() <= spare) & need.coverage.room.may_drop(opened)
        if not idle.any():
            break
        choice.close(int(opened[np.where(idle, need.prices[opened], -1.0).argmax()]))
    return np.array(choice.opened, np.int64)


def least_price(need: Need, price: float, clock: Clock) -> float:
    """A Lagrangean bound on the price of covering enough; no better one is sought than shows that it takes `price`."""
    coverage = need.coverage
    target = need.target - coverage.stands
    if target <= 0 and coverage.room.is_count:
        return 0.0
    worth = coverage.worth[1]

    def evaluate(multipliers: Floats) -> tuple[float, Floats]:
        value = coverage.columns @ multipliers - need.prices
        chosen, prices = coverage.room.best(value)
        proof, sizes = coverage.room.proof(value, prices)
        taken, cheapest = _knapsack(multipliers, worth, target)
        margin = rounding(coverage.cover.shape[0] + coverage.room.size, sizes + cheapest)
        return proof - cheapest + margin, coverage.cover @ chosen - taken

    counts = np.diff(coverage.columns.indptr)
    dearest = need.prices.max(initial=1.0) or 1.0
    each = np.full(coverage.cover.shape[0], dearest)
    share = need.prices / np.maximum(counts, 1)
    first = (
        np.minimum.reduceat(share[coverage.cover.indices], coverage.cover.indptr[:-1]) if len(each) else each
    )
    enough = -price + (0.999 if need.is_whole else 0.0)
    dual = least_bound(evaluate, first, each, -price, clock, enough=enough)
    return need.raised(-dual.bound)


def _knapsack(multipliers: Floats, worth: Floats, target: float) -> tuple[Floats, float]:
    """The cheapest shares of the groups whose worth reaches the target, and what they cost."""
    order = np.argsort(multipliers / np.maximum(worth, 1e-300), kind="stable")
    reached = np.cumsum(worth[order])
    taken = np.clip((target - (reached - worth[order])) / np.maximum(worth[order], 1e-300), 0, 1)
    shares = np.zeros(len(worth))
    shares[order] = taken
    return shares, float((multipliers * shares).sum()) * (1 - 1e-12)


def _with_fewer(need: Need, start: Ints, bound: float, effort: Effort) -> Ints:
    """The same with one site less, again and again, as long as a search finds how."""
    while len(start) - 1 >= bound and need.is_whole and not effort.clock.is_over and len(start) > 1:
        choice = Choice(need.coverage, start)
        losses = np.where(need.coverage.room.may_drop(start), choice.losses(), np.inf)
        if not np.isfinite(losses.min()):
            break
        choice.close(int(start[losses.argmin()]))
        fewer = _limited(need, len(choice.opened))
        search = Choice(fewer, np.array(choice.opened, np.int64))
        searched(search, effort.clock.part(0.5), effort.seed, need.enough - need.coverage.stands, ENDLESS)
        found = np.array(search.opened, np.int64)
        if not need.met(found) or need.price(found) >= need.price(start):
            break
        start = found
    return start


def _limited(need: Need, count: int) -> Coverage:
    """The same coverage with at most so many sites."""
    room = need.coverage.room.limited(count)
    coverage = need.coverage
    return Coverage(coverage.cover, coverage.worth, room, coverage.stands, coverage.is_whole)


def _program_choice(need: Need, effort: Effort) -> Ints:
    """Any choice that covers enough, where greedy addition ran into the rules."""
    found = solved(_program(need), effort.clock.left_s * 0.5, within=1e12)
    if found.values is not None:
        return np.flatnonzero(found.values[: need.coverage.room.size] > 0.5)
    choice = Choice(need.coverage, np.empty(0, np.int64))
    filled(choice)
    opened = np.array(choice.opened, np.int64)
    if need.coverage.room.holds(opened):
        return opened
    any_choice = allowed_choice(need.coverage.room, choice.gains, effort.clock)
    return opened if any_choice is None else any_choice


def _proven(need: Need, start: Ints, bound: float, effort: Effort) -> Best:
    """What HiGHS finds and proves in the time that is left."""
    kept = np.arange(need.coverage.room.size)
    if need.coverage.room.is_count:
        is_kept = ~dominated(need.coverage.cover, need.prices)
        is_kept[start] = True
        kept = np.flatnonzero(is_kept)
    smaller = Need(need.coverage.within(kept), need.prices[kept], need.target)
    opened = np.zeros(len(kept))
    opened[np.searchsorted(kept, np.sort(start))] = 1.0
    reached = np.minimum(smaller.coverage.cover @ opened, 1.0)
    within = max(0.99 if need.is_whole else 0.0, effort.gap * need.price(start))
    values = opened if smaller.is_all else np.concatenate([opened, reached])
    found = solved(_program(smaller), effort.clock.left_s, values if need.met(start) else None, within)
    chosen = start if found.values is None else kept[found.values[: len(kept)] > 0.5]
    if not need.met(chosen) or (need.met(start) and need.price(chosen) > need.price(start)):
        chosen = start
    return chosen, min(max(bound, need.raised(found.bound)), need.price(chosen))


def _program(need: Need) -> Program:
    """Least price: every group covered, or a variable a group that says whether it is, and enough of them."""
    coverage = need.coverage
    groups, size = coverage.cover.shape
    choice = coverage.room.program(need.prices, whole=True)
    if need.is_all:
        rows = csr_array(vstack([choice.rows, coverage.cover], format="csr"))
        low = np.concatenate([choice.low, np.ones(groups)])
        high = np.concatenate([choice.high, np.full(groups, np.inf)])
        return Program(need.prices, rows, low, high, choice.least, choice.most, choice.whole)
    blocks = [
        hstack([choice.rows, csr_array((choice.rows.shape[0], groups))]),
        hstack([coverage.cover, -eye_array(groups)]),
        hstack([csr_array((1, size)), csr_array(coverage.worth[1][None, :])]),
    ]
    rows = csr_array(vstack(blocks, format="csr"))
    ones = np.ones(size + groups)
    return Program(
        np.concatenate([need.prices, np.zeros(groups)]),
        rows,
        np.concatenate([choice.low, np.zeros(groups), [need.enough - coverage.stands]]),
        np.concatenate([choice.high, np.full(groups + 1, np.inf)]),
        ones * 0,
        ones,
        np.concatenate([choice.whole, np.zeros(groups, dtype=bool)]),
    )
