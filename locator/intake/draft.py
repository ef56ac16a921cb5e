"""What a source said of one station, before anybody decides what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, or doubtful, with one field of a draft, and how to mend it; Chinese and English.

    `field` is a Station field, or `lon`, `lat`, or empty where the whole row is meant; `code` is a stable word
    for programs, such as `name_missing`.
    """

    field: str
    code: str
    zh: str
    en: str
    remedy_zh: str = ""
    remedy_en: str = ""


class Draft(NamedTuple):
    """One row of a source, read but not yet judged against the store.

    `line` is where the row begins in `file`: the line of a text file, the row of a sheet, the number of a
    feature, counted from 1. `values` holds only what the source told, by the names of Station's fields and with
    their types; `id` among them only where a column called so held something that may be an id of ours; it is
    for the store to say whether it is. `placement` is among them only where an export of ours told precision,
    radius and who said so, in WGS84. `lon` and `lat` are degrees as given, in `datum` where the source or the
    user named one. `faults` make the row a rejected one; `warnings` let it pass, to be reviewed. `ref` is
    the source's own number of the row, which tells nothing to others.
    """

    line: int
    file: str
    values: Mapping[str, Any]
    lon: float | None = None
    lat: float | None = None
    datum: str | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    ref: str | None = None
