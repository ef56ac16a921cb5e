"""Opening the database: what every connection is told, and bringing its schema up to date."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from locator.errors import StoreError

SQLITE_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was acknowledged is on the disk; NORMAL answers before the sync
    "PRAGMA busy_timeout = 60000",  # a writer waits for an import of 200,000 rows to end
)

WRITES = {"locator_writes": True}
"""Execution options of a transaction that will write: SQLite then takes its write lock at the start,
since two that both read first and write later would deadlock."""

CONSISTENT = {"isolation_level": "REPEATABLE READ"}
"""Execution options of a transaction that only reads, in PostgreSQL: by default each of its statements would
see a state of its own. SQLite's readers see one state anyway."""

DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
FORMS = "sqlite:///folder/file.db or postgresql+psycopg://user:password@host/database"
MISSING_DRIVER = "pip install 'station-locator[postgis]'"
UPGRADING = 0x10CA708
"""PostgreSQL's advisory lock that an upgrade takes; two at once would both make the tables."""


def connect(url: str, *, create: bool = False) -> Engine:
    """An engine for the database at a URL.

    Args:
        url: SQLAlchemy's form, sqlite:///folder/file.db or postgresql+psycopg://user:password@host/database.
        create: make SQLite's file and its folder when they are missing; else that is an error.

    Raises:
        StoreError: the URL is no database URL of these two kinds, its driver is not installed, or there is
            no such file.
    """
    try:
        parsed = _known(make_url(url))
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            _look_for(Path(parsed.database), create=create)
        engine = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() == "postgresql")
    except ModuleNotFoundError as error:
        raise StoreError(f"database_url needs {error.name}: {MISSING_DRIVER}") from error
    except (ArgumentError, OSError) as error:
        raise StoreError(f"database_url can't be used ({error}): write {FORMS}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tell_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def upgrade(engine: Engine) -> None:
    """Bring the schema to this version; an empty database gets it whole.

    Raises:
        StoreError: the database can't be opened or written.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    try:
        with engine.execution_options(**WRITES).begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADING})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except SQLAlchemyError as error:
        raise unreachable(error) from error


def reading(engine: Engine) -> Engine:
    """The engine as one uses it to read: every transaction sees one state."""
    return engine.execution_options(**CONSISTENT) if engine.dialect.name == "postgresql" else engine


def driver_errors(engine: Engine) -> tuple[type[Exception], ...]:
    """What the driver itself raises where it is spoken to without SQLAlchemy between."""
    return (engine.dialect.loaded_dbapi.Error,)


def unreachable(error: Exception) -> StoreError:
    """The error that tells an operator that the database is away, without its URL or the statement."""
    told = error if not isinstance(error, SQLAlchemyError) else getattr(error, "orig", None)
    cause = " ".join(str(told).split()) if told else type(error).__name__
    return StoreError(
        f"the database can't be used: {cause}; run `locator init`, or check LOCATOR_DATABASE_URL"
    )


def _known(url: URL) -> URL:
    if url.drivername in DRIVERS:
        return url.set(drivername=DRIVERS[url.drivername])
    if url.drivername in DRIVERS.values():
        return url
    raise ArgumentError(f"{url.drivername} is no database this registry knows")


def _look_for(file: Path, *, create: bool) -> None:
    if create:
        file.parent.mkdir(parents=True, exist_ok=True)
    elif not file.is_file():  # SQLite would quietly make an empty one
        raise StoreError(f"there is no database {file}: run `locator init`, or check LOCATOR_DATABASE_URL")


def _tell_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # else the driver begins late, and two reads may see two states
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("locator_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
