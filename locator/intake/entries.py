"""The rows of one import on their way to a plan, and the groups of rows that are one station."""

from collections import Counter, defaultdict
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
    `ref` the source's own code.
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
    values: Mapping[str, Any]

    @classmethod
    def of(cls, draft: Draft, record: Checked, row: int | None) -> Self:
        """The entry of a draft that was checked, and whose row in the registry may be known."""
        name, given = (str(draft.values.get(field) or "") for field in ("name", "id"))
        entry = cls(
            line=draft.line,
            file=draft.file,
            name=name,
            id=given,
            code=own_code(draft),
            ref=source_code(draft),
            key=content_key(draft),
            warnings=draft.warnings,
            faults=record.faults,
            row=None,
            station=record.station,
            told=record.told,
            values={},
        )
        return entry if row is None or record.station is None else entry.known_as(row)

    def known_as(self, row: int) -> Self:
        """The entry as that of a row of the registry: of its record only the fields told are kept."""
        return self._replace(row=row, values=self.said(), station=None, told=(), code=None)

    def said(self) -> dict[str, Any]:
        """The fields that the source told, checked."""
        if self.station is None:
            return dict(self.values)
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
        for draft, place in zip(chunk, placements(chunk, source, datum, uncertainty_m), strict=True):
            row = rows.get(draft.values.get("id") or "")
            record = checked(draft, place, None if row is None else registry[row].name)
            if row is None and record.station is not None and not own_code(draft):
                row = equals.get(identity(record.station))
            entries.append(Entry.of(draft, record, row))
    return _by_key(entries, {key: rows[code] for key, code in known_keys.items() if code in rows})


def _by_key(entries: Iterable[Entry], known: Mapping[str, int]) -> list[Entry]:
    """The entries under their final keys: the source's own code where no other row has it, else what they say."""
    entries = list(entries)
    number = Counter(entry.ref for entry in entries)
    keyed = (
        entry._replace(key=f"ref:{entry.ref}")
        if number[entry.ref] == 1 and entry.ref and len(entry.ref) <= LONGEST_REF
        else entry
        for entry in entries
    )
    return [
        entry.known_as(known[entry.key]) if entry.station and not entry.code and entry.key in known else entry
        for entry in keyed
    ]


def groups_of(entries: Sequence[Entry], loose: Sequence[int], found: Matches) -> list[Group]:
    """The groups, in the order of their first entries. `loose` are the entries that `found` speaks of."""
    members: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if entry.row is not None:
            members[True, entry.row].append(number)
    for n, number in enumerate(loose):
        key = (True, found.station[n]) if n in found.station else (False, found.leader[n])
        members[key].append(number)
    return sorted(
        _group(sorted(group), entries, row if known else None) for (known, row), group in members.items()
    )


def _group(numbers: Sequence[int], entries: Sequence[Entry], row: int | None) -> Group:
    codes = (entries[number].code for number in numbers)
    return Group(
        numbers[0], tuple(numbers[1:]), row, next(filter(None, codes), None) if row is None else None
    )
