"""Dated notices in the registry: put up, withdrawn, never taken out, so that the past can be told."""

from collections.abc import Collection

from sqlalchemy import Connection, Row, insert, select, update

from locator.errors import NotFound, StoreError
from locator.notice import Notice
from locator.store import tables
from locator.store.bulk import batched
from locator.store.ledger import notices
from locator.store.transactions import THIS_PROGRAM, Connected

NAMED = 5
FIELDS = tuple(Notice.model_fields)


class NoticeBoard(Connected):
    """The notices that hold instead of stations' hours for some days. Each write moves the registry's revision."""

    def add(self, notice: Notice, *, actor: str = THIS_PROGRAM) -> None:
        """Put a notice up.

        Raises:
            NotFound: it is about a station that is not in the registry.
            StoreError: there is one of this id already.
        """
        with self._write() as connection:
            _find_all(connection, notice.stations)
            if _found(connection, notice.id) is not None:
                raise StoreError(f"there is a notice {notice.id} already")
            stamp = self._transactions.stamp(connection, actor=actor)
            row = {field: getattr(notice, field) for field in FIELDS} | {"revision": stamp.revision}
            connection.execute(insert(notices).values(row | {"stations": list(notice.stations)}))

    def withdraw(self, notice_id: str, *, actor: str = THIS_PROGRAM) -> Notice:
        """Let a notice hold no more from now on; the notice as it then is.

        Raises:
            NotFound: there is none of this id.
            StoreError: it was withdrawn before.
        """
        with self._write() as connection:
            row = _found(connection, notice_id)
            if row is None:
                raise NotFound(f"there is no notice {notice_id!r}")
            notice = _notice_of(row)
            if notice.withdrawn_at:
                raise StoreError(
                    f"the notice {notice_id} was withdrawn at {notice.withdrawn_at:%Y-%m-%d %H:%M}"
                )
            stamp = self._transactions.stamp(connection, actor=actor)
            withdrawn = notice.withdrawn(stamp.at)
            values = {"withdrawn_at": withdrawn.withdrawn_at, "withdrawn_in": stamp.revision}
            connection.execute(update(notices).where(notices.c.id == notice_id).values(values))
        return withdrawn

    def all(self) -> list[Notice]:
        """Every notice that ever was put up, the earliest issued first; those withdrawn say so."""
        with self._read() as connection:
            found = [_notice_of(row) for row in connection.execute(select(notices))]
        return sorted(found, key=lambda notice: (notice.issued_at, notice.id))


def _found(connection: Connection, notice_id: str) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(notices).where(notices.c.id == notice_id)).one_or_none()


def _notice_of(row: Row[tuple[object, ...]]) -> Notice:
    return Notice.model_validate({field: row._mapping[field] for field in FIELDS})  # noqa: SLF001 - its public name


def _find_all(connection: Connection, stations: Collection[str]) -> None:
    known: set[str] = set()
    for batch in batched(stations):
        query = select(tables.stations.c.id).where(tables.stations.c.id.in_(batch))
        known |= set(connection.execute(query).scalars())
    if missing := [station for station in stations if station not in known]:
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        raise NotFound(f"there is no station {', '.join(missing[:NAMED])}{more}")
