"""What a siting model answers: the sites, what they achieve, and what is proved about it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

import numpy as np

from locator.planning.siting.arrays import Codes, Floats, Ints, summed

Status = Literal["optimal", "feasible", "infeasible"]


class Why(IntEnum):
    """Why a demand point stays without a site: the mildest thing that stands in the way of any of its candidates."""

    SERVED = 0
    NO_CANDIDATE = 1
    FORBIDDEN = 2
    SPACING = 3
    QUOTA = 4
    BUDGET = 5
    SITES = 6
    CAPACITY = 7
    ENOUGH = 8
    NO_WEIGHT = 9


@dataclass(frozen=True, slots=True)
class Conflict:
    """One wish that can't be met together with the others.

    Attributes:
        rule: "sites", "budget", "quota", "share", "spacing", "forbidden" or "reach".
        name: which one, where there are several.
        asked: what was asked for.
        possible: what comes nearest to it while all else holds.
    """

    rule: str
    name: str
    asked: float
    possible: float

    @property
    def short(self) -> float:
        """By how much the wish is missed."""
        return abs(self.asked - self.possible)

    def __str__(self) -> str:
        return f"{self.rule} {self.name}".strip() + f": asked {self.asked:g}, possible {self.possible:g}"


@dataclass(frozen=True, slots=True, eq=False)
class Siting:
    """Which candidates to open, what that achieves, and how far from the best it can be at most.

    Attributes:
        sites: the open candidates: the fixed ones as given, then the new ones, each the one that gains most after
            those before it.
        objective: what these sites achieve, in the model's own unit.
        bound: what no choice of sites can beat, proved: at least the objective where more is better, else at most.
        status: "optimal" (bound equals objective), "feasible" (stopped; the gap says how near) or "infeasible": the
            wishes in `conflicts` can't hold together, and this is the answer with them moved to what is possible.
        gains: what each of `sites` adds after those before it.
        served_by: per demand point the candidate that is the first of `sites` to cover it, or the one it goes to;
            -1 where none does.
        why: per demand point a `Why`: SERVED, or what stands in the way.
        weight: per demand point, as given.
        served: per demand point how much of its weight is served; less than all where it would need a second site,
            or where capacities run out.
        conflicts: the wishes that can't hold together; empty unless "infeasible".
    """

    sites: Ints
    objective: float
    bound: float
    status: Status
    gains: Floats
    served_by: Ints
    why: Codes
    weight: Floats
    served: Floats
    conflicts: tuple[Conflict, ...] = field(default=())

    @property
    def gap(self) -> float:
        """How far the bound is from the objective, as a share of the objective."""
        apart = abs(self.bound - self.objective)
        if not apart:
            return 0.0
        return apart / abs(self.objective) if self.objective else math.inf

    @property
    def demand(self) -> float:
        """The whole weight, served or not."""
        return math.fsum(self.weight)

    @property
    def uncovered(self) -> dict[Why, tuple[int, float]]:
        """Demand points not served in full and their weight that is not, by what stands in the way."""
        counts = np.bincount(self.why, minlength=len(Why))
        weights = summed(self.why, self.weight - self.served, len(Why))
        return {why: (int(counts[why]), float(weights[why])) for why in Why if why and counts[why]}


def proved(objective: float, bound: float) -> tuple[float, Status]:
    """The bound and what it shows: where it meets the objective but for the last digits of a sum, it is the same."""
    if math.isclose(objective, bound, rel_tol=1e-9, abs_tol=1e-9):
        return objective, "optimal"
    return bound, "feasible"


def settled(
    sites: Ints,
    result: tuple[float, float],
    gains: Floats,
    people: tuple[Ints, Codes, Floats, Floats],
    conflicts: tuple[Conflict, ...],
) -> Siting:
    """An answer; `result` is the objective and its bound, `people` are served_by, why, weight and served."""
    bound, status = proved(*result)
    return Siting(sites, result[0], bound, "infeasible" if conflicts else status, gains, *people, conflicts)
