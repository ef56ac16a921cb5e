"""A planner's wishes as an instance of a siting model: columns of stations that stand, then of candidates."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_array, hstack

from locator.errors import InvalidInput
from locator.planning.areas.areas import Areas
from locator.planning.coverage.reach import Flags, Ints
from locator.planning.siting import Quota
from locator.planning.suggesting.asked import Asked, DistrictQuota
from locator.planning.suggesting.candidates import Candidates
from locator.planning.suggesting.nearness import too_near
from locator.planning.suggesting.people import district_of
from locator.planning.suggesting.standing import Standing


class Instance(NamedTuple):
    """What a model is asked.

    Attributes:
        matrix: places × columns: who is covered, or what it costs.
        first: how many columns stand already; the candidates come after them.
        rules: quotas, forbidden and conflicts among the columns, by the models' own names.
        cost: of opening each column; None where nobody told any.
    """

    matrix: csr_array
    first: int
    rules: dict[str, Any]
    cost: Any


def instance_of(
    matrix: csr_array, first: int, asked: Asked, candidates: Candidates, stand: Standing
) -> Instance:
    """The question about a matrix whose first columns stand.

    Raises:
        InvalidInput: a quota of a district that is not there, a budget without costs, more sites than candidates.
    """
    _check_count(asked, candidates)
    locked, _ = too_near(candidates.lon, candidates.lat, stand.all_lon, stand.all_lat, asked.spacing_m)
    if len(locked) and not first:  # something must stand that they are too near to
        matrix = csr_array(hstack([csr_array((matrix.shape[0], 1)), matrix], format="csr"))
        first = 1
    left, right = too_near(candidates.lon, candidates.lat, candidates.lon, candidates.lat, asked.spacing_m)
    pairs = np.column_stack([left, right])[left < right] + first
    beside = np.column_stack([np.zeros(len(locked), dtype=np.int64), locked + first])
    rules = {
        "quotas": _quotas(asked, candidates, first),
        "forbidden": np.flatnonzero(_forbidden(asked.forbidden, candidates)) + first,
        "conflicts": np.concatenate([pairs, np.unique(beside, axis=0)]),
    }
    return Instance(matrix, first, rules, _costs(asked, candidates, first))


def _check_count(asked: Asked, candidates: Candidates) -> None:
    if asked.sites is not None and asked.sites > len(candidates):
        raise InvalidInput(
            f"要 {asked.sites} 个站点,只有 {len(candidates)} 个候选 {asked.sites} sites were asked for,"
            f" of {len(candidates)} candidates",
            field="sites",
            remedy="减少站点或增加候选 ask for fewer, or give more candidates",
        )


def _forbidden(forbidden: Areas | None, candidates: Candidates) -> Flags:
    if forbidden is None:
        return np.zeros(len(candidates), dtype=np.bool_)
    return np.asarray(district_of(forbidden, candidates.lon, candidates.lat) >= 0)


def _quotas(asked: Asked, candidates: Candidates, first: int) -> list[Quota]:
    if asked.areas is None or not asked.quotas:
        return []
    district = district_of(asked.areas, candidates.lon, candidates.lat)
    found = []
    for quota in asked.quotas:
        inside = np.flatnonzero(np.isin(district, _numbers(asked.areas, quota))) + first
        found.append(Quota(inside, quota.least, quota.most, quota.district))
    return found


def _numbers(areas: Areas, quota: DistrictQuota) -> Ints:
    """The districts of a name or code."""
    known = zip(areas.names, areas.codes, strict=True)
    found = [number for number, names in enumerate(known) if quota.district in names]
    if not found or not quota.district:
        raise InvalidInput(
            f"quotas: 没有区划 there is no district {quota.district!r}",
            field="quotas",
            remedy="现有 there are " + "、".join(areas.names[:20]),
        )
    return np.array(found)


def _costs(asked: Asked, candidates: Candidates, first: int) -> Any:
    known = (
        candidates.cost
        if asked.cost is None
        else np.where(np.isnan(candidates.cost), asked.cost, candidates.cost)
    )
    missing = int(np.isnan(known).sum())
    if missing == len(candidates) and asked.budget is None:
        return None
    if missing:
        if asked.budget is None and asked.model != "lscp":
            return None
        raise InvalidInput(
            f"cost: {missing} 个候选没有造价 {missing} candidates tell no cost",
            field="cost",
            remedy="用 --cost 给出每处造价 give what one costs: --cost 20000",
        )
    return np.concatenate([np.zeros(first), known])
