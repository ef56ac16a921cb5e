"""What a cell says of a station: one reader a field, from the cell to values of the record and remarks on it."""

import json
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from pydantic import ValidationError

from locator import hours, vocabulary
from locator.errors import InvalidHours
from locator.intake import phrases
from locator.intake.cells import values
from locator.intake.cells.figures import adcode, quantity, stars, visits, when
from locator.intake.cells.remarks import remark
from locator.intake.cells.said import NOTHING_SAID, Reader, Said, adapter, plain
from locator.intake.cells.terms import VOCABULARY_OF, datum, facilities, kind, one_word, some_words
from locator.intake.cells.values import NO, NOTHING, YES
from locator.intake.draft import Fault
from locator.station import PRIVATE_FIELDS, Honour, Precision, Station


def reader_of(field: str) -> Callable[[Any, str], Said]:
    """The reader of a field: from a cell and its column's name to what it says; blank cells say nothing."""
    if field.startswith("amenities."):
        return _guarded(field, partial(_flag, field.removeprefix("amenities.")))
    return _guarded(field, _READERS[field])


def _guarded(field: str, read: Reader) -> Reader:
    """The reader, with objects and lists taken as they are, and what it can't understand turned into a remark."""
    blank = NOTHING - NO if field in (*TRUTHS, "holidays") or field.startswith("amenities.") else NOTHING

    @lru_cache(maxsize=4096, typed=True)
    def said(cell: Any, column: str) -> Said:
        try:
            return read(cell, column)
        except (ValueError, OverflowError, ArithmeticError):
            return Said({}, (_not_understood(field, cell, column),))

    def reader(cell: Any, column: str) -> Said:
        cell = cell.strip() if isinstance(cell, str) else cell
        if cell is None or cell != cell or (isinstance(cell, str) and cell in blank):  # noqa: PLR0124 NaN
            return NOTHING_SAID
        structure = _structure(cell)
        return said(cell, column) if structure is None else _structured(field, structure, column)

    return reader


def _structure(cell: Any) -> Any:
    """An object or list, also where it comes as JSON text; None for anything else."""
    if isinstance(cell, str) and cell[0] in "[{":
        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, (dict, list)) else None
    return list(cell) if isinstance(cell, (list, tuple)) else cell if isinstance(cell, dict) else None


def _structured(field: str, cell: Any, column: str) -> Said:
    if not cell:
        return NOTHING_SAID
    if field == "amenities" and isinstance(cell, list):
        return facilities("、".join(map(str, cell)), column)
    if field not in Station.model_fields:
        return Said({}, (_not_understood(field, cell, column),))
    try:
        return Said({field: adapter(field).validate_python(cell)})
    except ValidationError:
        return Said({}, (_not_understood(field, cell, column),))


def _not_understood(field: str, cell: Any, column: str) -> Fault:
    terms = VOCABULARY_OF.get(field)
    shown = "" if field in PRIVATE_FIELDS else cell
    if terms is None:
        return remark("not_understood", field, column=column, cell=shown)
    known = "、".join(term.zh for term in vocabulary.terms(terms).values())
    return remark("unknown_word", field, column=column, cell=shown, words=known)


def _spoken_hours(cell: Any, column: str) -> Said:
    said = values.text(cell)
    kept = plain("opening_hours_text", said, column)
    found = phrases.hours(said)
    told = {"opening_hours": found.rule, "holidays": found.holidays}
    doubt = (
        ()
        if found.understood
        else (remark("hours_not_understood", "opening_hours", column=column, cell=said),)
    )
    return Said(
        {**kept.values, **{field: value for field, value in told.items() if value is not None}},
        (*kept.warnings, *doubt),
    )


def _hours_rule(cell: Any, column: str) -> Said:
    said = values.text(cell)
    try:
        return Said({"opening_hours": hours.validate(said)})
    except InvalidHours:
        return _spoken_hours(cell, column)


def _flag(key: str, cell: Any, column: str) -> Said:
    del column
    return Said({"amenities": {key: "yes" if values.yes_or_no(cell) else "no"}})


def _truth(field: str, cell: Any, column: str) -> Said:
    del column
    return Said({field: values.yes_or_no(cell)})


def _honours(cell: Any, column: str) -> Said:
    del column
    return Said({"honours": tuple(Honour(name=name) for name in _split(values.text(cell)))})


def _names(cell: Any, column: str) -> Said:
    del column
    return Said({"other_names": tuple(_split(values.text(cell)))})


def _split(said: str) -> list[str]:
    for mark in ";;,,、|\n":
        said = said.replace(mark, "\x1f")
    return [part.strip() for part in said.split("\x1f") if part.strip()]


def _holidays(cell: Any, column: str) -> Said:
    """How the hours hold on holidays; a yes or no where the column's name asks whether the door is open then."""
    said = values.text(cell)
    if "开放" in column and (said in YES or said in NO):
        return Said({"holidays": "open" if said in YES else "closed"})
    key = next((key for key, shorts in _HOLIDAYS.items() if any(short in said for short in shorts)), None)
    if key is None:
        raise ValueError(said)
    return Said({"holidays": key})


_HOLIDAYS = {
    "closed": ("closed", "休", "不开", "关"),
    "open": ("open", "开放", "照常", "正常"),
    "unknown": ("unknown",),
}


def _id(cell: Any, column: str) -> Said:
    """An id that may be one of ours; a bare number or an address of another system is only the source's own."""
    del column
    said = values.text(cell)
    try:
        return Said({"id": adapter("id").validate_python(said)} if not said.isdigit() else {"ref": said})
    except ValidationError:
        return Said({"ref": said})


def _ref(cell: Any, column: str) -> Said:
    del column
    return Said({"ref": values.text(cell)})


def _precision(cell: Any, column: str) -> Said:
    del column
    return Said({"precision": Precision(values.text(cell))})


def _radius(cell: Any, column: str) -> Said:
    del column
    return Said({"uncertainty_m": values.number(cell).value})


TRUTHS = ("registration_required", "open_24h", "smart")
_READERS: dict[str, Reader] = {
    **{field: partial(one_word, field) for field in ("build_mode", "host_type", "form", "entry", "status")},
    **{field: partial(some_words, field) for field in ("audience", "services", "broken")},
    **{field: partial(_truth, field) for field in TRUTHS},
    **{field: partial(quantity, field) for field in ("area_m2", "capacity", "cost_yuan")},
    **{field: partial(when, field) for field in ("opened", "verified_on")},
    "adcode": adcode,
    "amenities": facilities,
    "datum": datum,
    "holidays": _holidays,
    "honours": _honours,
    "id": _id,
    "kind": kind,
    "opening_hours": _hours_rule,
    "opening_hours_text": _spoken_hours,
    "other_names": _names,
    "position_source": partial(plain, "position_source"),
    "precision": _precision,
    "ref": _ref,
    "stars": stars,
    "uncertainty_m": _radius,
    "visits": visits,
}
STRUCTURED = ("listings", "provenance", "qualifiers")
"""Fields that only an object or list can tell; text in their columns is not understood."""


def _only_structures(cell: Any, column: str) -> Said:
    raise ValueError(f"{column}: {cell}")


_READERS.update(dict.fromkeys(STRUCTURED, _only_structures))
