"""Shapes of a map file, in WGS84 degrees whatever they came in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio.errors
import shapely
from pyproj import CRS
from pyproj.exceptions import ProjError

from locator import datum as datums
from locator.errors import InvalidInput

LONGEST_EDGE = {True: 0.01, False: 500.0}
"""By whether a system is of degrees: edges that are longer get corners between, as a straight one need not stay so."""
_transformed: Any = shapely.transform  # its types know one array only, not longitudes and latitudes apart
_FAILURES = (OSError, ValueError, KeyError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError)


def read_shapes(path: Path, *, field: str) -> gpd.GeoDataFrame:
    """The features of the first layer of a map file, or of a GeoParquet file.

    Raises:
        InvalidInput: it can't be read, or has no shapes.
    """
    try:
        is_parquet = path.suffix.lower() in {".parquet", ".geoparquet"}
        frame = gpd.read_parquet(path) if is_parquet else gpd.read_file(_source(path), engine="pyogrio")
    except _FAILURES as error:
        raise InvalidInput(
            f"{path.name}: 地图文件读不懂 the map file can't be read: {str(error)[:200]}",
            field=field,
            remedy="用 QGIS 另存为 GeoPackage save it as GeoPackage, with QGIS",
        ) from None
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InvalidInput(
            f"{path.name}: 没有图形 has no shapes",
            field=field,
            remedy="给出带图形的文件 give a file with shapes: GeoJSON, GeoPackage, Shapefile",
        )
    return frame


def _source(path: Path) -> Any:
    return f"zip://{path}" if path.suffix.lower() == ".zip" else path


def to_wgs84(shapes: gpd.GeoSeries, name: str, datum: str, *, field: str) -> Any:
    """An array of shapely geometries in WGS84 degrees.

    Args:
        shapes: in any reference system; without one they are taken as degrees.
        name: of the file, for errors.
        datum: wgs84, or what the degrees are really in: gcj02 and bd09 are undone exactly.
        field: of what was handed in, for errors.

    Raises:
        InvalidInput: an unknown system or datum, or coordinates that are no degrees.
    """
    try:
        system = CRS.from_user_input(shapes.crs) if shapes.crs else CRS.from_epsg(4326)
        flat = shapely.force_2d(shapes.to_numpy())
        dense = shapely.segmentize(flat, LONGEST_EDGE[system.is_geographic])
        degrees = gpd.GeoSeries(dense, crs=system).to_crs("EPSG:4326").to_numpy()
    except (ProjError, ValueError) as error:
        raise InvalidInput(
            f"{name}: 未知的坐标参考系 unknown reference system: {str(error)[:200]}",
            field=field,
            remedy="转成 WGS84 convert it to WGS84",
        ) from None
    _check_degrees(degrees, name, field, is_told=shapes.crs is not None)

    def turned(lon: Any, lat: Any) -> Any:
        return datums.convert(lon, lat, datum, "wgs84")

    return _transformed(degrees, turned, interleaved=False)


def _check_degrees(shapes: Any, name: str, field: str, *, is_told: bool) -> None:
    corners = shapely.get_coordinates(shapes)
    if len(corners) and not ((np.abs(corners) <= (180, 90)).all()):
        why = "坐标超出地球范围 coordinates are nowhere on the globe"
        if not is_told:
            why = "没有坐标参考系,坐标也不是度 names no reference system, and its coordinates are no degrees"
        raise InvalidInput(
            f"{name}: {why}",
            field=field,
            remedy="写明坐标参考系(.prj) tell its reference system (a .prj file)",
        )
