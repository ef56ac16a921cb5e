"""p-median solved: a good choice, a Lagrangean bound, candidates closed by it, and HiGHS on what is left.

Bound after Narula, Ogbu & Samuelsson, An algorithm for the p-median problem, Operations Research 25 (1977); the
program is the radius formulation of Elloumi, A tighter formulation of the p-median problem, Journal of Combinatorial
Optimization 19 (2010).
"""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from locator.planning.siting.arrays import Floats, Ints, summed
from locator.planning.siting.covering import Best, Effort
from locator.planning.siting.highs import Program, solved
from locator.planning.siting.lagrangean import Dual, Evaluate, least_bound, rounding
from locator.planning.siting.median import Median, filled, improved, searched

PROVABLE = 400_000
"""Entries of a cost matrix up to which HiGHS is asked."""


def least_cost(median: Median, start: Ints, effort: Effort) -> Best:
    """A choice that costs least, and what no choice can cost less than; `start` must be allowed."""
    opened = improved(median, start, effort.clock)
    opened = searched(median, opened, effort.clock.part(0.1), effort.seed, rounds=10)
    value = median.value(opened)
    evaluate = relaxation(median)
    farthest = np.zeros(len(median.base))
    np.maximum.at(farthest, median.demand, median.cost.data)
    step = least_bound(
        evaluate,
        np.minimum(median.ranked(opened)[2], farthest),
        median.base,
        -value,
        effort.clock.part(0.3),
        scale=farthest,
        enough=-value * (1 - effort.gap) + (0.999 if median.is_whole else 0.0),
    )
    bound = max(certified(median, step), raised(median, nearest_possible(median)))
    if value - bound <= max(effort.gap, 1e-12) * value:
        return opened, bound
    return _narrowed(median, opened, step, bound, effort)


def _narrowed(median: Median, opened: Ints, dual: Dual, bound: float, effort: Effort) -> Best:
    """Search, and proof among the candidates that can still be in a better choice."""
    opened = searched(median, opened, effort.clock.part(0.2), effort.seed + 1, enough=bound, rounds=50)
    opened = _from_dual(median, opened, dual, effort)
    value = median.value(opened)
    if value - bound <= max(effort.gap, 1e-12) * value:
        return opened, bound
    kept = np.union1d(np.flatnonzero(_can_help(median, dual, value)), opened)
    smaller = median.within(kept)
    if smaller.cost.nnz > PROVABLE:
        return searched(median, opened, effort.clock, effort.seed + 2, enough=bound), bound
    program, constant, start = radius_program(smaller, np.searchsorted(kept, opened))
    gap = max(0.99 if median.is_whole else 0.0, effort.gap * value)
    found = solved(program, effort.clock.left_s, start, gap)
    if found.values is not None:
        better = kept[found.values[: len(kept)] > 0.5]
        if median.value(better) < value and median.room.holds(better):
            opened, value = better, median.value(better)
    proved = raised(median, found.bound + constant) if math.isfinite(found.bound) else bound
    proved = value if found.infeasible else proved
    return opened, max(bound, min(proved, value))


def _from_dual(median: Median, opened: Ints, dual: Dual, effort: Effort) -> Ints:
    """The better of a choice and of that which the relaxation makes, improved."""
    below = np.maximum(dual.multipliers[median.demand] - median.cost.data, 0)
    chosen, _ = median.room.best(summed(median.cost.indices, below, median.room.size))
    other = np.flatnonzero(chosen > 1 - 1e-6)
    if not median.room.holds(other):
        return opened
    other = searched(
        median, improved(median, filled(median, other), effort.clock), effort.clock.part(0.1), 7, rounds=10
    )
    return other if median.room.holds(other) and median.value(other) < median.value(opened) else opened


def relaxation(median: Median) -> Evaluate:
    """The negated Lagrangean relaxation of "every demand point is served once"."""
    cost, demand = median.cost.data, median.demand

    def evaluate(multipliers: Floats) -> tuple[float, Floats]:
        below = np.maximum(multipliers[demand] - cost, 0)
        saved = summed(median.cost.indices, below, median.room.size)
        chosen, prices = median.room.best(saved)
        proof = median.room.proof(saved, prices)[0]
        is_left = multipliers > median.base
        unserved = np.maximum(multipliers - median.base, 0)
        bound = float((multipliers - unserved).sum()) - proof
        served = (below > 0) * chosen[median.cost.indices]
        times = summed(demand, served, len(multipliers)) + is_left
        return -bound, times - 1.0

    return evaluate


