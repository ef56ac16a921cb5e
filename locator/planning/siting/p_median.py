"""The p-median: sites that serve everybody at least cost, for instance with the least walking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.answer import Conflict, Siting, Why, settled
from locator.planning.siting.arrays import Codes, Floats, Ints, summed
from locator.planning.siting.asking import costs_of, number_of, numbers_of
from locator.planning.siting.blame import obstacles, reasons
from locator.planning.siting.clock import Clock
from locator.planning.siting.conflicts import reconciled, unmet
from locator.planning.siting.covering import Best, Effort, allowed_choice
from locator.planning.siting.median import Median, added, filled
from locator.planning.siting.median_solving import least_cost
from locator.planning.siting.reaching import reachable_rules
from locator.planning.siting.room import TINY, Room, room_of
from locator.planning.siting.rules import Quota, Rules, rules_of


def pmedian(
    cost: Any,
    weight: Any,
    sites: int | None,
    fixed: Iterable[int] = (),
    time_limit_s: float = 60,
    *,
    site_cost: Any = None,
    budget: float | None = None,
    quotas: Iterable[Quota] = (),
    forbidden: Iterable[int] = (),
    conflicts: Any = (),
    gap: float = 0.0,
    seed: int = 0,
) -> Siting:
    """The sites from which serving everybody costs least in all (p-median).

    Hakimi, Optimum locations of switching centers and the absolute centers and medians of a graph, Operations
    Research 12 (1964).

    Everybody who can be reached at all must be; where the rules allow too few sites for it, that is a conflict.
    `gains` are what each site saves after those before it, the first ones measured from the farthest open site.

    Args:
        cost: demand × candidate: metres or minutes, for instance. An array, where inf is out of reach, or a sparse
            matrix, where all that is not stored is, and a stored zero is a cost of nothing.
        weight: of each demand point; the objective is the sum of weight times cost. Divided by `Siting.demand` it
            is the mean.
        sites: how many may be open in all, the fixed ones included; None where only a budget or quotas limit it.
        fixed: candidates that stand already.
        time_limit_s: after it the best found comes with its bound.
        site_cost: of opening each candidate; needed with a budget, which pays for the new sites only.
        budget: what the new sites may cost together.
        quotas: least and greatest numbers of open sites among some candidates.
        forbidden: candidates that may not be opened.
        conflicts: pairs of candidates too near to one another to be open both, n × 2.
        gap: the share of the objective to which a proof is good enough.
        seed: of the local search.

    Raises:
        InvalidInput: names the parameter at fault.
        LocatorError: the extra `planning` is not installed.
    """
    found = costs_of(cost)
    weights = numbers_of(weight, found.shape[0], "weight")
    rules = rules_of(
        found.shape[1],
        sites=sites,
        fixed=fixed,
        forbidden=forbidden,
        cost=site_cost,
        budget=budget,
        quotas=quotas,
        conflicts=conflicts,
    )
    clock = Clock(number_of(time_limit_s, "time_limit_s", 0, np.finfo(float).max))
    effort = Effort(clock, seed, number_of(gap, "gap", 0, 1))
    rules, moved = reconciled(rules)
    rules, start, short = reachable_rules(found, weights > 0, rules, effort)
    median = median_of(found, weights, rules)
    opened, bound = _solved(median, start, effort)
    return _told(found, weights, rules, _useful(median, opened), bound=bound, moved=moved + short)


def median_of(cost: csr_array, weight: Floats, rules: Rules) -> Median:
    """The instance that is left beside the fixed sites, without demand of no weight or that nobody reaches."""
    standing = _nearest(csr_array(cost[:, rules.fixed]))
    free = csr_array(cost[:, rules.free])
    rows = np.repeat(np.arange(cost.shape[0]), np.diff(free.indptr))
    weighted = csr_array((free.data * weight[rows], free.indices, free.indptr), shape=free.shape)
    counts = (weight > 0) & (np.isfinite(standing) | (np.diff(free.indptr) > 0))
    weighted, standing = csr_array(weighted[counts]), standing[counts] * weight[counts]
    must = ~np.isfinite(standing)
    base = np.where(must, _penalty(weighted), standing)
    is_whole = bool((weighted.data == np.round(weighted.data)).all() and (base == np.round(base)).all())
    return Median(weighted, base, must, room_of(rules), is_whole)


def _penalty(cost: csr_array) -> Floats:
    """What leaving somebody out is counted as: beyond the farthest site where all reach, else beyond everybody's."""
    farthest = -_nearest(csr_array((-cost.data, cost.indices, cost.indptr), shape=cost.shape))
    if cost.nnz == cost.shape[0] * cost.shape[1]:
        return np.asarray(np.ceil(farthest) + 1.0)
    finite = farthest[np.isfinite(farthest)]
    return np.full(cost.shape[0], np.ceil(finite.sum()) + 1.0)


