"""Published instances: the known optima, each proved."""

import numpy as np
import pytest

from locator.planning.siting import lscp, mclp, pcenter, pmedian
from tests.planning.siting.instances import or_library, san_francisco, sjc

pytest.importorskip("highspy", reason="siting needs the extra `planning`")
SJC = {
    "SJC324": [5461, 8790, 11604, 12106, 12152],
    "SJC500": [7944, 12454, 15730, 17794, 18859, 19525, 19692, 19707],
}
SAN_FRANCISCO = [448255, 671938, 791499, 875247, 927402, 941462, 950428]
PMED = [5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255]
CENTERS = [127, 98, 93, 74, 48, 84, 64, 55, 37, 20]


def proved(siting, optimum):
    assert siting.status == "optimal"
    assert siting.bound == siting.objective
    assert siting.objective == pytest.approx(optimum, rel=1e-12)
    return True


@pytest.mark.parametrize("name", SJC)
def test_sao_jose_dos_campos_is_covered_as_far_as_is_known(shared, name):
    metres, demand = sjc(shared / "data/siting/sjc", name)
    for sites, optimum in enumerate(SJC[name], 1):
        assert proved(mclp(metres <= 800, demand, sites), optimum)
    assert proved(lscp(metres <= 800, demand), len(SJC[name]))


def test_san_francisco_agrees_with_spopt(shared):
    metres, people = san_francisco(shared / "data/siting/spopt-sf")
    for sites, optimum in enumerate(SAN_FRANCISCO, 1):
        assert proved(mclp(metres <= 5000, people, sites), optimum)
    assert proved(lscp(metres <= 5000, people), 8)
    assert proved(lscp(metres <= 8000, people), 3)
    median = pmedian(metres, people, 4)
    assert proved(median, 2982.1268579890657 * people.sum())
    assert median.objective / median.demand == pytest.approx(2982.1268579890657)
    assert round(pcenter(metres, 4).objective, 2) == 7403.06


@pytest.mark.parametrize("number", range(1, 11))
def test_the_medians_and_centers_of_or_library_are_proved(shared, number):
    distance, sites = or_library(shared / f"data/siting/pmed/pmed{number}.txt")
    everybody = np.ones(len(distance))
    assert proved(pmedian(distance, everybody, sites), PMED[number - 1])
    assert proved(pcenter(distance, sites), CENTERS[number - 1])
