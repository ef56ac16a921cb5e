"""Reading the log: what a station was at any moment, who changed what, and who told each value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, Text, cast, select

from locator.station import Station
from locator.store.bulk import AT_ONCE
from locator.store.documents import Fields, station_from
from locator.store.ledger import changes, revisions

NO_FIELDS: Fields = {}


class Entry(NamedTuple):
    """One row of the log with its write: the fields of one station that moved (see `ledger.changes`)."""

    station: str
    revision: int
    at: datetime
    actor: str
    source: str | None
    verified: bool
    import_id: str | None
    undoes: int | None
    before: Fields | None
    after: Fields | None


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a station that one write changed; values as JSON has them, None where there was none.

    `kind` tells whether the write made the station, altered or removed it. `import_id` names the import,
    or with `undone` the import that the write took back.
    """

    station_id: str
    revision: int
    at: datetime
    kind: Literal["created", "changed", "removed"]
    field: str
    old: Any
    new: Any
    actor: str
    source: str | None
    verified: bool
    import_id: str | None
    undone: bool


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Who told the value that a field has: which source, when, and whether a person verified it."""

    source: str | None
    verified: bool
    at: datetime


def entries(connection: Connection, *where: ColumnElement[bool]) -> Iterator[tuple[str, list[Entry]]]:
    """The log's entries under these conditions, station by station, oldest first."""
    query = (
        select(
            changes.c.station,
            changes.c.revision,
            revisions.c.at,
            revisions.c.actor,
            changes.c.source,
            changes.c.verified,
            revisions.c.import_id,
            revisions.c.undoes,
            cast(changes.c.before, Text),
            cast(changes.c.after, Text),
        )
        .join(revisions, changes.c.revision == revisions.c.number)
        .where(*where)
        .order_by(changes.c.station, changes.c.number)
        .execution_options(yield_per=AT_ONCE)
    )
    for station, rows in groupby(map(_entry, connection.execute(query)), lambda entry: entry.station):
        yield station, list(rows)


def state_after(log: Iterable[Entry]) -> Fields | None:
    """The fields of a station after all these entries, its first one included; None where it is not there."""
    state: Fields | None = None
    for entry in log:
        state = None if entry.after is None else {**(state or NO_FIELDS), **entry.after}
    return state


def station_after(log: Iterable[Entry]) -> Station | None:
    """The station after all these entries; None where it is not there."""
    state = state_after(log)
    return None if state is None else station_from(state)


def told(log: Sequence[Entry]) -> Mapping[str, FieldSource]:
    """Who told each field of a station, by its whole log.

    What took an import back brings back those who told the fields before it. A person who moves
    `verified_on` stands for the whole record, not only for the fields that moved.
    """
    if len(log) == 1 and log[0].undoes is None:
        only = log[0]
        return _told_at_once(only.source, only.verified, only.at, tuple(only.after or ()))
    now: dict[str, FieldSource] = {}
    before: dict[int, dict[str, FieldSource]] = {}
    for entry in log:
        before.setdefault(entry.revision, now)
        now = _told_after(entry, now) if entry.undoes is None else before[entry.undoes]
    return now


def changes_of(entry: Entry) -> Iterator[Change]:
    """The fields that an entry moved, in the record's order."""
    old, new = entry.before or NO_FIELDS, entry.after or NO_FIELDS
    for field in Station.model_fields:
        if field != "id" and (field in old or field in new):
            yield Change(
                station_id=entry.station,
                revision=entry.revision,
                at=entry.at,
                kind=_kind(entry),
                field=field,
                old=old.get(field),
                new=new.get(field),
                actor=entry.actor,
                source=entry.source,
                verified=entry.verified,
                import_id=entry.import_id,
                undone=entry.undoes is not None,
            )


def _kind(entry: Entry) -> Literal["created", "changed", "removed"]:
    if entry.before is None:
        return "created"
    return "removed" if entry.after is None else "changed"


@lru_cache(maxsize=4096)
def _told_at_once(
    source: str | None, verified: bool, at: datetime, fields: tuple[str, ...]
) -> Mapping[str, FieldSource]:
    """The same for a station that was written once, shared by all that one import made."""
    return dict.fromkeys((field for field in fields if field != "id"), FieldSource(source, verified, at))


def _told_after(entry: Entry, now: dict[str, FieldSource]) -> dict[str, FieldSource]:
    if entry.after is None:
        return {}
    teller = FieldSource(entry.source, entry.verified, entry.at)
    vouched = now if entry.verified and entry.after.get("verified_on") else ()
    fields = {field for field in (*entry.after, *vouched) if field != "id"}
    return now | dict.fromkeys(fields, teller)


def _entry(row: Sequence[Any]) -> Entry:
    return Entry._make((*row[:-2], _parsed(row[-2]), _parsed(row[-1])))


def _parsed(text: str | None) -> Fields | None:
    return None if text is None else orjson.loads(text)
