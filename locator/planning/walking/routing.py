"""A way from one snapped spot to another: which chains it takes, how long it is, and its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from locator.ellipsoid import geodesic_inverse
from locator.planning.walking.grid import Grid
from locator.planning.walking.search import Tree, arcs_near, tree_from
from locator.planning.walking.snapping import Exit, Snap, Snapper
from locator.planning.walking.streets import Streets
from locator.walk import WALK_M_PER_MIN

LonLat = tuple[float, float]
USUAL_DETOUR, SLACK_M = 1.7, 300.0
"""Nearly every walk in a town is shorter than that many times the straight line, and that much."""


class Leg(NamedTuple):
    """A part of a chain, in the direction of walking: metres from the chain's tail, where it starts and ends."""

    chain: int
    start_m: float
    end_m: float


class Way(NamedTuple):
    """Metres and minutes from door to door, the ways from and to the street at both ends included."""

    metres: float
    minutes: float
    legs: list[Leg]


def ways_to(
    snapper: Snapper, grid: Grid, start: Snap | None, ends: Sequence[Snap | None], limit_m: float
) -> list[Way | None]:
    """The quickest way from a snapped spot to each of several; None where one can't be reached within the limit.

    One search, as wide as its ends are far; where that was not wide enough, another to the limit.
    """
    found: list[Way | None] = [None] * len(ends)
    if start is None:
        return found
    missing = [i for i, end in enumerate(ends) if end and snapper.component(end) == snapper.component(start)]
    farthest_m = max((_apart_m(start, ends[i]) for i in missing), default=0.0)
    for reach_m in sorted({min(limit_m, farthest_m * USUAL_DETOUR + SLACK_M), limit_m}):
        if missing:
            tree = _tree(snapper, grid, start, reach_m)
            for i in missing:
                found[i] = _way_between(snapper, tree, start, ends[i], reach_m)
            missing = [i for i in missing if found[i] is None]
    return found


def _tree(snapper: Snapper, grid: Grid, start: Snap, reach_m: float) -> Tree:
    streets = snapper.streets
    arcs = arcs_near(streets, grid, start.lon, start.lat, reach_m)
    pace = float(streets.pace[start.chain])
    return tree_from(streets, arcs, snapper.exits(start), pace, reach_m / WALK_M_PER_MIN)


def _way_between(snapper: Snapper, tree: Tree, start: Snap, end: Snap | None, reach_m: float) -> Way | None:
    """The quickest way to a snapped spot from the one that `tree` grows from."""
    if end is None:
        return None
    streets = snapper.streets
    pace = float(streets.pace[end.chain])
    direct_min = snapper.directly(start, end) * pace
    minutes, entry = tree.reach(snapper.exits(end, reverse=True), pace)
    if min(direct_min, minutes) == np.inf:
        return None
    if direct_min <= minutes or entry is None:
        minutes, legs = direct_min, [Leg(start.chain, start.along_m, end.along_m)]
    else:
        legs = _legs(snapper, tree, start, end, entry)
    away_m = start.away_m + end.away_m
    minutes += away_m / WALK_M_PER_MIN
    if minutes > reach_m / WALK_M_PER_MIN:
        return None
    return Way(sum(abs(leg.end_m - leg.start_m) for leg in legs) + away_m, minutes, legs)


def _apart_m(start: Snap, end: Snap | None) -> float:
    return geodesic_inverse(start.lon, start.lat, end.lon, end.lat)[2] if end else 0.0


def line_of(streets: Streets, legs: list[Leg]) -> Iterator[LonLat]:
    """The nodes that the legs pass, ends not included where they lie within a chain."""
    for leg in legs:
        along = streets.metres_of(leg.chain)
        passed = (along >= min(leg.start_m, leg.end_m)) & (along <= max(leg.start_m, leg.end_m))
        nodes = streets.nodes_of(leg.chain)[passed]
        for node in nodes if leg.start_m <= leg.end_m else nodes[::-1]:
            yield float(streets.node_lon[node]), float(streets.node_lat[node])


def _legs(snapper: Snapper, tree: Tree, start: Snap, end: Snap, entry: Exit) -> list[Leg]:
    (first, _chain), *steps = tree.steps(entry.junction)
    way_out = min((way for way in snapper.exits(start) if way.junction == first), key=lambda way: way.metres)
    legs = [Leg(start.chain, start.along_m, way_out.at_m)]
    at = first
    for junction, chain in steps:
        length, is_forward = float(snapper.streets.metres[chain]), snapper.streets.tail[chain] == at
        legs.append(Leg(chain, 0.0, length) if is_forward else Leg(chain, length, 0.0))
        at = junction
    return [*legs, Leg(end.chain, entry.at_m, end.along_m)]
