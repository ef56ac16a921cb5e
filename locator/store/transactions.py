"""Reading and writing: one consistent view for who reads, one writer at a time, every failure in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from locator.store import database, ledger, tables
from locator.store.documents import storable

Clock = Callable[[], datetime]

THIS_PROGRAM = "locator"
"""Who did it, where nobody else is named."""

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which committed write something belongs to."""

    revision: int
    at: datetime


def utc_now() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


def current_revision(connection: Connection) -> int:
    """How many writes were committed, as this transaction sees it."""
    return int(connection.execute(select(tables.revision.c.number)).scalar_one())


class Transactions:
    """The doors to the database; each is a context that gives a connection.

    Raises:
        StoreError: from both doors, when the database can't be read or written.
    """

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        self.engine = engine
        self.clock = clock
        self._reading = database.reading(engine)
        self._writing = engine.execution_options(**database.WRITES)
        self._failures: tuple[type[Exception], ...] = (
            SQLAlchemyError,
            *database.driver_errors(engine),
            OverflowError,
            UnicodeError,
        )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state throughout, whatever others commit."""
        try:
            with self._reading.begin() as connection:
                yield connection
        except self._failures as error:
            raise database.unreachable(error) from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection that alone may write; all of it is committed at the end, or none."""
        try:
            with self._writing.begin() as connection:
                connection.execute(select(tables.revision.c.number).with_for_update())
                yield connection
        except self._failures as error:
            raise database.unreachable(error) from error

    def stamp(
        self, connection: Connection, *, actor: str, import_id: str | None = None, undoes: int | None = None
    ) -> Stamp:
        """Count a write: the next revision, at a moment later than every one before."""
        number = current_revision(connection) + 1
        last = connection.execute(select(func.max(ledger.revisions.c.at))).scalar_one()
        at = max(self.clock(), last + TICK) if last else self.clock()
        connection.execute(update(tables.revision).values(number=number))
        row = {"number": number, "at": at, "actor": storable(actor), "import_id": import_id, "undoes": undoes}
        connection.execute(insert(ledger.revisions).values(row))
        return Stamp(number, at)


class Connected:
    """Something that is kept in a database: what every door of the registry stands on."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._read = transactions.read
        self._write = transactions.write
