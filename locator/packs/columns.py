"""Records as columns: equal things stand together, so that a compressed pack is a third of the plain records.

A column is one of (n values, `MISSING` where a record does not have the field):

- `{"all": value}`: every value is this one; `{}`: every value is missing
- `{"values": […], "at": "…"}`: a few distinct values; the characters of `at`, from `FIRST` on, tell which each is
- `{"values": […], "places": […]}`: more distinct values, by number
- `{"per": n, "steps": […]}`: numbers: running sums of the steps, divided by `per`
- `{"fields": {name: column}}`: objects, each field a column of its own
- `{"list": […]}`: the values themselves

A number beyond the last of `values` means: missing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

Column = dict[str, Any]
MISSING = object()
FIRST = 35  # "#": from here to "~" all but the backslash are plain in JSON
BACKSLASH = 92
FEW = 126 - FIRST
DIGITS = 7


def column(values: Sequence[Any]) -> Column:
    """The shortest column of these JSON values."""
    if values and all(isinstance(value, Mapping) for value in values):
        names = dict.fromkeys(name for value in values for name in value)
        return {"fields": {name: column([value.get(name, MISSING) for value in values]) for name in names}}
    keys = [b"" if value is MISSING else orjson.dumps(value) for value in values]
    if len(set(keys)) > len(values) / 2 and b"" not in keys:
        return _numbers(values) or {"list": list(values)}
    return _words(keys)


def _numbers(values: Sequence[Any]) -> Column | None:
    """Sums of steps, where that gives these very numbers back."""
    if not all(type(value) in (int, float) for value in values):
        return None
    per = next((10**digits for digits in range(DIGITS + 1) if _fits(values, 10**digits)), None)
    if per is None:
        return None
    whole = [round(value * per) for value in values]
    return {"per": per, "steps": [here - before for before, here in zip([0, *whole], whole, strict=False)]}


def _fits(values: Sequence[float], per: int) -> bool:
    return all(round(value * per) / per == value for value in values)


def _words(keys: Sequence[bytes]) -> Column:
    distinct = sorted(set(keys), reverse=True)  # what is missing comes last
    known = [orjson.loads(key) for key in distinct if key]
    if len(distinct) <= 1:
        return {"all": known[0]} if known else {}
    place = {key: number for number, key in enumerate(distinct)}
    if len(distinct) > FEW:
        return {"values": known, "places": [place[key] for key in keys]}
    return {"values": known, "at": "".join(_character(place[key]) for key in keys)}


def _character(place: int) -> str:
    code = FIRST + place
    return chr(code + 1 if code >= BACKSLASH else code)
