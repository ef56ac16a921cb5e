"""Which of two positions of a station counts."""

import math

import numpy as np

from locator.intake.cases import Case, Outcome
from locator.intake.draft import Fault
from locator.intake.pairs import points_m
from locator.station import Placement, Precision


def better_placed(case: Case) -> Outcome:
    """The better position; a person hears of it where the two contradict each other."""
    old, new = case.old, case.new
    if old is None:
        return new, ()
    metres = 0.0 if _as_given(old) == _as_given(new) else _metres(old, new)
    if metres < 1 and (case.own or _rank(old) <= _rank(new)):
        return old, ()
    apart = metres > math.hypot(old.uncertainty_m, new.uncertainty_m)
    if case.own:
        return new, ((_moved(metres),) if apart else ())
    if _rank(new) > _rank(old) or (_rank(new) == _rank(old) and not apart):
        return old, ((_worse(metres, old, new),) if metres > old.uncertainty_m + new.uncertainty_m else ())
    return new, ((_moved(metres),) if apart else ())


def _rank(placement: Placement) -> tuple[int, float]:
    return list(Precision).index(placement.precision), placement.uncertainty_m


def _as_given(placement: Placement) -> tuple[object, ...]:
    if placement.lon_given is None:
        return placement.lon, placement.lat, placement.precision, placement.uncertainty_m
    return placement.lon_given, placement.lat_given, placement.datum_given


def _metres(one: Placement, two: Placement) -> float:
    points = points_m(np.array([one.lon, two.lon]), np.array([one.lat, two.lat]))
    return math.dist(points[0], points[1])


def _moved(metres: float) -> Fault:
    words = f"位置移动了 {metres:.0f} 米", f"the position moves by {metres:.0f} m"
    return Fault("placement", "moved", *words, "请核对新位置", "check the new position")


def _worse(metres: float, old: Placement, new: Placement) -> Fault:
    zh = f"与现有更精确的位置相距 {metres:.0f} 米，未采用（{old.precision} / {new.precision}）"
    en = f"{metres:.0f} m from the more precise position at hand, not taken ({old.precision} / {new.precision})"
    return Fault("placement", "coarser_position", zh, en, "请核对位置", "check the position")
