"""The p-center: sites that bring the farthest demand as near as can be.

Minieka, The m-center problem, SIAM Review 12 (1970): among the distances that occur, the least one within which a set
covering needs no more sites than allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.answer import Conflict, Siting, settled
from locator.planning.siting.arrays import Floats, Ints
from locator.planning.siting.asking import costs_of, number_of
from locator.planning.siting.blame import obstacles, reasons
from locator.planning.siting.clock import Clock
from locator.planning.siting.conflicts import reconciled, unmet
from locator.planning.siting.coverage import coverage_of
from locator.planning.siting.covering import Best, Effort
from locator.planning.siting.fewest import Need, thinned, within_count
from locator.planning.siting.interchange import Choice
from locator.planning.siting.p_median import assigned, out_of_reach
from locator.planning.siting.reaching import ONCE, reachable_rules
from locator.planning.siting.room import room_of
from locator.planning.siting.rules import Quota, Rules, rules_of


def pcenter(
    cost: Any,
    sites: int | None,
    fixed: Iterable[int] = (),
    time_limit_s: float = 60,
    *,
    site_cost: Any = None,
    budget: float | None = None,
    quotas: Iterable[Quota] = (),
    forbidden: Iterable[int] = (),
    conflicts: Any = (),
    seed: int = 0,
) -> Siting:
    """The sites from which the farthest demand point is nearest (p-center); all else as in `pmedian`.

    The objective is the greatest cost of any demand point that can be reached; `gains` are by how much each site
    lowers it after those before it.

    Raises:
        InvalidInput: names the parameter at fault.
        LocatorError: the extra `planning` is not installed.
    """
    found = costs_of(cost)
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
    effort = Effort(Clock(number_of(time_limit_s, "time_limit_s", 0, np.finfo(float).max)), seed, 0.0)
    rules, moved = reconciled(rules)
    everybody = np.ones(found.shape[0], dtype=bool)
    rules, start, short = reachable_rules(found, everybody, rules, effort)
    opened, bound = _bisected(found, rules, start, effort)
    return _told(found, rules, opened, bound, moved + short)


def _bisected(cost: csr_array, rules: Rules, start: Ints, effort: Effort) -> Best:
    """A choice of least radius, and a radius below which there is proved to be none."""
    radii = np.unique(cost.data) if cost.nnz else np.zeros(1)
    anywhere = _need(cost, rules, radii[-1], 0.0).coverage
    target = anywhere.value(start) if len(start) else anywhere.ceiling
    opened, _ = _within(cost, rules, radii[-1], target, effort)
    if opened is None:
        return start, 0.0
    low, proof, high = 0, 0, len(radii) - 1
    while low < high:
        middle = (low + high) // 2
        found, is_none = _within(cost, rules, radii[middle], target, effort)
        if found is not None:
            opened, high = found, middle
            continue
        low = middle + 1
        proof = low if is_none else proof
    return opened, float(radii[proof])


def _within(
    cost: csr_array, rules: Rules, radius: float, target: float, effort: Effort
) -> tuple[Ints | None, bool]:
    """A choice that has everybody within a radius, else whether there is proved to be none."""
    need = _need(cost, rules, radius, target)
    count = min((limit.most for limit in rules.limits if limit.kind == "sites"), default=np.inf)
    found, is_none = within_count(need, count, Effort(effort.clock.part(0.5), effort.seed, 0.0))
    return (None if found is None else thinned(need, Choice(need.coverage, found))), is_none


def _need(cost: csr_array, rules: Rules, radius: float, target: float) -> Need:
    """So many demand points within a radius."""
    near = cost.data <= radius
    rows = np.repeat(np.arange(cost.shape[0]), np.diff(cost.indptr))
    cover = csr_array((np.ones(int(near.sum())), (rows[near], cost.indices[near])), shape=cost.shape)
    coverage = coverage_of(cover, np.ones(cost.shape[0]), rules, room_of(rules), ONCE)
    return Need(coverage, np.ones(len(rules.free)), target)


def _told(cost: csr_array, rules: Rules, opened: Ints, bound: float, moved: tuple[Conflict, ...]) -> Siting:
    room, weight = room_of(rules), np.ones(cost.shape[0])
    sites = _farthest_first(cost, rules.fixed, rules.free[np.sort(opened)])
    there = csr_array(cost[:, sites])
    served_by, costs, _ = assigned(there, weight, sites)
    objective = float(costs.max(initial=0.0))
    why = reasons(cost, weight, served_by >= 0, obstacles(rules, room, opened))
    moved = moved or unmet(rules, room.slack(opened)) or out_of_reach(why, served_by, weight)
    people = (served_by, why, weight, weight * (served_by >= 0))
    return settled(sites, (objective, min(bound, objective)), -np.diff(_radii(there)), people, moved)


def _farthest_first(cost: csr_array, fixed: Ints, opened: Ints) -> Ints:
    """The fixed sites, then each time the nearest site of who is farthest from those before it."""
    sites, left = list(fixed), list(opened)
    columns = cost.tocsc()
    now = np.full(cost.shape[0], np.inf)
    for site in fixed:
        _approach(columns, now, int(site))
    now[np.diff(cost.indptr) == 0] = 0.0
    while left:
        there = cost[[int(now.argmax())]].toarray()[0] if cost.shape[0] else np.zeros(cost.shape[1])
        stored = np.isin(left, cost[[int(now.argmax())]].indices)
        site = left[int(np.where(stored, there[left], np.inf).argmin())]
        _approach(columns, now, int(site))
        sites.append(site)
        left.remove(site)
    return np.array(sites, np.int64)


def _approach(columns: Any, now: Floats, site: int) -> None:
    inside = slice(columns.indptr[site], columns.indptr[site + 1])
    rows = columns.indices[inside]
    now[rows] = np.minimum(now[rows], columns.data[inside])


def _radii(there: csr_array) -> Floats:
    """The greatest cost before and after each site; who is not reached yet counts as from the farthest of them."""
    columns = there.tocsc()
    now = np.zeros(there.shape[0])
    np.maximum.at(now, np.repeat(np.arange(there.shape[0]), np.diff(there.indptr)), there.data)
    radii = [float(now.max(initial=0.0))]
    for site in range(there.shape[1]):
        _approach(columns, now, site)
        radii.append(float(now.max(initial=0.0)))
    return np.array(radii)
