"""A boundary file of any common kind as districts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from locator.errors import InvalidInput
from locator.planning.areas.areas import Areas
from locator.planning.demand.pieces import Shapes
from locator.planning.mapfile import read_shapes, to_wgs84

FIELD = "boundaries"
NAMES = ("name", "名称", "区县", "县名", "行政区", "街道", "乡镇", "社区", "name_county", "name_zh", "title")
CODES = ("adcode", "code", "区划代码", "行政代码", "代码", "code_county", "gb", "id")
POLYGONS = (3, 6)


def read_areas(path: str | Path, *, datum: str = "wgs84", name_column: str = "") -> Areas:
    """The polygons of a file as districts.

    Args:
        path: GeoJSON, GeoPackage, Shapefile (zipped too), KML, FlatGeobuf, GeoParquet, in any reference system.
        datum: what its degrees are really in; boundaries of Amap or DataV are gcj02 even where they say WGS84.
        name_column: of the districts' names; "" finds one.

    Raises:
        InvalidInput: unreadable, no polygons, no such column.
    """
    path = Path(path)
    frame = read_shapes(path, field=FIELD)
    shapes, notes = _polygons(to_wgs84(frame.geometry, path.name, datum, field=FIELD))
    kept = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    if not len(kept):
        raise InvalidInput(
            f"{path.name}: 没有面 has no polygons",
            field=FIELD,
            remedy="给出行政区的面 give polygons of districts, not their lines or centres",
        )
    table = frame.iloc[kept]
    return Areas(_names(table, name_column, path.name), _codes(table), shapes[kept], notes)


def _polygons(shapes: Shapes) -> tuple[Shapes, tuple[str, ...]]:
    """The polygons of each shape, made valid; empty where there is none."""
    broken = int(np.count_nonzero(~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)))
    parts, owner = shapely.get_parts(shapely.make_valid(shapes), return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)  # a collection may hold multipolygons
    owner = owner[inner]
    areal = np.isin(shapely.get_type_id(parts), POLYGONS)
    found = np.array(
        [shapely.union_all(parts[areal & (owner == number)]) for number in range(len(shapes))], dtype=object
    )
    others = int(np.count_nonzero(shapely.is_empty(found)))
    notes = [f"修补了 {broken} 个无效面 mended {broken} invalid polygons"] if broken else []
    notes += [f"略去 {others} 个非面图形 left out {others} shapes that are no polygons"] if others else []
    return found, tuple(notes)


def _names(table: gpd.GeoDataFrame, wanted: str, file: str) -> tuple[str, ...]:
    titles = [str(title) for title in table.columns if title != table.geometry.name]
    if wanted and wanted not in titles:
        raise InvalidInput(
            f"{file}: 没有 {wanted} 列 has no column {wanted}",
            field="--name",
            remedy="现有 it has " + "、".join(titles),
        )
    column = wanted or _column(table, titles, NAMES, ("name", "名"))
    if not column:
        return tuple(f"{number + 1}" for number in range(len(table)))
    return tuple(
        str(value) if value is not None and value == value else f"{number + 1}"  # noqa: PLR0124 NaN
        for number, value in enumerate(table[column].tolist())
    )


def _codes(table: gpd.GeoDataFrame) -> tuple[str, ...]:
    titles = [str(title) for title in table.columns if title != table.geometry.name]
    column = _column(table, titles, CODES, ("code", "代码"))
    values = table[column].tolist() if column else [""] * len(table)
    return tuple("" if value is None or value != value else str(value) for value in values)  # noqa: PLR0124 NaN


def _column(
    table: gpd.GeoDataFrame, titles: Sequence[str], known: Sequence[str], parts: Sequence[str]
) -> str:
    """The column of a known name, else the one with the most different values whose name holds one of `parts`."""
    plain = {title.strip().casefold(): title for title in titles}
    found = next((plain[name] for name in known if name in plain), "")
    alike = [title for title in titles if any(part in title.casefold() for part in parts)]
    return found or max(alike, key=lambda title: table[title].nunique(), default="")
