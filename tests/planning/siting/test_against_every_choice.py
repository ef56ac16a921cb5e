"""On instances small enough to try every choice, the answers are the best there are, and proved so."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.planning.siting import backup, capacitated, lscp, mclp, pcenter, pmedian
from tests.planning.siting.brute import carried, choices, covered, kept
from tests.planning.siting.made import SIZE, costs, covers, rule_sets

pytest.importorskip("highspy", reason="siting needs the extra `planning`")
FEW = settings(max_examples=40, deadline=None)


def is_best(siting, best):
    """Proved optimal, and equal to the best of every choice."""
    assert siting.status == "optimal"
    assert siting.bound == siting.objective
    assert siting.gap == 0
    assert siting.objective == pytest.approx(best, abs=1e-9)


@FEW
@given(covers(), rule_sets())
def test_maximal_covering_is_the_best_choice_or_says_what_conflicts(instance, rules):
    cover, weight = instance
    siting = mclp(cover, weight, **rules)
    values = [covered(cover, weight, opened) for opened in choices(rules, SIZE)]
    if not values:
        assert siting.status == "infeasible"
        assert all(conflict.short > 0 for conflict in siting.conflicts)
        return
    is_best(siting, max(values))
    assert kept(siting, rules, SIZE)
    assert covered(cover, weight, siting.sites) == pytest.approx(siting.objective)
    assert siting.gains.sum() == pytest.approx(siting.objective)


@FEW
@given(covers(), rule_sets(), st.sampled_from([0.0, 0.3, 0.5, 0.8]))
def test_backup_coverage_is_the_best_choice(instance, rules, once):
    cover, weight = instance
    siting = backup(cover, weight, once=once, **rules)
    values = [covered(cover, weight, opened, (once, 1 - once)) for opened in choices(rules, SIZE)]
    if not values:
        assert siting.status == "infeasible"
        return
    is_best(siting, max(values))
    assert kept(siting, rules, SIZE)
    assert siting.served.sum() == pytest.approx(siting.objective)


@FEW
@given(covers(), rule_sets(count=False), st.sampled_from([0.3, 0.7, 1.0]), st.booleans())
def test_set_covering_is_the_smallest_or_cheapest_choice(instance, rules, share, is_priced):
    cover, weight = instance
    price = np.arange(1, SIZE + 1) * 1.5 if is_priced else None
    siting = lscp(cover, weight, share, cost=price, **rules)
    enough = [
        opened
        for opened in choices(rules, SIZE)
        if covered(cover, weight, opened) >= share * weight.sum() * (1 - 1e-12)
    ]
    if not enough:
        assert siting.status == "infeasible"
        assert siting.conflicts
        return
    new = [[site for site in opened if site not in rules["fixed"]] for opened in enough]
    best = (
        min(len(opened) for opened in enough) if price is None else min(price[opened].sum() for opened in new)
    )
    is_best(siting, best)
    assert kept(siting, rules, SIZE)
    assert covered(cover, weight, siting.sites) >= share * weight.sum() * (1 - 1e-9)


@FEW
@given(costs(), rule_sets())
def test_the_p_median_is_the_best_choice(instance, rules):
    cost, weight = instance
    rules = {{"cost": "site_cost"}.get(name, name): rule for name, rule in rules.items()}
    siting = pmedian(cost, weight, **rules)
    rules["cost"] = rules.get("site_cost")
    values = [carried(cost, weight, opened) for opened in choices(rules, SIZE) if opened]
    if not values:
        assert siting.status == "infeasible"
        return
    is_best(siting, min(values))
    assert kept(siting, rules, SIZE)


@FEW
@given(costs(), rule_sets())
def test_the_p_center_is_the_best_choice(instance, rules):
    cost, _ = instance
    rules = {{"cost": "site_cost"}.get(name, name): rule for name, rule in rules.items()}
    siting = pcenter(cost, **rules)
    rules["cost"] = rules.get("site_cost")
    values = [cost[:, opened].min(axis=1).max() for opened in choices(rules, SIZE) if opened]
    if not values:
        assert siting.status == "infeasible"
        return
    is_best(siting, min(values))
    assert kept(siting, rules, SIZE)


@FEW
@given(costs(), st.integers(1, SIZE), st.floats(0.3, 0.9))
def test_the_p_median_out_of_reach_is_served_wherever_a_choice_can(instance, sites, share):
    cost, weight = instance
    cost = np.where(cost <= np.quantile(cost, share), cost, math.inf)
    siting = pmedian(cost, weight, sites)
    counts = (weight > 0) & np.isfinite(cost).any(axis=1)
    values = [
        carried(cost[counts], weight[counts], opened) for opened in choices({"sites": sites}, SIZE) if opened
    ]
    if min(values) < math.inf:
        is_best(siting, min(values))
        return
    [conflict] = siting.conflicts
    assert siting.status == "infeasible"
    more = [
        carried(cost[counts], weight[counts], opened)
        for opened in choices({"sites": conflict.possible}, SIZE)
        if opened
    ]
    assert siting.objective == pytest.approx(min(more))


@FEW
@given(covers(size=4), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_capacities_limit_what_a_site_serves(instance, sites, seed):
    cover, weight = instance
    capacity = np.random.default_rng(seed).integers(0, 12, 4).astype(float)
    siting = capacitated(cover, weight, capacity, sites)
    values = [_by_cuts(cover, weight, capacity, opened) for opened in choices({"sites": sites}, 4)]
    is_best(siting, max(values))
    assert siting.served.sum() == pytest.approx(siting.objective)
    assert (siting.served <= weight + 1e-9).all()


def _by_cuts(cover, weight, capacity, opened):
    """The greatest flow is the least cut: some sites are full, and whom only the others reach is served in full."""
    best = math.inf
    for full in range(2 ** len(opened)):
        is_full = [site for bit, site in enumerate(opened) if full >> bit & 1]
        others = [site for site in opened if site not in is_full]
        best = min(best, capacity[is_full].sum() + weight[cover[:, others].any(axis=1)].sum())
    return float(best)