def _nearest(cost: csr_array) -> Floats:
    found = np.full(cost.shape[0], np.inf)
    near = np.flatnonzero(np.diff(cost.indptr))
    if len(near):
        found[near] = np.minimum.reduceat(cost.data, cost.indptr[near])
    return found


def _solved(median: Median, start: Ints, effort: Effort) -> Best:
    opened = filled(median, start)
    if not median.room.holds(opened):
        other = allowed_choice(median.room, added(median, np.empty(0, np.int64)), effort.clock)
        opened = start if other is None else filled(median, other)
    return least_cost(median, opened, effort)


def _useful(median: Median, opened: Ints) -> Ints:
    """These sites and any that still save, without those that save nothing, in the order of what they save."""
    opened = filled(median, opened)
    while len(opened):
        nearest, one, two = median.ranked(opened)
        has = nearest >= 0
        lost = summed(nearest[has], (two - one)[has], len(opened))
        idle = np.flatnonzero((lost <= TINY) & median.room.may_drop(opened))
        if not len(idle):
            break
        opened = np.delete(opened, idle[-1])
    return _ordered(median, np.sort(opened))


def _ordered(median: Median, opened: Ints) -> Ints:
    order, left = np.empty(0, np.int64), opened
    while len(left):
        best = int(left[added(median, order)[left].argmax()])
        order, left = np.append(order, best), left[left != best]
    return order


def _told(
    cost: csr_array, weight: Floats, rules: Rules, opened: Ints, *, bound: float, moved: tuple[Conflict, ...]
) -> Siting:
    room: Room = room_of(rules)
    sites = np.concatenate([rules.fixed, rules.free[opened]])
    there = csr_array(cost[:, sites])
    served_by, costs, gains = assigned(there, weight, sites)
    objective = float(costs.sum())
    why = reasons(cost, weight, served_by >= 0, obstacles(rules, room, opened))
    moved = moved or unmet(rules, room.slack(opened)) or out_of_reach(why, served_by, weight)
    people = (served_by, why, weight, weight * (served_by >= 0))
    return settled(sites, (objective, min(bound, objective)), gains, people, moved)


def assigned(cost: csr_array, weight: Floats, sites: Ints) -> tuple[Ints, Floats, Floats]:
    """Per demand point its nearest site (-1: none reaches it) and weighted cost; per site what it saves in turn."""
    columns = cost.tocsc()
    farthest = -_nearest(csr_array((-cost.data, cost.indices, cost.indptr), shape=cost.shape))
    now = np.where(np.isfinite(farthest), farthest, 0.0)
    served, gains = np.full(cost.shape[0], -1), np.zeros(len(sites))
    for at in range(len(sites)):
        inside = slice(columns.indptr[at], columns.indptr[at + 1])
        rows, costs = columns.indices[inside], columns.data[inside]
        better = (costs < now[rows]) | (served[rows] < 0)
        rows, costs = rows[better], costs[better]
        gains[at] = float((weight[rows] * (now[rows] - costs)).sum())
        now[rows], served[rows] = costs, sites[at]
    return served, now * weight, gains


def out_of_reach(why: Codes, served_by: Ints, weight: Floats) -> tuple[Conflict, ...]:
    """The conflict where somebody is left out whom an allowed candidate could serve."""
    alone = np.isin(why, (Why.SERVED, Why.NO_WEIGHT, Why.NO_CANDIDATE, Why.FORBIDDEN))
    if alone.all():
        return ()
    return (Conflict("reach", "", float(weight.sum()), float(weight[served_by >= 0].sum())),)
