"""Whether the allowed sites can reach everybody, and how many it takes."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.answer import Conflict
from locator.planning.siting.arrays import Bools, Ints
from locator.planning.siting.coverage import coverage_of
from locator.planning.siting.covering import Effort
from locator.planning.siting.fewest import Need, fewest, greedy
from locator.planning.siting.room import room_of
from locator.planning.siting.rules import Rules, relaxed

ONCE = np.ones(1)


def reachable_rules(
    reach: csr_array, counts: Bools, rules: Rules, effort: Effort
) -> tuple[Rules, Ints, tuple[Conflict, ...]]:
    """Rules whose number of sites suffices to reach all that counts, sites that do, and the conflict if it had to grow.

    The sites are empty where any site reaches everybody, or where no number of allowed sites would do.
    """
    none = np.empty(0, np.int64)
    if reach.nnz == reach.shape[0] * reach.shape[1]:
        return rules, none, ()
    cover = csr_array((np.ones(reach.nnz), reach.indices, reach.indptr), shape=reach.shape)
    coverage = coverage_of(cover, counts.astype(float), rules, room_of(rules), ONCE)
    need = Need(coverage, np.ones(len(rules.free)), coverage.ceiling)
    opened = greedy(need)
    if need.met(opened):
        return rules, opened, ()
    is_count = np.array([limit.kind == "sites" for limit in rules.limits], dtype=bool)
    endless = relaxed(rules, np.where(is_count, float(rules.size), 0.0))
    coverage = coverage_of(cover, counts.astype(float), endless, room_of(endless), ONCE)
    need = Need(coverage, np.ones(len(rules.free)), coverage.ceiling)
    opened, _ = fewest(need, Effort(effort.clock.part(0.3), effort.seed, 0.0))
    if not need.met(opened):
        return rules, none, ()
    if room_of(rules).holds(opened):
        return rules, opened, ()
    limit = rules.limits[int(is_count.argmax())]
    grown = relaxed(rules, np.where(is_count, len(opened) - limit.most, 0.0))
    return grown, opened, (Conflict("sites", "", limit.asked, limit.asked + len(opened) - limit.most),)
