"""Stations in the order of a Morton curve (G. M. Morton, 1966) over the unit square of Web Mercator.

So each tile of the pyramid, and each cell of a tile, is one run of rows.
"""

from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike, NDArray

from locator.catalog import Catalog
from locator.maps.mercator import MAX_ZOOM, unit

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FINEST = 3
"""How many zooms below the deepest tile the cells may be."""
LEVELS = MAX_ZOOM + FINEST
MOST_SINGLE = 60
"""Up to so many stations in a view or a tile each gets a mark of its own."""
SPREADING = (
    (16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F), (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)  # fmt: skip


class Layout(NamedTuple):
    """The stations with a position in the order of the curve: rows of the catalog, codes, WGS84 degrees."""

    row: Integers
    code: Integers
    lon: Floats
    lat: Floats


class Marks(NamedTuple):
    """Runs of stations that share a mark, as columns.

    `lon`, `lat` are WGS84 degrees, of several stations their mean; `size` is how many they are; `row` is the
    catalog's of a single one, -1 where there are several; `starts` is where each run begins.
    """

    lon: Floats
    lat: Floats
    size: Integers
    row: Integers
    starts: Integers


_LAYOUTS: WeakKeyDictionary[Catalog, Layout] = WeakKeyDictionary()


def layout_of(catalog: Catalog) -> Layout:
    """The layout of a catalog; for 200,000 stations the first call takes 40 ms."""
    if catalog not in _LAYOUTS:
        placed = catalog.columns.rows[: catalog.located]
        _LAYOUTS[catalog] = laid_out(placed["lon"], placed["lat"])
    return _LAYOUTS[catalog]


def laid_out(lon: Floats, lat: Floats) -> Layout:
    """The layout of positions in WGS84 degrees."""
    side = 1 << LEVELS
    x, y = (np.clip((axis * side).astype(np.int64), 0, side - 1) for axis in unit(lon, lat))
    code = interleaved(x) | interleaved(y) << 1
    order = np.argsort(code, kind="stable")
    return Layout(order, code[order], lon[order], lat[order])


def in_tiles(layout: Layout, columns: ArrayLike, rows: ArrayLike, zoom: int) -> Integers:
    """Places in the layout, ascending, of all stations in the tiles of those columns and rows."""
    x, y = (np.asarray(numbers, dtype=np.int64) for numbers in (columns, rows))
    firsts = np.sort((interleaved(x)[None, :] | interleaved(y)[:, None] << 1).ravel())
    shift = 2 * (LEVELS - zoom)
    starts, ends = (np.searchsorted(layout.code, (firsts + step) << shift) for step in (0, 1))
    return np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])


def marked(layout: Layout, at: Integers, cell_zoom: int) -> Marks:
    """One mark for each cell of a zoom that holds some of these places; where they are few, one for each."""
    few = len(at) <= MOST_SINGLE
    cells = np.arange(len(at)) if few else layout.code[at] >> 2 * (LEVELS - cell_zoom)
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    size = np.diff(starts, append=len(at))
    return Marks(
        _sums(layout.lon[at], starts) / size,
        _sums(layout.lat[at], starts) / size,
        size,
        np.where(size == 1, layout.row[at[starts]], -1),
        starts,
    )


def counted(flags: NDArray[np.bool_], starts: Integers) -> Integers:
    """How many flags are up in each run."""
    return _sums(flags.astype(np.int64), starts)


def _sums(values: NDArray[Any], starts: Integers) -> NDArray[Any]:
    return np.add.reduceat(values, starts) if len(starts) else values[:0]  # reduceat takes no empty list


def interleaved(value: Integers) -> Integers:
    """The low 32 bits moved to the even places of 64."""
    for shift, kept in SPREADING:
        value = (value | value << shift) & kept
    return value
