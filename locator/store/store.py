"""The registry's one door. One write is one transaction, and moves the revision by one."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Engine, func, select

from locator.errors import StoreError
from locator.station import Station
from locator.store import database, imports, rowkeys, tables
from locator.store.following import Following
from locator.store.geocodes import GeocodeCache
from locator.store.history import History
from locator.store.imports import Import, Undone
from locator.store.log import StationChange, Teller, record, replacing
from locator.store.notices import NoticeBoard
from locator.store.reviews import Review, ReviewQueue
from locator.store.sheets import Sheets
from locator.store.transactions import THIS_PROGRAM, Clock, Transactions, current_revision, utc_now


def open_store(url: str, *, create: bool = False, clock: Clock = utc_now) -> "Store":
    """The registry at a database URL; its schema is left as it is (see `Store.upgrade`).

    Args:
        url: SQLAlchemy's form, sqlite:///folder/file.db or postgresql+psycopg://user:password@host/database.
        create: make SQLite's file when it is missing.
        clock: tells the moment that a write is logged with, aware.

    Raises:
        StoreError: the URL can't be used, its driver is not installed, or the file is missing.
    """
    return Store(database.connect(url, create=create), clock)


class Store(Sheets, History, Following):
    """The registry of stations with their history, and what the sources say of regions.

    Attributes:
        reviews: the questions that wait for a person.
        geocodes: what geocoders answered, and their budgets.
        notices: what holds at stations for some days instead of their hours.

    Raises:
        StoreError: from every method, when the database can't be read or written.
    """

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        super().__init__(Transactions(engine, clock))
        self._engine = engine
        self.reviews = ReviewQueue(self._transactions)
        self.geocodes = GeocodeCache(self._transactions)
        self.notices = NoticeBoard(self._transactions)

    def upgrade(self) -> None:
        """Make the tables, or bring them to this version."""
        database.upgrade(self._engine)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def revision(self) -> int:
        """How many changes were committed so far."""
        with self._read() as connection:
            return current_revision(connection)

    def is_empty(self) -> bool:
        """Whether there is neither a station nor a source."""
        with self._read() as connection:
            counts = [
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (tables.stations, tables.sources)
            ]
        return not any(counts)

    def put_stations(
        self,
        stations: Iterable[Station],
        *,
        actor: str = THIS_PROGRAM,
        source: str | None = None,
        verified: bool = False,
    ) -> int:
        """Write stations, each replacing the one of the same id; how many there were. All or none.

        Args:
            stations: each id once.
            actor: who does it, for the log.
            source: who says so, for the log.
            verified: a person stands for what changes here (see `field_sources`).

        Raises:
            InvalidInput: a text holds the character NUL.
        """
        stations = list(stations)
        if len({station.id for station in stations}) < len(stations):
            raise StoreError("a station is written twice in one write")
        with self._write() as connection:
            stamp = self._transactions.stamp(connection, actor=actor)
            for changes in replacing(connection, stations):
                record(connection, changes, Teller(stamp.revision, source, verified))
        return len(stations)

    def apply(
        self,
        changes: Iterable[StationChange],
        *,
        source: str,
        actor: str,
        files: Sequence[str] = (),
        counts: Mapping[str, int] | None = None,
        reviews: Iterable[Review] = (),
        work: str | None = None,
        verified: bool = False,
        keys: Mapping[str, str] | None = None,
        planned_on: int | None = None,
    ) -> str | None:
        """Carry out a change plan in one transaction; the import's id, None where nothing was left to do.

        Args:
            changes: each with the record that the plan was made on; those that change nothing are passed over.
            source: who says so.
            actor: who does it.
            files: the names of the files it came from.
            counts: more to keep with the import, such as how many rows were rejected; `new`, `changed` and
                `removed` are counted here.
            reviews: questions to put in the queue with it; those asked before are passed over.
            work: a name for this piece of work. If an import of that name stands, it is the answer and
                nothing is written, so whoever was killed before hearing the answer may simply ask again.
            verified: a person stands for what changes here (see `field_sources`).
            keys: the station that each row of the source became, by the row's key (see `known_keys`).
            planned_on: the revision whose stations the changes are about; while it is the last, all of them are
                as the changes take them to be, and none is read again.

        Raises:
            StoreConflict: a station is no longer as its change takes it to be. Nothing was written.
            StoreError: two changes are about one station.
            InvalidInput: a text holds the character NUL.
        """
        return imports.apply(
            self._transactions,
            changes,
            source=source,
            actor=actor,
            files=files,
            counts=counts,
            reviews_wanted=reviews,
            work=work,
            verified=verified,
            keys=keys,
            planned_on=planned_on,
        )

    def known_keys(self, source: str) -> dict[str, str]:
        """The stations that rows of a source became in imports that stand, by the rows' keys."""
        with self._read() as connection:
            return rowkeys.known(connection, source)

    def undo(self, import_id: str, *, actor: str = THIS_PROGRAM, leave_changed: bool = False) -> Undone:
        """Take an import back: every station it touched is again as it was before; this is logged too.

        What counts as changed since is a station's whole record, compared with what the import left.

        Args:
            import_id: as `apply` gave it.
            actor: who does it.
            leave_changed: leave stations that were changed since, and restore the others; else one of them
                stops the whole undo.

        Raises:
            NotFound: there is no such import.
            StoreConflict: stations were changed since the import. Nothing was written.
            StoreError: it was taken back already.
        """
        return imports.undo(self._transactions, import_id, actor=actor, leave_changed=leave_changed)

    def imports(self) -> list[Import]:
        """All imports, newest first."""
        with self._read() as connection:
            return imports.imports(connection)
