"""Drafts as records: each checked once, with its faults told in words of the person who mends the list."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from locator.building import trusted
from locator.errors import InvalidInput
from locator.intake.codes import is_code
from locator.intake.draft import Draft, Fault
from locator.intake.placements import Placed
from locator.intake.records import records_of
from locator.station import PRIVATE_FIELDS, Station

_NO_ID = "no-id"
_KEY_FIELDS = ("id", "name", "township", "adcode", "address", "floor", "host")


class Checked(NamedTuple):
    """A draft's record, under its own id or a stand-in, and the fields that it told; or else its faults."""

    station: Station | None
    told: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def checked(
    drafts: Sequence[Draft], placed: Sequence[Placed], names: Sequence[str | None]
) -> Iterator[Checked]:
    """The record of each draft.

    Args:
        drafts: as read.
        placed: the position of each, or the fields of one that is refused.
        names: what the station is called, where a draft only gives its id.
    """
    told = [_told(*one) for one in zip(drafts, placed, strict=True)]
    rows = [_whole(*one) for one in zip(told, names, strict=True)]
    for draft, said, fields, made in zip(drafts, told, rows, records_of(Station, rows), strict=True):
        if draft.faults:
            yield Checked(None, (), draft.faults)
        else:
            yield Checked(made, _named(tuple(said))) if made else _alone(fields, _named(tuple(said)))


def _told(draft: Draft, placed: Placed) -> dict[str, Any]:
    told = {
        field: value for field, value in draft.values.items() if value or value == 0
    }  # 0 and False are told
    if placed is not None:
        told["placement"] = placed
    return told


def _whole(told: Mapping[str, Any], name: str | None) -> dict[str, Any]:
    """What was told, and what a record must have besides."""
    return {"id": _NO_ID, **told} if name is None else {"id": _NO_ID, "name": name, **told}


@lru_cache(maxsize=4096)  # rows of one list tell the same fields, and share the tuple
def _named(fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field for field in fields if field not in ("id", "provenance"))


def _alone(fields: Mapping[str, Any], told: tuple[str, ...]) -> Checked:
    """The record of a row that was refused among the others, or what is wrong with it."""
    if any(isinstance(value, str) and "\x00" in value for value in fields.values()):
        return Checked(None, (), (_NUL,))
    try:
        made = Station.model_validate(fields)
    except ValidationError as error:
        return Checked(None, (), tuple(map(_fault, error.errors(include_url=False))))
    return Checked(trusted(Station, made.__dict__), told)


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
    said = [str(value) if value else "" for value in map(draft.values.get, _KEY_FIELDS)]
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
