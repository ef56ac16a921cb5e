"""Maximal covering solved: a good choice, a bound that is proved, and an exact search where the instance allows it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from locator.planning.siting.arrays import Bools, Floats, Ints
from locator.planning.siting.clock import Clock
from locator.planning.siting.coverage import Coverage
from locator.planning.siting.highs import solved
from locator.planning.siting.interchange import Choice, filled, improved, searched
from locator.planning.siting.lagrangean import Dual, Evaluate, least_bound, rounding
from locator.planning.siting.merging import dominated
from locator.planning.siting.programs import covering_program, covering_start
from locator.planning.siting.room import Room

SMALL = 40_000
"""Entries of a covering matrix up to which HiGHS is asked at once."""
PROVABLE = 150_000
"""Entries up to which it is asked after the Lagrangean bound has closed candidates."""
CORE = 1000
"""Candidates that the local search looks at: those of best reduced value."""
ENDLESS = 10**9
Best = tuple[Ints, float]
"""Sites and a bound."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to work, from which seed, and how small a gap is good enough."""

    clock: Clock
    seed: int
    gap: float


def first_choice(coverage: Coverage, clock: Clock) -> Ints | None:
    """An allowed choice, greedy and improved; None where the rules allow none, or none was found in time."""
    choice = Choice(coverage, np.empty(0, np.int64))
    filled(choice)
    if not coverage.room.holds(np.array(choice.opened, np.int64)):
        opened = allowed_choice(coverage.room, choice.gains, clock)
        if opened is None:
            return None
        choice = Choice(coverage, opened)
        filled(choice)
    improved(choice, clock)
    return np.array(choice.opened, np.int64)


def allowed_choice(room: Room, value: Floats, clock: Clock) -> Ints | None:
    """A choice that the rules allow, of great value; None where there is none, or none was found in time."""
    found = solved(room.program(-value - 1e-9, whole=True), clock.left_s)
    return None if found.values is None else np.flatnonzero(found.values > 0.5)


def most_covered(coverage: Coverage, start: Ints, effort: Effort) -> Best:
    """A choice that covers most, and what no choice can exceed."""
    value = coverage.value(start)
    if close(value, coverage.ceiling, effort.gap):
        return start, coverage.ceiling
    if coverage.cover.nnz * coverage.steps <= SMALL:
        return proven(coverage, start, coverage.ceiling, effort)
    evaluate = relaxation(coverage)
    scale = scale_of(coverage)
    shares = scale / np.diff(coverage.cover.indptr)
    dual = least_bound(
        evaluate, shares, scale, value, effort.clock.part(0.25), enough=value * (1 + effort.gap)
    )
    bound = min(certified(coverage, dual), coverage.ceiling)
    return _narrowed(coverage, start, dual, bound, effort)


def _narrowed(coverage: Coverage, start: Ints, dual: Dual, bound: float, effort: Effort) -> Best:
    """Search among the best candidates, then proof among those that can still be in a better choice."""
    opened = searched_core(coverage, start, dual, effort, enough=bound, rounds=60)
    value = coverage.value(opened)
    if close(value, bound, effort.gap):
        return opened, bound
    kept = np.flatnonzero(_can_help(coverage, dual, value))
    kept = np.union1d(kept, opened)
    smaller = coverage.within(kept)
    if smaller.cover.nnz * coverage.steps <= PROVABLE:
        found, least = proven(smaller, np.searchsorted(kept, opened), bound, effort)
        return kept[found], min(bound, max(least, value))
    opened = searched_core(coverage, opened, dual, effort, enough=bound, share=0.75)
    value = coverage.value(opened)
    tighter = least_bound(
        relaxation(coverage),
        dual.multipliers,
        scale_of(coverage),
        value,
        effort.clock,
        first_step=0.1,
        enough=value * (1 + effort.gap),
    )
    return opened, min(bound, certified(coverage, tighter))


