"""The ledger (台账): a row for each station, in the columns and the order that a union's own template has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from locator import resources
from locator.errors import InvalidInput
from locator.intake.columns.names import meaning
from locator.intake.reading import read
from locator.planning.standards.entries import Column, entry_of
from locator.station import PRIVATE_FIELDS, Station

FILE = "ledger.toml"
WRITTEN = frozenset(
    {"name", "other_names", "address", "landmark", "entrance", "opening_hours_text", "entry_note", "notes", "host",
     "operator", "visits"}
)  # fmt: skip
"""Fields of free text, in which a telephone's number may stand."""
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|400-?\d{3}-?\d{4})(?!\d)"
)


class Ledger(NamedTuple):
    """A ledger.

    Attributes:
        header: as the template has it.
        rows: as long as the header; None where nobody knows, or where a column is not understood.
        unknown: columns that are not understood, and stay empty.
        withheld: columns of personal data that stay empty because the ledger goes out of the house.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    unknown: tuple[str, ...]
    withheld: tuple[str, ...]


def template_of(path: Path | None = None) -> tuple[str, ...]:
    """The header of a union's own template, a spreadsheet or CSV file; without one, of the bundled template.

    Raises:
        InvalidInput: the file can't be read, or none of its columns is understood.
    """
    if path is None:
        text = (resources.folder("geodata") / FILE).read_text(encoding="utf-8")
        return tuple(row["title"] for row in tomllib.loads(text)["column"])
    header = read(path).parts[0].table.header
    if not any(_column(title).is_known for title in header):
        raise InvalidInput(
            f"{path.name}: 认不出任何一列 no column is understood",
            field="template",
            remedy="第一行写列名,如 名称、地址、开放时间 write the columns' names in the first row",
        )
    return header


def ledger_of(
    stations: Iterable[Station], header: Sequence[str], *, datum: str = "wgs84", is_internal: bool = False
) -> Ledger:
    """The ledger of some stations, in the order of district and id.

    Args:
        stations: whichever belong in it.
        header: the columns' names.
        datum: of coordinates whose column names none; coarse positions stay out, they would look like places.
        is_internal: whether stewards, contacts, who verified and telephone numbers in texts are told.
    """
    columns = [_column(title, datum) for title in header]
    private = [column for column in columns if column.field in PRIVATE_FIELDS and not is_internal]
    shown = [Column(column.title, "") if column in private else column for column in columns]
    told = entry_of if is_internal else _without_phones
    ordered = sorted(stations, key=lambda station: (station.adcode or "~", station.id))
    rows = tuple(
        tuple(told(column, station, number) for column in shown)
        for number, station in enumerate(ordered, start=1)
    )
    return Ledger(
        tuple(header),
        rows,
        tuple(column.title for column in columns if column.title and not column.is_known),
        tuple(column.title for column in private),
    )


def _without_phones(column: Column, station: Station, number: int) -> Any:
    """What stands in a cell, numbers of telephones that people wrote into a text taken out."""
    entry = entry_of(column, station, number)
    return _PHONE.sub("…", entry) if column.field in WRITTEN and isinstance(entry, str) else entry


def _column(title: str, datum: str = "wgs84") -> Column:
    """What a column's name asks for."""
    found = meaning(title) if title else None
    if found is None:
        return Column(title, _own(title))
    return Column(title, _own(title) or found.field, found.datum or datum)


def _own(title: str) -> str:
    """What only a ledger has: the number of the row, a map app's listing."""
    if title.strip() in {"序号", "序", "No.", "No"}:
        return "number"
    is_about_maps = any(word in title for word in ("地图", "上图", "标注", "可查"))
    return next((f"listed.{app}" for app, word in APPS.items() if word in title and is_about_maps), "")


APPS = {"amap": "高德", "baidu": "百度", "tencent": "腾讯"}
