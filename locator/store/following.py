"""Following the registry: which state it is in, all its stations as a stream, and what moved since a state."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from locator.building import building
from locator.station import Station
from locator.store import tables
from locator.store.bulk import AT_ONCE
from locator.store.ledger import changes, revisions
from locator.store.log import stored
from locator.store.rows import station_columns, station_of
from locator.store.transactions import Connected, current_revision

BEGINNING = datetime.min.replace(tzinfo=UTC)


class Version(NamedTuple):
    """A state of a registry: how many writes were committed, and when the last was.

    Two registries may have the same number; the moment tells them apart. It is `BEGINNING` before the first write.
    """

    number: int
    at: datetime


class Moved(NamedTuple):
    """What moved between two states: each station that did, as it is in the newer one, None where it is gone."""

    version: Version
    stations: dict[str, Station | None]


class Following(Connected):
    """The registry as those see it who keep a copy up to date."""

    def version(self) -> Version:
        """The state it is in."""
        with self._read() as connection:
            return _version(connection)

    @contextmanager
    def streaming(self) -> Iterator[tuple[Version, Iterator[Station]]]:
        """The state it is in and all stations by id: one consistent reading, a batch in memory at a time."""
        query = select(*station_columns()).order_by(tables.stations.c.id).execution_options(yield_per=AT_ONCE)
        with self._read() as connection:
            yield _version(connection), map(station_of, connection.execute(query))

    def snapshot(self) -> tuple[int, list[Station]]:
        """The revision and all its stations by id: one consistent reading."""
        with building(), self.streaming() as (version, stations):
            return version.number, list(stations)

    def moved_since(self, earlier: Version, at_most: int) -> Moved | None:
        """What moved since a state; None where the registry never was in it, or where more than `at_most` moved."""
        with self._read() as connection:
            if earlier != _numbered(connection, earlier.number):
                return None
            query = (
                select(changes.c.station)
                .where(changes.c.revision > earlier.number)
                .distinct()
                .limit(at_most + 1)
            )
            ids = list(connection.execute(query).scalars())
            if len(ids) > at_most:
                return None
            now = stored(connection, ids)
            return Moved(_version(connection), {one: now.get(one) for one in ids})


def _version(connection: Connection) -> Version:
    return _numbered(connection, current_revision(connection))


def _numbered(connection: Connection, number: int) -> Version:
    at = connection.execute(select(revisions.c.at).where(revisions.c.number == number)).scalar_one_or_none()
    return Version(number, at or BEGINNING)