def proven(coverage: Coverage, start: Ints, bound: float, effort: Effort) -> Best:
    """What HiGHS finds and proves in the time that is left."""
    kept = np.arange(coverage.room.size)
    if coverage.room.is_count and coverage.steps == 1:
        is_kept = ~dominated(coverage.cover)
        is_kept[start] = True
        kept = np.flatnonzero(is_kept)
    smaller = coverage.within(kept) if len(kept) < coverage.room.size else coverage
    opened = np.zeros(len(kept))
    opened[np.searchsorted(kept, np.sort(start))] = 1.0
    value = coverage.value(start)
    within = 0.99 if coverage.is_whole else 0.0
    found = solved(
        covering_program(smaller),
        effort.clock.left_s,
        covering_start(smaller, opened),
        max(within, effort.gap * value),
    )
    proved = floored(coverage, coverage.stands - found.bound)
    chosen = start if found.values is None else kept[found.values[: len(kept)] > 0.5]
    if coverage.value(chosen) < value or not coverage.room.holds(chosen):
        chosen = start
    return chosen, max(min(bound, proved), coverage.value(chosen))


def scale_of(coverage: Coverage) -> Floats:
    """The multiplier from which on a group would rather not be covered at all."""
    times = np.arange(1, coverage.steps + 1)[:, None]
    scale: Floats = (coverage.worth[1:] / times).max(axis=0)
    return scale


def relaxation(coverage: Coverage) -> Evaluate:
    """The Lagrangean relaxation of "a group counts as often as open sites cover it"."""

    def evaluate(multipliers: Floats) -> tuple[float, Floats]:
        value = coverage.columns @ multipliers
        chosen, prices = coverage.room.best(value)
        kept, times = _kept(coverage, multipliers)
        bound = coverage.stands + float(kept.sum()) + coverage.room.proof(value, prices)[0]
        return bound, coverage.cover @ chosen - times

    return evaluate


def certified(coverage: Coverage, dual: Dual) -> float:
    """The relaxation's value computed anew, rounded up by all that its sums may have lost."""
    value = coverage.columns @ dual.multipliers
    rest, sizes = coverage.room.proof(value, coverage.room.best(value)[1])
    kept = _kept(coverage, dual.multipliers)[0]
    terms = coverage.cover.shape[0] + coverage.room.size + len(coverage.room.most) + len(coverage.room.pairs)
    known = math.fsum([coverage.stands, math.fsum(kept), rest])
    return floored(coverage, known + rounding(terms, sizes + abs(known)))


def floored(coverage: Coverage, bound: float) -> float:
    """A bound, as the greatest whole number up to it where only whole numbers can be achieved."""
    return float(math.floor(bound + 1e-6)) if coverage.is_whole and math.isfinite(bound) else bound


def close(value: float, bound: float, gap: float) -> bool:
    """Whether the bound is as near as was asked."""
    return bound - value <= max(gap, 1e-12) * abs(value)


def searched_core(
    coverage: Coverage,
    opened: Ints,
    dual: Dual,
    effort: Effort,
    *,
    enough: float,
    rounds: int = ENDLESS,
    share: float = 0.3,
) -> Ints:
    """A better choice, from local search among the candidates of best reduced value."""
    value = coverage.columns @ dual.multipliers
    best = np.argsort(-value, kind="stable")[: max(CORE, 4 * len(opened))]
    kept = np.union1d(best, opened)
    core = coverage.within(kept)
    choice = Choice(core, np.searchsorted(kept, opened))
    target = enough / (1 + effort.gap) * (1 - 1e-12) - coverage.stands
    searched(choice, effort.clock.part(share), effort.seed, target, rounds)
    return kept[np.array(choice.opened, np.int64)]


def _kept(coverage: Coverage, multipliers: Floats) -> tuple[Floats, Floats]:
    """What each group keeps when each time that it is covered costs its multiplier, and how often it wants that."""
    kept, times = coverage.worth[0], np.zeros(len(multipliers))
    for time in range(1, coverage.steps + 1):
        left = coverage.worth[time] - time * multipliers
        times[left > kept] = time
        kept = np.maximum(left, kept)
    return kept, times


def _can_help(coverage: Coverage, dual: Dual, value: float) -> Bools:
    """Candidates that may be open in a choice better than `value`: with the others the bound falls below it."""
    worth = coverage.columns @ dual.multipliers
    prices = coverage.room.best(worth)[1]
    proof, sizes = coverage.room.proof(worth, prices)
    kept = math.fsum(_kept(coverage, dual.multipliers)[0])
    short = np.minimum(coverage.room.reduced(worth, prices), 0)
    step = 1.0 if coverage.is_whole else 0.0
    margin = rounding(coverage.cover.shape[0] + coverage.room.size, sizes + kept)
    can: Bools = coverage.stands + kept + proof + short + margin + 1e-6 >= value + step
    return can
