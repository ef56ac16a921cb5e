"""What every reader gives: one table with named columns and rows that come one by one."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from locator.intake.draft import Fault

MAX_COLUMNS = 2000
HEADER_WITHIN = 40


class Spot(NamedTuple):
    """Where a feature of a map file lies, in degrees; `exact` is false where it was no single point."""

    lon: float
    lat: float
    exact: bool = True


class Row(NamedTuple):
    """One row as it stands: cells of whatever type the file has, as many as it has."""

    line: int
    cells: Sequence[Any]
    spot: Spot | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written down, so that rejected rows can be given back in the same way."""

    kind: str
    encoding: str = "utf-8"
    errors: str = "strict"
    delimiter: str = ","
    newline: str = "\n"


@dataclass(frozen=True, slots=True)
class Table:
    """A named table. `rows` starts over at every call; a cell that is missing at a row's end is blank.

    `header` is as written, blanks and twins included; `datum` is that of the geometry, where the file has any.
    GeoJSON keeps its `features` as they are, by their numbers, and the `members` beside them.
    """

    name: str
    header: tuple[str, ...]
    rows: Callable[[], Iterator[Row]] = field(repr=False)
    form: Form
    has_geometry: bool = False
    datum: str | None = None
    notices: tuple[Fault, ...] = ()
    features: Callable[[], Iterator[tuple[int, Any]]] | None = field(default=None, repr=False)
    members: Mapping[str, Any] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The header's names made unlike: a blank one is called by its number, a twin gets one behind."""
        names: dict[str, None] = {}
        for number, written in enumerate(self.header, 1):
            name = written or f"列{number}"
            while name in names:
                name = f"{name} ({number})"
            names[name] = None
        return tuple(names)


def headed(
    rows: Callable[[], Iterator[Row]], score: Callable[[str], float]
) -> tuple[tuple[str, ...], Callable[[], Iterator[Row]]]:
    """The header among the first rows, and the rows below it; blank rows and repeated headers are left out.

    `score` tells how surely a cell is a column's name. Titles may stand above the header; a second header row
    below it, or a group's name above its columns, is read as one with it.
    """
    first = list(islice(rows(), HEADER_WITHIN))
    at = _header_at(first, score)
    if at is None:
        return (), rows
    header = [_name(cell) for cell in first[at].cells]
    last = at
    if at + 1 < len(first) and _is_second_header(first[at + 1], score):
        header, last = _joined(header, first[at + 1]), at + 1
    if at > 0:
        header = _filled(header, first[at - 1], score)
    line = first[last].line
    return tuple(header), lambda: _below(rows(), line, first[at].cells)


def _header_at(rows: Sequence[Row], score: Callable[[str], float]) -> int | None:
    scores = [sum(map(score, map(_name, row.cells))) for row in rows]
    if scores and max(scores) > 0:
        return scores.index(max(scores))
    return next((at for at, row in enumerate(rows) if _is_words(row)), None)


def _is_words(row: Row) -> bool:
    """Whether a row may be a header nobody knows: two names or more, and no figure among them."""
    names = [name for cell in row.cells if (name := _name(cell))]
    return len(names) > 1 and not any(re.fullmatch(r"[-+\d.,:%\s]+", name) for name in names)


def _is_second_header(row: Row, score: Callable[[str], float]) -> bool:
    names = [name for cell in row.cells if (name := _name(cell))]
    return len(names) > 1 and all(map(score, names))


def _joined(header: list[str], second: Row) -> list[str]:
    below = [_name(cell) for cell in second.cells]
    width = max(len(header), len(below))
    above = header + [""] * (width - len(header))
    below += [""] * (width - len(below))
    groups = any(not name and under for name, under in zip(above, below, strict=True))
    return [
        under if under and (groups or not name) else name for name, under in zip(above, below, strict=True)
    ]


def _filled(header: list[str], above: Row, score: Callable[[str], float]) -> list[str]:
    upper = [_name(cell) for cell in above.cells][: len(header)]
    upper += [""] * (len(header) - len(upper))
    return [name or (over if score(over) else "") for name, over in zip(header, upper, strict=True)]


def _below(rows: Iterator[Row], line: int, header: Sequence[Any]) -> Iterator[Row]:
    for row in rows:
        cells = row.cells
        if (
            row.line > line
            and cells != header
            and cells
            and (_is_told(cells[0]) or any(map(_is_told, cells)))
        ):
            yield row


def _is_told(cell: Any) -> bool:
    return cell is not None and cell != "" and (not isinstance(cell, str) or not cell.isspace())


def _name(cell: Any) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""
