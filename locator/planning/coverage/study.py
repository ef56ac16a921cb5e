"""A whole study of coverage: from the registry and demand to shares, gaps, access and spacing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from locator.catalog import Catalog, Filter
from locator.ellipsoid import Floats
from locator.nearest import NearestIndex
from locator.planning.areas.areas import Areas
from locator.planning.coverage.access import Access, access_of
from locator.planning.coverage.cells import resolution_for
from locator.planning.coverage.counted import Counted, counted_stations, states_at
from locator.planning.coverage.coverage import Coverage, any_time, coverage
from locator.planning.coverage.moments import Moment, kinds_of_day, moments_of
from locator.planning.coverage.onfoot import OnFoot, metres_of, reach_of
from locator.planning.coverage.reach import Band, Flags
from locator.planning.coverage.spacing import spacing_m
from locator.planning.coverage.straight import StraightLine
from locator.planning.coverage.tally import Progress
from locator.planning.demand.layer import Layer
from locator.planning.gaps import Gap, gaps_of


@dataclass(frozen=True)
class Asked:
    """What is to be studied.

    Attributes:
        bands: what near enough means.
        layers: where people are.
        at: the moment to tell it for; None is any time. `kind` is that of its day, where it was asked for so.
        today: the day from which on the days are taken that stand for workdays, weekends and holidays.
        areas: districts; None is everywhere.
        wanted: which stations.
        include_coarse: those too that are known by their district only.
        by_hour: whether all hours of the three kinds of day are told.
        resolution: of H3 cells; None fits the bands and the demand.
        most: how many gaps and stations are told.
        gap_density: cells with fewer uncovered people on a square kilometre join no gap.
        networks: the folder of street networks.
    """

    bands: tuple[Band, ...]
    layers: Sequence[Layer]
    today: date
    at: datetime | None = None
    kind: str = ""
    areas: Areas | None = None
    wanted: Filter = field(default_factory=Filter)
    include_coarse: bool = False
    by_hour: bool = True
    resolution: int | None = None
    most: int = 20
    gap_density: float = 0.0
    networks: Path | None = None


@dataclass(frozen=True)
class Study:
    """What came of it; `gaps` are of the widest band."""

    asked: Asked
    counted: Counted
    coverage: Coverage
    access: Access
    spacing_m: Floats
    gaps: list[Gap]
    resolution: int
    reach: StraightLine | OnFoot


def study(catalog: Catalog, asked: Asked, progress: Progress | None = None) -> Study:
    """Who is covered, and who is not.

    Raises:
        NotFound: no station counts.
        InvalidInput: there is no demand, or none in the area; a network is damaged.
        LocatorError: a library of the extra `planning` is not installed.
    """
    counted = counted_stations(catalog, asked.wanted, include_coarse=asked.include_coarse)
    stations = counted.stations
    reach = reach_of(asked.bands, stations.lon, stations.lat, asked.networks)
    resolution = asked.resolution or resolution_for(
        metres_of(asked.bands[0]), max((layer.spacing_m for layer in asked.layers), default=0.0)
    )
    found = coverage(
        asked.layers, stations, reach, moments=_moments(catalog, asked, counted), areas=asked.areas,
        resolution=resolution, progress=progress,
    )  # fmt: skip
    index = NearestIndex(stations.lon, stations.lat)
    gaps = _gaps(found, index, asked)
    spacing = spacing_m(stations.lon, stations.lat)
    access = access_of(found, stations.capacity)
    return Study(asked, counted, found, access, spacing, gaps, resolution, reach)


def _gaps(found: Coverage, index: NearestIndex, asked: Asked) -> list[Gap]:
    if found.cells is None:
        return []
    return gaps_of(found.cells, index, len(asked.bands) - 1, most=asked.most, least_per_km2=asked.gap_density)


def _moments(catalog: Catalog, asked: Asked, counted: Counted) -> list[Moment]:
    def states(at: datetime) -> tuple[Flags, Flags]:
        return states_at(catalog, counted.rows, at)

    first = any_time(len(counted.rows))
    if asked.at is not None:
        first = Moment(asked.at, asked.kind, *states(asked.at))
    return [first, *(moments_of(kinds_of_day(asked.today), states) if asked.by_hour else [])]
