from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from locator.errors import StoreError
from locator.factsheet import Venue
from locator.station import Station
from locator.store import Store, open_store, tables
from locator.store.rows import PLACEMENT_COLUMNS
from tests.made_up import station
from tests.store.contract import StoreContract


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/deep/er/locator.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url, create=True)
    opened.upgrade()
    yield opened
    opened.close()


class TestSqlite(StoreContract):
    pass


@pytest.mark.usefixtures("store")
def test_the_migrations_make_the_tables_that_the_code_reads(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/deep/er/locator.db")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    engine.dispose()


def test_every_field_has_its_column() -> None:
    for model, table in ((Station, tables.stations), (Venue, tables.venues)):
        fields = set(model.model_fields) - {"placement"} | set(PLACEMENT_COLUMNS.values())
        assert {column.name for column in table.columns} - {"source"} == fields


def test_what_is_acknowledged_is_on_the_disk(store: Store) -> None:
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_a_reader_sees_one_state_while_another_writes(store: Store, tmp_path: Path) -> None:
    store.put_stations([station(1)])
    other = open_store(f"sqlite:///{tmp_path}/deep/er/locator.db")
    with store._read() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM stations").scalar_one()
        other.put_stations([station(2)])
        assert connection.exec_driver_sql("SELECT count(*) FROM stations").scalar_one() == before
    other.close()
    assert len(store.snapshot()[1]) == 2


@pytest.mark.parametrize("url", ["nonsense", "sqlite+nope:///x", "oracle9://x"])
def test_a_wrong_url_is_told_in_words(url: str) -> None:
    with pytest.raises(StoreError, match=r"(?i)database_url"):
        open_store(url)


def test_a_database_that_was_never_made_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="locator init"):
        open_store(f"sqlite:///{tmp_path}/new.db")
    assert not (tmp_path / "new.db").exists()
    store = open_store(f"sqlite:///{tmp_path}/new.db", create=True)
    with pytest.raises(StoreError, match="locator init"):
        store.snapshot()
    store.close()


def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("this is no database, only text that is long enough to look at" * 50)
    store = open_store(f"sqlite:///{tmp_path}/x.db")
    with pytest.raises(StoreError):
        store.upgrade()
    store.close()
