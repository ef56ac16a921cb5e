import sys
from collections.abc import Iterator

import pytest

pytest.importorskip("psycopg", reason="needs the extra postgis")

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from locator.errors import StoreError
from locator.store import Store, open_store, tables
from tests.made_up import station
from tests.store.cluster import NEEDS, cluster, execute
from tests.store.contract import StoreContract


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with cluster() as folder:
        if not execute(folder, "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'"):
            pytest.skip(NEEDS)
        execute(folder, "CREATE DATABASE made")
        store = open_store(address(folder, "made"))
        store.upgrade()
        store.close()
        yield folder


@pytest.fixture
def url(server: str) -> str:
    """The one database, emptied: making one for each test would take most of the time."""
    tables_there = ", ".join(table.name for table in tables.metadata.sorted_tables)
    execute(
        server, f"TRUNCATE {tables_there} RESTART IDENTITY", "made", "-c session_replication_role=replica"
    )
    execute(server, "INSERT INTO revision VALUES (0)", "made")
    return address(server, "made")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


def address(folder: str, name: str) -> str:
    return f"postgresql+psycopg://locator@/{name}?host={folder}"


class TestPostgis(StoreContract):
    pass


def test_the_migrations_make_the_tables_that_the_code_reads(url: str) -> None:
    def ours(_name: object, kind: str, _parent: object) -> bool:
        return kind != "table" or _name != "spatial_ref_sys"

    engine = create_engine(url)
    with engine.connect() as connection:
        connection.dialect.ischema_names["geometry"] = connection.dialect.ischema_names["text"]
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        differences = compare_metadata(context, tables.metadata)
    engine.dispose()
    assert [
        (kind, str(what)) for kind, *_, what in differences if getattr(what, "name", "") not in GEOM
    ] == []


GEOM = {"geom", "ix_stations_geom"}


def test_qgis_finds_the_points_in_an_indexed_column(store: Store) -> None:
    store.put_stations([station(1, 109.5, 18.25), station(2)])
    with store._read() as connection:
        points = connection.exec_driver_sql("SELECT id, ST_AsText(geom) FROM stations ORDER BY id").all()
        registered = connection.exec_driver_sql(
            "SELECT type, srid FROM geometry_columns WHERE f_table_name = 'stations'"
        ).all()
        method = connection.exec_driver_sql(
            "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_stations_geom'"
        ).scalar_one()
    assert [tuple(row) for row in points] == [("test-0001", "POINT(109.5 18.25)"), ("test-0002", None)]
    assert [tuple(row) for row in registered] == [("POINT", 4326)]
    assert "USING gist" in method


def test_documents_are_jsonb(store: Store) -> None:
    kinds = {column["name"]: str(column["type"]) for column in inspect(store._engine).get_columns("changes")}
    assert kinds["after"] == "JSONB"
    store.put_stations([station(1, amenities={"toilet": "no"})])
    with store._read() as connection:
        found = connection.exec_driver_sql("SELECT amenities ->> 'toilet' FROM stations").scalar_one()
    assert found == "no"


def test_the_plain_scheme_means_the_same_driver(url: str) -> None:
    store = open_store(url.replace("+psycopg", ""))
    assert store.revision() == 0
    store.close()


def test_a_missing_driver_is_told_with_the_extra_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"station-locator\[postgis\]"):
        open_store("postgresql+psycopg://nobody@/nothing")


def test_a_server_that_is_away_is_told_without_the_password() -> None:
    store = open_store("postgresql+psycopg://nobody:secret@127.0.0.1:9/nothing")
    with pytest.raises(StoreError) as away:
        store.revision()
    assert "secret" not in str(away.value)
    store.close()


def test_a_role_that_may_not_make_the_extension_is_told_so(server: str) -> None:
    execute(server, "CREATE DATABASE bare")
    execute(server, "CREATE ROLE clerk LOGIN")
    execute(server, "ALTER DATABASE bare OWNER TO clerk")
    store = open_store(address(server, "bare").replace("locator@", "clerk@"))
    with pytest.raises(StoreError, match="CREATE EXTENSION postgis"):
        store.upgrade()
    with pytest.raises(StoreError, match="locator init"):
        store.revision()
    store.close()
