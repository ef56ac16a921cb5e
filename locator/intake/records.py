"""Records of many rows at once: each different value of a field is checked once, by the model's own rule for it.

One by one the model takes three times as long, and each row would keep a copy of its own of what many say.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from locator.building import trusted
from locator.station import CROSS_CHECKED, Record

R = TypeVar("R", bound=Record)


def records_of(model: type[R], rows: Sequence[Mapping[str, Any]]) -> list[R | None]:
    """The record of each row's fields; None where something may be wrong, which the model tells of a row alone.

    Fields that the model checks against each other are not told here: such a row, too, is None.
    """
    made: list[R | None] = [None] * len(rows)
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        alike[tuple(row)].append(number)
    for fields, numbers in alike.items():
        if _can_be_made(model, fields):
            columns = zip(*(rows[number].values() for number in numbers), strict=True)
            for place, record in _made(model, fields, columns):
                made[numbers[place]] = record
    return made


def _can_be_made(model: type[Record], fields: Sequence[str]) -> bool:
    """Whether these are fields of the model, each to be checked by itself, and those that it needs among them."""
    needed = {field for field, info in model.model_fields.items() if info.is_required()}
    return needed <= set(fields) <= model.model_fields.keys() - CROSS_CHECKED


def _made(
    model: type[R], fields: Sequence[str], columns: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[int, R]]:
    """The records of rows that tell the same fields, by their places; those with something wrong are left out."""
    defaults, wrong = _defaults(model), set[int]()
    checked = [_checked(model, *column, wrong) for column in zip(fields, columns, strict=True)]
    for place, cells in enumerate(zip(*checked, strict=True)):
        if place not in wrong:
            told = dict(zip(fields, cells))  # noqa: B905 - as many as there are columns; asking takes half as long
            yield place, trusted(model, {**defaults, **told})


def _checked(model: type[Record], field: str, column: Sequence[Any], wrong: set[int]) -> list[Any]:
    """A column's values as the model has them; `wrong` gets the places of those that it refuses."""
    keys = column if set(map(type, column)) == {str} else list(map(id, column))  # 1 == True, so not by value
    different = dict(zip(keys, column, strict=True))
    good = _good(_column(model, field), different)
    if len(good) < len(different):
        wrong.update(place for place, key in enumerate(keys) if key not in good)
    return list(map(good.get, keys))


def _good(adapter: TypeAdapter[list[Any]], different: Mapping[Any, Any]) -> dict[Any, Any]:
    """The different values as the model has them, by their keys, without those that it refuses."""
    kept = {
        key: value for key, value in different.items() if not (isinstance(value, str) and "\x00" in value)
    }
    try:
        return dict(zip(kept, adapter.validate_python(list(kept.values())), strict=True))
    except ValidationError as error:
        refused = {found["loc"][0] for found in error.errors(include_url=False, include_context=False)}
        return _good(adapter, {key: kept[key] for at, key in enumerate(kept) if at not in refused})


@lru_cache(maxsize=256)
def _column(model: type[Record], field: str) -> TypeAdapter[list[Any]]:
    info = model.model_fields[field]
    one: Any = Annotated[info.annotation, info]
    return TypeAdapter(list[one], config=model.model_config)


@lru_cache
def _defaults(model: type[Record]) -> Mapping[str, Any]:
    return {field: info.get_default(call_default_factory=True) for field, info in model.model_fields.items()}
