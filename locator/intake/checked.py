"""Drafts as records: each checked once, with its faults told in words of the person who mends the list."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from locator.errors import InvalidInput
from locator.intake.codes import is_code
from locator.intake.draft import Draft, Fault
from locator.station import PRIVATE_FIELDS, Station

_NO_ID = "no-id"


class Checked(NamedTuple):
    """A draft's record, under its own id or a stand-in, and the fields that it told; or else its faults."""

    station: Station | None
    told: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def checked(draft: Draft, placement: Mapping[str, Any] | None, name: str | None = None) -> Checked:
    """The record of a draft.

    Args:
        draft: as read.
        placement: the fields of its position.
        name: what the station is called, where the draft only gives its id.
    """
    if draft.faults:
        return Checked(None, (), draft.faults)
    values = {
        field: value for field, value in draft.values.items() if value or value == 0
    }  # 0 and False are told
    if placement is not None:
        values["placement"] = placement
    told = tuple(field for field in values if field not in ("id", "provenance"))
    if name is not None:
        values.setdefault("name", name)
    values.setdefault("id", _NO_ID)
    if any(value.__class__ is str and "\x00" in value for value in values.values()):
        return Checked(None, (), (_NUL,))
    try:
        return Checked(light(Station.model_validate(values)), told)
    except ValidationError as error:
        return Checked(None, (), tuple(map(_fault, error.errors(include_url=False))))


def light(station: Station) -> Station:
    """The record without pydantic's notes of which fields were given: nobody asks, and each takes 700 bytes."""
    for made in (station, station.placement):
        if made is not None:
            object.__setattr__(made, "__pydantic_fields_set__", set())
    return station


def own_code(draft: Draft) -> str | None:
    """The draft's id, where it has the form of the codes that this registry gives out.

    So an export comes into an empty registry with its codes, and the numbers of a foreign list stay its own.
    """
    given = draft.values.get("id")
    return str(given) if given and is_code(str(given)) else None


def source_code(draft: Draft) -> str:
    """The source's own code of a row; empty where it has none.

    Numbers below six digits are none: they count the rows, and move when one is put between.
    """
    given = draft.ref or ("" if own_code(draft) else str(draft.values.get("id") or ""))
    return given if len(given) > 5 or not given.isdigit() else ""


def content_key(draft: Draft) -> str:
    """What a row says of name and place, in a few characters: it is known by that when it comes again."""
    values = draft.values
    fields = ("id", "name", "township", "adcode", "address", "floor", "host")
    said = [str(values.get(field) or "") for field in fields]
    text = "\x1f".join((*said, repr(draft.lon), repr(draft.lat), draft.datum or ""))
    return blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


_NUL = Fault(
    "", "nul", "含有无法保存的字符 NUL", "holds the character NUL", "删除该字符", "take the character out"
)
_WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("缺少必填的值", "a value is needed"),
    "string_too_short": ("不能为空", "must not be empty"),
    "string_too_long": ("太长", "too long"),
    "string_unicode": ("含有无法保存的字符", "holds characters that cannot be kept"),
    "extra_forbidden": ("没有这个字段", "there is no such field"),
    "greater_than": ("太小", "too small"),
    "greater_than_equal": ("太小", "too small"),
    "less_than_equal": ("太大", "too large"),
    "literal_error": ("不在允许的值之内", "none of the permitted values"),
    "string_pattern_mismatch": ("格式不对", "not in the form that is expected"),
}


def _fault(error: ErrorDetails) -> Fault:
    path = [str(step) for step in error["loc"]]
    field = path[1] if path[0] == "placement" and path[1:] in (["lon"], ["lat"]) else (path or [""])[0]
    cause = error.get("ctx", {}).get("error")
    zh, en = _WORDS.get(error["type"], ("值无效", error["msg"].removeprefix("Value error, ")))
    shown = "" if field in PRIVATE_FIELDS or error["type"] == "missing" else f"：{str(error['input'])[:60]}"
    remedy = cause.remedy if isinstance(cause, InvalidInput) else ""
    return Fault(field, error["type"], f"{field} {zh}{shown}", f"{field}: {en}{shown}", remedy, remedy)
