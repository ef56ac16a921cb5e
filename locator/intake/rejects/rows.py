"""Which rows are given back, with which of their cells, and the reasons beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from locator.intake.readers.table import Row
from locator.intake.reading import Part

REASON, REMEDY = "原因 / reason", "建议 / remedy"

Reasons = Mapping[int, tuple[str, str]]
"""Why, and what to do, by the line of the row."""


def rejected_rows(part: Part, reasons: Reasons) -> Iterator[tuple[Row, tuple[str, str]]]:
    """The rejected rows of a part as they stand, each with its reasons; read anew from the source."""
    return ((row, reasons[row.line]) for row in part.rows() if row.line in reasons)


def kept_columns(part: Part) -> list[int]:
    """The columns that are the source's own: reasons of an earlier import are written anew, not twice."""
    return [index for index, name in enumerate(part.table.header) if name not in (REASON, REMEDY)]


def cells_of(row: Row, kept: Sequence[int], width: int) -> tuple[list[Any], list[Any]]:
    """The cells of the columns, and those beyond the last of them, which come after the reasons."""
    cells = [row.cells[index] if index < len(row.cells) else "" for index in kept]
    return cells, list(row.cells[width:])


def clean(text: str) -> str:
    """A text that every encoding can write: broken characters as U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
