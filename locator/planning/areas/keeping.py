"""The boundary files that an operator added: kept in a folder, in WGS84, told apart by their checksum."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

import geopandas as gpd

from locator.datum import Datum
from locator.errors import InvalidInput, NotFound
from locator.folders import moved_into_place, name_of, sha256_of
from locator.planning.areas.areas import Areas
from locator.planning.areas.reading import read_areas

FORMAT = 1
META, SHAPES = "boundaries.json", "areas.parquet"
_SUFFIXES = (
    ".shp.zip",
    ".geojson",
    ".json",
    ".gpkg",
    ".shp",
    ".zip",
    ".kml",
    ".fgb",
    ".geoparquet",
    ".parquet",
)


class AboutAreas(NamedTuple):
    """What is known of a boundary file without opening it.

    Attributes:
        source: the file it was made of; `sha256` is that file's checksum, `datum` what its degrees were in.
        names: the districts'.
        box: west, south, east, north, WGS84 degrees.
        km2: of all districts, what overlaps counted each time; `overlap_km2` is how much that is.
        notes: what was mended.
    """

    source: str
    sha256: str
    datum: str
    names: tuple[str, ...]
    box: tuple[float, float, float, float]
    km2: float
    overlap_km2: float
    notes: tuple[str, ...]


def add_boundaries(
    file: Path, folder: Path, *, datum: str = "wgs84", name_column: str = ""
) -> tuple[str, AboutAreas]:
    """Adds a file's districts to those in `folder`; one of the same name is replaced. Gives its name.

    Raises:
        InvalidInput: as `read_areas`; nothing is changed then.
    """
    datum = Datum.named(datum)
    if not file.is_file():
        raise InvalidInput(
            f"{file.name} is no file", field="boundaries", remedy="请检查文件路径 check its path"
        )
    areas = read_areas(file, datum=datum, name_column=name_column)
    about = AboutAreas(
        file.name, sha256_of(file), str(datum), areas.names, areas.box,
        round(float(areas.km2.sum()), 3), round(areas.overlap_km2, 6), areas.notes,
    )  # fmt: skip
    name = name_of(Path(_without_suffix(file.name)))
    with moved_into_place(folder / name) as made:
        columns = {"name": areas.names, "code": areas.codes}
        gpd.GeoDataFrame(columns, geometry=areas.shapes, crs="EPSG:4326").to_parquet(made / SHAPES)
        meta = {"format": FORMAT, "about": about._asdict()}
        (made / META).write_text(json.dumps(meta, ensure_ascii=False, indent=1), encoding="utf-8")
    return name, about


def boundaries_in(folder: Path) -> dict[str, AboutAreas]:
    """The boundary files that were added to a folder, by name; none where it does not exist."""
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    told = {each.name: _about(each) for each in inside if not each.name.startswith(".")}
    return {name: about for name, about in told.items() if about}


def load_boundaries(name: str, folder: Path) -> Areas:
    """The districts that were added under a name.

    Raises:
        NotFound: there are none of that name.
        InvalidInput: they are damaged.
    """
    about = _about(_inside(name, folder))
    try:
        frame = gpd.read_parquet(folder / name / SHAPES)
        names, codes = (tuple(map(str, frame[column].tolist())) for column in ("name", "code"))
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(name) from error
    if about is None or names != about.names:
        raise _damaged(name)
    return Areas(names, codes, frame.geometry.to_numpy(), about.notes)


def remove_boundaries(name: str, folder: Path) -> None:
    """Takes a boundary file, even a damaged one, out of `folder`.

    Raises:
        NotFound: there is none of that name.
    """
    found = _inside(name, folder)
    work = Path(mkdtemp(prefix=".", suffix=".old", dir=folder))
    found.rename(work / name)
    shutil.rmtree(work, ignore_errors=True)


def _inside(name: str, folder: Path) -> Path:
    inside = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    if name not in inside or name.startswith("."):
        raise NotFound(f"没有边界 {name} · there are no boundaries {name}: locator boundaries add FILE")
    return folder / name


def _about(folder: Path) -> AboutAreas | None:
    try:
        meta: dict[str, Any] = json.loads((folder / META).read_text(encoding="utf-8"))
        told = dict(meta["about"])
        lists = {key: tuple(told[key]) for key in ("names", "box", "notes")}
        return AboutAreas(**told | lists) if meta.get("format") == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _damaged(name: str) -> InvalidInput:
    return InvalidInput(
        f"the boundaries {name} are damaged",
        field="boundaries",
        remedy="请重新添加 add the file again: locator boundaries add",
    )


def _without_suffix(name: str) -> str:
    suffix = next((each for each in _SUFFIXES if name.lower().endswith(each)), "")
    return name[: len(name) - len(suffix)]
