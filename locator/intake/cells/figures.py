"""Cells that tell numbers and dates. Each reader raises ValueError where it understands nothing."""

from typing import Any

from locator.intake.cells import values
from locator.intake.cells.said import Said, adapter
from locator.station import Visits


def quantity(field: str, cell: Any, column: str) -> Said:
    """A number, and about or over where the cell says so."""
    del column
    found = values.number(cell)
    kind = int if field == "capacity" else float
    value = adapter(field).validate_python(kind(found.value))
    told: dict[str, Any] = {field: value}
    return Said(told | ({"qualifiers": {field: found.qualifier}} if found.qualifier else {}))


def stars(cell: Any, column: str) -> Said:
    """A star level, in figures or Chinese numerals."""
    del column
    said = values.text(cell)
    spoken = next(
        (stars for word, stars in zip("一二三四五", range(1, 6), strict=True) if word in said), None
    )
    return Said({"stars": adapter("stars").validate_python(spoken or int(values.number(cell).value))})


def when(field: str, cell: Any, column: str) -> Said:
    """A date as far as it is known."""
    del column
    return Said({field: adapter(field).validate_python(values.partial_date(cell))})


def visits(cell: Any, column: str) -> Said:
    """Visits, over the time that the column's name tells."""
    found = values.number(cell)
    return Said({"visits": (Visits(count=int(found.value), period=column, qualifier=found.qualifier),)})


def adcode(cell: Any, column: str) -> Said:
    """The code of a division; the zeros that fill it up to twelve digits are left out."""
    del column
    digits = values.text(cell)
    short = digits[:6] if digits.endswith("000000") else digits[:9] if len(digits) == 12 else digits
    return Said({"adcode": adapter("adcode").validate_python(short)})
