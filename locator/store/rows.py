"""Between a record and its row: the placement's fields become columns, lists and tables become JSON."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Table

from locator.station import Record

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


def _placement_columns(placement: Mapping[str, Any] | None) -> dict[str, Any]:
    given = placement or {}
    return {column: given.get(field) for field, column in PLACEMENT_COLUMNS.items()}


def _placement_fields(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["lon"] is None:
        return None
    return {field: row[column] for field, column in PLACEMENT_COLUMNS.items()}
