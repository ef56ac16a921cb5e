"""Writing stations: whatever moves goes into the log in the same breath."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from locator.errors import StoreError
from locator.station import Station
from locator.store import ledger, tables
from locator.store.bulk import batched, insert_columns
from locator.store.documents import differences, storable, wholes
from locator.store.rows import columns_of, station_columns, station_of


class StationChange(NamedTuple):
    """What is to become of one station. `before` is None for a new one, `after` for one that goes."""

    station_id: str
    before: Station | None
    after: Station | None

    @property
    def is_one(self) -> bool:
        """Whether it changes anything."""
        return _differ(self.before, self.after)


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
        found |= {station.id: station for station in map(station_of, connection.execute(query).all())}
    return found


def stale(connection: Connection, changes: Sequence[StationChange]) -> list[str]:
    """The ids of those changes whose station is no longer what they take it to be."""
    now = stored(connection, [change.station_id for change in changes])
    return [change.station_id for change in changes if _differ(now.get(change.station_id), change.before)]


def replacing(connection: Connection, stations: Iterable[Station]) -> Iterator[list[StationChange]]:
    """What these stations would change, in batches; those that are so already are left out."""
    for batch in batched(stations):
        now = stored(connection, [station.id for station in batch])
        changes = [StationChange(station.id, now.get(station.id), station) for station in batch]
        yield [change for change in changes if change.is_one]


def record(connection: Connection, changes: Sequence[StationChange], teller: Teller) -> None:
    """Write changes and log them. Their `before` must be what is stored.

    Raises:
        InvalidInput: a text holds the character NUL.
    """
    if replaced := [change.station_id for change in changes if change.before]:
        connection.execute(delete(tables.stations).where(tables.stations.c.id.in_(replaced)))
    before, after = _documents(changes)
    entries: dict[str, Sequence[Any]] = {
        "station": [change.station_id for change in changes],
        "revision": [teller.revision] * len(changes),
        "source": [storable(teller.source)] * len(changes),
        "verified": [teller.verified] * len(changes),
        "before": before,
        "after": after,
    }
    stations = [change.after for change in changes if change.after]
    insert_columns(connection, tables.stations, columns_of(stations))
    insert_columns(connection, ledger.changes, entries)


def once_each(changes: Iterable[StationChange]) -> Iterator[StationChange]:
    """The changes that change something.

    Raises:
        StoreError: two are about one station, or a record carries another id than its change.
    """
    seen: set[str] = set()
    for change in changes:
        named, before, after = change
        is_named = (before is None or before.id == named) and (after is None or after.id == named)
        if not is_named or named in seen:
            raise StoreError(f"station {named} is written twice, or under two ids, in one write")
        seen.add(named)
        if change.is_one:
            yield change


def _differ(one: Station | None, other: Station | None) -> bool:
    if one is None or other is None or one is other:  # asked first, for comparing records takes long
        return one is not other
    return one != other


def _documents(changes: Sequence[StationChange]) -> tuple[list[str | None], list[str | None]]:
    """What the log keeps of each: the fields that moved, or the whole record where there is none on the other side."""
    before: list[str | None] = [None] * len(changes)
    after: list[str | None] = [None] * len(changes)
    for at, change in enumerate(changes):
        if change.before and change.after:
            before[at], after[at] = differences(change.before, change.after)
    made = [at for at, change in enumerate(changes) if not change.before]
    gone = [at for at, change in enumerate(changes) if not change.after]
    for side, places, stations in (
        (after, made, [changes[at].after for at in made]),
        (before, gone, [changes[at].before for at in gone]),
    ):
        for at, document in zip(places, wholes([one for one in stations if one]), strict=True):
            side[at] = document
    return before, after
