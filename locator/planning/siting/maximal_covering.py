"""Maximal covering and backup coverage: the most demand within reach of a number of sites."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.answer import Conflict, Siting, settled
from locator.planning.siting.arrays import Floats, Ints
from locator.planning.siting.asking import cover_of, number_of, numbers_of
from locator.planning.siting.blame import obstacles, reasons
from locator.planning.siting.clock import Clock
from locator.planning.siting.conflicts import reconciled, unmet
from locator.planning.siting.coverage import Coverage, coverage_of
from locator.planning.siting.covering import Effort, first_choice, floored, most_covered
from locator.planning.siting.interchange import TINY, Choice, filled
from locator.planning.siting.room import room_of
from locator.planning.siting.rules import Quota, Rules, rules_of

ONCE = np.ones(1)


def mclp(  # noqa: PLR0917 - the parameters that most questions name come in the order agreed on
    cover: Any,
    weight: Any,
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
    """The sites that bring most demand within reach (maximal covering).

    Church & ReVelle, The maximal covering location problem, Papers of the Regional Science Association 32 (1974).

    Args:
        cover: demand × candidate, sparse or dense, true where the candidate covers the demand point.
        weight: of each demand point, people for instance; 0 or more.
        sites: how many may be open in all, the fixed ones included; None where only a budget or quotas limit it.
        fixed: candidates that stand already, by number or as a mask.
        cost: of opening each candidate; needed with a budget, which pays for the new sites only.
        time_limit_s: after it the best found comes with its bound.
        budget: what the new sites may cost together.
        quotas: least and greatest numbers of open sites among some candidates.
        forbidden: candidates that may not be opened.
        conflicts: pairs of candidates too near to one another to be open both, n × 2.
        gap: the share of the objective to which a proof is good enough.
        seed: of the local search; the same seed within the same work gives the same sites.

    Raises:
        InvalidInput: names the parameter at fault.
        LocatorError: the extra `planning` is not installed.
    """
    found = cover_of(cover)
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
    return most_worth(found, weight, rules, ONCE, time_limit_s=time_limit_s, gap=gap, seed=seed)


def backup(  # noqa: PLR0917 - as mclp
    cover: Any,
    weight: Any,
    sites: int | None,
    fixed: Iterable[int] = (),
    cost: Any = None,
    time_limit_s: float = 60,
    *,
    once: float = 0.0,
    budget: float | None = None,
    quotas: Iterable[Quota] = (),
    forbidden: Iterable[int] = (),
    conflicts: Any = (),
    gap: float = 0.0,
    seed: int = 0,
) -> Siting:
    """The sites that bring most demand within reach of two (backup coverage); all else as in `mclp`.

    Hogan & ReVelle, Concepts and applications of backup coverage, Management Science 32 (1986), their second model.
    A demand point counts `once` of its weight when one site covers it and all of it when two do.
    """
    found = cover_of(cover)
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
    first = number_of(once, "once", 0, 1)
    return most_worth(
        found, weight, rules, np.array([first, 1 - first]), time_limit_s=time_limit_s, gap=gap, seed=seed
    )


def most_worth(
    cover: csr_array, weight: Any, rules: Rules, steps: Floats, *, time_limit_s: float, gap: float, seed: int
) -> Siting:
    """The answer to a covering question whose rules are checked."""
    clock = Clock(number_of(time_limit_s, "time_limit_s", 0, np.finfo(float).max))
    effort = Effort(clock, seed, number_of(gap, "gap", 0, 1))
    weights = numbers_of(weight, cover.shape[0], "weight")
    rules, moved = reconciled(rules)
    coverage = coverage_of(cover, weights, rules, room_of(rules), steps)
    start = first_choice(coverage, clock)
    opened, bound = np.empty(0, np.int64), coverage.ceiling
    if start is not None:
        opened, bound = most_covered(coverage, start, effort)
    opened = useful(coverage, opened)
    value = coverage.value(opened)
    result = (value, max(floored(coverage, bound), value))
    return told(cover, weights, rules, steps, opened, result=result, moved=moved)


def useful(coverage: Coverage, opened: Ints) -> Ints:
    """These sites and any that still gain, without those that add nothing, in the order of their gain."""
    choice = Choice(coverage, opened)
    filled(choice)
    while choice.opened:
        here = np.array(choice.opened)
        idle = np.flatnonzero((choice.losses() <= TINY) & coverage.room.may_drop(here))
        if not len(idle):
            break
        choice.close(choice.opened[int(idle[-1])])
    return ordered(coverage, np.sort(np.array(choice.opened, np.int64)))


def ordered(coverage: Coverage, opened: Ints) -> Ints:
    """Sites in the order in which each gains most after those before it."""
    choice, left = Choice(coverage, np.empty(0, np.int64)), opened.copy()
    while len(left):
        best = int(left[choice.gains[left].argmax()])
        choice.open(best)
        left = left[left != best]
    return np.array(choice.opened, np.int64)


def told(
    cover: csr_array,
    weight: Floats,
    rules: Rules,
    steps: Floats,
    opened: Ints,
    *,
    result: tuple[float, float],
    moved: tuple[Conflict, ...],
) -> Siting:
    """The answer in the asker's own numbers; `result` is the objective and its bound."""
    room = room_of(rules)
    sites = np.concatenate([rules.fixed, rules.free[opened]])
    served_by, times = first_served(cover, sites)
    why = reasons(cover, weight, times >= len(steps), obstacles(rules, room, opened))
    moved = moved or unmet(rules, room.slack(opened))
    gains = gains_of(cover, weight, sites, steps)
    served = weight * np.concatenate([[0.0], np.cumsum(steps)])[np.minimum(times, len(steps))]
    return settled(sites, result, gains, (served_by, why, weight, served), moved)


def gains_of(cover: csr_array, weight: Floats, sites: Ints, steps: Floats) -> Floats:
    """What each site adds after those before it."""
    columns = cover[:, sites].tocsc()
    times, shares = np.zeros(cover.shape[0], np.int64), np.append(steps, 0.0)
    gains = np.zeros(len(sites))
    for at in range(len(sites)):
        rows = columns.indices[columns.indptr[at] : columns.indptr[at + 1]]
        gains[at] = math.fsum(weight[rows] * shares[np.minimum(times[rows], len(steps))])
        times[rows] += 1
    return gains


def first_served(cover: csr_array, sites: Ints) -> tuple[Ints, Ints]:
    """Per demand point the first of the sites that covers it, or -1, and how many do."""
    rank = np.full(cover.shape[1], len(sites))
    rank[sites] = np.arange(len(sites))
    served = np.full(cover.shape[0], len(sites))
    near = np.flatnonzero(np.diff(cover.indptr))
    if len(near):
        served[near] = np.minimum.reduceat(rank[cover.indices], cover.indptr[near])
    times = np.asarray(cover[:, sites].sum(axis=1), dtype=np.int64)
    return np.append(sites, -1)[served], times
