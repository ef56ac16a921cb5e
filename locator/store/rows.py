"""Between a record and its row: the placement's fields become columns, lists and tables become JSON.

Stations have a quick way of their own, both ways: a list of 200,000 is written and read whole, and what comes
out of the store was checked when it went in. `tests/store/test_rows.py` holds it against the model's own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from sys import intern
from typing import Any

import orjson
from pydantic import TypeAdapter
from sqlalchemy import JSON, ColumnElement, String, Table, Text, cast

from locator.building import trusted
from locator.station import Placement, Precision, Record, Station
from locator.store.documents import plain
from locator.store.tables import stations

PLACEMENT_COLUMNS = {
    "lon": "lon",
    "lat": "lat",
    "precision": "precision",
    "uncertainty_m": "uncertainty_m",
    "source": "position_source",
    "checked_on": "position_checked_on",
    "datum_given": "datum_given",
    "lon_given": "lon_given",
    "lat_given": "lat_given",
}
"""A placement's field and the column that holds it."""

FIELDS = list(Station.model_fields)
PLACE = FIELDS.index("placement")
PLACED = PLACE + len(PLACEMENT_COLUMNS)
CELLS = [*FIELDS[:PLACE], *PLACEMENT_COLUMNS.values(), *FIELDS[PLACE + 1 :]]
"""A station's columns in the order of `station_of`."""

DOCUMENTS = {
    field: TypeAdapter[Any](Station.model_fields[field].annotation or Any)
    for field in FIELDS
    if field != "placement" and isinstance(stations.columns[field].type, JSON)
}
"""The fields that are kept as JSON, each with what writes and reads it. Its vocabulary was checked before."""

OWN_TEXTS = {
    "id",
    "name",
    "address",
    "landmark",
    "floor",
    "entrance",
    "steward",
    "notes",
    "verified_by",
    "contact",
}
REPEATED = tuple(
    field
    for field in FIELDS  # not the columns' names: those are no plain str, and would double each record's size
    if field not in OWN_TEXTS | {"placement"} and isinstance(stations.columns[field].type, String)
)
"""Fields whose texts many stations share; one copy of each is enough, and saves a fifth of the memory."""

PRECISIONS = {precision.value: precision for precision in Precision}
EMPTY: dict[str, Callable[[], Any]] = {"[]": tuple, "{}": dict}
NOWHERE = (None,) * len(PLACEMENT_COLUMNS)

_values = itemgetter(*FIELDS)
_place_values = itemgetter(*PLACEMENT_COLUMNS)


def station_columns() -> list[ColumnElement[Any]]:
    """What to select for `station_of`: JSON as text, for it is often empty and then costs nothing to read."""
    return [cast(stations.c[name], Text) if name in DOCUMENTS else stations.c[name] for name in CELLS]


def columns_of(made: Sequence[Station]) -> dict[str, Sequence[Any]]:
    """The stations' rows by column, in types that every driver takes: JSON and dates as text."""
    columns: dict[str, Sequence[Any]] = _by_field(FIELDS, (_values(one.__dict__) for one in made))
    places = (_place_values(place.__dict__) if place else NOWHERE for place in columns.pop("placement", ()))
    columns |= _by_field(PLACEMENT_COLUMNS.values(), places)
    for name, cells in columns.items():
        if name in AS_TEXT:
            columns[name] = AS_TEXT[name](cells)
    return columns


def station_of(row: Sequence[Any]) -> Station:
    """The station in a row of `station_columns`."""
    values = dict(zip(FIELDS, (*row[: PLACE + 1], *row[PLACED:]), strict=True))
    values["placement"] = _place_of(row[PLACE:PLACED])
    for field in REPEATED:
        if values[field]:
            values[field] = intern(values[field])
    for field in DOCUMENTS:
        text = values[field]
        values[field] = EMPTY[text]() if text in EMPTY else _document(field, text)
    return trusted(Station, values)


def row_of(record: Record, table: Table, **more: Any) -> dict[str, Any]:
    """The row of a record in its table; `more` adds columns that the record itself does not have."""
    values = record.model_dump(mode="python")
    if "placement" in type(record).model_fields:
        values |= _placement_columns(values.pop("placement"))
    as_json = {column.name for column in table.columns if isinstance(column.type, JSON)}
    document = record.model_dump(mode="json", include=as_json)
    return values | document | more


def fields_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record from its row, ready for the model to check."""
    fields = {key: value for key, value in row.items() if key not in PLACEMENT_COLUMNS.values()}
    if "lon" in row:
        fields["placement"] = _placement_fields(row)
    return fields


@lru_cache(maxsize=4096)  # stations of one source have the same provenance, and many the same amenities
def _document(field: str, text: str) -> Any:
    return DOCUMENTS[field].validate_json(text)


def _by_field(names: Iterable[str], rows: Iterable[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    return dict(zip(names, zip(*rows, strict=True), strict=False))  # no rows have no columns


def _documents(column: Sequence[Any]) -> list[str]:
    """The JSON of each value; what many stations share is written once."""
    different = {id(value): value for value in column}
    written = {key: orjson.dumps(value, default=plain).decode() for key, value in different.items()}
    return [written[id(value)] for value in column]


def _days(column: Sequence[date | None]) -> list[str | None]:
    return [day.isoformat() if day else None for day in column]


def _words(column: Sequence[Precision | None]) -> list[str | None]:
    return [str(word) if word else None for word in column]  # drivers are slow with texts of another class


AS_TEXT: Mapping[str, Callable[[Sequence[Any]], Sequence[Any]]] = {
    **dict.fromkeys(DOCUMENTS, _documents),
    **dict.fromkeys(("verified_on", "position_checked_on"), _days),
    "precision": _words,
}
"""What makes text of a column's values."""


def _place_of(cells: Sequence[Any]) -> Placement | None:
    if cells[0] is None:
        return None
    values = dict(zip(PLACEMENT_COLUMNS, cells, strict=True))
    values["precision"] = PRECISIONS[values["precision"]]
    values["source"] = intern(values["source"])
    return trusted(Placement, values)


def _placement_columns(placement: Mapping[str, Any] | None) -> dict[str, Any]:
    given = placement or {}
    return {column: given.get(field) for field, column in PLACEMENT_COLUMNS.items()}


def _placement_fields(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["lon"] is None:
        return None
    return {field: row[column] for field, column in PLACEMENT_COLUMNS.items()}
