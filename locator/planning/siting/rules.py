"""Which choices of sites are allowed: their number, budget, quotas, spacing, and what is fixed or forbidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from locator.errors import InvalidInput
from locator.planning.siting.answer import Why
from locator.planning.siting.arrays import Bools, Floats, Ints
from locator.planning.siting.asking import candidates_of, count_of, number_of, numbers_of

SLACK = 1e-9
"""A budget that is met to this share is met: sums of prices round."""


@dataclass(frozen=True, slots=True, eq=False)
class Quota:
    """At least and at most so many open sites among some candidates, a district's for instance.

    The fixed sites among `candidates` count. `most` None sets no upper limit.
    """

    candidates: Sequence[int] | Ints | Bools
    least: int = 0
    most: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """`coefficients` · x <= `most`, over all candidates, the fixed ones having been taken off.

    `kind` is the rule that it stands for; `asked` what somebody asked for, in their own terms.
    """

    kind: str
    name: str
    coefficients: Floats
    most: float
    asked: float


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Everything that limits the choice.

    Attributes:
        size: how many candidates there are.
        fixed: those that stand already.
        free: those that may be opened, ascending.
        blocked: per candidate FORBIDDEN or SPACING where one of these keeps it closed, else 0.
        limits: what holds for the free ones together.
        pairs: free candidates that may not both be open, n × 2.
    """

    size: int
    fixed: Ints
    free: Ints
    blocked: Ints
    limits: tuple[Limit, ...]
    pairs: Ints


def rules_of(
    size: int,
    *,
    sites: int | None = None,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    cost: Any = None,
    budget: float | None = None,
    quotas: Iterable[Quota] = (),
    conflicts: Any = (),
) -> Rules:
    """The rules, checked.

    `sites` counts the fixed sites, the budget pays for the new ones only, and what stands already may stand in a
    forbidden area or too near to another.

    Raises:
        InvalidInput: names the parameter at fault.
    """
    standing = candidates_of(fixed, size, "fixed")
    pairs = _pairs_of(conflicts, size)
    blocked = np.zeros(size, np.int64)
    blocked[_partners(pairs, standing)] = Why.SPACING
    blocked[candidates_of(forbidden, size, "forbidden")] = Why.FORBIDDEN
    blocked[standing] = 0
    is_free = blocked == 0
    is_free[standing] = False
    limits = [] if sites is None else [_count(count_of(sites, size, len(standing)), standing, size)]
    if budget is not None:
        limits.append(_budget(cost, budget, size))
    for number, quota in enumerate(quotas):
        limits.extend(_quota(quota, number, standing, size))
    return Rules(
        size, standing, np.flatnonzero(is_free), blocked, tuple(limits), pairs[is_free[pairs].all(axis=1)]
    )


def relaxed(rules: Rules, missed: Floats) -> Rules:
    """The same rules with each limit moved by what it was missed by."""
    limits = [
        replace(limit, most=limit.most + by) for limit, by in zip(rules.limits, missed.tolist(), strict=True)
    ]
    return replace(rules, limits=tuple(limits))


def _count(sites: int, standing: Ints, size: int) -> Limit:
    return Limit("sites", "", np.ones(size), float(sites - len(standing)), float(sites))


def _budget(cost: Any, budget: float, size: int) -> Limit:
    if cost is None:
        raise InvalidInput(
            "a budget needs what each candidate costs", field="cost", remedy="one price for each candidate"
        )
    most = number_of(budget, "budget", 0, np.finfo(float).max)
    return Limit("budget", "", numbers_of(cost, size, "cost"), most * (1 + SLACK), most)


def _quota(quota: Quota, number: int, standing: Ints, size: int) -> Iterable[Limit]:
    members = np.zeros(size)
    members[candidates_of(quota.candidates, size, "quotas")] = 1.0
    most = np.inf if quota.most is None else quota.most
    if not 0 <= quota.least <= most:
        raise InvalidInput(
            f"a quota of at least {quota.least} and at most {quota.most}",
            field="quotas",
            remedy="0 <= least <= most",
        )
    name, stands = quota.name or f"#{number}", float(members[standing].sum())
    if quota.least:
        yield Limit("quota", name, -members, stands - quota.least, float(quota.least))
    if quota.most is not None:
        yield Limit("quota", name, members, quota.most - stands, float(quota.most))


def _pairs_of(conflicts: Any, size: int) -> Ints:
    pairs = np.asarray(conflicts if isinstance(conflicts, np.ndarray) else list(conflicts))
    if pairs.size == 0:
        return np.empty((0, 2), np.int64)
    if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.dtype.kind not in "iu":
        raise InvalidInput(
            "conflicts are not pairs of candidates", field="conflicts", remedy="an array n × 2"
        )
    if pairs.min() < 0 or pairs.max() >= size or (pairs[:, 0] == pairs[:, 1]).any():
        raise InvalidInput(
            "conflicts name a candidate that does not exist, or one twice",
            field="conflicts",
            remedy=f"two different columns of the matrix, 0 to {size - 1}",
        )
    return np.unique(np.sort(pairs, axis=1), axis=0).astype(np.int64)


def _partners(pairs: Ints, standing: Ints) -> Ints:
    touched = np.isin(pairs, standing)
    return np.concatenate([pairs[touched[:, 1], 0], pairs[touched[:, 0], 1]])


def adjacency(pairs: Ints, size: int) -> csr_array:
    """Symmetric: one where two candidates may not both be open."""
    both = np.concatenate([pairs, pairs[:, ::-1]])
    return csr_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(size, size))
