"""The rows of one import on their way to a plan, and the groups of rows that are one station."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, Self

from locator.intake.checked import Checked, checked, content_key, own_code, source_code
from locator.intake.draft import Draft, Fault
from locator.intake.matching import Matches, identity
from locator.intake.placements import placements
from locator.station import Station

_AT_ONCE = 10_000
LONGEST_REF = (
    60  # characters; a longer number of the source's own is no number, and the row is known by what it says
)


class Entry(NamedTuple):
    """One row: rejected (`faults`), known to be a row of the registry (`row`), or loose (`station`).

    The record is kept only where it is still to be compared, the draft not at all: so a long list takes little
    memory. `id` is the id that the row came with, `code` the same where it is unknown and has the form of ours,
    `ref` the source's own code. `values` are those of the fields `told`, of a known row.
    """

    line: int
    file: str
    name: str
    id: str
    code: str | None
    ref: str
    key: str
    warnings: tuple[Fault, ...]
    faults: tuple[Fault, ...]
    row: int | None
    station: Station | None
    told: Sequence[str]
    values: Sequence[Any]

    @classmethod
    def of(cls, draft: Draft, record: Checked) -> Self:
        """The entry of a draft that was checked."""
        name, given = draft.values.get("name") or "", draft.values.get("id") or ""
        code, ref, key = own_code(draft), source_code(draft), content_key(draft)
        station, told, faults = record
        return cls(
            draft.line, draft.file, str(name), str(given), code, ref, key,
            draft.warnings, faults, None, station, told, (),
        )  # fmt: skip

    def known_as(self, row: int, before: Station) -> Self:
        """The entry as that of a row of the registry: of its record only the fields told are kept.

        What the registry says too is kept once.
        """
        there = before.__dict__
        values = tuple(
            there[field] if there[field] == value else value for field, value in self.said().items()
        )
        return self._replace(row=row, values=values, station=None, code=None)

    def said(self) -> dict[str, Any]:
        """The fields that the source told, checked."""
        if self.station is None:
            return dict(zip(self.told, self.values, strict=True))
        values = self.station.__dict__
        return {field: values[field] for field in self.told}


class Group(NamedTuple):
    """The entries that are one station: the first, the others, the station's row in the registry, or its own id."""

    head: int
    others: tuple[int, ...]
    row: int | None
    code: str | None


def entries_of(
    drafts: Iterable[Draft],
    registry: Sequence[Station],
    *,
    source: str,
    datum: str,
    uncertainty_m: float,
    known_keys: Mapping[str, str],
) -> list[Entry]:
    """The rows, each checked, with their row in the registry where an id, an equal record or a key tells it."""
    rows = {station.id: row for row, station in enumerate(registry)}
    equals = {identity(registry[row]): row for row in range(len(registry) - 1, -1, -1)}
    entries: list[Entry] = []
    rest = iter(drafts)
    while chunk := list(islice(rest, _AT_ONCE)):
        named = [rows.get(draft.values.get("id") or "") for draft in chunk]
        names = [None if row is None else registry[row].name for row in named]
        records = checked(chunk, placements(chunk, source, datum, uncertainty_m), names)
        for draft, record, its_row in zip(chunk, records, named, strict=True):
            entry = Entry.of(draft, record)
            row = _row_of(entry, equals) if its_row is None else its_row
            entries.append(
                entry if row is None or record.station is None else entry.known_as(row, registry[row])
            )
    return _by_key(entries, {key: rows[code] for key, code in known_keys.items() if code in rows}, registry)


def _row_of(entry: Entry, equals: Mapping[tuple[object, ...], int]) -> int | None:
    """The row of the registry that has the same record, where the entry has no code of its own."""
    return equals.get(identity(entry.station)) if equals and entry.station and not entry.code else None


def _by_key(entries: Sequence[Entry], known: Mapping[str, int], registry: Sequence[Station]) -> list[Entry]:
    """The entries under their final keys: the source's own code where no other row has it, else what they say."""
    number = Counter(entry.ref for entry in entries)
    keyed = [
        entry._replace(key=f"ref:{entry.ref}")
        if entry.ref and number[entry.ref] == 1 and len(entry.ref) <= LONGEST_REF
        else entry
        for entry in entries
    ]
    return [
        entry.known_as(row, registry[row])
        if entry.station and not entry.code and (row := known.get(entry.key)) is not None
        else entry
        for entry in keyed
    ]


def groups_of(entries: Sequence[Entry], loose: Sequence[int], found: Matches) -> list[Group]:
    """The groups, in the order of their first entries. `loose` are the entries that `found` speaks of."""
    members: dict[tuple[bool, int], list[int]] = {}
    drafts = {number: n for n, number in enumerate(loose)}
    for number, entry in enumerate(entries):
        if entry.row is not None:
            members.setdefault((True, entry.row), []).append(number)
        elif number in drafts:
            n = drafts[number]
            known = found.station.get(n)
            key = (False, found.leader[n]) if known is None else (True, known)
            members.setdefault(key, []).append(number)
    return [_group(group, entries, row if known else None) for (known, row), group in members.items()]


def _group(numbers: Sequence[int], entries: Sequence[Entry], row: int | None) -> Group:
    codes = [entries[number].code for number in numbers] if row is None else []
    return Group(numbers[0], tuple(numbers[1:]), row, next(filter(None, codes), None))
