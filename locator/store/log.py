"""Writing stations: whatever moves goes into the log in the same breath."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from locator.errors import StoreError
from locator.station import Station
from locator.store import ledger, tables
from locator.store.bulk import batched, insert_rows
from locator.store.documents import differences, storable, whole
from locator.store.rows import CELLS, cells_of, station_columns, station_of

LOG_CELLS = ("station", "revision", "source", "verified", "before", "after")


@dataclass(frozen=True, slots=True)
class StationChange:
    """What is to become of one station. `before` is None for a new one, `after` for one that goes."""

    station_id: str
    before: Station | None
    after: Station | None


@dataclass(frozen=True, slots=True)
class Teller:
    """In which write something is told, by which source, and whether a person stands for it."""

    revision: int
    source: str | None
    verified: bool = False


def stored(connection: Connection, ids: Collection[str]) -> dict[str, Station]:
    """The stations of these ids, as far as there are any."""
    found: dict[str, Station] = {}
    for batch in batched(ids):
        query = select(*station_columns()).where(tables.stations.c.id.in_(batch))
        found |= {station.id: station for station in map(station_of, connection.execute(query))}
    return found


def stale(connection: Connection, changes: Sequence[StationChange]) -> list[str]:
    """The ids of those changes whose station is no longer what they take it to be."""
    now = stored(connection, [change.station_id for change in changes])
    return [change.station_id for change in changes if now.get(change.station_id) != change.before]


def replacing(connection: Connection, stations: Iterable[Station]) -> Iterator[list[StationChange]]:
    """What these stations would change, in batches; those that are so already are left out."""
    for batch in batched(stations):
        now = stored(connection, [station.id for station in batch])
        changes = [StationChange(station.id, now.get(station.id), station) for station in batch]
        yield [change for change in changes if change.before != change.after]


def record(connection: Connection, changes: Sequence[StationChange], teller: Teller) -> None:
    """Write changes and log them. Their `before` must be what is stored.

    Raises:
        InvalidInput: a text holds the character NUL.
    """
    if replaced := [change.station_id for change in changes if change.before]:
        connection.execute(delete(tables.stations).where(tables.stations.c.id.in_(replaced)))
    entries = [_entry(change, teller) for change in changes]
    insert_rows(
        connection, tables.stations, CELLS, [cells_of(change.after) for change in changes if change.after]
    )
    insert_rows(connection, ledger.changes, LOG_CELLS, entries)


def once_each(changes: Iterable[StationChange]) -> Iterator[StationChange]:
    """The changes that change something.

    Raises:
        StoreError: two are about one station, or a record carries another id than its change.
    """
    seen: set[str] = set()
    for change in changes:
        named = {station.id for station in (change.before, change.after) if station} | {change.station_id}
        if len(named) > 1 or change.station_id in seen:
            raise StoreError(f"station {change.station_id} is written twice, or under two ids, in one write")
        seen.add(change.station_id)
        if change.before != change.after:
            yield change


def _entry(change: StationChange, teller: Teller) -> tuple[Any, ...]:
    before, after = _documents(change)
    return (change.station_id, teller.revision, storable(teller.source), teller.verified, before, after)


def _documents(change: StationChange) -> tuple[str | None, str | None]:
    if change.before and change.after:
        return differences(change.before, change.after)
    return (_whole(change.before), _whole(change.after))


def _whole(station: Station | None) -> str | None:
    return None if station is None else whole(station)
