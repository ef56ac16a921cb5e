"""Records as JSON documents, the form in which the log keeps them, and text that every database can keep."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from locator.errors import InvalidInput, StoreError
from locator.station import Station

Fields = Mapping[str, Any]
"""Fields of a station and their values, as JSON has them."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def whole(station: Station) -> str:
    """The station's record as JSON, its defaults left out.

    Raises:
        InvalidInput: a text holds the character NUL, which PostgreSQL cannot keep; names the field.
    """
    document = station.model_dump_json(exclude_defaults=True)
    if r"\u0000" in document:
        _refuse_nul(station)
    return document


def differences(before: Station, after: Station) -> tuple[str, str]:
    """The fields in which two records differ, as JSON: how they were, how they became.

    Raises:
        InvalidInput: as `whole`.
    """
    moved = {field for field, value in after.__dict__.items() if before.__dict__[field] != value}
    old, new = before.model_dump_json(include=moved), after.model_dump_json(include=moved)
    if r"\u0000" in new:
        _refuse_nul(after)
    return old, new


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
