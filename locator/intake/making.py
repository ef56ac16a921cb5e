"""The plan's rows, made from the groups of entries that are one station each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from locator.intake.cases import Origin
from locator.intake.checked import light
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
        self._origins = field_sources
        self._codes = codes

    def rejected(self) -> dict[int, PlanRow]:
        """The rows of the entries that have faults."""
        return {
            number: self._row(number, "rejected", reasons=entry.faults)
            for number, entry in enumerate(self._entries)
            if entry.faults
        }

    def of_group(self, group: Group, why: Mapping[int, Likeness]) -> dict[int, PlanRow]:
        """The rows of one group; `why` tells how alike each entry is to what it was joined to."""
        told = gathered([self._entries[number].said() for number in (group.head, *group.others)])
        made = self._new(group, told) if group.row is None else self._known(group, told, why)
        rows = {group.head: made}
        for number in group.others:
            entry = self._entries[number]
            reason = duplicate_of(made.line, "" if made.file == entry.file else made.file, why.get(number))
            rows[number] = self._row(
                number, "duplicate", station_id=made.station_id, reasons=(reason,), warnings=entry.warnings
            )
        return rows

    def _new(self, group: Group, told: Mapping[str, Any]) -> PlanRow:
        entry = self._entries[group.head]
        code = group.code or self._codes.next(told.get("adcode"))
        assert entry.station is not None  # noqa: S101 - for the type checker: who is not loose is known
        mended = {"other_names": (), "broken": (), **told}
        after = light(
            entry.station.model_copy(update={**mended, "id": code, "provenance": (self._provenance,)})
        )
        return self._row(group.head, "new", station_id=code, after=after, warnings=entry.warnings)

    def _known(self, group: Group, told: Mapping[str, Any], why: Mapping[int, Likeness]) -> PlanRow:
        assert group.row is not None  # noqa: S101 - for the type checker
        before, entry = self._registry[group.row], self._entries[group.head]
        found = merged(before, told, self._provenance.source, self._origins.get(before.id, _NO_ORIGINS))
        likeness = why.get(group.head)
        reasons = (joined_because(before.id, likeness),) if likeness else ()
        warnings = (*entry.warnings, *found.warnings, *_of_id(entry, before))
        row = self._row(group.head, "same", station_id=before.id, reasons=reasons, warnings=warnings)
        if not found.changes:
            return replace(row, before=before, after=before)
        after = before.model_copy(update={**found.changes, "provenance": self._provenances(before)})
        difference = {field: (getattr(before, field), new) for field, new in found.changes.items()}
        return replace(row, outcome="changed", before=before, after=after, changes=difference)

    def _provenances(self, before: Station) -> tuple[Provenance, ...]:
        if any(one.source == self._provenance.source for one in before.provenance):
            return before.provenance
        return (*before.provenance, self._provenance)

    def _row(self, number: int, outcome: Outcome, **fields: Any) -> PlanRow:
        entry = self._entries[number]
        self._entries[number] = entry._replace(station=None, values={}, told=())  # its memory is needed
        return PlanRow(entry.line, entry.file, entry.name, outcome, entry.key, **fields)


def _of_id(entry: Entry, before: Station) -> tuple[Fault, ...]:
    """What is odd about the id under which a row came, if it came under one."""
    if entry.id != before.id or entry.name == before.name:
        return ()
    said = before.model_copy(update=dict(entry.values))
    likeness = compare(traits_of(before), traits_of(said))
    return (unlike_its_id(before, likeness),) if likeness.score < APART else ()
