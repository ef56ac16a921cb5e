"""What one cell tells of a station."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from pydantic import TypeAdapter

from locator.intake.cells import values
from locator.intake.cells.remarks import remark
from locator.intake.draft import Fault
from locator.station import Station

MAX_TEXT = 500


class Said(NamedTuple):
    """What one cell tells: values by field, and remarks."""

    values: Mapping[str, Any]
    warnings: tuple[Fault, ...] = ()


Reader = Callable[[Any, str], Said]
NOTHING_SAID = Said({})


def plain(field: str, cell: Any, column: str) -> Said:
    """Text as it is; too long a text says nothing."""
    said = values.text(cell)
    if len(said) > MAX_TEXT:
        return Said({}, (remark("too_long", field, column=column),))
    return Said({field: said})


@lru_cache
def adapter(field: str) -> TypeAdapter[Any]:
    """Checks a value as the record checks this field."""
    info = Station.model_fields[field]
    checked: Any = Annotated[info.annotation, info]
    return TypeAdapter(checked)
