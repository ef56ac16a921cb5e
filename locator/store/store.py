"""What reads and writes the registry. One write is one transaction, and moves the revision by one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from locator.factsheet import FactSheet, Figure, Practice, Source, Venue
from locator.station import Record, Station
from locator.store import database, tables
from locator.store.rows import fields_of, row_of

R = TypeVar("R", bound=Record)
ROWS_AT_ONCE = 2_000


def open_store(url: str, *, create: bool = False) -> "Store":
    """The registry at a database URL; its schema is left as it is (see `Store.upgrade`).

    Args:
        url: SQLAlchemy's form, such as sqlite:///folder/file.db.
        create: make SQLite's file when it is missing.

    Raises:
        StoreError: the URL can't be used, or the file is missing.
    """
    return Store(database.connect(url, create=create))


class Store:
    """The registry of stations, and what the sources say of regions.

    Raises:
        StoreError: from every method, when the database can't be read or written.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def upgrade(self) -> None:
        """Make the tables, or bring them to this version."""
        database.upgrade(self._engine)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def revision(self) -> int:
        """How many changes were committed so far."""
        with self._read() as connection:
            return int(connection.execute(select(tables.revision.c.number)).scalar_one())

    def is_empty(self) -> bool:
        """Whether there is neither a station nor a source."""
        with self._read() as connection:
            counts = [
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (tables.stations, tables.sources)
            ]
        return not any(counts)

    def put_stations(self, stations: Iterable[Station]) -> int:
        """Write stations, each replacing the one of the same id; how many there were. All or none."""
        rows = [row_of(station, tables.stations) for station in stations]
        with self._write() as connection:
            _replace(connection, tables.stations, rows)
        return len(rows)

    def put_sheets(self, sheets: Iterable[FactSheet]) -> int:
        """Write fact sheets, each replacing what its source told before; how many stations they name.

        All or none.
        """
        sheets = list(sheets)
        with self._write() as connection:
            for sheet in sheets:
                _put_sheet(connection, sheet)
        return sum(len(sheet.stations) for sheet in sheets)

    def snapshot(self) -> tuple[int, list[Station]]:
        """The revision and all its stations by id: one consistent reading."""
        with self._read() as connection:
            number = connection.execute(select(tables.revision.c.number)).scalar_one()
            rows = connection.execute(select(tables.stations).order_by(tables.stations.c.id)).mappings()
            return number, [Station.model_validate(fields_of(dict(row))) for row in rows]

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

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise database.unreachable(error) from error

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            with self._engine.execution_options(**database.WRITES).begin() as connection:
                yield connection
                connection.execute(update(tables.revision).values(number=tables.revision.c.number + 1))
        except SQLAlchemyError as error:
            raise database.unreachable(error) from error


def _told(row: dict[str, Any], model: type[R]) -> tuple[str, R]:
    source = row.pop("source")
    row.pop("number", None)
    return source, model.model_validate(fields_of(row))


def _put_sheet(connection: Connection, sheet: FactSheet) -> None:
    source = sheet.source.id
    for table in (tables.venues, tables.figures, tables.practices):
        connection.execute(delete(table).where(table.c.source == source))
    _replace(connection, tables.sources, [row_of(sheet.source, tables.sources)])
    _replace(connection, tables.stations, [row_of(station, tables.stations) for station in sheet.stations])
    for table, records in (
        (tables.venues, sheet.venues),
        (tables.figures, sheet.figures),
        (tables.practices, sheet.practices),
    ):
        _insert(connection, table, [row_of(record, table, source=source) for record in records])


def _replace(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        ids = [row["id"] for row in rows[start : start + ROWS_AT_ONCE]]
        connection.execute(delete(table).where(table.c.id.in_(ids)))
    _insert(connection, table, rows)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        connection.execute(insert(table), rows[start : start + ROWS_AT_ONCE])
