"""Demand of a file: which one, what its weights count, and at which hours."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import shapely

from locator.errors import InvalidInput
from locator.planning.demand.layer import EVERY_HOUR, Layer
from locator.planning.demand.raster import Box, raster_cells, read_raster
from locator.planning.demand.vector import read_vector

RASTERS = frozenset({".tif", ".tiff", ".vrt", ".img", ".asc"})
LARGE = 100_000_000
"""A raster with more cells is read in the area's box only."""
_HOURS = re.compile(r"^(\d{1,2})-(\d{1,2})$")
FORM = "FILE[:COLUMN][:WEIGHT][@FROM-TO],如 such as people.gpkg:pop:0.5@8-18"


class Wanted(NamedTuple):
    """What somebody asked for: the file, its column of weights ("" is found by its name), their factor, the hours."""

    path: Path
    column: str = ""
    factor: float = 1.0
    hours: frozenset[int] = EVERY_HOUR


def wanted_layer(text: str) -> Wanted:
    """What `FILE[:COLUMN][:WEIGHT][@FROM-TO]` asks for; from 22 to 6 is the night.

    Raises:
        InvalidInput: there is no such file, a weight is negative or no number, hours are none of a day.
    """
    rest, hours = _without_hours(text)
    column, factor = "", 1.0
    parts = rest.split(":")
    while len(parts) > 1 and not Path(":".join(parts)).is_file():
        last = parts.pop()
        if (number := _number(last)) is not None:
            factor = number
        else:
            column = last
    path = Path(":".join(parts))
    if not path.is_file():
        raise _refused(f"没有文件 there is no file {path.name}")
    if not 0 <= factor < float("inf"):
        raise _refused(f"权重不能为负 the weight of {path.name} must be 0 or more, not {factor:g}")
    return Wanted(path, column, factor, hours)


def read_layer(
    wanted: Wanted, *, datum: str = "wgs84", lines: shapely.STRtree | None = None, box: Box | None = None
) -> Layer:
    """The layer of a file.

    Args:
        wanted: the file.
        datum: of its degrees, where it is a table or map file; a raster is always WGS84.
        lines: borders at which cells and polygons are cut, so that their people are shared out by area.
        box: the area's; of a raster of more than `LARGE` cells only those inside are read.

    Raises:
        InvalidInput: the file can't be read as demand; the error says why.
        LocatorError: a library of the extra `planning` is not installed.
    """
    if wanted.path.suffix.lower() in RASTERS:
        small = box is None or raster_cells(wanted.path) <= LARGE
        layer = read_raster(wanted.path, lines=lines, box=None if small else box)
    else:
        layer = read_vector(wanted.path, wanted.column, datum=datum, lines=lines)
    return replace(layer, factor=wanted.factor, hours=wanted.hours)


def _without_hours(text: str) -> tuple[str, frozenset[int]]:
    before, at, after = text.rpartition("@")
    found = _HOURS.match(after) if at and not Path(text).is_file() else None
    if not found:
        return text, EVERY_HOUR
    start, end = int(found[1]), int(found[2])
    if start > 23 or end > 24 or start == end:
        raise _refused(f"时段有误 no hours of a day: {after}")
    return before, frozenset(hour % 24 for hour in range(start, end if end > start else end + 24))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _refused(why: str) -> InvalidInput:
    return InvalidInput(why, field="--demand", remedy=FORM)
