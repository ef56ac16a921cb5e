"""Which stations of the registry count: operating ones whose building or street is known."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np

from locator.catalog import Catalog, Filter
from locator.errors import NotFound
from locator.planning.coverage.reach import Flags, Ints, Stations

REMEDY = (
    "导入带坐标的名单 locator import FILE,在线定位 locator geocode,或试用演示数据 locator demo --stations 1000;"
    "要按粗略位置估算,加 --include-coarse"
)


class Counted(NamedTuple):
    """The stations that count, and those that don't.

    Attributes:
        rows: of the catalog.
        stations: the same as arrays.
        coarse: how many are known by their district or town only; they are in `rows` only when asked for.
        is_with_coarse: whether they are.
        unplaced: how many have no position at all.
    """

    rows: Ints
    stations: Stations
    coarse: int
    is_with_coarse: bool
    unplaced: int


def counted_stations(
    catalog: Catalog, wanted: Filter | None = None, *, include_coarse: bool = False
) -> Counted:
    """The operating stations with a position, those with a coarse one only when asked for.

    Raises:
        NotFound: there is none; the error says why, and what to do.
    """
    passing = catalog.rows(wanted or Filter())
    has_place = np.arange(len(passing)) < catalog.located
    is_coarse = passing & has_place & ~catalog.exact
    rows = np.flatnonzero(passing & has_place & (catalog.exact | include_coarse))
    coarse, unplaced = int(is_coarse.sum()), int((passing & ~has_place).sum())
    if not len(rows):
        raise NotFound(_why(coarse, unplaced))
    return Counted(rows, _arrays(catalog, rows), coarse, include_coarse, unplaced)


def states_at(catalog: Catalog, rows: Ints, at: datetime) -> tuple[Flags, Flags]:
    """Which of some stations are open at a moment, and of which nobody knows it."""
    openings = catalog.opening(at)
    return openings.among(("open",))[rows], openings.among(("unknown",))[rows]


def _why(coarse: int, unplaced: int) -> str:
    if coarse or unplaced:
        return (
            f"没有位置精确的站点 no station has an exact position: {coarse} 处只知区县 known by their district only,"
            f"{unplaced} 处没有位置 without a position: {REMEDY}"
        )
    return f"没有运营中的站点 there is no operating station: {REMEDY}"


def _arrays(catalog: Catalog, rows: Ints) -> Stations:
    chosen = catalog.columns.rows[rows]
    return Stations(*(chosen[name].astype(np.float64) for name in ("lon", "lat", "capacity")))
