"""Why demand stays without a site."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.answer import Why
from locator.planning.siting.arrays import Bools, Codes, Floats, Ints
from locator.planning.siting.room import TINY, Room
from locator.planning.siting.rules import Rules

KINDS = {"quota": Why.QUOTA, "budget": Why.BUDGET, "sites": Why.SITES}
"""From the hardest to the mildest obstacle among the limits."""


def obstacles(rules: Rules, room: Room, opened: Ints) -> Ints:
    """Per candidate what keeps it closed beside the open ones; ENOUGH where nothing does but that it is not needed."""
    found = rules.blocked.copy()
    free = np.full(room.size, int(Why.ENOUGH))
    exceeds = room.matrix > np.maximum(room.slack(opened), 0)[:, None] + TINY
    for kind in reversed(KINDS):
        rows = [limit.kind == kind for limit in rules.limits]
        free[exceeds[rows].any(axis=0)] = KINDS[kind]
    free[room.near[opened].sum(axis=0) > 0] = Why.SPACING
    found[rules.free] = free
    return found


def reasons(cover: csr_array, weight: Floats, served: Bools, obstacle: Ints) -> Codes:
    """Per demand point SERVED, or the mildest obstacle of all candidates near it."""
    found = np.full(cover.shape[0], int(Why.NO_CANDIDATE), np.uint8)
    near = np.flatnonzero(np.diff(cover.indptr))
    if len(near):
        found[near] = np.maximum.reduceat(obstacle[cover.indices], cover.indptr[near])
    found[weight <= 0] = Why.NO_WEIGHT
    found[served] = Why.SERVED
    return found
