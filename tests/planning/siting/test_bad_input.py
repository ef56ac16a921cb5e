"""What can't be answered is refused, by name and with the remedy."""

import numpy as np
import pytest

from locator.errors import InvalidInput
from locator.planning.siting import Quota, backup, capacitated, lscp, mclp, pcenter, pmedian

COVER = np.eye(3)
ONES = np.ones(3)
BAD = {
    "negative weight": ("weight", lambda: mclp(COVER, [1, -1, 1], 1)),
    "weight that is NaN": ("weight", lambda: lscp(COVER, [1, np.nan, 1])),
    "weight of another length": ("weight", lambda: mclp(COVER, [1, 1], 1)),
    "weight that is no number": ("weight", lambda: mclp(COVER, ["many", 1, 1], 1)),
    "more sites than candidates": ("sites", lambda: mclp(COVER, ONES, 4)),
    "no sites": ("sites", lambda: pmedian(COVER, ONES, 0)),
    "half a site": ("sites", lambda: pcenter(COVER, 1.5)),
    "fewer sites than are fixed": ("sites", lambda: mclp(COVER, ONES, 1, fixed=[0, 1])),
    "fixed that does not exist": ("fixed", lambda: mclp(COVER, ONES, 1, fixed=[3])),
    "forbidden that does not exist": ("forbidden", lambda: mclp(COVER, ONES, 1, forbidden=[-1])),
    "conflict with itself": ("conflicts", lambda: mclp(COVER, ONES, 1, conflicts=[(1, 1)])),
    "conflict of three": ("conflicts", lambda: mclp(COVER, ONES, 1, conflicts=[(0, 1, 2)])),
    "no demand": ("cover", lambda: mclp(np.empty((0, 3)), [], 1)),
    "no candidate": ("cover", lambda: mclp(np.empty((3, 0)), ONES, 1)),
    "a row for a matrix": ("cover", lambda: mclp(ONES, ONES, 1)),
    "cover that is NaN": ("cover", lambda: mclp(COVER * np.nan, ONES, 1)),
    "budget without cost": ("cost", lambda: mclp(COVER, ONES, 1, budget=3)),
    "negative cost of a candidate": ("cost", lambda: mclp(COVER, ONES, 1, cost=[1, 1, -1], budget=3)),
    "budget that is NaN": ("budget", lambda: mclp(COVER, ONES, 1, cost=ONES, budget=np.nan)),
    "quota upside down": ("quotas", lambda: mclp(COVER, ONES, 1, quotas=[Quota([0], 2, 1)])),
    "quota of nobody's candidate": ("quotas", lambda: mclp(COVER, ONES, 1, quotas=[Quota([7], 1)])),
    "share above all": ("share", lambda: lscp(COVER, ONES, 1.5)),
    "share of another kind": ("share", lambda: lscp(COVER, ONES, "most")),
    "negative time": ("time_limit_s", lambda: mclp(COVER, ONES, 1, time_limit_s=-1)),
    "cost that is NaN": ("cost", lambda: pmedian(COVER * np.nan, ONES, 1)),
    "negative cost": ("cost", lambda: pcenter(-COVER, 1)),
    "capacity of another length": ("capacity", lambda: capacitated(COVER, ONES, [1], 1)),
    "first time that counts more than all": ("once", lambda: backup(COVER, ONES, 1, once=2)),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_the_parameter_at_fault(case):
    field, ask = BAD[case]
    with pytest.raises(InvalidInput) as refused:
        ask()
    assert refused.value.field == field
    assert str(refused.value)
