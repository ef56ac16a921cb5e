"""What a person verified stays: a list's other word for it is told as a conflict."""

from collections.abc import Mapping
from typing import Any

from locator.intake.cases import NOTHING, Case, Origin
from locator.intake.draft import Fault
from locator.station import PRIVATE_FIELDS, Placement


def kept_verified(case: Case, value: Any, origins: Mapping[str, Origin]) -> tuple[Any, tuple[Fault, ...]]:
    """The value with what a person verified put back, and the conflicts that this hides."""
    if case.field == "amenities":
        return _kept_amenities(case, value, origins)
    whole = origins.get(case.field)
    if value == case.old or case.old in NOTHING or not (whole and whole.verified):
        return value, ()
    if isinstance(case.old, tuple) and set(map(repr, case.old)) <= set(map(repr, value)):
        return value, ()  # something is added, nothing overwritten
    return case.old, (_conflict(case.field, case.old, value),)


def _kept_amenities(case: Case, value: Any, origins: Mapping[str, Origin]) -> tuple[Any, tuple[Fault, ...]]:
    whole = origins.get("amenities")
    kept = {
        key: old
        for key, old in case.old.items()
        if value[key] != old and (origin := origins.get(f"amenities.{key}", whole)) and origin.verified
    }
    conflicts = (_conflict(f"amenities.{key}", old, value[key]) for key, old in kept.items())
    return value | kept, tuple(conflicts)


def _conflict(field: str, old: Any, new: Any) -> Fault:
    is_private = field in PRIVATE_FIELDS
    there, told = ("…", "…") if is_private else (_shown(old), _shown(new))
    return Fault(
        field,
        "verified_conflict",
        f"人工核实的值“{there}”与来源的“{told}”不一致，保留核实的值",
        f"the verified value {there!r} stays; the source says {told!r}",
        "请核对哪一个正确",
        "find out which is right",
    )


def _shown(value: Any) -> str:
    if isinstance(value, Placement):
        return f"{value.lon:.6f}, {value.lat:.6f}"
    return str(value)[:80]
