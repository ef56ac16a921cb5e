"""Records as JSON documents, the form in which the log keeps them, and text that every database can keep."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import Any

import orjson
from pydantic import ValidationError
from pydantic_core import to_json

from locator.errors import InvalidInput, StoreError
from locator.station import Record, Station

Fields = Mapping[str, Any]
"""Fields of a station and their values, as JSON has them."""

PLAIN = {type(None), str, float, int, bool, date}
"""What JSON has as we have it."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def wholes(stations: Sequence[Station]) -> Iterator[str]:
    """The stations' records as JSON, their defaults left out.

    Raises:
        InvalidInput: a text holds the character NUL, which PostgreSQL cannot keep; names the field.
    """
    for station, fields in zip(stations, _told_of(stations), strict=True):
        document = orjson.dumps(fields)
        if rb"\u0000" in document:
            _refuse_nul(station)
        yield document.decode()


def differences(before: Station, after: Station) -> tuple[str, str]:
    """The fields in which two records differ, as JSON: how they were, how they became.

    Raises:
        InvalidInput: as `wholes`.
    """
    moved = [field for field, value in after.__dict__.items() if before.__dict__[field] != value]
    old, new = (
        orjson.dumps({field: one.__dict__[field] for field in moved}, default=plain)
        for one in (before, after)
    )
    if rb"\u0000" in new:
        _refuse_nul(after)
    return old.decode(), new.decode()


def plain(record: Record) -> dict[str, Any]:
    """All fields of a record inside another, for orjson: it is several times quicker than the model itself."""
    return record.__dict__


def station_from(fields: Fields) -> Station:
    """The station with these fields.

    Raises:
        StoreError: this version does not take the record any more; names the station and the field.
    """
    try:
        return Station.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise StoreError(
            f"the record of {fields.get('id')} can't be read: {'.'.join(map(str, first['loc']))}: {first['msg']}"
        ) from error


def storable(value: Any) -> Any:
    """A text or JSON value with what no database keeps in text (NUL, halves of characters) replaced."""
    if isinstance(value, str):
        return value.replace("\x00", REPLACEMENT).encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value


def as_json(value: Any) -> str:
    """The JSON of a value whose texts are made storable; dates, enumerations and dataclasses included.

    Raises:
        InvalidInput: it has no JSON form.
    """
    try:
        return to_json(storable(value), inf_nan_mode="null").decode()
    except ValueError as error:
        raise InvalidInput(f"this can't be kept as JSON: {error}") from error


def _told_of(records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    """The fields of each that are not as they are by default, as JSON has them; all are of one model.

    Field by field: most fields none of many stations tells, and of lists and tables many have the same.
    """
    if not records:
        return
    defaults = _defaults(type(records[0]))
    columns = zip(*map(itemgetter(*defaults), (record.__dict__ for record in records)), strict=True)
    told = [
        (field, default, _bare(column))
        for (field, default), column in zip(defaults.items(), columns, strict=True)
        if column.count(default) < len(column)
    ]
    fields, absent, cells = zip(*told, strict=True)
    for values in zip(*cells, strict=True):
        each = zip(fields, values, absent)  # noqa: B905 - as many as there are columns; asking takes half as long
        yield {field: value for field, value, default in each if value is not default and value != default}


def _bare(column: Sequence[Any]) -> Sequence[Any]:
    """The values without classes of ours, over which orjson takes ten times as long; what many share is made once."""
    if PLAIN.issuperset(map(type, column)):
        return column
    different = {id(value): value for value in column}
    records = [value for value in different.values() if isinstance(value, Record)]
    made: dict[int, Any] = dict(zip(map(id, records), _told_of(records), strict=True))
    for key in different.keys() - made.keys():
        value = different[key]
        made[key] = (
            str(value) if isinstance(value, StrEnum) else _bare(value) if type(value) is tuple else value
        )
    return [made[id(value)] for value in column]


@lru_cache
def _defaults(model: type[Record]) -> Mapping[str, Any]:
    return {field: info.get_default(call_default_factory=True) for field, info in model.model_fields.items()}


def _refuse_nul(station: Station) -> None:
    for field, value in station:
        if _holds_nul(value.model_dump() if hasattr(value, "model_dump") else value):
            raise InvalidInput(
                f"{field} of {station.id} holds the character NUL",
                field=field,
                remedy="take it out: no database keeps it in text",
            )


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, Mapping):
        return any(map(_holds_nul, (*value, *value.values())))
    if isinstance(value, tuple | list):
        return any(_holds_nul(item.model_dump() if hasattr(item, "model_dump") else item) for item in value)
    return False
