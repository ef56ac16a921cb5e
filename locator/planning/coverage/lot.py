"""One lot of places, counted: who is covered, when, in which zone, by which station alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_array

from locator.ellipsoid import Floats
from locator.planning.coverage.cells import CellPeople, cells_of, gathered
from locator.planning.coverage.reach import Flags, Ints, Reached
from locator.planning.coverage.sums import ByMoment, ByZone, Load, Part, Question, summed
from locator.planning.demand.layer import Points


def part_of(points: Points, question: Question) -> Part:
    """The sums of one lot of places."""
    reached = question.reach.pairs(points.lon, points.lat)
    zones = _zones(points, question)
    near, number = np.unique(reached.point, return_inverse=True)
    lot = _Lot(question, reached, number, len(near), zones.only(near, len(points.weight)))
    answers = [lot.counted(band) for band in range(len(question.reach.bands))]
    flags = (reached.on_streets, reached.off_street, reached.cut_off)
    loads = Load(*(np.concatenate(column) for column in zip(*(each.load for each in answers), strict=True)))
    return Part(
        points,
        ByMoment(*(np.stack(column) for column in zip(*(each.by_moment for each in answers), strict=True))),
        ByZone(zones.people_of(), *(zones.people_of(flag) for flag in flags)),
        [each.lost for each in answers],
        loads,
        _cells(points, zones, near, [each.covered for each in answers], question),
    )


class _Zones(NamedTuple):
    """How many people of which place count for which zone, row by row; the zones below `inside` are the area."""

    zones: int
    inside: int
    point: Ints
    zone: Ints
    people: Floats

    def people_of(self, flag: Flags | None = None) -> Floats:
        """By zone; of the places where the flag is up, if there is one."""
        up: Any = slice(None) if flag is None else flag[self.point]
        return summed(self.zone[up], self.people[up], self.zones)

    def only(self, places: Ints, of: int) -> _Zones:
        """Some places only, numbered anew in their order."""
        number = np.full(of, -1)
        number[places] = np.arange(len(places))
        kept = number[self.point] >= 0
        return self._replace(point=number[self.point[kept]], zone=self.zone[kept], people=self.people[kept])

    def people_inside(self, places: int) -> Floats:
        """How many people of each place lie in the area."""
        within = self.zone < self.inside
        return summed(self.point[within], self.people[within], places)

    def matrix(self, places: int) -> csr_array:
        """Zones by places."""
        return csr_array((self.people, (self.zone, self.point)), shape=(self.zones, places))


def _zones(points: Points, question: Question) -> _Zones:
    if question.areas is None:
        every = np.arange(len(points.weight))
        return _Zones(1, 1, every, np.zeros_like(every), points.weight)
    shares = question.areas.shares(points.lon, points.lat)
    people = points.weight[shares.point] * shares.share
    return _Zones(question.zones, question.inside, shares.point, shares.area, people)


class _Answer(NamedTuple):
    """For one band; `by_moment` has moments by zones, `covered` is of the places at the first moment."""

    by_moment: tuple[Floats, Floats, Floats]
    lost: Load
    load: Load
    covered: Flags


class _Lot(NamedTuple):
    """The places that have any station near, numbered anew: `number` is that of each pair's place."""

    question: Question
    reached: Reached
    number: Ints
    places: int
    zones: _Zones

    def counted(self, band: int) -> _Answer:
        """Who is covered within a band."""
        within = self.reached.band <= band
        place, station = self.number[within], self.reached.station[within]
        known, column = np.unique(station, return_inverse=True)
        open_, unknown = self._states(known)
        shape = (self.places, len(known))
        near = csr_array((np.ones(len(place), np.float32), (place, column)), shape=shape)
        count, maybe = near @ open_, near @ unknown
        flags = count >= 1, count >= 2, (count < 1) & (maybe >= 1)
        sums = self._by_zone(flags[0]), self._by_zone(flags[1]), self._by_zone(flags[2])
        is_open = open_[column, 0] > 0
        place, station = place[is_open], station[is_open]
        alone = count[place, 0] == 1
        lost = Load(station[alone], self.zones.people_inside(self.places)[place[alone]])
        return _Answer(sums, lost, self._load(place, station, band), flags[0][:, 0])

    def _states(self, stations: Ints) -> tuple[Any, Any]:
        """Stations by moments: 1 where open; 1 where nobody knows."""
        moments = self.question.moments
        open_ = np.stack([moment.open[stations] for moment in moments], axis=1)
        unknown = np.stack([moment.unknown[stations] for moment in moments], axis=1)
        return open_.astype(np.float32), unknown.astype(np.float32)

    def _by_zone(self, flags: Flags) -> Floats:
        return np.asarray((self.zones.matrix(self.places) @ flags.astype(np.float64)).T)

    def _load(self, place: Ints, station: Ints, band: int) -> Load:
        """How many people of each zone each open station is near to."""
        rows = csr_array(self.zones.matrix(self.places).T)[place].tocoo()
        key = (band * self.question.stations + station[rows.row]) * self.question.zones + rows.col
        one, owner = np.unique(key.astype(np.int64), return_inverse=True)
        return Load(one, summed(owner, rows.data, len(one)))


def _cells(
    points: Points, zones: _Zones, near: Ints, covered: Sequence[Flags], question: Question
) -> list[CellPeople]:
    """By cell: the people in the area, and those of them who are covered at the first moment."""
    if question.resolution is None:
        return []
    people = zones.people_inside(len(points.weight))
    served = np.zeros((len(covered), len(people)))
    for row, flags in zip(served, covered, strict=True):
        row[near] = np.where(flags, people[near], 0.0)
    taken = people > 0
    cell = cells_of(points.lon[taken], points.lat[taken], question.resolution)
    return [gathered([CellPeople(cell, people[taken], served[:, taken])], len(covered))]
