"""What a map shows of very many stations: one mark per cell of a grid, with its count; where they are few, each itself.

Stations stand in the order of a Morton curve (G. M. Morton, 1966) over the unit square of Web Mercator, so that each
tile of the pyramid, and each cell of a tile, is one run of rows.
"""

from datetime import datetime
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from locator.browse import Box, StationFilter, inside
from locator.catalog import Catalog, Mask
from locator.lookup import CHINA, Count, Moment, States
from locator.maps.mercator import MAX_ZOOM, span, unit

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

CELL_ZOOMS = 2
"""A tile of 256 px has cells of 64 px: two fingers of a glove apart."""
LEVELS = MAX_ZOOM + CELL_ZOOMS
MOST_TILES = 160
"""A screen of 4096 × 2160 px touches as many; a box of more is answered with larger cells."""
WORLD = Box(-180, -90, 180, 90)
MOST_SINGLE = 60
"""Up to so many stations in a box each gets a mark of its own: as many as a small phone draws at once."""
SPREADING = (
    (16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F), (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)  # fmt: skip


class ClusterQuery(StationFilter):
    """A map's view: a box and the zoom it is shown at, and which stations."""

    zoom: Count = Field(ge=0, le=MAX_ZOOM, description="缩放级别 zoom of the map, tiles of 256 px")
    state: States = Field(default=(), description="只要这些开放状态 only these open states")
    open_at: Moment = Field(
        default_factory=lambda: datetime.now(CHINA), description="何时的开放状态 now, or ISO 8601"
    )


class Clusters(NamedTuple):
    """The marks of a view, as columns: where, how many stations, how many of them open, and of a single one its row.

    `lon`, `lat` are WGS84 degrees, of several stations their mean; `row` is the catalog's, -1 where there are several.
    """

    lon: Floats
    lat: Floats
    size: Integers
    open: Integers
    row: Integers


class Layout(NamedTuple):
    """The stations with a position in the order of the curve: rows of the catalog, codes, WGS84 degrees."""

    row: Integers
    code: Integers
    lon: Floats
    lat: Floats


_LAYOUTS: WeakKeyDictionary[Catalog, Layout] = WeakKeyDictionary()


def clusters(catalog: Catalog, query: ClusterQuery) -> Clusters:
    """The marks for a view. Their counts add up to the stations with a position that pass, box included."""
    layout = _layout(catalog)
    box = query.bbox or WORLD
    zoom = _affordable(box, query.zoom)
    at = _in_tiles(layout, box, zoom)
    at = at[inside(layout.lon[at], layout.lat[at], box)]
    at = at[_passing(catalog, query)[layout.row[at]]]
    is_open = catalog.opening(query.open_at).among(("open",))[layout.row[at]]
    cells = (
        np.arange(len(at)) if len(at) <= MOST_SINGLE else layout.code[at] >> 2 * (LEVELS - CELL_ZOOMS - zoom)
    )
    return _gathered(layout, at, cells, is_open)


def _gathered(layout: Layout, at: Integers, cells: Integers, is_open: Mask) -> Clusters:
    """One mark for each run of equal cells."""
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    if not len(starts):
        nothing = np.empty(0)
        return Clusters(nothing, nothing, *(nothing.astype(np.int64) for _ in range(3)))
    count = np.diff(starts, append=len(at))
    return Clusters(
        np.add.reduceat(layout.lon[at], starts) / count,
        np.add.reduceat(layout.lat[at], starts) / count,
        count,
        np.add.reduceat(is_open.astype(np.int64), starts),
        np.where(count == 1, layout.row[at[starts]], -1),
    )


def _passing(catalog: Catalog, query: ClusterQuery) -> Mask:
    passing = catalog.rows(query.filter)
    if query.state:
        passing &= catalog.opening(query.open_at).among(query.state)
    return passing


def _affordable(box: Box, zoom: int) -> int:
    """The zoom, or the nearest above it in the pyramid at which the box has no more tiles than a large screen."""
    if zoom == 0:
        return 0
    columns, rows = span(box, zoom)
    return zoom if len(columns) * len(rows) <= MOST_TILES else _affordable(box, zoom - 1)


def _in_tiles(layout: Layout, box: Box, zoom: int) -> Integers:
    """Places in the layout, ascending, of all stations in the tiles that a box touches."""
    columns, rows = (np.array(list(numbers), dtype=np.int64) for numbers in span(box, zoom))
    firsts = np.sort((interleaved(columns)[None, :] | interleaved(rows)[:, None] << 1).ravel())
    shift = 2 * (LEVELS - zoom)
    starts, ends = (np.searchsorted(layout.code, (firsts + step) << shift) for step in (0, 1))
    return np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])


def _layout(catalog: Catalog) -> Layout:
    if catalog not in _LAYOUTS:
        points = catalog.frame.geometry.iloc[: catalog.located]
        _LAYOUTS[catalog] = _laid_out(points.x.to_numpy(), points.y.to_numpy())
    return _LAYOUTS[catalog]


def _laid_out(lon: Floats, lat: Floats) -> Layout:
    side = 1 << LEVELS
    x, y = (np.clip((axis * side).astype(np.int64), 0, side - 1) for axis in unit(lon, lat))
    code = interleaved(x) | interleaved(y) << 1
    order = np.argsort(code, kind="stable")
    return Layout(order, code[order], lon[order], lat[order])


def interleaved(value: Integers) -> Integers:
    """The low 20 bits moved to the even places of 40."""
    for shift, kept in SPREADING:
        value = (value | value << shift) & kept
    return value
