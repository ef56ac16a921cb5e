"""What an answer tells beside its sites."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from locator.planning.siting import Quota, Why, backup, capacitated, lscp, mclp, pcenter, pmedian

pytest.importorskip("highspy", reason="siting needs the extra `planning`")

COVER = np.array(
    [
        [1, 0, 0, 0],
        [1, 1, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 0],
    ]
)
PEOPLE = np.array([10.0, 20.0, 5.0, 3.0, 7.0])


def test_sites_come_in_the_order_of_what_each_adds():
    siting = mclp(COVER, PEOPLE, 3)
    assert siting.sites.tolist() == [0, 1, 2]
    assert siting.gains.tolist() == [30.0, 5.0, 3.0]
    assert siting.served_by.tolist() == [0, 0, 1, 2, -1]
    assert siting.objective == siting.served.sum() == 38.0
    assert siting.demand == 45.0


def test_fixed_sites_come_first_as_given_and_count_among_the_sites():
    siting = mclp(COVER, PEOPLE, 3, fixed=[3, 2])
    assert siting.sites.tolist() == [3, 2, 0]
    assert siting.gains.tolist() == [0.0, 3.0, 30.0]


def test_a_site_that_adds_nobody_is_not_proposed():
    assert mclp(COVER, PEOPLE, 4).sites.tolist() == [0, 1, 2]
    assert mclp(COVER * 0, PEOPLE, 4).sites.tolist() == []
    assert mclp(COVER, PEOPLE * 0, 4).objective == 0
    assert len(pmedian([[1.0, 1.0], [2.0, 2.0]], [1, 1], 2).sites) == 1
    assert len(pcenter([[1.0, 1.0], [2.0, 2.0]], 2).sites) == 1
    assert capacitated(COVER, PEOPLE, [99] * 4, 4).sites.tolist() == [0, 1, 2]


REASONS = {
    Why.SITES: {"sites": 1},
    Why.FORBIDDEN: {"sites": 4, "forbidden": [2]},
    Why.SPACING: {"sites": 4, "conflicts": [(0, 2)]},
    Why.BUDGET: {"sites": 4, "cost": [1, 1, 2, 0], "budget": 3},
    Why.QUOTA: {"sites": 4, "quotas": [Quota([0, 2], most=1)]},
}


@pytest.mark.parametrize("why", REASONS, ids=lambda why: why.name)
def test_what_stands_in_the_way_is_named(why):
    siting = mclp(COVER, PEOPLE, **REASONS[why])
    assert siting.status == "optimal"
    assert siting.why[3] == why
    assert siting.uncovered[Why.NO_CANDIDATE] == (1, 7.0)


def test_demand_beyond_the_share_asked_for_is_enough_covered():
    siting = lscp(COVER, PEOPLE, 0.6)
    assert siting.objective == 1
    assert siting.uncovered == {Why.NO_CANDIDATE: (1, 7.0), Why.ENOUGH: (2, 8.0)}


def test_a_share_beyond_reach_is_answered_for_what_is_in_reach():
    siting = lscp(COVER, PEOPLE, 1.0)
    assert siting.status == "infeasible"
    [conflict] = siting.conflicts
    assert (conflict.rule, conflict.asked, conflict.possible) == ("share", 1.0, pytest.approx(38 / 45))
    assert (siting.objective, siting.bound) == (3, 3)


def test_rules_that_contradict_are_named_with_how_much_they_miss():
    siting = mclp(
        COVER, PEOPLE, 3, quotas=[Quota([0, 1], least=2, name="南"), Quota([2, 3], least=2, name="北")]
    )
    [conflict] = siting.conflicts
    assert (conflict.rule, conflict.asked, conflict.possible, conflict.short) == ("sites", 3, 4, 1)
    assert str(conflict) == "sites: asked 3, possible 4"
    assert len(siting.sites) == 4
    siting = mclp(COVER, PEOPLE, 3, forbidden=[0], quotas=[Quota([0, 1], least=2, name="南")])
    assert [str(conflict) for conflict in siting.conflicts] == ["quota 南: asked 2, possible 1"]


def test_fixed_sites_that_pass_a_quota_are_named():
    siting = mclp(COVER, PEOPLE, 3, fixed=[0, 1], quotas=[Quota([0, 1], most=1, name="南")])
    assert [str(conflict) for conflict in siting.conflicts] == ["quota 南: asked 1, possible 2"]
    assert siting.sites.tolist() == [0, 1, 2]


def test_too_few_sites_to_reach_everybody_are_named():
    cost = csr_array(np.diag([1.0, 2.0, 3.0]))
    for siting in (pmedian(cost, [1, 1, 1], 2), pcenter(cost, 2)):
        assert [str(conflict) for conflict in siting.conflicts] == ["sites: asked 2, possible 3"]
        assert sorted(siting.sites) == [0, 1, 2]


def test_whoever_nobody_reaches_is_left_out_and_told():
    cost = np.array([[1.0, 5.0], [np.inf, np.inf]])
    siting = pmedian(cost, [2, 3], 1)
    assert (siting.objective, siting.status) == (2.0, "optimal")
    assert siting.uncovered == {Why.NO_CANDIDATE: (1, 3.0)}
    assert pcenter(cost, 1).objective == 1.0


def test_a_stored_zero_is_a_cost_of_nothing():
    cost = csr_array((np.array([0.0, 4.0]), (np.array([0, 1]), np.array([0, 0]))), shape=(2, 2))
    assert pmedian(cost, [1, 1], 1).objective == 4.0


def test_backup_may_count_the_first_site_in_part():
    cover = np.array([[1, 1, 0], [0, 0, 1]])
    assert backup(cover, [10, 8], 2).objective == 10
    assert 2 in backup(cover, [10, 8], 2, once=0.9).sites


def test_capacity_left_over_serves_the_next_and_who_finds_none_is_told():
    siting = capacitated(COVER, PEOPLE, [12, 12, 12, 12], 2)
    assert siting.objective == 24
    assert siting.uncovered[Why.CAPACITY][1] == pytest.approx(11)
    assert siting.gains.tolist() == [12, 12]


def test_the_same_question_gets_the_same_answer():
    rng = np.random.default_rng(4)
    cover, weight = rng.random((80, 25)) < 0.1, rng.integers(1, 9, 80)
    one, other = (mclp(cover, weight, 6, seed=3) for _ in range(2))
    assert one.sites.tolist() == other.sites.tolist()


def test_sparse_and_dense_covers_get_the_same_answer():
    assert mclp(csr_array(COVER), PEOPLE, 2).objective == mclp(COVER.tolist(), PEOPLE, 2).objective == 35
