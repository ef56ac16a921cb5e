"""Small instances and sets of rules, drawn by hypothesis."""

import numpy as np
from hypothesis import strategies as st

from locator.planning.siting import Quota

SIZE = 7
SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def covers(draw, size=SIZE):
    """Which of `size` candidates cover each of some demand points, and their weights, a few of them 0."""
    rng = np.random.default_rng(draw(SEEDS))
    points = draw(st.integers(1, 15))
    weight = rng.integers(0, 9, points).astype(float)
    if draw(st.booleans()):
        weight *= 0.37
    return rng.random((points, size)) < draw(st.sampled_from([0.1, 0.25, 0.5])), weight


@st.composite
def costs(draw, size=SIZE):
    rng = np.random.default_rng(draw(SEEDS))
    points = draw(st.integers(1, 15))
    cost = rng.integers(0, 30, (points, size)).astype(float)
    if draw(st.booleans()):
        cost *= 0.77
    return cost, rng.integers(0, 9, points).astype(float)


@st.composite
def rule_sets(draw, size=SIZE, count=True):
    """Rules as keyword arguments; some of them allow nothing."""
    site = st.integers(0, size - 1)
    some = st.lists(site, max_size=2, unique=True)
    rules = {"fixed": draw(some), "forbidden": draw(some)}
    rules["forbidden"] = [each for each in rules["forbidden"] if each not in rules["fixed"]]
    pairs = st.lists(st.tuples(site, site).filter(lambda pair: pair[0] != pair[1]), max_size=4)
    rules["conflicts"] = draw(pairs)
    if draw(st.booleans()):
        least = draw(st.integers(0, 2))
        members = draw(st.lists(site, min_size=1, max_size=4, unique=True))
        rules["quotas"] = [Quota(members, least, draw(st.sampled_from([None, 2, 3])), "town")]
    if count:
        rules["sites"] = draw(st.integers(max(1, len(rules["fixed"])), size))
        if draw(st.booleans()):
            rules["cost"] = draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))
            rules["budget"] = draw(st.integers(0, 12))
    return rules
