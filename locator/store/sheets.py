"""Fact sheets in the registry: the sources, and what they say of regions and venues."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from locator.errors import StoreError
from locator.factsheet import FactSheet, Figure, Practice, Source, Venue
from locator.station import Record
from locator.store import tables
from locator.store.log import Teller, record, replacing
from locator.store.rows import fields_of, row_of
from locator.store.transactions import THIS_PROGRAM, Connected

R = TypeVar("R", bound=Record)


class Sheets(Connected):
    """What each source told."""

    def put_sheets(self, sheets: Iterable[FactSheet], *, actor: str = THIS_PROGRAM) -> int:
        """Write fact sheets, each replacing what its source told before; how many stations they name.

        All or none. `actor` is who does it, for the log; the source of a sheet's stations is its own.

        Raises:
            StoreError: two stations of a sheet have the same id.
        """
        given = list(sheets)
        with self._write() as connection:
            stamp = self._transactions.stamp(connection, actor=actor)
            for sheet in given:
                _put(connection, sheet, stamp.revision)
        return sum(len(sheet.stations) for sheet in given)

    def sources(self) -> list[Source]:
        """All sources, by id."""
        with self._read() as connection:
            rows = connection.execute(select(tables.sources).order_by(tables.sources.c.id)).mappings()
            return [Source.model_validate(dict(row)) for row in rows]

    def figures(self) -> list[tuple[str, Figure]]:
        """All figures, each with the id of its source."""
        return self._told(tables.figures, Figure)

    def venues(self) -> list[tuple[str, Venue]]:
        """All venues, each with the id of its source."""
        return self._told(tables.venues, Venue)

    def practices(self) -> list[tuple[str, Practice]]:
        """All practices, each with the id of its source."""
        return self._told(tables.practices, Practice)

    def _told(self, table: Table, model: type[R]) -> list[tuple[str, R]]:
        query = select(table).order_by(*table.primary_key.columns)
        with self._read() as connection:
            return [_told(dict(row), model) for row in connection.execute(query).mappings()]


def _put(connection: Connection, sheet: FactSheet, revision: int) -> None:
    source = sheet.source.id
    for table in (tables.venues, tables.figures, tables.practices):
        connection.execute(delete(table).where(table.c.source == source))
    connection.execute(delete(tables.sources).where(tables.sources.c.id == source))
    connection.execute(insert(tables.sources).values(row_of(sheet.source, tables.sources)))
    if len({station.id for station in sheet.stations}) < len(sheet.stations):
        raise StoreError(f"the sheet {source} names a station twice")
    for changes in replacing(connection, sheet.stations):
        record(connection, changes, Teller(revision, source))
    for table, records in (
        (tables.venues, sheet.venues),
        (tables.figures, sheet.figures),
        (tables.practices, sheet.practices),
    ):
        if records:
            connection.execute(insert(table), [row_of(told, table, source=source) for told in records])


def _told(row: dict[str, Any], model: type[R]) -> tuple[str, R]:
    source = row.pop("source")
    row.pop("number", None)
    return source, model.model_validate(fields_of(row))
