"""Capacity-limited covering: the most demand served within reach, each site serving no more than it can.

Current & Storbeck, Capacitated covering models, Environment and Planning B 15 (1988). A demand point may be served
by several sites: it stands for many people.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.answer import Conflict, Siting, Why, settled
from locator.planning.siting.arrays import Floats, Ints, summed
from locator.planning.siting.asking import cover_of, number_of, numbers_of
from locator.planning.siting.blame import obstacles, reasons
from locator.planning.siting.clock import Clock
from locator.planning.siting.conflicts import reconciled, unmet
from locator.planning.siting.covering import Effort
from locator.planning.siting.flows import Supply, most_served, served_flow
from locator.planning.siting.merging import merged
from locator.planning.siting.room import TINY, room_of
from locator.planning.siting.rules import Quota, Rules, rules_of


def capacitated(  # noqa: PLR0917 - as mclp
    cover: Any,
    weight: Any,
    capacity: Any,
    sites: int | None,
    fixed: Iterable[int] = (),
    cost: Any = None,
    time_limit_s: float = 60,
    *,
    budget: float | None = None,
    quotas: Iterable[Quota] = (),
    forbidden: Iterable[int] = (),
    conflicts: Any = (),
    gap: float = 0.0,
    seed: int = 0,
) -> Siting:
    """The sites that serve most demand, none more than its `capacity` of weight; all else as in `mclp`.

    `served` says how much of each demand point is served, `served_by` which site serves most of it, and `gains` what
    each site serves more of after those before it.

    Raises:
        InvalidInput: names the parameter at fault.
        LocatorError: the extra `planning` is not installed.
    """
    found = cover_of(cover)
    weights = numbers_of(weight, found.shape[0], "weight")
    capacities = numbers_of(capacity, found.shape[1], "capacity")
    rules = rules_of(
        found.shape[1],
        sites=sites,
        fixed=fixed,
        forbidden=forbidden,
        cost=cost,
        budget=budget,
        quotas=quotas,
        conflicts=conflicts,
    )
    clock = Clock(number_of(time_limit_s, "time_limit_s", 0, np.finfo(float).max))
    effort = Effort(clock, seed, number_of(gap, "gap", 0, 1))
    rules, moved = reconciled(rules)
    first, group = merged(found)
    joined = summed(group, weights, len(first))
    supply = Supply(csr_array(found[first]), joined, capacities, rules, room_of(rules))
    opened, bound = most_served(supply, effort)
    return _told(found, weights, group, supply, _ordered(supply, opened), bound=bound, moved=moved)


def _ordered(supply: Supply, opened: Ints) -> Ints:
    """Sites in the order of what each serves more, without those that serve nobody more."""
    total = served_flow(supply, opened)[1]
    order, left, now = np.empty(0, np.int64), np.sort(opened), served_flow(supply, opened[:0])[1]
    while len(left):
        values = [served_flow(supply, np.append(order, site))[1] for site in left]
        best = int(np.argmax(values))
        order, now, left = np.append(order, left[best]), values[best], np.delete(left, best)
        if now >= total - TINY * max(1.0, total) and supply.room.holds(order):
            break
    return order


def _told(
    cover: csr_array,
    weight: Floats,
    group: Ints,
    supply: Supply,
    opened: Ints,
    *,
    bound: float,
    moved: tuple[Conflict, ...],
) -> Siting:
    rules: Rules = supply.rules
    sites = np.concatenate([rules.fixed, rules.free[opened]])
    flow, objective = served_flow(supply, opened)
    by_group = np.asarray(flow.sum(axis=1))
    share = np.divide(by_group, supply.weight, out=np.zeros(len(by_group)), where=supply.weight > 0)
    served = np.minimum(weight * share[group], weight)
    most = np.where(by_group > TINY, np.asarray(flow.argmax(axis=1)).ravel(), -1)
    obstacle = obstacles(rules, supply.room, opened)
    obstacle[sites] = Why.CAPACITY
    is_full = weight - served <= TINY * np.maximum(weight, 1)
    why = reasons(cover, weight, is_full & (weight > 0), obstacle)
    moved = moved or unmet(rules, supply.room.slack(opened))
    values = [served_flow(supply, opened[:0], count)[1] for count in range(len(rules.fixed) + 1)]
    values += [served_flow(supply, opened[: count + 1])[1] for count in range(len(opened))]
    people = (np.asarray(most, np.int64)[group], why, weight, served)
    return settled(sites, (objective, max(bound, objective)), np.diff(values), people, moved)
