"""Lagrangean bounds by subgradient optimisation.

Held, Wolfe & Crowder, Validation of subgradient optimization, Mathematical Programming 6 (1974); the direction is
averaged over steps after Camerini, Fratta & Maffioli (1975). For covering: Galvão & ReVelle, A Lagrangean heuristic
for the maximal covering location problem, European Journal of Operational Research 88 (1996).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from locator.planning.siting.arrays import Floats
from locator.planning.siting.clock import Clock

PATIENCE = 20
SHRINK = 0.7
MEMORY = 0.9
LEAST_STEP = 3e-4

Evaluate = Callable[[Floats], tuple[float, Floats]]
"""Multipliers in, the relaxation's value (an upper bound) and a subgradient out."""


@dataclass(frozen=True, slots=True, eq=False)
class Dual:
    """The multipliers with the least bound found."""

    multipliers: Floats
    bound: float


def least_bound(
    evaluate: Evaluate,
    start: Floats,
    most: Floats,
    target: float,
    clock: Clock,
    *,
    scale: Floats | None = None,
    least: float = 0.0,
    first_step: float = 0.3,
    enough: float = -np.inf,
) -> Dual:
    """Lowers the relaxation's value towards `target`, a value that some choice reaches.

    Multipliers stay between `least` and `most`; each one's step is in proportion to its `scale`, or else to `most`.
    """
    multipliers = start.copy()
    best, bound = start, np.inf
    direction, step, stale = np.zeros_like(start), first_step, 0
    while step > LEAST_STEP and (not clock.is_over or not np.isfinite(bound)):
        value, slope = evaluate(multipliers)
        stale = 0 if value < bound - 1e-7 * abs(bound) else stale + 1
        if value < bound:
            best, bound = multipliers, value
        if bound <= enough:
            break
        if stale >= PATIENCE:
            step, stale, multipliers, direction = step * SHRINK, 0, best, np.zeros_like(start)
        direction = MEMORY * direction + (1 - MEMORY) * slope
        scaled = direction * (most if scale is None else scale)
        length = float((direction * scaled).sum())  # not @: BLAS would wake threads for it
        if length <= 0:
            break
        multipliers = np.clip(multipliers - step * (value - target) / length * scaled, least, most)
    return Dual(best, float(bound))


def rounding(terms: int, sizes: float) -> float:
    """How far a sum of so many products, of these sizes in all, may be from the true one.

    Higham, Accuracy and Stability of Numerical Algorithms (2002), section 3.1: n u / (1 - n u), taken twice for
    the sums within sums.
    """
    share = terms * np.finfo(float).eps
    return float(2 * share / (1 - share) * sizes)
