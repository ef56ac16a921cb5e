"""Instances beyond trying every choice: whatever the time, an answer with a bound that holds."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from locator.planning.siting import Quota, capacitated, lscp, mclp, pcenter, pmedian
from locator.planning.siting.merging import dominated, merged
from tests.planning.siting.instances import town

pytest.importorskip("highspy", reason="siting needs the extra `planning`")


@pytest.fixture(scope="module")
def large():
    """Too large for HiGHS to be asked at once."""
    return town(12_000, 900, 120)


RULES = {
    "count": {},
    "quotas": {"quotas": [Quota(range(300), least=20), Quota(range(300, 900), most=8)]},
    "budget and spacing": {
        "cost": np.arange(900) % 7 + 1,
        "budget": 70,
        "conflicts": [(at, at + 1) for at in range(500)],
    },
}


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("limit", [0, 0.05, 2])
def test_any_time_limit_gives_an_answer_with_a_bound(large, rules, limit):
    cover, weight = large
    siting = mclp(cover, weight, 30, time_limit_s=limit, **RULES[rules])
    covered = weight[cover[:, siting.sites].sum(axis=1) > 0].sum()
    assert siting.objective == pytest.approx(covered)
    assert siting.objective <= siting.bound <= weight.sum()
    assert 0 < len(siting.sites) <= 30
    assert siting.gains.sum() == pytest.approx(siting.objective)


def test_a_gap_that_is_good_enough_ends_the_search(large):
    siting = mclp(*large, 30, gap=0.03)
    assert siting.gap <= 0.03


def test_set_covering_has_a_bound_within_any_time(large):
    cover, weight = large
    for limit in (0, 2):
        siting = lscp(cover, weight, 0.6, time_limit_s=limit)
        assert 1 <= siting.bound <= siting.objective == len(siting.sites)
        assert siting.gains.sum() >= 0.6 * weight.sum()


@pytest.mark.parametrize("limit", [0, 3])
def test_medians_centers_and_capacities_have_a_bound_within_any_time(limit):
    rng = np.random.default_rng(8)
    places, sites = rng.random((900, 2)), rng.random((150, 2))
    cost = np.hypot(*(places[:, None] - sites[None]).transpose(2, 0, 1))
    median = pmedian(cost, np.ones(900), 12, time_limit_s=limit)
    center = pcenter(cost, 12, time_limit_s=limit)
    served = capacitated(cost < 0.1, np.ones(900), np.full(150, 20.0), 12, time_limit_s=limit)
    assert 0 < median.bound <= median.objective == pytest.approx(cost[:, median.sites].min(axis=1).sum())
    assert 0 < center.bound <= center.objective == cost[:, center.sites].min(axis=1).max()
    assert 0 < served.objective <= served.bound
    assert not median.conflicts + center.conflicts + served.conflicts


def test_equal_rows_are_one_group_and_no_others():
    rng = np.random.default_rng(1)
    cover = csr_array((rng.random((500, 8)) < 0.3).astype(float))
    first, group = merged(cover)
    rows = [tuple(row) for row in cover.toarray()]
    assert len(first) == len(set(rows))
    assert all(rows[at] == rows[first[group[at]]] for at in range(500))


def test_a_candidate_inside_another_is_dominated_unless_it_is_cheaper():
    cover = csr_array(np.array([[1.0, 1, 1, 0], [0, 1, 1, 0]]))
    assert dominated(cover).tolist() == [True, False, True, True]
    assert dominated(cover, np.array([1.0, 2, 2, 1])).tolist() == [False, False, True, True]
