"""What a path stands for: one file, a folder's files, or standard input."""

from collections.abc import Iterator
from pathlib import Path

from locator.intake.readers.content import KNOWN, STDIN, Content, standard_input, unreadable

_LISTS = (
    ".csv .tsv .txt .xlsx .xlsm .xls .ods .geojson .json .geojsonl .geojsons .ndjson .jsonl .gpkg .fgb .shp .zip .kml"
    " .kmz .gpx .parquet .geoparquet"
)
FOLDER_SUFFIXES = frozenset(_LISTS.split())
"""Of a folder's files, those that may be lists."""


def contents_of(path: str | Path) -> Iterator[Content]:
    """The files to read, in the order of their names.

    Raises:
        InvalidInput: there is none, or it can't be opened.
    """
    if str(path) == STDIN:
        yield standard_input()
        return
    place = Path(path)
    try:
        files = _files(place)
    except (OSError, ValueError) as error:
        raise unreadable(place.name, f"打不开 can't be opened: {error}") from None
    if not files:
        raise unreadable(
            str(place),
            "没有可读的文件 there is no file to read",
            f"给出文件或文件夹 give a file or folder: {KNOWN}",
        )
    for file in files:
        yield Content(str(file.relative_to(place)) if file != place else file.name, file)


def _files(place: Path) -> list[Path]:
    """The file itself, or a folder's files that may be lists, in the order of their names."""
    if not place.is_dir():
        return [place] if place.exists() else []
    found = (file for file in sorted(place.rglob("*")) if file.suffix.lower() in FOLDER_SUFFIXES)
    return [file for file in found if file.is_file() and not file.name.startswith((".", "~$"))]
