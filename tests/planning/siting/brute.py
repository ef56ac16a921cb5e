"""Every choice of sites, one by one: what the models are held against on instances small enough for it."""

import itertools

import numpy as np


def choices(rules, size):
    """All sets of open sites that the rules allow."""
    fixed = set(rules.get("fixed", ()))
    for count in range(size + 1):
        for opened in itertools.combinations(range(size), count):
            if fixed <= set(opened) and allowed(rules, set(opened), fixed):
                yield list(opened)


def allowed(rules, opened, fixed):
    new = opened - fixed
    pairs = [pair for pair in rules.get("conflicts", ()) if not set(pair) <= fixed]
    return (
        len(opened) <= rules.get("sites", len(opened))
        and not new & set(rules.get("forbidden", ()))
        and not any(set(pair) <= opened for pair in pairs)
        and ("budget" not in rules or sum(rules["cost"][site] for site in new) <= rules["budget"])
        and all(
            quota.least
            <= len(opened & set(quota.candidates))
            <= (np.inf if quota.most is None else quota.most)
            for quota in rules.get("quotas", ())
        )
    )


def covered(cover, weight, opened, steps=(1.0,)):
    """The worth of a choice when the n-th site to cover a demand point adds `steps[n]` of its weight."""
    worths = np.concatenate([[0.0], np.cumsum(steps)])
    return float((weight * worths[np.minimum(cover[:, opened].sum(axis=1), len(steps))]).sum())


def carried(cost, weight, opened):
    """What serving everybody from the nearest open site costs."""
    return float((weight * cost[:, opened].min(axis=1)).sum())


def kept(siting, rules, size):
    """Whether an answer's sites are a choice that the rules allow."""
    opened = {int(site) for site in siting.sites}
    fixed = set(rules.get("fixed", ()))
    return len(opened) == len(siting.sites) and fixed <= opened and allowed(rules, opened, fixed)
