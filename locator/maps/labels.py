"""Which names stand on which tile of the offline base map, so that no two of them ever overlap.

Names are set once for a whole zoom, not tile by tile: a name that crosses the edge of a tile is on both tiles
at the same spot, each draws its half. A Chinese character is one em wide in every font, so widths are known
without measuring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from locator.maps.mercator import TILE_PX, Tile, unit
from locator.maps.placenames import Kind, PlaceName, placenames

# Letter height in px; the page's script draws with the same sizes.
LETTER_PX = {
    Kind.WATER: 15,
    Kind.PROVINCE: 13,
    Kind.CAPITAL: 15,
    Kind.PREFECTURE: 14,
    Kind.COUNTY: 13,
    Kind.TOWN: 12,
    Kind.VILLAGE: 11,
}
SPREAD_EM = {Kind.WATER: 0.6, Kind.PROVINCE: 0.2}  # space between letters; these two carry no dot
DOT_GAP_PX = 6  # from the middle of a dot to its name
AIR_PX = 5
# A name without a dot may move a little, in px to the right and down.
NUDGES = ((0, 0), (0, -14), (0, 14), (-16, 0), (16, 0), (-16, -14), (16, -14), (-16, 14), (16, 14))
LAST_LAYOUT_ZOOM = 13  # closer in, names that do not collide here can only be farther apart
CELL_PX = 64
Box = tuple[float, float, float, float]


class Label(NamedTuple):
    """A name on a tile: px from the tile's upper left corner, its kind, the side of its dot, the name.

    `side` is 1 (right of the dot), -1 (left of it) or 0 (centred, without a dot).
    """

    x: int
    y: int
    kind: int
    side: int
    name: str


class Spot(NamedTuple):
    """Where a name may stand: the side of its dot, the box round the anchor and its nudge from it in px."""

    side: int
    box: Box
    right: int = 0
    down: int = 0


class Layout(NamedTuple):
    """The names of one zoom: boxes round their anchor in px, anchors on the unit square."""

    names: Sequence[PlaceName]
    spots: Sequence[Spot]
    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    boxes: npt.NDArray[np.float64]


def labels_in(where: Tile) -> list[Label]:
    """The names of which some part is on a tile."""
    layout = layout_of(min(where.z, LAST_LAYOUT_ZOOM))
    side = TILE_PX << where.z
    x, y = layout.x * side - where.x * TILE_PX, layout.y * side - where.y * TILE_PX
    west, north, east, south = layout.boxes.T
    on_tile = (x + east > 0) & (x + west < TILE_PX) & (y + south > 0) & (y + north < TILE_PX)
    return [
        Label(round(x[i]) + spot.right, round(y[i]) + spot.down, int(name.kind), spot.side, name.name)
        for i in np.flatnonzero(on_tile).tolist()
        if (name := layout.names[i]).last_zoom >= where.z and (spot := layout.spots[i])
    ]


@lru_cache(maxsize=LAST_LAYOUT_ZOOM + 1)
def layout_of(zoom: int) -> Layout:
    """All names that have room at a zoom."""
    return set_out([name for name in placenames() if name.first_zoom <= zoom <= name.last_zoom], zoom)


def set_out(names: Sequence[PlaceName], zoom: int) -> Layout:
    """The names that have room at a zoom, those earlier in the list first."""
    x, y = unit([name.lon for name in names], [name.lat for name in names])
    taken = Taken()
    kept, spots = [], []
    for i, (px, py) in enumerate(np.column_stack([x, y]) * (TILE_PX << zoom)):
        for spot in spots_of(names[i]):
            west, north, east, south = spot.box
            if taken.take((px + west, py + north, px + east, py + south)):
                kept.append(i)
                spots.append(spot)
                break
    boxes = np.array([spot.box for spot in spots]).reshape(-1, 4)
    return Layout([names[i] for i in kept], spots, x[kept], y[kept], boxes)


def spots_of(name: PlaceName) -> Iterator[Spot]:
    """Where a name may stand, best first."""
    letter = LETTER_PX[name.kind]
    width = len(name.name) * letter * (1 + SPREAD_EM.get(name.kind, 0))
    half = letter / 2 + AIR_PX
    if name.kind in SPREAD_EM:
        for right, down in NUDGES:
            box = (right - width / 2 - 2, down - half, right + width / 2 + 2, down + half)
            yield Spot(0, box, right, down)
        return
    far = DOT_GAP_PX + width + AIR_PX
    yield Spot(1, (-DOT_GAP_PX, -half, far, half))
    yield Spot(-1, (-far, -half, DOT_GAP_PX, half))


class Taken:
    """The paper that is written on already."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def take(self, box: Box) -> bool:
        """Takes a box if it is free all over; says whether it was."""
        cells = list(_cells(box))
        if any(_overlap(box, other) for cell in cells for other in self._cells.get(cell, ())):
            return False
        for cell in cells:
            self._cells.setdefault(cell, []).append(box)
        return True


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    west, north, east, south = (int(edge // CELL_PX) for edge in box)
    return ((column, row) for column in range(west, east + 1) for row in range(north, south + 1))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
