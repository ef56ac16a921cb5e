"""Uncovered demand that hangs together, the most people first."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import shapely
import shapely.geometry
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from locator.ellipsoid import Floats
from locator.nearest import NearestIndex
from locator.planning.coverage.cells import CellPeople, Cells
from locator.planning.demand.bundled import named_places, places_index
from locator.planning.gaps.emptycircle import Circle, largest_empty_circle
from locator.planning.libraries import planning_library

FARTHEST_M = 100_000.0
"""Beyond, a place's name tells nothing."""


class Gap(NamedTuple):
    """People who have no station near enough, in neighbouring cells.

    Attributes:
        people: how many.
        place: the named place nearest to where most of them are, "" where none is near; `place_m` is how far.
        lon, lat: where most of them are: the middle of that cell, WGS84 degrees.
            cells: those of H3.
        shape: their outline, WGS84 degrees.
        circle: the largest one round a centre in the outline without any station in it; None without stations.
    """

    people: float
    place: str
    place_m: float
    lon: float
    lat: float
    cells: Cells
    shape: Any
    circle: Circle | None


def gaps_of(
    cells: CellPeople,
    stations: NearestIndex,
    band: int = 0,
    *,
    most: int = 50,
    least_people: float = 1.0,
    least_per_km2: float = 0.0,
) -> list[Gap]:
    """The gaps with the most people.

    Args:
        cells: who is covered; people of a cell who are not form its gap, so gaps add up to the uncovered.
        stations: those that count.
        band: of the cells' rows.
        most: how many gaps at most.
        least_people: gaps with fewer are left out.
        least_per_km2: cells with fewer uncovered people on a square kilometre belong to no gap: where the countryside
            is inhabited throughout, it would join all towns into one.

    Raises:
        LocatorError: h3, of the extra `planning`, is not installed.
    """
    missing = cells.people - cells.covered[band]
    rows = np.flatnonzero(missing > 1e-9 * cells.people)
    if least_per_km2 > 0:
        rows = rows[missing[rows] >= least_per_km2 * _km2(cells.cell[rows])]
    group = _connected(cells.cell[rows])
    people = np.bincount(group, missing[rows])
    first = np.argsort(-people, kind="stable")[:most]
    return [
        _gap(cells.cell[mine], missing[mine], stations)
        for number in first.tolist()
        if people[number] >= least_people
        for mine in [rows[group == number]]
    ]


def _km2(cells: Cells) -> Floats:
    area = planning_library("h3.api.numpy_int").cell_area
    return np.array([area(cell, unit="km^2") for cell in cells.tolist()])


def _connected(cells: Cells) -> NDArray[np.int64]:
    """The number of the group of each cell; neighbours are of one group."""
    disk = planning_library("h3.api.numpy_int").grid_disk
    order = np.argsort(cells)
    ordered = cells[order]
    near = [disk(cell, 1) for cell in ordered.tolist()]
    owner = np.repeat(np.arange(len(cells)), [len(each) for each in near])
    neighbour = np.concatenate([np.empty(0, dtype=np.uint64), *near])
    place = np.minimum(np.searchsorted(ordered, neighbour), max(len(cells) - 1, 0))
    known = ordered[place] == neighbour if len(cells) else np.empty(0, dtype=np.bool_)
    links = coo_array(
        (np.ones(int(known.sum())), (owner[known], place[known])), shape=(len(cells), len(cells))
    )
    group = np.empty(len(cells), dtype=np.int64)
    group[order] = connected_components(links, directed=False)[1] if len(cells) else []
    return group


def _gap(cells: Cells, missing: Floats, stations: NearestIndex) -> Gap:
    h3 = planning_library("h3.api.numpy_int")
    lat, lon = h3.cell_to_latlng(int(cells[np.argmax(missing)]))
    shape = shapely.geometry.shape(h3.cells_to_geo(cells.tolist()))
    place, place_m = _nearest_place(lon, lat)
    circle = largest_empty_circle(shape, stations)
    return Gap(float(missing.sum()), place, place_m, lon, lat, cells, shape, circle)


def _nearest_place(lon: float, lat: float) -> tuple[str, float]:
    (row,), (metres,) = places_index().query(lon, lat, 1)
    return (named_places().names[int(row)], float(metres)) if metres <= FARTHEST_M else ("", float(metres))
