"""Between a record and its row: the placement's fields become columns, lists and tables become JSON.

Stations have a quick way of their own, both ways: a list of 200,000 is written and read whole, and what comes
out of the store was checked when it went in. `tests/store/test_rows.py` holds it against the model's own.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from sys import intern
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import JSON, ColumnElement, String, Table, Text, cast

from locator.station import Placement, Precision, Record, Station
from locator.store.tables import stations

R = TypeVar("R", bound=Record)

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
"""A station's columns in the order of `cells_of` and `station_of`."""

DATE_FIELD = "verified_on"
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
FIELDS_SET: dict[type[Record], set[str]] = {model: set(model.model_fields) for model in (Station, Placement)}
EMPTY: dict[str, Callable[[], Any]] = {"[]": tuple, "{}": dict}
NOWHERE = (None,) * len(PLACEMENT_COLUMNS)

_cells = itemgetter(*FIELDS)


def station_columns() -> list[ColumnElement[Any]]:
    """What to select for `station_of`: JSON as text, for it is often empty and then costs nothing to read."""
    return [cast(stations.c[name], Text) if name in DOCUMENTS else stations.c[name] for name in CELLS]


def cells_of(station: Station) -> tuple[Any, ...]:
    """A station's row in the order of `CELLS`, in types that every driver takes: JSON and dates as text."""
    values = dict(station.__dict__)
    for field, adapter in DOCUMENTS.items():
        value = values[field]
        values[field] = adapter.dump_json(value).decode() if value else "{}" if value == {} else "[]"
    values[DATE_FIELD] = _iso(values[DATE_FIELD])
    place = values["placement"]
    cells = _cells(values)
    return (*cells[:PLACE], *(_place_cells(place) if place else NOWHERE), *cells[PLACE + 1 :])


def station_of(row: Sequence[Any]) -> Station:
    """The station in a row of `station_columns`."""
    values = dict(zip(FIELDS, (*row[: PLACE + 1], *row[PLACED:]), strict=True))
    values["placement"] = _place_of(row[PLACE:PLACED])
    for field in REPEATED:
        if values[field]:
            values[field] = intern(values[field])
    for field, adapter in DOCUMENTS.items():
        text = values[field]
        values[field] = EMPTY[text]() if text in EMPTY else adapter.validate_json(text)
    return _trusted(Station, values)


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


def _trusted(model: type[R], values: dict[str, Any]) -> R:
    made = model.__new__(model)
    object.__setattr__(made, "__dict__", values)
    object.__setattr__(made, "__pydantic_fields_set__", FIELDS_SET[model])
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _place_cells(place: Placement) -> tuple[Any, ...]:
    cells = place.__dict__ | {"precision": place.precision.value, "checked_on": _iso(place.checked_on)}
    return tuple(cells[field] for field in PLACEMENT_COLUMNS)


def _place_of(cells: Sequence[Any]) -> Placement | None:
    if cells[0] is None:
        return None
    values = dict(zip(PLACEMENT_COLUMNS, cells, strict=True))
    values["precision"] = PRECISIONS[values["precision"]]
    values["source"] = intern(values["source"])
    return _trusted(Placement, values)


def _placement_columns(placement: Mapping[str, Any] | None) -> dict[str, Any]:
    given = placement or {}
    return {column: given.get(field) for field, column in PLACEMENT_COLUMNS.items()}


def _placement_fields(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["lon"] is None:
        return None
    return {field: row[column] for field, column in PLACEMENT_COLUMNS.items()}
