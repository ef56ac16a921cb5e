"""Opening the database: what every connection is told, and bringing its schema up to date."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from locator.errors import StoreError

SQLITE_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was acknowledged is on the disk; NORMAL answers before the sync
    "PRAGMA busy_timeout = 10000",
)

WRITES = {"locator_writes": True}
"""Execution options of a transaction that will write: SQLite then takes its write lock at the start,
since two that both read first and write later would deadlock."""


def connect(url: str, *, create: bool = False) -> Engine:
    """An engine for the database at a URL.

    Args:
        url: SQLAlchemy's form, such as sqlite:///folder/file.db.
        create: make SQLite's file and its folder when they are missing; else that is an error.

    Raises:
        StoreError: the URL is no database URL, its driver is not installed, or there is no such file.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            _look_for(Path(parsed.database), create=create)
        engine = create_engine(parsed)
    except (ArgumentError, ModuleNotFoundError, OSError) as error:
        raise StoreError(f"database_url can't be used ({error}): write sqlite:///folder/file.db") from error
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
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except SQLAlchemyError as error:
        raise unreachable(error) from error


def unreachable(error: SQLAlchemyError) -> StoreError:
    """The error that tells an operator that the database is away, without its URL or the statement."""
    cause = getattr(error, "orig", None) or type(error).__name__
    return StoreError(
        f"the database can't be used: {cause}; run `locator init`, or check LOCATOR_DATABASE_URL"
    )


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
