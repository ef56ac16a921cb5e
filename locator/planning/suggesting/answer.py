"""What comes of a planner's wishes: the sites, whom each brings a station, and who remains without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from locator.planning.coverage.counted import Counted
from locator.planning.coverage.reach import Band, Flags, Reached
from locator.planning.demand.layer import Points
from locator.planning.siting import Conflict, Siting, Why
from locator.planning.suggesting.asked import Asked
from locator.planning.suggesting.candidates import Candidates


class Counts(NamedTuple):
    """People at one place, by the name of the nearest known place; `metres` is how far that is at most."""

    place: str
    people: float
    metres: float


class Site(NamedTuple):
    """One proposed station.

    Attributes:
        rank: 1 for the one that gains most, and so on.
        candidate: its number among the candidates.
        name: the candidate's, "" where it has none.
        lon, lat: WGS84 degrees.
        place, place_m: the nearest known place, "" where none is near.
        district: that it lies in, "" where it is not known.
        cost: of opening it; None where nobody told.
        gain: what it adds after the stations and the sites before it, in the objective's unit.
        people: who are newly covered by it within the widest band, and by none before it (of backup: for the second
            time).
        near: who have it within the widest band at all.
        serves: for those `people`, at which places they are, the most first.
    """

    rank: int
    candidate: int
    name: str
    lon: float
    lat: float
    place: str
    place_m: float
    district: str
    cost: float | None
    gain: float
    people: float
    near: float
    serves: tuple[Counts, ...]


class Remaining(NamedTuple):
    """Who remains without a station within the widest band, for one reason: people, places, where most of them are."""

    why: Why
    people: float
    places: int
    mostly: tuple[Counts, ...]


class Covered(NamedTuple):
    """People covered within one band, before and with the new sites."""

    band: Band
    before: float
    after: float


@dataclass(frozen=True)
class Suggestion:
    """What came of it.

    Attributes:
        asked: the wishes.
        counted: the stations that stand; None where they were left out of account.
        open: how many of them count at the moment; `unknown` have unknown hours then, and don't.
        points: the people in the area who count at that moment, place by place; `outside` are beyond the area.
        candidates: all places where a site might have been; `left_out` of a file lie outside the area.
        siting: the model's own answer: `standing` columns that stand, then the candidates.
        unit: of the objective: people, sites, cost, metres, minutes, people × metres, people × minutes.
        objective, bound: what the sites achieve, and what no choice can beat, proved. Of lscp, the new sites only.
        sites: the proposed ones, in the order of what each gains.
        idle: chosen ones that would have added nobody, and are not proposed.
        covered: by band, before and after.
        remaining: who stays uncovered (of backup: not twice covered), and why, the most people first.
        reached: which place has which open station or candidate near; candidates count on from `open`.
        networks: street networks that were asked.
    """

    asked: Asked
    counted: Counted | None
    open: int
    unknown: int
    points: Points
    outside: float
    candidates: Candidates
    left_out: int
    siting: Siting
    standing: int
    unit: str
    objective: float
    bound: float
    sites: tuple[Site, ...]
    idle: int
    covered: tuple[Covered, ...]
    remaining: tuple[Remaining, ...]
    reached: Reached
    networks: tuple[str, ...]

    @property
    def total(self) -> float:
        """People in the area."""
        return float(self.points.weight.sum())

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Wishes that can't hold together; the answer is then for what is possible."""
        return self.siting.conflicts

    @property
    def uncovered(self) -> Flags:
        """The places without a station or proposed site within the widest band."""
        kept = self.reached.station < self.open
        kept |= np.isin(self.reached.station - self.open, [site.candidate for site in self.sites])
        left = np.ones(len(self.points.weight), dtype=np.bool_)
        left[self.reached.point[kept]] = False
        return left
