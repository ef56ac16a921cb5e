"""Whether a place lies where China's maps are shifted: on the mainland, Hainan, or the sea before their coast.

The polygon and the rule by which it was drawn are in `geodata/sources/mainland.py`: Hong Kong, Macao, Taiwan
(with Kinmen and Matsu) and all neighbours are outside; the land border is OpenStreetMap's, to 10 m at the border
towns and to 170 m elsewhere; at sea the line runs some 25 km beyond the territorial sea. A point on the line itself
counts as outside.

A coarse grid answers for the places far from the line, and the polygon for the rest, so that the answer is always
the polygon's. The file is read at the first question.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Self, TypeAlias

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from locator.resources import folder

Floats: TypeAlias = npt.NDArray[np.floating]
Bools: TypeAlias = npt.NDArray[np.bool_]
Cover: TypeAlias = npt.NDArray[np.uint8]
Cells: TypeAlias = npt.NDArray[np.integer]

CELL_DEG = 0.05
MARGIN_CELLS = 3
OUTSIDE, EDGE, INSIDE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Ground:
    """A polygon with its grid of cells: wholly outside, crossed by the line, wholly inside.

    Attributes:
        polygon: the ground itself, in WGS84 degrees.
        west: left edge of the grid.
        south: lower edge of the grid.
        shape: rows and columns of the grid.
        cover: OUTSIDE, EDGE or INSIDE for every cell, row by row.
        belt: whether the cell or one of its eight neighbours is an edge cell.
    """

    polygon: BaseGeometry
    west: float
    south: float
    shape: tuple[int, int]
    cover: Cover
    belt: Bools

    @classmethod
    def of(cls, polygon: BaseGeometry) -> Self:
        """The polygon with a grid that overlaps it by a margin on all sides."""
        shapely.prepare(polygon)
        west, south, east, north = shapely.bounds(polygon)
        west, south = west - MARGIN_CELLS * CELL_DEG, south - MARGIN_CELLS * CELL_DEG
        rows = int((north - south) / CELL_DEG) + 1 + MARGIN_CELLS
        columns = int((east - west) / CELL_DEG) + 1 + MARGIN_CELLS
        edges = _edge_cells(polygon, west, south, (rows, columns))
        cover = _cover(polygon, west, south, edges)
        return cls(polygon, west, south, (rows, columns), cover.ravel(), _grown(edges).ravel())

    def cells(self, lon: Floats, lat: Floats) -> Cells:
        """The cell of each point; points off the grid, and NaN, get a cell at its rim, which is outside."""
        rows, columns = self.shape
        row = np.fmin(np.fmax((lat - self.south) * (1 / CELL_DEG), 0), rows - 1).astype(np.int32)
        column = np.fmin(np.fmax((lon - self.west) * (1 / CELL_DEG), 0), columns - 1).astype(np.int32)
        cells: Cells = row * np.int32(columns) + column
        return cells

    def contains(self, lon: Floats, lat: Floats) -> Bools:
        """Whether each point is inside; NaN is not. Arrays of one dimension."""
        cover = self.cover[self.cells(lon, lat)]
        inside: Bools = cover == INSIDE
        edge = np.flatnonzero(cover == EDGE)
        inside[edge] = shapely.contains_xy(self.polygon, lon[edge], lat[edge])
        return inside

    def core_and_belt(self, lon: Floats, lat: Floats) -> tuple[Bools, Cells]:
        """Which points are inside by at least a cell's width, and the indices of those near the line."""
        cells = self.cells(lon, lat)
        belt = self.belt[cells]
        return (self.cover[cells] == INSIDE) & ~belt, np.flatnonzero(belt)


@lru_cache(maxsize=1)
def ground() -> Ground:
    """Mainland China, from geodata/mainland.geojson."""
    feature = json.loads((folder("geodata") / "mainland.geojson").read_text(encoding="utf-8"))
    return Ground.of(shapely.from_geojson(json.dumps(feature["geometry"])))


def _edge_cells(polygon: BaseGeometry, west: float, south: float, shape: tuple[int, int]) -> Bools:
    """Every cell that the line may touch: pieces of half a cell span at most two cells each way."""
    edges = np.zeros(shape, dtype=bool)
    pieces = shapely.segmentize(polygon.boundary, CELL_DEG / 2)
    for line in shapely.get_parts(pieces):
        column, row = ((shapely.get_coordinates(line) - (west, south)) * (1 / CELL_DEG)).astype(np.int32).T
        for rows in (row[:-1], row[1:]):
            for columns in (column[:-1], column[1:]):
                edges[rows, columns] = True
    return edges


def _cover(polygon: BaseGeometry, west: float, south: float, edges: Bools) -> Cover:
    """Between two edge cells of a row nothing changes, so the first cell of each run is asked for all of it."""
    starts = ~edges
    starts[:, 1:] &= edges[:, :-1]
    rows, columns = np.nonzero(starts)
    centre_lon, centre_lat = west + (columns + 0.5) * CELL_DEG, south + (rows + 0.5) * CELL_DEG
    inside = shapely.contains_xy(polygon, centre_lon, centre_lat)
    runs = np.cumsum(starts.ravel()) - 1
    cover: Cover = np.where(inside, INSIDE, OUTSIDE).astype(np.uint8)[runs].reshape(edges.shape)
    cover[edges] = EDGE
    return cover


def _grown(cells: Bools) -> Bools:
    """The cells and their eight neighbours."""
    padded = np.pad(cells, 1)
    rows, columns = cells.shape
    shifted = [padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    grown: Bools = np.logical_or.reduce(shifted)
    return grown
