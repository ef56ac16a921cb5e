"""Many rows at once, by the quickest way that each database's driver has."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
Cells = tuple[Any, ...]
Write = Callable[[Connection, str, Sequence[str], Iterable[Cells]], None]

AT_ONCE = 2_000
"""Rows in one statement; SQLite takes 32,766 values in one."""

UPSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""Each database's insert that knows ON CONFLICT."""


def batched(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def insert_columns(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Write rows that are given as columns; documents, dates and moments come as text.

    Columns that say nothing are not named: of a station's 55 a list fills half, and the drivers take as long over
    an empty cell as over a full one.
    """
    told = {name: cells for name, cells in columns.items() if any(cells) or cells.count(None) < len(cells)}
    if told:
        WRITE[connection.dialect.name](connection, table.name, list(told), zip(*told.values(), strict=True))


def _execute_many(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Cells]) -> None:
    # Names of tables and columns come from this package alone; the values are bound.
    statement = f"INSERT INTO {table} ({_names(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    connection.exec_driver_sql(statement, list(rows))


def _copy(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Cells]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({_names(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


WRITE: dict[str, Write] = {"sqlite": _execute_many, "postgresql": _copy}
