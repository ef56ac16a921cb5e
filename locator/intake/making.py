"""The plan's rows, made from the groups of entries that are one station each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from locator.building import trusted
from locator.intake.cases import Origin
from locator.intake.codes import Codes
from locator.intake.conflicts import APART
from locator.intake.draft import Fault
from locator.intake.entries import Entry, Group
from locator.intake.likeness import Likeness, compare
from locator.intake.merging import gathered, merged
from locator.intake.planned import Outcome, PlanRow, duplicate_of, joined_because, unlike_its_id
from locator.intake.traits import traits_of
from locator.station import Provenance, Station

_NO_ORIGINS: Mapping[str, Origin] = {}
_USED = Entry(0, "", "", "", None, "", "", (), (), None, None, (), ())
"""Stands where an entry stood, whose memory is needed."""


class Making:
    """What makes rows of entries, using them up; `codes` gives new stations their ids, in the order of the groups."""

    def __init__(
        self,
        entries: list[Entry],
        registry: Sequence[Station],
        provenance: Provenance,
        field_sources: Mapping[str, Mapping[str, Origin]],
        codes: Codes,
    ) -> None:
        self._entries = entries
        self._registry = registry
        self._provenance = provenance
        self._told_by = (provenance,)
        self._origins = field_sources
        self._codes = codes

    def rejected(self) -> Iterator[tuple[int, PlanRow]]:
        """The rows of the entries that have faults, with their numbers."""
        for number, entry in enumerate(self._entries):
            if entry.faults:
                yield number, self._row(number, "rejected", reasons=entry.faults)

    def of_group(self, group: Group, why: Mapping[int, Likeness]) -> Iterator[tuple[int, PlanRow]]:
        """The rows of one group; `why` tells how alike each entry is to what it was joined to."""
        made = self._new(group) if group.row is None else self._known(group, why)
        yield group.head, made
        for number in group.others:
            entry = self._entries[number]
            reason = duplicate_of(made.line, "" if made.file == entry.file else made.file, why.get(number))
            yield (
                number,
                self._row(
                    number,
                    "duplicate",
                    station_id=made.station_id,
                    reasons=(reason,),
                    warnings=entry.warnings,
                ),
            )

    def _told(self, group: Group) -> dict[str, Any]:
        return gathered([self._entries[number].said() for number in (group.head, *group.others)])

    def _new(self, group: Group) -> PlanRow:
        entry = self._entries[group.head]
        assert entry.station is not None  # noqa: S101 - for the type checker: who is not loose is known
        fields = entry.station.__dict__
        if group.others or fields["other_names"]:
            fields = {**fields, "other_names": (), "broken": (), **self._told(group)}
        code = group.code or self._codes.next(fields["adcode"])
        made = trusted(Station, {**fields, "id": code, "provenance": self._told_by})
        return self._row(group.head, "new", station_id=code, made=made, warnings=entry.warnings)

    def _known(self, group: Group, why: Mapping[int, Likeness]) -> PlanRow:
        assert group.row is not None  # noqa: S101 - for the type checker
        before, entry, told = self._registry[group.row], self._entries[group.head], self._told(group)
        found = merged(before, told, self._provenance.source, self._origins.get(before.id, _NO_ORIGINS))
        likeness = why.get(group.head)
        reasons = (joined_because(before.id, likeness),) if likeness else ()
        warnings = (*entry.warnings, *found.warnings, *_of_id(entry, before))
        row = self._row(group.head, "same", station_id=before.id, reasons=reasons, warnings=warnings)
        if not found.changes:
            return row._replace(before=before)
        return row._replace(
            outcome="changed", before=before, moved={**found.changes, **self._provenances(before)}
        )

    def _provenances(self, before: Station) -> Mapping[str, tuple[Provenance, ...]]:
        """The station's sources where this one is new among them."""
        if any(one.source == self._provenance.source for one in before.provenance):
            return {}
        return {"provenance": (*before.provenance, self._provenance)}

    def _row(self, number: int, outcome: Outcome, **fields: Any) -> PlanRow:
        entry, self._entries[number] = self._entries[number], _USED
        return PlanRow(entry.line, entry.file, entry.name, outcome, entry.key, **fields)


def _of_id(entry: Entry, before: Station) -> tuple[Fault, ...]:
    """What is odd about the id under which a row came, if it came under one."""
    if entry.id != before.id or entry.name == before.name:
        return ()
    said = trusted(Station, {**before.__dict__, **entry.said()})
    likeness = compare(traits_of(before), traits_of(said))
    return (unlike_its_id(before, likeness),) if likeness.score < APART else ()
