"""Web Mercator's square tiles: `x` from the antimeridian eastwards, `y` from the north, `2 ** z` a side.

Formulas: spherical Mercator as in EPSG:3857; positions on the unit square, longitude first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from locator.errors import NotFound

Floats = npt.NDArray[np.float64]
MAX_ZOOM = 18
TILE_PX = 256
MAX_LAT = 85.051128779806592  # where the square ends
EQUATOR_M = 40_075_016.686


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of the pyramid.

    Raises:
        NotFound: the pyramid has no such tile.
    """

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        side = 1 << self.z if 0 <= self.z <= MAX_ZOOM else 0
        if not (0 <= self.x < side and 0 <= self.y < side):
            raise NotFound(f"there is no tile {self.z}/{self.x}/{self.y}: zoom is 0 to {MAX_ZOOM}")

    def ancestor(self, zoom: int) -> Tile:
        """The tile at a zoom at or above this one's in the pyramid that holds it."""
        shift = max(0, self.z - zoom)
        return Tile(self.z - shift, self.x >> shift, self.y >> shift)

    def bounds(self, margin_px: float = 0) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees, `margin_px` wider on every side."""
        side, margin = 1 << self.z, margin_px / TILE_PX
        west, east = ((self.x - margin) / side, (self.x + 1 + margin) / side)
        north, south = ((self.y - margin) / side, (self.y + 1 + margin) / side)
        return west * 360 - 180, latitude(south), east * 360 - 180, latitude(north)


def unit(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Positions in degrees on the unit square; latitudes past its edge lie on the edge."""
    phi = np.radians(np.clip(lat, -MAX_LAT, MAX_LAT))
    x = (np.asarray(lon, dtype=float) + 180) / 360
    return x, (1 - np.arcsinh(np.tan(phi)) / np.pi) / 2


def span(box: tuple[float, float, float, float], zoom: int) -> tuple[list[int], range]:
    """The columns and the rows of the tiles of a zoom that touch a box of west, south, east, north in degrees.

    West may exceed east: the box then lies across the antimeridian.
    """
    side = 1 << zoom
    x, y = unit([box[0], box[2]], [box[3], box[1]])
    (west, east), (top, bottom) = (
        np.clip((axis * side).astype(int), 0, side - 1).tolist() for axis in (x, y)
    )
    columns = (
        [*range(west, side), *range(min(east + 1, west))] if box[0] > box[2] else [*range(west, east + 1)]
    )
    return columns, range(top, bottom + 1)


def tiles_over(box: tuple[float, float, float, float], zoom: int) -> list[Tile]:
    """The tiles of `span`, row by row."""
    columns, rows = span(box, zoom)
    return [Tile(zoom, column, row) for row in rows for column in columns]


def latitude(y: float) -> float:
    """The latitude in degrees of a height on the unit square."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def degrees_per_px(zoom: int) -> float:
    """How many degrees of longitude one screen pixel covers."""
    return 360 / (TILE_PX << zoom)
