import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import insert

from locator.store import database, open_store, tables
from locator.store.rows import row_of
from tests.made_up import station

OLD = [
    station(
        1,
        109.5,
        18.25,
        stars=3,
        amenities={"toilet": "no"},
        verified_on="2024-05-01",
        provenance=[{"source": "paper-1"}],
        registration_required=False,
    ),
    station(2),
]


def test_stations_from_before_the_log_are_its_beginning(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    engine = database.connect(url, create=True)
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with engine.execution_options(**database.WRITES).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("UPDATE revision SET number = 4")
        connection.execute(insert(tables.stations), [row_of(old, tables.stations) for old in OLD])
    engine.dispose()

    store = open_store(url)
    store.upgrade()
    assert store.snapshot() == (4, OLD)
    first = store.history("test-0001")[0]
    assert (first.revision, first.kind, first.source) == (4, "created", "paper-1")
    assert store.stations_at(first.at) == OLD
    store.put_stations([station(2, stars=1)])
    assert store.revision() == 5
    assert store.stations_at(first.at) == OLD
    store.close()


def test_an_empty_registry_from_before_the_log_stays_empty(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new.db", create=True)
    store.upgrade()
    store.close()
    with sqlite3.connect(tmp_path / "new.db") as connection:
        assert connection.execute("SELECT count(*) FROM revisions").fetchone() == (0,)
    connection.close()
