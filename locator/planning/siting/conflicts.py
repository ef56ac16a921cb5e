"""Which rules can't hold together, and by how much: the choice that misses the wishes least (elastic programming).

Brown & Dell, Formulating integer linear programs: a rogues' gallery, INFORMS Transactions on Education 7 (2007).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from locator.planning.siting.answer import Conflict
from locator.planning.siting.arrays import Floats
from locator.planning.siting.highs import Program, solved
from locator.planning.siting.room import Room, room_of
from locator.planning.siting.rules import Limit, Rules, relaxed

ENOUGH = 1e-6
LONGEST_S = 10.0
"""Few variables and fewer rows: whatever the time limit, an answer must say what can't hold."""


def reconciled(rules: Rules) -> tuple[Rules, tuple[Conflict, ...]]:
    """Rules that can hold together, and the wishes that had to be moved for it; spacing and forbidden areas hold."""
    room = room_of(rules)
    if (room.most >= 0).all():  # then opening nothing is allowed
        return rules, ()
    found = solved(_elastic(room, rules.limits), LONGEST_S)
    if found.values is None:
        return rules, ()
    missed = np.where(found.values[room.size :] > ENOUGH, found.values[room.size :], 0.0)
    return relaxed(rules, missed), unmet(rules, -missed)


def unmet(rules: Rules, slack: Floats) -> tuple[Conflict, ...]:
    """The limits that these slacks miss."""
    pairs = zip(rules.limits, slack.tolist(), strict=True)
    return tuple(conflict(limit, -left) for limit, left in pairs if left < -ENOUGH)


def conflict(limit: Limit, missed: float) -> Conflict:
    """A limit in the asker's own terms: a least number falls short, a greatest one is passed."""
    is_least = bool((limit.coefficients < 0).any())
    return Conflict(
        limit.kind, limit.name, limit.asked, round(limit.asked + (-missed if is_least else missed), 6)
    )


def _elastic(room: Room, limits: tuple[Limit, ...]) -> Program:
    choice = room.program(np.zeros(room.size), whole=True)
    count = len(limits)
    relief = vstack([-eye_array(count), csr_array((len(room.pairs), count))])
    weights = np.array([1 / max(1.0, limit.asked) for limit in limits])
    return Program(
        np.concatenate([np.full(room.size, 1e-6 / max(room.size, 1)), weights]),
        csr_array(hstack([choice.rows, relief], format="csr")),
        choice.low,
        choice.high,
        np.zeros(room.size + count),
        np.concatenate([np.ones(room.size), np.full(count, np.inf)]),
        np.concatenate([choice.whole, np.zeros(count, dtype=bool)]),
    )