def certified(median: Median, dual: Dual) -> float:
    """The relaxation's value computed anew, less all that its sums may have lost."""
    multipliers = np.minimum(dual.multipliers, median.base)
    below = np.maximum(multipliers[median.demand] - median.cost.data, 0)
    saved = summed(median.cost.indices, below, median.room.size)
    proof, sizes = median.room.proof(saved, median.room.best(saved)[1])
    terms = len(multipliers) + median.room.size + len(median.room.all_most)
    margin = rounding(terms, sizes + float(multipliers.sum()))
    return raised(median, math.fsum(multipliers) - proof - margin)


def nearest_possible(median: Median) -> float:
    """What it would cost with every candidate open."""
    nearest = median.base.copy()
    np.minimum.at(nearest, median.demand, median.cost.data)
    return math.fsum(nearest)


def raised(median: Median, bound: float) -> float:
    """A bound, as the least whole number from it where only whole numbers can come out."""
    return float(math.ceil(bound - 1e-6)) if median.is_whole else bound


def _can_help(median: Median, dual: Dual, value: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Candidates that may be open in a choice better than `value`: with the others the bound rises above it."""
    multipliers = np.minimum(dual.multipliers, median.base)
    below = np.maximum(multipliers[median.demand] - median.cost.data, 0)
    saved = summed(median.cost.indices, below, median.room.size)
    prices = median.room.best(saved)[1]
    proof, sizes = median.room.proof(saved, prices)
    bound = math.fsum(multipliers) - proof
    short = np.minimum(median.room.reduced(saved, prices), 0)
    margin = rounding(len(multipliers) + median.room.size, sizes + float(multipliers.sum())) + 1e-6
    step = 1.0 if median.is_whole else 0.0
    can: np.ndarray[tuple[int], np.dtype[np.bool_]] = bound - short <= value - step + margin
    return can


def radius_program(median: Median, opened: Ints) -> tuple[Program, float, Floats]:
    """Least cost, what it leaves out, and a choice of sites as values of its variables.

    A demand point's costs, ascending, are steps; a variable for each step says whether no site up to it is open.
    """
    size = median.room.size
    order = np.lexsort((median.cost.data, median.demand))
    order = order[median.cost.data[order] < median.base[median.demand[order]]]
    demand, cost, site = median.demand[order], median.cost.data[order], median.cost.indices[order]
    is_new = (np.diff(demand, prepend=-1) != 0) | (np.diff(cost, prepend=-1.0) != 0)
    step = np.cumsum(is_new) - 1
    owner, level = demand[is_new], cost[is_new]
    count = len(owner)
    is_first = np.diff(owner, prepend=-1) != 0
    is_last = np.diff(owner, append=-1) != 0
    following = np.where(is_last, median.base[owner], np.append(level[1:], 0.0))
    lowest = median.base.copy()
    lowest[owner[is_first]] = level[is_first]
    here = np.arange(count)
    chain = csr_array(
        (
            np.concatenate([np.ones(count), -np.ones(int((~is_first).sum()))]),
            (np.concatenate([here, here[~is_first]]), np.concatenate([here, here[~is_first] - 1])),
        ),
        shape=(count, count),
    )
    reach = csr_array((np.ones(len(step)), (step, site)), shape=(count, size))
    choice = median.room.program(np.zeros(size), whole=True)
    limits = hstack([choice.rows, csr_array((choice.rows.shape[0], count))])
    rows = csr_array(vstack([limits, hstack([reach, chain])], format="csr"))
    ones = np.ones(size + count)
    most = np.concatenate([np.ones(size), np.where(is_last & median.must[owner], 0.0, 1.0)])
    program = Program(
        np.concatenate([np.zeros(size), np.where(is_last & median.must[owner], 0.0, following - level)]),
        rows,
        np.concatenate([choice.low, is_first.astype(float)]),
        np.concatenate([choice.high, np.full(count, np.inf)]),
        ones * 0,
        most,
        np.concatenate([choice.whole, np.zeros(count, dtype=bool)]),
    )
    values = np.concatenate([np.isin(np.arange(size), opened), median.ranked(opened)[1][owner] > level])
    return program, math.fsum(lowest), values.astype(float)
