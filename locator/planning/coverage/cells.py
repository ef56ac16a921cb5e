"""Demand by H3 cell: hexagons of nearly one size, whose edges say who is next to whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.planning.libraries import planning_library

FINEST, COARSEST = 11, 3
Cells = NDArray[np.uint64]


class CellPeople(NamedTuple):
    """People by H3 cell, each cell once, and in `covered` how many of them are, one row a band."""

    cell: Cells
    people: Floats
    covered: Floats


def no_cells(bands: int) -> CellPeople:
    """Nobody anywhere."""
    return CellPeople(np.empty(0, dtype=np.uint64), np.empty(0), np.empty((bands, 0)))


def cells_of(lon: Floats, lat: Floats, resolution: int) -> Cells:
    """The H3 cell of each place (WGS84 degrees).

    Raises:
        LocatorError: h3, of the extra `planning`, is not installed.
    """
    to_cell = planning_library("h3.api.numpy_int").latlng_to_cell
    found = map(to_cell, lat.tolist(), lon.tolist(), [resolution] * len(lon))
    return np.fromiter(found, dtype=np.uint64, count=len(lon))


def checked_resolution(resolution: int) -> int:
    """A resolution that is fit for a city or a country.

    Raises:
        InvalidInput: it is too coarse or too fine.
    """
    if not COARSEST <= resolution <= FINEST:
        raise InvalidInput(
            f"cells: {resolution}", field="cells", remedy=f"{COARSEST}–{FINEST}; 8 is about 1 km across"
        )
    return resolution


def resolution_for(radius_m: float, spacing_m: float = 0.0) -> int:
    """The resolution at which uncovered demand hangs together.

    Cells are no wider than a radius, as far as demand is not sparser: a grid's neighbours must lie in the same cell
    or in neighbouring ones.

    Args:
        radius_m: within which somebody is covered.
        spacing_m: of the demand's own grid.
    """
    edge = planning_library("h3.api.numpy_int").average_hexagon_edge_length
    for resolution in range(FINEST, COARSEST, -1):
        across_m = edge(resolution, unit="m") * 3**0.5
        if across_m >= max(radius_m / 2, 1.5 * spacing_m):
            return resolution
    return COARSEST


def coarsened(cells: CellPeople, most: int) -> CellPeople:
    """The same people in at most so many cells, each the parent of some; those as they are where they are few."""
    to_parent = planning_library("h3.api.numpy_int").cell_to_parent
    while len(cells.cell) > most:
        parent = np.fromiter(map(to_parent, cells.cell.tolist()), dtype=np.uint64, count=len(cells.cell))
        cells = gathered([cells._replace(cell=parent)], len(cells.covered))
    return cells


def gathered(parts: Iterable[CellPeople], bands: int) -> CellPeople:
    """Several lots of cells as one, each cell once."""
    lots = [no_cells(bands), *parts]
    cell, place = np.unique(np.concatenate([lot.cell for lot in lots]), return_inverse=True)
    rows = np.vstack([np.concatenate([lot.people for lot in lots]), np.hstack([lot.covered for lot in lots])])
    sums = np.array([np.bincount(place, row, minlength=len(cell)) for row in rows], dtype=np.float64)
    return CellPeople(cell, sums[0], sums[1:])
