"""Covering instances as mixed-integer programs."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from locator.planning.siting.arrays import Floats
from locator.planning.siting.coverage import Coverage
from locator.planning.siting.highs import Program


def covering_program(coverage: Coverage) -> Program:
    """Least negated worth: a variable a candidate, then one a group and step.

    The steps of a group are taken in turn, and as many as open sites cover it; they need to be whole only where a
    later step adds more than an earlier one.
    """
    groups, steps = coverage.cover.shape[0], coverage.steps
    choice = coverage.room.program(np.zeros(coverage.room.size), whole=True)
    each = hstack([-eye_array(groups)] * steps)
    taken = hstack([coverage.cover, each])
    order = [_order(coverage, step) for step in range(1, steps)]
    limits = hstack([choice.rows, csr_array((choice.rows.shape[0], groups * steps))])
    rows = csr_array(vstack([limits, taken, *order], format="csr"))
    lower = rows.shape[0] - limits.shape[0]
    variables = np.ones(coverage.room.size + groups * steps)
    whole = np.full(groups * steps, not coverage.is_concave)
    return Program(
        np.concatenate([np.zeros(coverage.room.size), -np.diff(coverage.worth, axis=0).ravel()]),
        rows,
        np.concatenate([choice.low, np.zeros(lower)]),
        np.concatenate([choice.high, np.full(lower, np.inf)]),
        variables * 0,
        variables,
        np.concatenate([choice.whole, whole]),
    )


def covering_start(coverage: Coverage, opened: Floats) -> Floats:
    """A choice of sites as values of that program's variables."""
    counts = coverage.cover @ opened
    taken = [np.asarray(counts >= step, dtype=float) for step in range(1, coverage.steps + 1)]
    return np.concatenate([opened, *taken])


def _order(coverage: Coverage, step: int) -> csr_array:
    """A group's step after its step before."""
    groups, size = coverage.cover.shape[0], coverage.room.size
    blocks = [csr_array((groups, size))]
    for other in range(coverage.steps):
        sign = {step - 1: 1.0, step: -1.0}.get(other)
        blocks.append(csr_array((groups, groups)) if sign is None else csr_array(sign * eye_array(groups)))
    return csr_array(hstack(blocks, format="csr"))
