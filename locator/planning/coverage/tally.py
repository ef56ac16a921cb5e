"""The sums of many lots of places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from locator.ellipsoid import Floats
from locator.planning.coverage.cells import CellPeople, gathered
from locator.planning.coverage.lot import part_of
from locator.planning.coverage.sums import ByMoment, ByZone, Load, Part, Question, gathered_loads, summed
from locator.planning.coverage.work import in_turn, lots_of
from locator.planning.demand.layer import Points
from locator.planning.demand.summary import NOBODY, Summary, grown

MOST_LOTS = 50
"""So many wait until they are put together."""
Progress = Callable[[int], None]
"""Is told how many places are done; what it raises ends the work."""


@dataclass
class Tally:
    """Sums over places; `lost` by band and station: who would have no other open one."""

    by_moment: ByMoment
    by_zone: ByZone
    lost: Floats
    summary: Summary = NOBODY
    loads: list[Load] = field(default_factory=list)
    cells: list[CellPeople] = field(default_factory=list)

    @classmethod
    def of(cls, blocks: Iterable[Points], question: Question, progress: Progress | None = None) -> Tally:
        """The sums of all places of a layer."""
        bands, zones = question.shape[0], question.zones
        tally = cls(
            ByMoment(*(np.zeros(question.shape) for _ in ByMoment._fields)),
            ByZone(*(np.zeros(zones) for _ in ByZone._fields)),
            np.zeros((bands, question.stations)),
        )
        for part in in_turn(lots_of(blocks), partial(part_of, question=question)):
            tally.add(part)
            if progress:
                progress(tally.summary.places)
        return tally

    def add(self, part: Part) -> None:
        """One lot more."""
        for sums, more in ((self.by_moment, part.by_moment), (self.by_zone, part.by_zone)):
            for own, others in zip(sums, more, strict=True):
                np.add(own, others, out=own)
        for own, lost in zip(self.lost, part.lost, strict=True):
            np.add(own, summed(lost.key, lost.people, len(own)), out=own)
        self.summary = grown(self.summary, part.points)
        self.loads.append(part.load)
        self.cells += part.cells
        if len(self.loads) > MOST_LOTS:
            self.loads = [gathered_loads(self.loads)]
            self.cells = [gathered(self.cells, len(self.lost))] if self.cells else []
