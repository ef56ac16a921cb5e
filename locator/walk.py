"""What a walk to a station takes: how far, how long, and whether streets or a straight line say so."""

from typing import Literal, NamedTuple

DETOUR = 1.3
"""Streets are about that much longer than the straight line between two places in a town."""
WALK_M_PER_MIN = 75.0
"""An unhurried adult on level ground, 4.5 km/h."""
FARTHEST_M = 4_000.0
"""Nobody walks farther to rest."""

WalkBy = Literal["streets", "straight_line"]


class Walk(NamedTuple):
    """Metres and minutes on foot; `by` tells a way along the streets from an estimate."""

    metres: float
    minutes: float
    by: WalkBy


def estimated(distance_m: float) -> Walk:
    """The walk that a straight line lets expect."""
    metres = distance_m * DETOUR
    return Walk(metres, metres / WALK_M_PER_MIN, "straight_line")
