"""A study of coverage as a map file: cells, districts, gaps and the largest circles without a station."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.planning.coverage.study import Study
from locator.planning.libraries import planning_library

Layers = Mapping[str, gpd.GeoDataFrame]
WGS84 = "EPSG:4326"
CORNERS = 72
_GEOD = Geod(ellps="WGS84")


def layers_of(study: Study) -> dict[str, gpd.GeoDataFrame]:
    """The layers that have anything in them, WGS84."""
    made = {
        "cells": _cells(study),
        "districts": _districts(study),
        "gaps": _gaps(study),
        "circles": _circles(study),
    }
    return {name: frame for name, frame in made.items() if len(frame)}


def check_suffix(path: Path) -> None:
    """Nothing, if a map file of that name can be written.

    Raises:
        InvalidInput: its suffix is of no known format.
    """
    if path.suffix.lower() not in WRITERS:
        raise InvalidInput(
            f"--out: no format is called {path.suffix!r}", field="--out", remedy=" ".join(sorted(WRITERS))
        )


def write_layers(layers: Layers, path: Path) -> None:
    """Writes them beside `path` and moves them there when they are whole.

    Raises:
        InvalidInput: as `check_suffix`.
    """
    check_suffix(path)
    partial = path.with_name(f".{path.stem}.partial{path.suffix}")
    partial.unlink(missing_ok=True)
    try:
        WRITERS[path.suffix.lower()](layers, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _to_geojson(layers: Layers, path: Path) -> None:
    """One collection; `layer` tells them apart."""
    parts = [frame.assign(layer=name) for name, frame in layers.items()]
    frame = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=WGS84)
    frame.to_file(path, driver="GeoJSON", engine="pyogrio", RFC7946="YES", WRITE_NAME="NO")


def _to_geopackage(layers: Layers, path: Path) -> None:
    for name, frame in layers.items():
        frame.to_file(path, driver="GPKG", engine="pyogrio", layer=name)


WRITERS: Mapping[str, Callable[[Layers, Path], None]] = {".geojson": _to_geojson, ".gpkg": _to_geopackage}


def _cells(study: Study) -> gpd.GeoDataFrame:
    cells = study.coverage.cells
    if cells is None:
        return gpd.GeoDataFrame(geometry=[], crs=WGS84)
    h3 = planning_library("h3.api.numpy_int")
    rings = [[(lon, lat) for lat, lon in h3.cell_to_boundary(cell)] for cell in cells.cell.tolist()]
    columns: dict[str, Any] = {
        "h3": [h3.int_to_str(cell) for cell in cells.cell.tolist()],
        "people": cells.people,
    }
    for band, covered in zip(study.coverage.bands, cells.covered, strict=True):
        columns[f"covered_{band.label.replace(' ', '')}"] = _share(covered, cells.people)
    return gpd.GeoDataFrame(columns, geometry=[shapely.Polygon(ring) for ring in rings], crs=WGS84)


def _districts(study: Study) -> gpd.GeoDataFrame:
    found, areas = study.coverage, study.coverage.areas
    if areas is None:
        return gpd.GeoDataFrame(geometry=[], crs=WGS84)
    people = found.people[0, : len(areas)]
    columns: dict[str, Any] = {"name": areas.names, "code": areas.codes, "people": people}
    for number, band in enumerate(found.bands):
        covered = found.by_moment.covered[number, 0, : len(areas)]
        columns[f"covered_{band.label.replace(' ', '')}"] = _share(covered, people)
    return gpd.GeoDataFrame(columns, geometry=areas.shapes, crs=WGS84)


def _share(covered: Floats, people: Floats) -> Floats:
    """Nan where nobody is."""
    return np.asarray(np.divide(covered, people, out=np.full(len(people), np.nan), where=people > 0))


def _gaps(study: Study) -> gpd.GeoDataFrame:
    columns = {
        "rank": range(1, len(study.gaps) + 1),
        "people": [gap.people for gap in study.gaps],
        "near": [gap.place for gap in study.gaps],
        "near_m": [round(gap.place_m) for gap in study.gaps],
    }
    return gpd.GeoDataFrame(columns, geometry=[gap.shape for gap in study.gaps], crs=WGS84)


def _circles(study: Study) -> gpd.GeoDataFrame:
    circles = [(rank, gap.circle) for rank, gap in enumerate(study.gaps, start=1) if gap.circle]
    columns = {
        "rank": [rank for rank, _ in circles],
        "radius_m": [circle.radius_m for _, circle in circles],
        "lon": [circle.lon for _, circle in circles],
        "lat": [circle.lat for _, circle in circles],
    }
    shapes = [_ring(circle.lon, circle.lat, circle.radius_m) for _, circle in circles]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=WGS84)


def _ring(lon: float, lat: float, radius_m: float) -> Any:
    """A geodesic circle."""
    bearing = np.linspace(0, -360, CORNERS, endpoint=False)  # counter-clockwise, as RFC 7946 wants it
    ends = _GEOD.fwd(np.full(CORNERS, lon), np.full(CORNERS, lat), bearing, np.full(CORNERS, radius_m))
    return shapely.Polygon(np.column_stack(ends[:2]))
