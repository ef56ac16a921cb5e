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


def connect(url: str) -> Engine:
    """An engine for the database at a URL; a SQLite file's folder is made when it is missing.

    Raises:
        StoreError: the URL is no database URL, or its driver is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
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


def _tell_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # else the driver begins late, and two reads may see two states
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("locator_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
