"""From a model's answer to words for people: which site, for whom, and who stays without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from locator.ellipsoid import Floats
from locator.planning.coverage.reach import Ints
from locator.planning.demand.layer import Points
from locator.planning.siting import Why
from locator.planning.suggesting.answer import Covered, Remaining, Site, Suggestion
from locator.planning.suggesting.models import QUESTIONS
from locator.planning.suggesting.naming import counts_of, districts_of, nearest_places, place_name
from locator.planning.suggesting.solved import TINY, Found

PLACES_TOLD = 5


def told_of(found: Found) -> Suggestion:
    """The answer."""
    siting, instance = found.solved.siting, found.solved.instance
    unit = QUESTIONS[found.asked.model].unit(found.asked, instance)
    standing = float(instance.first) if unit == "sites" else 0.0
    return Suggestion(
        asked=found.asked,
        counted=found.stand.counted,
        open=found.open,
        unknown=found.stand.unknown,
        points=found.people.points,
        outside=found.people.outside,
        candidates=found.candidates,
        left_out=found.left_out,
        siting=siting,
        standing=instance.first,
        unit=unit,
        objective=siting.objective - standing,
        bound=siting.bound - standing,
        sites=_sites(found),
        idle=found.solved.idle,
        covered=_covered(found),
        remaining=_remaining(found),
        reached=found.near.reached,
        networks=found.near.networks,
    )


def _covered(found: Found) -> tuple[Covered, ...]:
    weight = found.people.points.weight
    return tuple(
        Covered(
            band,
            float(weight[found.covered(number, is_after=False)].sum()),
            float(weight[found.covered(number, is_after=True)].sum()),
        )
        for number, band in enumerate(found.asked.bands)
    )


def _sites(found: Found) -> tuple[Site, ...]:
    lon, lat = found.candidates.lon[found.chosen], found.candidates.lat[found.chosen]
    places, metres = nearest_places(lon, lat)
    districts = districts_of(found.asked.areas, lon, lat, places)
    gains = (found.solved.siting.gains[found.solved.new] + 0.0).tolist()  # no -0.0
    return tuple(
        _site(
            found,
            candidate,
            rank=number + 1,
            place=place_name(int(places[number])),
            place_m=float(metres[number]),
            district=districts[number],
            gain=gains[number],
            serves=counts_of(found.people.points, found.people.points.weight, newly, PLACES_TOLD),
            people=float(found.people.points.weight[newly].sum()),
        )
        for number, (candidate, newly) in enumerate(zip(found.chosen.tolist(), _newly(found), strict=True))
    )


def _newly(found: Found) -> Iterator[Ints]:
    """Site by site the places that it covers first: of backup, for the second time."""
    times, wanted = found.times, 2 if found.asked.model == "backup" else 1
    for candidate in found.chosen.tolist():
        near = found.near_of(candidate)
        times[near] += 1
        yield near[times[near] == wanted]


def _site(found: Found, candidate: int, **told: Any) -> Site:
    candidates, instance = found.candidates, found.solved.instance
    return Site(
        candidate=candidate,
        name=candidates.names[candidate],
        lon=float(candidates.lon[candidate]),
        lat=float(candidates.lat[candidate]),
        cost=None if instance.cost is None else float(instance.cost[instance.first + candidate]),
        near=float(found.people.points.weight[found.near_of(candidate)].sum()),
        **told,
    )


def _remaining(found: Found) -> tuple[Remaining, ...]:
    lack, why = _lack_by_distance(found) if QUESTIONS[found.asked.model].is_of_distances else _lack(found)
    told = [_remaining_for(found.people.points, lack, why, each) for each in Why if each != Why.SERVED]
    return tuple(sorted((each for each in told if each.people > TINY), key=lambda each: -each.people))


def _remaining_for(points: Points, lack: Floats, why: Ints, reason: Why) -> Remaining:
    rows = np.flatnonzero((why == reason) & (lack > TINY))
    return Remaining(reason, float(lack[rows].sum()), len(rows), counts_of(points, lack, rows, PLACES_TOLD))


def _lack(found: Found) -> tuple[Floats, Ints]:
    """Whom the model left without, and why."""
    siting = found.solved.siting
    return siting.weight - siting.served, siting.why.astype(np.int64)


def _lack_by_distance(found: Found) -> tuple[Floats, Ints]:
    """The same for a model that asks for distances: beyond the widest band, because of what."""
    weight, reached = found.people.points.weight, found.near.reached
    lack = np.where(found.covered(len(found.asked.bands) - 1, is_after=True), 0.0, weight)
    why = np.full(len(weight), int(Why.NO_CANDIDATE))
    is_forbidden = np.isin(
        reached.station - found.open + found.solved.instance.first, found.solved.instance.rules["forbidden"]
    )
    is_candidate = reached.station >= found.open
    why[reached.point[is_candidate & is_forbidden]] = int(Why.FORBIDDEN)
    why[reached.point[is_candidate & ~is_forbidden]] = int(Why.SITES)
    return lack, why
