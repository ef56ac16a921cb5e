"""Sums of people: by zone, by moment, by band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from locator.ellipsoid import Floats
from locator.planning.areas.areas import Areas
from locator.planning.coverage.cells import CellPeople
from locator.planning.coverage.moments import Moment
from locator.planning.coverage.reach import Ints, Reach
from locator.planning.demand.layer import Points


@dataclass(frozen=True)
class Question:
    """What is asked of every lot of places.

    Attributes:
        reach: who tells what is near enough.
        stations: how many there are.
        moments: at which; the first is the one that cells, single stations and catchments are told for.
        areas: districts; the last zone is outside of them. None is one zone, the whole.
        resolution: of H3 cells; None leaves them out.
    """

    reach: Reach
    stations: int
    moments: Sequence[Moment]
    areas: Areas | None = None
    resolution: int | None = None

    @property
    def zones(self) -> int:
        """How many there are."""
        return 1 if self.areas is None else len(self.areas) + 1

    @property
    def inside(self) -> int:
        """How many of them, the first ones, are in the area."""
        return 1 if self.areas is None else len(self.areas)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Bands, moments, zones."""
        return len(self.reach.bands), len(self.moments), self.zones


class ByMoment(NamedTuple):
    """People by band, moment and zone: who has one, or two or more, open stations near; who only may have one."""

    covered: Floats
    twice: Floats
    unsure: Floats


class ByZone(NamedTuple):
    """People by zone: all, those asked along streets, and those whom `Reached` tells can't be reached by them."""

    people: Floats
    on_streets: Floats
    off_street: Floats
    cut_off: Floats


class Load(NamedTuple):
    """How many people are near a station: keys of (band, station, zone), each once, and the people."""

    key: Ints
    people: Floats


class Part(NamedTuple):
    """The sums of one lot of places; `lost` has, for each band, stations and people who have no other one near."""

    points: Points
    by_moment: ByMoment
    by_zone: ByZone
    lost: list[Load]
    load: Load
    cells: list[CellPeople]


def summed(owner: Ints, people: Floats, size: int) -> Floats:
    """The people of each owner, numbered from 0 to below `size`."""
    return np.bincount(owner, people, minlength=size).astype(np.float64, copy=False)


def gathered_loads(loads: Sequence[Load]) -> Load:
    """Several as one, each key once."""
    keys = np.concatenate([np.empty(0, dtype=np.int64), *(load.key for load in loads)])
    people = np.concatenate([np.empty(0), *(load.people for load in loads)])
    key, place = np.unique(keys, return_inverse=True)
    return Load(key, summed(place, people, len(key)))
