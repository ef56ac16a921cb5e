"""The two tables this folder makes, row by row, and how a row is written.

Longitudes and latitudes are WGS84 degrees; a cell whose value is not known is empty, never 0.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division.

    Attributes:
        code: adcode, 6 digits; a township has the 9 digits of the statistical code.
        level: province, prefecture, county or township.
        parent: code of the division right above; empty for a province.
        lon: of the seat; None where no source places it.
        lat: of the seat.
        radius_m: the circle round the seat that holds 95 % of the division's land.
        source: short keys, joined by "+".
    """

    code: str
    name: str
    level: str
    parent: str
    lon: float | None = None
    lat: float | None = None
    radius_m: int | None = None
    population: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One name of a populated place; a place of two names has two rows with one `source_id`."""

    name: str
    lon: float
    lat: float
    population: int | None
    adcode: str
    pinyin: str
    source_id: str


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a UTF-8 CSV with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write_csv(path: Path, kind: type[Division] | type[Place], rows: Iterable[Division | Place]) -> None:
    """Writes a header and the rows: UTF-8, line feeds, degrees to 5 decimals."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(kind)])
        writer.writerows([_cell(value) for value in astuple(row)] for row in rows)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:.5f}"
        case _:
            return str(value)
