"""Applying a change plan, and taking it back: each is one transaction, whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from locator.errors import NotFound, StoreConflict, StoreError
from locator.station import Station
from locator.store import ledger, replay, reviews, rowkeys
from locator.store.bulk import batched
from locator.store.documents import storable
from locator.store.log import StationChange, Teller, once_each, record, stale, stored
from locator.store.reviews import Review
from locator.store.transactions import Stamp, Transactions, current_revision

APPLIED, UNDONE = "applied", "undone"
NAMED = 5
KINDS = {(False, True): "new", (True, True): "changed", (True, False): "removed"}
"""What a change is counted as, by whether there is a record before and after it."""


@dataclass(frozen=True, slots=True)
class Import:
    """One plan that was applied. `state` is `applied` or `undone`; `counts` has what it did, by kind."""

    id: str
    at: datetime
    actor: str
    source: str
    files: tuple[str, ...]
    counts: Mapping[str, int]
    state: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back an import did: stations restored, and ids of those left as somebody changed them."""

    import_id: str
    restored: int
    left: tuple[str, ...]


def apply(
    transactions: Transactions,
    changes: Iterable[StationChange],
    *,
    source: str,
    actor: str,
    files: Sequence[str] = (),
    counts: Mapping[str, int] | None = None,
    reviews_wanted: Iterable[Review] = (),
    work: str | None = None,
    verified: bool = False,
    keys: Mapping[str, str] | None = None,
    planned_on: int | None = None,
) -> str | None:
    """See `Store.apply`."""
    with transactions.write() as connection:
        pending = once_each(changes)
        first = next(pending, None)
        fresh = reviews.unknown(connection, reviews_wanted)
        done = _done(connection, work)
        if done or not (first or fresh):
            return done
        import_id = _next_id(connection, transactions.clock())
        row: dict[str, Any] = {
            "id": import_id,
            "actor": actor,
            "source": source,
            "files": files,
            "counts": {},
            "work": work,
        }
        connection.execute(
            insert(ledger.imports).values(storable(row) | {"at": transactions.clock(), "state": APPLIED})
        )
        is_as_planned = planned_on == current_revision(connection)
        stamp = transactions.stamp(connection, actor=actor, import_id=import_id)
        everything = chain([first] if first else [], pending)
        sound = everything if is_as_planned else _as_planned(connection, everything)
        told = _record_all(connection, sound, Teller(stamp.revision, source, verified))
        reviews.file(connection, fresh, stamp.at, import_id)
        rowkeys.remember(connection, source, keys or {}, import_id)
        _set(connection, import_id, at=stamp.at, counts={**(counts or {}), **told})
        return import_id


def undo(transactions: Transactions, import_id: str, *, actor: str, leave_changed: bool = False) -> Undone:
    """See `Store.undo`."""
    with transactions.write() as connection:
        revision = _applied(connection, import_id)
        stamp = transactions.stamp(connection, actor=actor, import_id=import_id, undoes=revision)
        restored, left = _restore(connection, revision, stamp)
        if left and not leave_changed:
            raise StoreConflict(
                f"{_named(left)} changed since import {import_id}; nothing was taken back",
                stations=tuple(left),
            )
        reviews.withdraw(connection, import_id)
        rowkeys.forget(connection, import_id)
        _set(connection, import_id, state=UNDONE)
        return Undone(import_id, restored, tuple(left))


def imports(connection: Connection) -> list[Import]:
    """All imports, newest first."""
    table = ledger.imports
    query = (
        select(table, ledger.revisions.c.number)
        .join(ledger.revisions)
        .where(ledger.revisions.c.undoes.is_(None))
    )
    rows = connection.execute(query.order_by(ledger.revisions.c.number.desc())).mappings()
    fields = Import.__dataclass_fields__
    return [
        Import(**{field: row[field] for field in fields} | {"files": tuple(row["files"])}) for row in rows
    ]


def _record_all(connection: Connection, changes: Iterable[StationChange], teller: Teller) -> dict[str, int]:
    counts = dict.fromkeys(("new", "changed"), 0)
    for batch in batched(changes):
        record(connection, batch, teller)
        for change in batch:
            kind = KINDS[change.before is not None, change.after is not None]
            counts[kind] = counts.get(kind, 0) + 1
    return counts


def _as_planned(connection: Connection, changes: Iterable[StationChange]) -> Iterator[StationChange]:
    """The changes, as long as their stations are what they take them to be.

    Raises:
        StoreConflict: one is not.
    """
    for batch in batched(changes):
        if conflicts := stale(connection, batch):
            raise StoreConflict(
                f"{_named(conflicts)} changed since the plan was made; nothing was written, plan it again",
                stations=tuple(conflicts),
            )
        yield from batch


def _restore(connection: Connection, revision: int, stamp: Stamp) -> tuple[int, list[str]]:
    query = select(ledger.changes.c.station).where(ledger.changes.c.revision == revision)
    touched = connection.execute(query.order_by(ledger.changes.c.station)).scalars().all()
    left: list[str] = []
    for batch in batched(touched):
        now = stored(connection, batch)
        logs = replay.entries(connection, ledger.changes.c.station.in_(batch))
        changes = {station: _restoring(log, revision, now.get(station)) for station, log in logs}
        record(connection, [change for change in changes.values() if change], Teller(stamp.revision, None))
        left += [station for station, change in changes.items() if not change]
    return len(touched) - len(left), left


def _restoring(log: Sequence[replay.Entry], revision: int, now: Station | None) -> StationChange | None:
    """What brings a station back to where it was before a revision; None where it moved on since."""
    place = next(place for place, entry in enumerate(log) if entry.revision == revision)
    untouched = place == len(log) - 1 or replay.station_after(log[: place + 1]) == now
    return StationChange(log[0].station, now, replay.station_after(log[:place])) if untouched else None


def _done(connection: Connection, work: str | None) -> str | None:
    if work is None:
        return None
    table = ledger.imports
    query = select(table.c.id).where(table.c.work == work, table.c.state == APPLIED)
    return connection.execute(query.order_by(table.c.at.desc()).limit(1)).scalar_one_or_none()


def _applied(connection: Connection, import_id: str) -> int:
    state = connection.execute(
        select(ledger.imports.c.state).where(ledger.imports.c.id == import_id)
    ).scalar()
    if state is None:
        raise NotFound(f"there is no import {import_id}")
    if state != APPLIED:
        raise StoreError(f"import {import_id} was taken back already")
    query = select(ledger.revisions.c.number).where(
        ledger.revisions.c.import_id == import_id, ledger.revisions.c.undoes.is_(None)
    )
    return int(connection.execute(query).scalar_one())


def _next_id(connection: Connection, at: datetime) -> str:
    day = f"{at:%Y%m%d}"
    query = select(func.count()).select_from(ledger.imports).where(ledger.imports.c.id.startswith(f"{day}-"))
    return f"{day}-{connection.execute(query).scalar_one() + 1}"


def _set(connection: Connection, import_id: str, **values: Any) -> None:
    connection.execute(update(ledger.imports).where(ledger.imports.c.id == import_id).values(values))


def _named(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f"{', '.join(ids[:NAMED])}{more}"
