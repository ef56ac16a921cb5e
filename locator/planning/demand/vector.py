"""Demand of a table or map file: points with weights, or polygons whose people are spread by area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from locator import datum as datums
from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.intake.columns.names import meaning
from locator.planning.demand.layer import Layer, Points, check_weights, checked_points
from locator.planning.demand.pieces import points_of
from locator.planning.mapfile import read_shapes, to_wgs84

WEIGHTS = (
    "population", "people", "pop", "persons", "residents", "workers", "riders", "weight", "count", "demand",
    "人口", "人数", "常住人口", "从业人员", "户外劳动者", "骑手数", "权重", "数量", "asukkaita", "value",
)  # fmt: skip
"""Names of a column that holds people or weights."""
TABLES = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods"})
POLYGONS = (3, 6)


def read_vector(
    path: str | Path, column: str = "", *, datum: str = "wgs84", lines: shapely.STRtree | None = None
) -> Layer:
    """The features of a file as demand.

    Args:
        path: a table with degrees, or any map file.
        column: of the weights; "" finds one by its name. Points of a file without any numbers count one each.
        datum: of the degrees.
        lines: borders at which polygons are cut, WGS84.

    Raises:
        InvalidInput: unreadable, no column of weights, negative weights, features of no use.
    """
    path = Path(path)
    frame = _table(path) if path.suffix.lower() in TABLES else read_shapes(path, field="--demand")
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = to_wgs84(frame.geometry, path.name, datum, field="--demand")
    else:
        shapes = shapely.points(*_degrees(frame, path.name, datum))
    weights = _weights(frame, column, path.name)
    if weights is not None:
        check_weights(weights, path.name)
        return _layer(path.name, np.asarray(shapes), weights, lines)
    layer = _layer(path.name, np.asarray(shapes), np.ones(len(frame)), lines)
    return replace(layer, notes=(*layer.notes, "每处记 1 each place counts as one"))


def _layer(name: str, shapes: Any, weights: Floats, lines: shapely.STRtree | None) -> Layer:
    taken = (weights > 0) & ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    lost = float(weights[~taken & (weights > 0)].sum())
    notes = (f"{lost:g} 没有位置 have no position, and are left out",) if lost else ()
    shapes, weights = shapes[taken], weights[taken]
    kinds = shapely.get_type_id(shapes)
    if len(kinds) and np.isin(kinds, POLYGONS).all():
        pairs = list(zip(shapely.make_valid(shapes), weights.tolist(), strict=True))
        return Layer(name, "polygons", lambda: points_of(pairs, lines), notes=notes)
    spots = shapely.point_on_surface(shapes)
    points = checked_points(shapely.get_x(spots), shapely.get_y(spots), weights, name)
    return Layer(name, "points", lambda: _once(points), notes=notes)


def _once(points: Points) -> Iterator[Points]:
    yield points


def _table(path: Path) -> pd.DataFrame:
    try:
        if path.suffix.lower() in {".csv", ".txt", ".tsv"}:
            return _text_table(path)
        return pd.read_excel(path, engine="calamine")
    except (OSError, ValueError, pd.errors.ParserError) as error:
        raise InvalidInput(
            f"{path.name}: 表格读不懂 the table can't be read: {str(error)[:200]}",
            field="--demand",
            remedy="另存为 UTF-8 CSV save it as CSV UTF-8",
        ) from None


def _text_table(path: Path) -> pd.DataFrame:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding) as file:
                header = file.readline()
            return pd.read_csv(path, sep=max(",;\t", key=header.count), encoding=encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8 nor GB 18030")


def _degrees(frame: pd.DataFrame, name: str, datum: str) -> tuple[Floats, Floats]:
    found = {told.field: str(title) for title in frame.columns if (told := meaning(str(title)))}
    for field in ("lon", "lat"):
        if field not in found:
            raise InvalidInput(
                f"{name}: 没有 {field} 列 has no column {field}",
                field="--demand",
                remedy=f"现有 it has {_titles(frame)}",
            )
    lon, lat = (_numbers(frame, found[field], name) for field in ("lon", "lat"))
    wrong = ~((np.abs(lon) <= 180) & (np.abs(lat) <= 90))
    if wrong.any():
        raise InvalidInput(
            f"{name}: 第 {int(np.argmax(wrong)) + 2} 行坐标有误 row {int(np.argmax(wrong)) + 2} has no such place",
            field="lon",
            remedy="经度在前 longitude -180 to 180, latitude -90 to 90; are they swapped?",
        )
    x, y = datums.convert(lon, lat, datum, "wgs84")
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)


def _weights(frame: pd.DataFrame, column: str, name: str) -> Floats | None:
    """The numbers of the column named, else of one whose name says people; None where there are no numbers at all."""
    if column in {"", *map(str, frame.columns)}:
        chosen = column or next((str(each) for each in frame.columns if _is_weight(str(each))), "")
        if chosen:
            return _numbers(frame, chosen, name)
        if not _has_numbers(frame):
            return None
    why = f"没有 {column} 列 has no column {column}" if column else "没有人口列 has no column of people"
    raise InvalidInput(f"{name}: {why}", field="--demand", remedy=f"FILE:COLUMN,现有 it has {_titles(frame)}")


def _has_numbers(frame: pd.DataFrame) -> bool:
    """Whether a column beside the coordinates holds numbers, and so perhaps people; a number of a row does too."""
    numbers = frame.select_dtypes("number").columns
    return any(getattr(meaning(str(each)), "field", "") not in ("lon", "lat") for each in numbers)


def _is_weight(title: str) -> bool:
    return title.strip().casefold() in WEIGHTS


def _numbers(frame: pd.DataFrame, column: str, name: str) -> Floats:
    try:
        return pd.to_numeric(frame[column]).to_numpy(dtype=np.float64, na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise InvalidInput(
            f"{name}: {column} 列不是数 column {column} is not numbers: {str(error)[:100]}",
            field="--demand",
            remedy="请改正该列 mend that column",
        ) from None


def _titles(frame: pd.DataFrame) -> str:
    return "、".join(str(title) for title in frame.columns if title != "geometry")[:300]
