"""A model's answer beside what it was asked: whom each place of the answer is near to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from locator.planning.coverage.reach import Flags, Ints, Reached
from locator.planning.siting import Siting
from locator.planning.suggesting.asked import Asked
from locator.planning.suggesting.candidates import Candidates
from locator.planning.suggesting.instance import Instance
from locator.planning.suggesting.nearness import Nearness
from locator.planning.suggesting.people import People
from locator.planning.suggesting.standing import Standing

TINY = 1e-9


@dataclass(frozen=True)
class Solved:
    """A model's answer to an instance."""

    siting: Siting
    instance: Instance

    @cached_property
    def new(self) -> Ints:
        """Where in the answer's sites the new ones are that anybody gains by."""
        sites, gains = self.siting.sites, self.siting.gains
        goes_there = np.isin(sites, self.siting.served_by[self.siting.weight > 0])
        return np.flatnonzero((sites >= self.instance.first) & ((gains > TINY) | goes_there))

    @property
    def idle(self) -> int:
        """How many new ones nobody gains by."""
        return int((self.siting.sites >= self.instance.first).sum()) - len(self.new)


@dataclass(frozen=True)
class Found:
    """Everything there is to tell of."""

    asked: Asked
    stand: Standing
    people: People
    candidates: Candidates
    left_out: int
    near: Nearness
    solved: Solved

    @property
    def open(self) -> int:
        """How many stations count."""
        return len(self.stand.lon)

    @cached_property
    def chosen(self) -> Ints:
        """The candidates proposed, by number, in order."""
        return self.solved.siting.sites[self.solved.new] - self.solved.instance.first

    @cached_property
    def starts(self) -> Ints:
        """Where in `by_facility` the pairs of each facility begin."""
        return np.searchsorted(
            self.near.reached.station[self.by_facility], np.arange(self.open + len(self.candidates) + 1)
        )

    @cached_property
    def by_facility(self) -> Ints:
        """The pairs by facility."""
        return np.argsort(self.near.reached.station, kind="stable")

    def near_of(self, candidate: int) -> Ints:
        """The places within the widest band of a candidate."""
        first, last = self.starts[self.open + candidate : self.open + candidate + 2]
        return self.near.reached.point[self.by_facility[first:last]]

    @property
    def times(self) -> Ints:
        """How many stations each place has within the widest band; anew at every call."""
        reached = self.near.reached
        return np.bincount(
            reached.point[reached.station < self.open], minlength=len(self.people.points.weight)
        )

    def covered(self, band: int, *, is_after: bool) -> Flags:
        """Which places have a station, or afterwards a proposed site, within a band."""
        reached: Reached = self.near.reached
        kept = reached.station < self.open
        if is_after:
            kept |= np.isin(reached.station - self.open, self.chosen)
        found = np.zeros(len(self.people.points.weight), dtype=np.bool_)
        found[reached.point[kept & (reached.band <= band)]] = True
        return found
