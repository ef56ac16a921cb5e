"""The files that an operator laid out for planners: demand and candidates, by their names."""

from __future__ import annotations

from pathlib import Path

from locator.errors import InvalidInput

RASTERS = frozenset({".tif", ".tiff", ".vrt", ".img", ".asc"})
TABLES = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods"})
MAPS = frozenset({".geojson", ".json", ".gpkg", ".shp", ".zip", ".kml", ".fgb", ".geoparquet", ".parquet"})
CANDIDATES = TABLES | MAPS
DEMAND = RASTERS | CANDIDATES
MADE = ("demand", "grid")
"""What candidates are called that no file tells."""


def files_in(folder: Path, suffixes: frozenset[str]) -> dict[str, Path]:
    """The files of a folder with one of these suffixes, by name; none where it does not exist."""
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    return {
        each.name: each
        for each in inside
        if each.suffix.lower() in suffixes and each.is_file() and not each.name.startswith(".")
    }


def file_named(name: str, folder: Path, suffixes: frozenset[str], *, field: str) -> Path:
    """The file of a name.

    Raises:
        InvalidInput: there is none in the folder.
    """
    known = files_in(folder, suffixes)
    if name not in known:
        raise InvalidInput(
            f"没有文件 there is no {name}",
            field=field,
            remedy="、".join(known)
            or f"请运营者放入 {folder.name} 文件夹 the operator's folder {folder.name} is empty",
        )
    return known[name]
