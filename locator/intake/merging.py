"""What becomes of a station's fields when a source speaks of it again.

- What the source does not tell stays.
- Amenities merge one by one; names, honours, listings, visits and services are added to those that are there.
- Another source's name for the station becomes one of its other names; the same source may rename it.
- A position gives way to one at least as precise, an address to one that is not the same in other words.
- What a person verified stays, and the source's word is told as a conflict.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from locator.intake.cases import NOTHING, Case, Origin, Outcome
from locator.intake.draft import Fault
from locator.intake.names import readings
from locator.intake.positions import better_placed
from locator.intake.verified import kept_verified
from locator.station import Station


class Merged(NamedTuple):
    """The fields that change with their new values, and what a person should know."""

    changes: Mapping[str, Any]
    warnings: tuple[Fault, ...] = ()


def merged(before: Station, told: Mapping[str, Any], source: str, origins: Mapping[str, Origin]) -> Merged:
    """What changes in a station by what a source tells.

    Args:
        before: the station as it is.
        told: fields of Station that the source told, checked.
        source: the source's id.
        origins: who told the station's present values; `amenities.toilet` may stand beside `amenities`.
    """
    changes: dict[str, Any] = {}
    warnings: list[Fault] = []
    values = before.__dict__
    for field, new in told.items():
        old = values[field]
        if new == old:
            continue
        case = Case(field, old, new, _is_own(before, field, source, origins))
        value, remarks = _RULES.get(field, _replaced)(case)
        value, conflicts = kept_verified(case, value, origins)
        warnings += conflicts or remarks
        if value != old:
            changes[field] = value
    is_renamed = told.get("name", before.name) != before.name
    return Merged(_consistent(before, told, changes) if changes or is_renamed else changes, tuple(warnings))


def gathered(tellings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What several rows tell of one station: the first's word counts, the others' fill its gaps."""
    if len(tellings) == 1 and "other_names" not in tellings[0]:
        return dict(tellings[0])
    told: dict[str, Any] = {}
    for telling in reversed(tellings):
        told |= telling
    rows = list(reversed(tellings))
    told["amenities"] = {key: value for row in rows for key, value in row.get("amenities", {}).items()}
    told["broken"] = tuple(key for key in told.get("broken", ()) if told["amenities"].get(key) == "yes")
    names = [name for row in tellings for name in (row.get("name"), *row.get("other_names", ()))]
    told["other_names"] = tuple(name for name in dict.fromkeys(names) if name and name != told.get("name"))
    return {field: value for field, value in told.items() if value not in NOTHING}


def _is_own(before: Station, field: str, source: str, origins: Mapping[str, Origin]) -> bool:
    if origin := origins.get(field):
        return origin.source == source
    return field == "placement" and before.placement is not None and before.placement.source == source


def _replaced(case: Case) -> Outcome:
    return case.new, ()


def _by_key(case: Case) -> Outcome:
    return {**case.old, **case.new}, ()


def _added(key: Callable[[Any], object]) -> Callable[[Case], Outcome]:
    """A rule: the new items beside the old, an old one of the same key replaced in its place."""

    def rule(case: Case) -> Outcome:
        return tuple({key(item): item for item in (*case.old, *case.new)}.values()), ()

    return rule


def _named(case: Case) -> Outcome:
    return (case.new if case.own else case.old), ()


def _addressed(case: Case) -> Outcome:
    if case.own or not case.old:
        return case.new, ()
    old, new = readings([case.old, case.new])
    return (case.old if old.core == new.core else case.new), ()


_RULES: Mapping[str, Callable[[Case], Outcome]] = {
    "name": _named,
    "address": _addressed,
    "placement": better_placed,
    "amenities": _by_key,
    "qualifiers": _by_key,
    "other_names": _added(lambda name: name),
    "honours": _added(lambda honour: (honour.name, honour.year)),
    "listings": _added(lambda listing: listing.app),
    "visits": _added(lambda visits: visits.period),
    "services": _added(lambda key: key),
    "audience": _added(lambda key: key),
}
"""How a field's old and new value become one; where none is named, the new one replaces the old."""


def _consistent(before: Station, told: Mapping[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The changes with what follows from them: other names, broken equipment, qualifiers of new numbers."""
    name = changes.get("name", before.name)
    known = dict.fromkeys(
        (*changes.get("other_names", before.other_names), before.name, told.get("name", name))
    )
    derived = {"other_names": tuple(other for other in known if other != name)}
    amenities = changes.get("amenities", before.amenities)
    broken = changes.get("broken", before.broken)
    derived["broken"] = tuple(key for key in broken if amenities.get(key) == "yes")
    restated = {field for field in changes if field not in told.get("qualifiers", {})}
    qualifiers = changes.get("qualifiers", before.qualifiers)
    kept = {key: value for key, value in qualifiers.items() if key not in restated}
    everything: dict[str, Any] = changes | derived | {"qualifiers": kept}
    return {field: value for field, value in everything.items() if value != getattr(before, field)}
