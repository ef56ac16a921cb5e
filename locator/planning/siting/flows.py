"""Who is served by which site when sites have capacities, and the sites that serve most.

Lagrangean bound after Pirkul & Schilling, The maximal covering location problem with capacities on total workload,
Management Science 37 (1991): without "no demand is served twice", each site fills a continuous knapsack of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from locator.planning.siting.arrays import Floats, Ints, summed
from locator.planning.siting.covering import Best, Effort, allowed_choice
from locator.planning.siting.highs import Program, solved
from locator.planning.siting.lagrangean import least_bound, rounding
from locator.planning.siting.room import TINY, Room
from locator.planning.siting.rules import Rules

PROVABLE = 60_000
"""Entries of a covering matrix up to which HiGHS is asked for a proof."""
FLOW_S = 60.0
"""Serving from given sites is a transport problem, and quick; no time limit may leave an answer without it."""


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """Groups of demand × all candidates, what each candidate can serve, and the rules."""

    cover: csr_array
    weight: Floats
    capacity: Floats
    rules: Rules
    room: Room


def served_flow(supply: Supply, opened: Ints, fixed: int | None = None) -> tuple[csr_array, float]:
    """The most that the first fixed sites and these free ones serve: groups × candidates, and the sum."""
    standing = supply.rules.fixed[:fixed]
    sites = np.concatenate([standing, supply.rules.free[opened]])
    cover = csr_array(supply.cover[:, sites])
    if not cover.nnz:
        return csr_array(supply.cover.shape), 0.0
    rows, columns = cover.tocoo().coords
    program = _transport(rows, columns, supply.weight, supply.capacity[sites])
    found = solved(program, FLOW_S)
    flow = np.zeros(len(rows)) if found.values is None else np.maximum(found.values, 0)
    placed = csr_array((flow, (rows, sites[columns])), shape=supply.cover.shape)
    return placed, math.fsum(flow)


def most_served(supply: Supply, effort: Effort) -> Best:
    """A choice that serves most, and what no choice can exceed."""
    opened = _greedy(supply)
    if not supply.room.holds(opened):
        value = np.minimum(supply.capacity, supply.weight @ supply.cover)[supply.rules.free]
        other = allowed_choice(supply.room, value, effort.clock)
        opened = opened if other is None else other
    value = served_flow(supply, opened)[1]
    bound = _bound(supply, value, effort)
    if bound - value <= max(effort.gap, 1e-9) * value or supply.cover.nnz > PROVABLE:
        return opened, bound
    found = solved(_program(supply), effort.clock.left_s, within=effort.gap * value)
    size = supply.room.size
    if found.values is not None:
        other = np.flatnonzero(found.values[:size] > 0.5)
        if supply.room.holds(other) and served_flow(supply, other)[1] >= value:
            opened = other
    return opened, min(bound, -found.bound)


def _greedy(supply: Supply) -> Ints:
    """Opens what can serve most of what is left, and lets it serve first whom fewest others reach."""
    columns, left = supply.cover.tocsc(), supply.weight.copy()
    scarcity = np.diff(supply.cover.indptr)

    def serve(site: int) -> None:
        rows = columns.indices[columns.indptr[site] : columns.indptr[site + 1]]
        rows = rows[np.argsort(scarcity[rows], kind="stable")]
        before = np.cumsum(left[rows]) - left[rows]
        left[rows] -= np.clip(supply.capacity[site] - before, 0, left[rows])

    for site in supply.rules.fixed:
        serve(int(site))
    opened = np.empty(0, np.int64)
    while (allowed := supply.room.may_add(opened)).any():
        gains = np.minimum(supply.capacity, left @ supply.cover)[supply.rules.free]
        best = int(np.where(allowed, gains, -1.0).argmax())
        if gains[best] <= TINY and (supply.room.slack(opened) >= -TINY).all():
            break
        opened = np.append(opened, best)
        serve(int(supply.rules.free[best]))
    return opened


def _bound(supply: Supply, value: float, effort: Effort) -> float:
    """The least Lagrangean bound found, with what its sums may have lost added."""
    columns = supply.cover.tocsc()
    rows, owner = columns.indices, np.repeat(np.arange(columns.shape[1]), np.diff(columns.indptr))
    free, fixed = supply.rules.free, supply.rules.fixed

    def evaluate(multipliers: Floats) -> tuple[float, Floats]:
        worth = 1.0 - multipliers[rows]
        order = np.lexsort((-worth, owner))
        weights, whose = supply.weight[rows[order]], owner[order]
        before = np.cumsum(weights) - weights
        start = before[np.minimum(columns.indptr[:-1], len(before) - 1)]
        flow = np.clip(supply.capacity[whose] - (before - start[whose]), 0, weights)
        each = summed(whose, flow * worth[order], columns.shape[1])
        chosen, prices = supply.room.best(each[free])
        proof, sizes = supply.room.proof(each[free], prices)
        is_open = np.zeros(columns.shape[1])
        is_open[free], is_open[fixed] = chosen, 1.0
        served = summed(rows[order], flow * is_open[whose], len(multipliers))
        bound = float((multipliers * supply.weight).sum()) + float(each[fixed].sum()) + proof
        margin = rounding(len(rows) + len(multipliers), sizes + bound)
        return bound + margin, served - supply.weight

    if not len(rows):
        return value
    ones = np.ones(supply.cover.shape[0])
    scale = 1.0 / np.maximum(supply.weight, TINY)
    clock = effort.clock.part(0.3)
    enough = value * (1 + effort.gap)
    return least_bound(evaluate, ones * 0.5, ones, value, clock, scale=scale, enough=enough).bound


def _transport(rows: NDArray[Any], columns: NDArray[Any], weight: Floats, capacity: Floats) -> Program:
    """Least negated flow from groups to open sites."""
    count = len(rows)
    here = np.arange(count)
    by_group = csr_array((np.ones(count), (rows, here)), shape=(len(weight), count))
    by_site = csr_array((np.ones(count), (columns, here)), shape=(len(capacity), count))
    limits = csr_array(vstack([by_group, by_site], format="csr"))
    most = np.concatenate([weight, capacity])
    least = np.full(len(most), -np.inf)
    return Program(
        -np.ones(count),
        limits,
        least,
        most,
        np.zeros(count),
        np.full(count, np.inf),
        np.zeros(count, dtype=bool),
    )


def _program(supply: Supply) -> Program:
    """Least negated flow, with a variable for each free candidate before the flows."""
    size, rules = supply.room.size, supply.rules
    rows, columns = supply.cover.tocoo().coords
    flows = _transport(rows, columns, supply.weight, supply.capacity)
    number = np.full(rules.size, -1)
    number[rules.free] = np.arange(size)
    closed = np.full(rules.size, True)
    closed[rules.free], closed[rules.fixed] = False, False
    groups = len(supply.weight)
    opens = csr_array(
        (-supply.capacity[rules.free], (groups + rules.free, np.arange(size))),
        shape=(flows.rows.shape[0], size),
    )
    most = flows.high.copy()
    most[groups + rules.free] = 0.0
    at = np.flatnonzero(number[columns] >= 0)
    largest = np.minimum(supply.weight[rows[at]], supply.capacity[columns[at]])
    here = np.arange(len(at))
    single = hstack(
        [
            csr_array((-largest, (here, number[columns[at]])), shape=(len(at), size)),
            csr_array((np.ones(len(at)), (here, at)), shape=(len(at), len(rows))),
        ]
    )
    choice = supply.room.program(np.zeros(size), whole=True)
    limits = hstack([choice.rows, csr_array((choice.rows.shape[0], len(rows)))])
    every = csr_array(vstack([limits, hstack([opens, flows.rows]), single], format="csr"))
    return Program(
        np.concatenate([np.zeros(size), flows.objective]),
        every,
        np.concatenate([choice.low, flows.low, np.full(len(at), -np.inf)]),
        np.concatenate([choice.high, most, np.zeros(len(at))]),
        np.zeros(size + len(rows)),
        np.concatenate([np.ones(size), np.where(closed[columns], 0.0, np.inf)]),
        np.concatenate([choice.whole, flows.whole]),
    )
