"""Adds an OpenStreetMap extract to the operator's folder: built beside, then moved into place as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from locator.errors import InvalidInput
from locator.folders import moved_into_place, name_of
from locator.geocode.extract.building import tables_of
from locator.geocode.extract.extract import Extract
from locator.geocode.extract.reading import read_elements
from locator.geocode.extract.tables import Tables, read_meta, save
from locator.osmfile import checksum_of


@dataclass(frozen=True, slots=True)
class Added:
    """What an extract brought; `is_new` is False where the very same file had been added before."""

    name: str
    streets: int
    numbers: int
    places: int
    is_new: bool


def add_extract(pbf: Path, folder: Path) -> Added:
    """Adds a file to the extracts in `folder`; one of the same name is replaced, the same file changes nothing.

    Raises:
        InvalidInput: the file is missing, broken, or holds no street, number or place; nothing is changed then.
    """
    name = name_of(pbf)
    known = read_meta(folder / name)
    checksum = checksum_of(pbf)
    if known.get("sha256") == checksum:
        return _added(name, known, is_new=False)
    build_extract(pbf, folder / name, checksum=checksum)
    return _added(name, read_meta(folder / name), is_new=True)


def build_extract(pbf: Path, out_dir: Path, *, checksum: str = "") -> Extract:
    """Reads the file and puts what it says of addresses into `out_dir`, in one move.

    Raises:
        InvalidInput: as for `add_extract`.
    """
    tables, areas, counts = tables_of(read_elements(pbf))
    if not any(counts.values()):
        raise InvalidInput(
            f"{pbf.name} holds no named street, house number or place",
            field="pbf",
            remedy="请下载城市的完整提取 take an extract of a city that was not filtered",
        )
    meta: dict[str, Any] = {"source": pbf.name, "sha256": checksum or checksum_of(pbf), **counts}
    with moved_into_place(out_dir) as folder:
        save(folder, tables, meta | {"areas": areas, "box": _box(tables)})
    return Extract.read(out_dir)


def _box(tables: Tables) -> tuple[float, float, float, float]:
    held = [part for part in (tables.points, tables.houses, tables.places) if len(part)]
    lon = [float(edge) for part in held for edge in (part["lon"].min(), part["lon"].max())]
    lat = [float(edge) for part in held for edge in (part["lat"].min(), part["lat"].max())]
    return min(lon), min(lat), max(lon), max(lat)


def _added(name: str, meta: dict[str, Any], *, is_new: bool) -> Added:
    return Added(name, meta["streets"], meta["numbers"], meta["places"], is_new)
