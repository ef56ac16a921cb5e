"""The share of demand that has a station near enough: by zone, by hour, by cell, and what each station adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.planning.areas.areas import Areas
from locator.planning.coverage.cells import CellPeople, gathered
from locator.planning.coverage.moments import Moment
from locator.planning.coverage.reach import Band, Reach, Stations
from locator.planning.coverage.sums import ByMoment, ByZone, Load, Question, gathered_loads
from locator.planning.coverage.tally import Progress, Tally
from locator.planning.demand.layer import Layer
from locator.planning.demand.summary import Summary


@dataclass(frozen=True)
class Coverage:
    """Who is covered. Arrays have bands first, then moments, then zones, as far as they depend on them.

    Attributes:
        bands, moments, areas: as asked. Without areas there is one zone; with areas the last zone is outside.
        layers: what is known of each layer: its sum, number of places, extent.
        people: by moment and zone, as layers may count at some hours only.
        by_moment: who is covered; `by_zone`: who was asked along streets, and who can't be reached by them.
        lost: by band and station, the people in the area who would have no other open one.
        load: catchments, for `access_of`.
        cells: people by H3 cell; None unless asked.
    """

    bands: tuple[Band, ...]
    moments: tuple[Moment, ...]
    areas: Areas | None
    layers: tuple[Summary, ...]
    people: Floats
    by_moment: ByMoment
    by_zone: ByZone
    lost: Floats
    load: Load
    cells: CellPeople | None

    @property
    def inside(self) -> slice:
        """The zones in the area."""
        return slice(None) if self.areas is None else slice(0, len(self.areas))

    def share(self, counted: Floats, band: int = 0, moment: int = 0) -> float:
        """Of the people in the area, the share who are in one of `by_moment`'s arrays; nan where nobody is."""
        people = float(self.people[moment, self.inside].sum())
        return float(counted[band, moment, self.inside].sum()) / people if people else float("nan")


def coverage(
    layers: Sequence[Layer],
    stations: Stations,
    reach: Reach,
    *,
    moments: Sequence[Moment] = (),
    areas: Areas | None = None,
    resolution: int | None = None,
    progress: Progress | None = None,
) -> Coverage:
    """Counts people by who has a station near enough.

    Args:
        layers: where people are.
        stations: those that count.
        reach: made of the same stations.
        moments: at which stations are open or not; none is any time. Cells, catchments and losses are of the first.
        areas: districts to count by; the shares are of the people in them.
        resolution: of H3 cells to count by.
        progress: is told how many places are done.

    Raises:
        InvalidInput: there is no demand, or none in the area.
    """
    moments = tuple(moments) or (any_time(len(stations.lon)),)
    question = Question(reach, len(stations.lon), moments, areas, resolution)
    tallies = [Tally.of(layer.blocks(), question, progress) for layer in layers]
    factors = [np.array([factor_at(layer, moment) for moment in moments]) for layer in layers]
    found = _weighed(question, list(zip(tallies, factors, strict=True)))
    _check(found, layers)
    return found


def any_time(stations: int) -> Moment:
    """When nobody asks for opening hours."""
    return Moment(None, "", np.ones(stations, dtype=np.bool_), np.zeros(stations, dtype=np.bool_))


def factor_at(layer: Layer, moment: Moment) -> float:
    """What a layer counts at a moment; at any time, the mean over a day."""
    if moment.at is None:
        return layer.factor * len(layer.hours) / 24
    return layer.factor * (moment.at.hour in layer.hours)


def _weighed(question: Question, tallies: Sequence[tuple[Tally, Floats]]) -> Coverage:
    """The layers' sums, each times what it counts: at the first moment where nothing else is told."""
    bands, moments, zones = question.shape
    by_moment = ByMoment(*(np.zeros(question.shape) for _ in ByMoment._fields))
    by_zone = ByZone(*(np.zeros(zones) for _ in ByZone._fields))
    people, lost = np.zeros((moments, zones)), np.zeros((bands, question.stations))
    for tally, factor in tallies:
        people += np.outer(factor, tally.by_zone.people)
        lost += tally.lost * factor[0]
        for own, more in zip(by_moment, tally.by_moment, strict=True):
            np.add(own, more * factor[:, None], out=own)
        for own, more in zip(by_zone, tally.by_zone, strict=True):
            np.add(own, more * factor[0], out=own)
    loads = [Load(load.key, load.people * factor[0]) for tally, factor in tallies for load in tally.loads]
    lots = [
        CellPeople(lot.cell, lot.people * factor[0], lot.covered * factor[0])
        for tally, factor in tallies
        for lot in tally.cells
    ]
    return Coverage(
        bands=question.reach.bands,
        moments=tuple(question.moments),
        areas=question.areas,
        layers=tuple(tally.summary for tally, _ in tallies),
        people=people,
        by_moment=by_moment,
        by_zone=by_zone,
        lost=lost,
        load=gathered_loads(loads),
        cells=gathered(lots, bands) if question.resolution is not None else None,
    )


def _check(found: Coverage, layers: Sequence[Layer]) -> None:
    names = "、".join(layer.name for layer in layers)
    if not any(summary.total for summary in found.layers):
        raise InvalidInput(
            f"{names}: 没有需求 nobody is there",
            field="--demand",
            remedy="给出人口数据 give people: --demand FILE",
        )
    if found.areas is not None and not found.people[:, found.inside].any():
        raise InvalidInput(
            f"{names}: 区域内没有需求 there is no demand in the area",
            field="--area",
            remedy="--area 与 --demand 不在一处,或坐标系写错了 do they lie in the same place, in the datum told?",
        )
