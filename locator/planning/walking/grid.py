"""A grid of square cells over a box, to find what lies near a spot: sorted cell numbers, looked up by bisection."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.ellipsoid import FLATTENING, SEMI_MAJOR_M, Floats

Ints = NDArray[np.int64]

_ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING)
_RADIANS = math.pi / 180


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Metres of a degree of longitude and of latitude, from the ellipsoid's two radii of curvature there."""
    sine = math.sin(lat * _RADIANS)
    bulge = 1 - _ECCENTRICITY_2 * sine * sine
    normal = SEMI_MAJOR_M / math.sqrt(bulge)
    east = max(normal * math.cos(lat * _RADIANS), 1.0) * _RADIANS
    return east, normal * (1 - _ECCENTRICITY_2) / bulge * _RADIANS


class Grid(NamedTuple):
    """Cells of `step_lon` × `step_lat` degrees from a south-western corner on; a row has `columns` of them."""

    west: float
    south: float
    step_lon: float
    step_lat: float
    columns: int

    @classmethod
    def over(cls, box: tuple[float, float, float, float], cell_m: float) -> Grid:
        """A grid over west, south, east, north with cells of about `cell_m` metres."""
        west, south, east, north = box
        m_per_lon, m_per_lat = metres_per_degree((south + north) / 2)
        step_lon, step_lat = cell_m / m_per_lon, cell_m / m_per_lat
        return cls(west, south, step_lon, step_lat, int((east - west) / step_lon) + 1)

    def cells(self, lon: Floats, lat: Floats) -> Ints:
        """The number of each point's cell: row by row from the south-west."""
        x = np.floor((lon - self.west) / self.step_lon).astype(np.int64)
        y = np.floor((lat - self.south) / self.step_lat).astype(np.int64)
        return np.asarray(y * self.columns + np.clip(x, 0, self.columns - 1))

    def touched(self, start: tuple[Floats, Floats], end: tuple[Floats, Floats]) -> tuple[Ints, Ints]:
        """Each cell that a straight line from a start to an end may touch, with that line's number; by cell.

        A long line is cut until a part is no longer than a cell, and is in every cell that its part's box touches.
        """
        across, up = end[0] - start[0], end[1] - start[1]
        parts = 1 + np.maximum(np.abs(across) / self.step_lon, np.abs(up) / self.step_lat).astype(np.int64)
        line = np.repeat(np.arange(len(parts)), parts)
        part = np.arange(len(line)) - np.repeat(np.cumsum(parts) - parts, parts)
        edges = [(part + end_of_part) / parts[line] for end_of_part in (0, 1)]
        lons, lats = (
            [at[line] + share * by[line] for share in edges]
            for at, by in zip(start, (across, up), strict=True)
        )
        cells = np.concatenate([self.cells(lon, lat) for lon in lons for lat in lats])
        both = np.unique(cells * len(parts) + np.tile(line, 4))
        return both // len(parts), both % len(parts)

    def stretches(
        self, sorted_cells: Ints, lon: float, lat: float, reach_m: float
    ) -> Iterator[tuple[int, int]]:
        """Where, in a sorted array of cell numbers, the cells stand that a square round a point touches.

        One stretch, first and past the last, for each row of the grid that holds any; half the square's side is
        `reach_m`.
        """
        m_per_lon, m_per_lat = metres_per_degree(lat)
        first_x, last_x = self._span((lon - self.west), reach_m / m_per_lon, self.step_lon)
        first_y, last_y = self._span((lat - self.south), reach_m / m_per_lat, self.step_lat)
        first_x, last_x = max(first_x, 0), min(last_x, self.columns - 1)
        if first_x > last_x:
            return
        rows = np.arange(max(first_y, 0), last_y + 1, dtype=np.int64) * self.columns
        starts = np.searchsorted(sorted_cells, rows + first_x).tolist()
        ends = np.searchsorted(sorted_cells, rows + last_x, side="right").tolist()
        yield from ((start, end) for start, end in zip(starts, ends, strict=True) if start < end)

    @staticmethod
    def _span(offset: float, reach: float, step: float) -> tuple[int, int]:
        return math.floor((offset - reach) / step), math.floor((offset + reach) / step)
