"""Set covering: the fewest sites that bring a share of the demand within reach.

Toregas, Swain, ReVelle & Bergman, The location of emergency service facilities, Operations Research 19 (1971).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.answer import Conflict, Siting
from locator.planning.siting.arrays import Floats, Ints
from locator.planning.siting.asking import cover_of, number_of, numbers_of
from locator.planning.siting.clock import Clock
from locator.planning.siting.conflicts import reconciled
from locator.planning.siting.coverage import Coverage, coverage_of
from locator.planning.siting.covering import Effort, first_choice, most_covered
from locator.planning.siting.fewest import Need, fewest
from locator.planning.siting.maximal_covering import ONCE, ordered, told
from locator.planning.siting.room import room_of
from locator.planning.siting.rules import Quota, Rules, rules_of


def lscp(  # noqa: PLR0917 - the parameters that most questions name come in the order agreed on
    cover: Any,
    weight: Any,
    share: float = 1.0,
    fixed: Iterable[int] = (),
    cost: Any = None,
    time_limit_s: float = 60,
    *,
    quotas: Iterable[Quota] = (),
    forbidden: Iterable[int] = (),
    conflicts: Any = (),
    gap: float = 0.0,
    seed: int = 0,
) -> Siting:
    """The fewest sites that bring a share of the weight within reach; all else as in `mclp`.

    The objective is the number of open sites, the fixed ones included; with `cost`, what the new ones cost together.
    `gains` are the weights that each site adds. A share that all candidates together can't reach is a conflict, and
    the answer is then for the share that they can.
    """
    found = cover_of(cover)
    rules = rules_of(found.shape[1], fixed=fixed, forbidden=forbidden, quotas=quotas, conflicts=conflicts)
    price = None if cost is None else numbers_of(cost, found.shape[1], "cost")
    clock = Clock(number_of(time_limit_s, "time_limit_s", 0, np.finfo(float).max))
    effort = Effort(clock, seed, number_of(gap, "gap", 0, 1))
    weights = numbers_of(weight, found.shape[0], "weight")
    return _answer(found, weights, rules, effort, share=number_of(share, "share", 0, 1), price=price)


def _answer(
    cover: csr_array, weight: Floats, rules: Rules, effort: Effort, *, share: float, price: Floats | None
) -> Siting:
    rules, moved = reconciled(rules)
    coverage = coverage_of(cover, weight, rules, room_of(rules), ONCE)
    target, short = _reachable(coverage, share, float(weight.sum()), effort)
    prices = np.ones(len(rules.free)) if price is None else price[rules.free]
    need = Need(coverage, prices, target)
    opened, bound = fewest(need, effort)
    standing = float(len(rules.fixed)) if price is None else 0.0
    opened = ordered(coverage, np.sort(opened))
    objective = standing + need.price(opened)
    result = (objective, min(standing + bound, objective))
    return told(cover, weight, rules, ONCE, opened, result=result, moved=moved + short)


def _reachable(
    coverage: Coverage, share: float, total: float, effort: Effort
) -> tuple[float, tuple[Conflict, ...]]:
    """The weight to reach, and the conflict with the share asked for where that can't be."""
    target, most = share * total, coverage.ceiling
    if not coverage.room.is_count:
        start = first_choice(coverage, effort.clock.part(0.2))
        opened: Ints = np.empty(0, np.int64) if start is None else start
        if start is not None and coverage.value(start) < target:
            part = Effort(effort.clock.part(0.3), effort.seed, effort.gap)
            opened = most_covered(coverage, start, part)[0]
        most = coverage.value(opened)
    if most >= target * (1 - 1e-12):
        return min(target, most), ()
    return most, (Conflict("share", "", share, most / total),)
