"""Demand of a raster: one place per cell with somebody in it, read in windows, in any reference system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from locator.ellipsoid import Floats, geodesics_m
from locator.errors import InvalidInput
from locator.planning.demand.layer import Layer, Points, check_weights
from locator.planning.demand.pieces import cut_at, joined, spread
from locator.planning.libraries import planning_library

ROWS_AT_ONCE = 512
CELLS_AT_ONCE = 2_000_000
Box = tuple[float, float, float, float]


def read_raster(path: str | Path, *, lines: shapely.STRtree | None = None, box: Box | None = None) -> Layer:
    """The first band of a raster: its values are people per cell. Nothing is resampled, so sums are kept.

    A cell stands at its centre; with `lines` (borders, WGS84) a cell that they cross is cut, and stands at a point
    of each part, with its share by area.

    Args:
        path: GeoTIFF or whatever else GDAL reads.
        lines: borders at which cells are cut.
        box: west, south, east, north in WGS84 degrees; only cells whose centre may lie in it are read.

    Raises:
        InvalidInput: no raster, no reference system, negative values that nothing marks as missing.
        LocatorError: rasterio, of the extra `planning`, is not installed.
    """
    path = Path(path)
    with _opened(path) as raster:
        turn = _degrees_of(raster, path.name)
        window = _window(raster, turn, box)
        spacing_m = _spacing_m(raster, turn)

    def blocks() -> Iterator[Points]:
        with _opened(path) as raster:
            for part in _windows(window):
                yield _points(raster, part, turn, path.name, lines)

    clipped = ("只读取了区域范围内的格网 only the cells in the area's box were read",) if box else ()
    return Layer(path.name, "raster", blocks, spacing_m=spacing_m, notes=clipped)


def raster_cells(path: Path) -> int:
    """How many cells a raster has.

    Raises:
        InvalidInput: it is no raster.
    """
    with _opened(path) as raster:
        return int(raster.width) * int(raster.height)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    rasterio = planning_library("rasterio")
    try:
        with rasterio.open(path) as raster:
            yield raster
    except rasterio.errors.RasterioError as error:
        raise InvalidInput(
            f"{path.name}: 栅格读不懂或已损坏 the raster can't be read: {str(error)[:200]}",
            field="--demand",
            remedy="给出 GeoTIFF give a GeoTIFF",
        ) from None


def _degrees_of(raster: Any, name: str) -> Transformer:
    """From the raster's system to WGS84 degrees."""
    if raster.crs is None:
        raise InvalidInput(
            f"{name}: 栅格没有坐标参考系 the raster names no reference system",
            field="--demand",
            remedy="gdal_edit.py -a_srs EPSG:4326 FILE, with the system it is in",
        )
    try:
        system = CRS.from_wkt(raster.crs.to_wkt())
        return Transformer.from_crs(system, "EPSG:4326", always_xy=True)
    except (ProjError, ValueError) as error:
        raise InvalidInput(
            f"{name}: 未知的坐标参考系 unknown reference system: {str(error)[:200]}",
            field="--demand",
            remedy="gdalwarp -t_srs EPSG:4326 -r sum",
        ) from None


def _spacing_m(raster: Any, turn: Transformer) -> float:
    """How far the cells in its middle are apart, the longer way."""
    middle = raster.width / 2, raster.height / 2
    columns, rows = np.array([0, 1, 0.0]) + middle[0], np.array([0, 0, 1.0]) + middle[1]
    lon, lat = turn.transform(*_xy(raster, columns, rows))
    steps = geodesics_m(lon[[0, 0]], lat[[0, 0]], lon[1:], lat[1:])
    return float(steps.max())


def _xy(raster: Any, columns: Floats, rows: Floats) -> tuple[Floats, Floats]:
    to = raster.transform
    return to.a * columns + to.b * rows + to.c, to.d * columns + to.e * rows + to.f


def _window(raster: Any, turn: Transformer, box: Box | None) -> tuple[int, int, int, int]:
    """First and last column, first and last row to read."""
    if box is None:
        return 0, raster.width, 0, raster.height
    there = turn.transform_bounds(*box, densify_pts=21, direction="INVERSE")
    to = ~raster.transform
    corners = [(x, y) for x in (there[0], there[2]) for y in (there[1], there[3])]
    columns = [to.a * x + to.b * y + to.c for x, y in corners]
    rows = [to.d * x + to.e * y + to.f for x, y in corners]
    left, right = (int(np.clip(each, 0, raster.width)) for each in (min(columns), max(columns) + 1))
    top, bottom = (int(np.clip(each, 0, raster.height)) for each in (min(rows), max(rows) + 1))
    return left, right, top, bottom


def _windows(window: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    left, right, top, bottom = window
    rows = max(1, min(ROWS_AT_ONCE, CELLS_AT_ONCE // max(1, right - left)))
    for first in range(top, bottom, rows):
        yield left, right, first, min(first + rows, bottom)


def _points(
    raster: Any,
    part: tuple[int, int, int, int],
    turn: Transformer,
    name: str,
    lines: shapely.STRtree | None,
) -> Points:
    left, right, top, bottom = part
    if left >= right:
        return joined([])
    values = raster.read(1, window=((top, bottom), (left, right)), masked=True)
    people = np.ma.filled(values.astype(np.float64), np.nan) * raster.scales[0] + raster.offsets[0]
    unmarked = "无数据值未标明? is its nodata value not marked? gdal_edit.py -a_nodata VALUE FILE"
    check_weights(people, name, unmarked)
    row, column = np.nonzero(people > 0)
    weight, columns, rows = (
        people[row, column],
        (column + left).astype(np.float64),
        (row + top).astype(np.float64),
    )
    lon, lat = _degrees(raster, turn, columns + 0.5, rows + 0.5, name)
    if lines is None or not len(weight):
        return Points(lon, lat, weight)
    return _cut(Points(lon, lat, weight), _shapes(raster, turn, columns, rows, name), lines)


def _degrees(
    raster: Any, turn: Transformer, columns: Floats, rows: Floats, name: str
) -> tuple[Floats, Floats]:
    lon, lat = turn.transform(*_xy(raster, columns, rows))
    if not (np.abs(lon) <= 180).all() or not (np.abs(lat) <= 90).all():
        raise InvalidInput(
            f"{name}: 有格网不在地球上 cells with people lie nowhere on the globe",
            field="--demand",
            remedy="参考系或变换有误 its reference system or geotransform is wrong",
        )
    return np.asarray(lon), np.asarray(lat)


def _shapes(raster: Any, turn: Transformer, columns: Floats, rows: Floats, name: str) -> Any:
    """The cells as polygons."""
    corners = [
        np.column_stack(_degrees(raster, turn, columns + right, rows + down, name))
        for right, down in ((0, 0), (1, 0), (1, 1), (0, 1))
    ]
    return shapely.polygons(np.stack(corners, axis=1))


def _cut(points: Points, shapes: Any, lines: shapely.STRtree) -> Points:
    """The points, those of cells that borders cross replaced by points of the parts."""
    crossed = np.unique(lines.query(shapes, predicate="intersects")[0])
    whole = Points(*(np.delete(each, crossed) for each in points))
    parts = [spread(cut_at(shapes[[at]], lines), float(points.weight[at])) for at in crossed.tolist()]
    return joined([whole, *parts])
