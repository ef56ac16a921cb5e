import copy
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from sqlalchemy import select

from locator.station import Placement, Station
from locator.store import Store, open_store, tables
from locator.store.rows import CELLS, fields_of, station_of
from tests.store.samples import SUPPRESSED, full_stations


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/locator.db", create=True)
    opened.upgrade()
    yield opened
    opened.close()


def test_the_quick_way_has_a_cell_for_every_column() -> None:
    assert sorted(CELLS) == sorted(column.name for column in tables.stations.columns)


@settings(suppress_health_check=SUPPRESSED, max_examples=60, deadline=None)
@given(made=full_stations)
def test_a_station_read_the_quick_way_is_the_one_that_the_model_checks(store: Store, made: Station) -> None:
    store.put_stations([made])
    quick = store.station_at(made.id, store.history(made.id)[-1].at)
    read = {kept.id: kept for kept in store.snapshot()[1]}[made.id]
    with store._read() as connection:
        query = select(tables.stations).where(tables.stations.c.id == made.id)
        row = dict(connection.execute(query).mappings().one())
    checked = Station.model_validate(fields_of(row))
    assert read == checked == made == quick
    assert read.model_dump() == checked.model_dump()
    assert read.model_dump_json() == checked.model_dump_json()
    assert {name: type(value) for name, value in read} == {name: type(value) for name, value in checked}


@given(made=full_stations)
def test_a_station_read_the_quick_way_can_be_copied_and_packed(made: Station) -> None:
    cells = dict.fromkeys(CELLS)
    cells |= {
        "id": made.id,
        "name": made.name,
        "lon": 1.0,
        "lat": 2.0,
        "precision": "city",
        "uncertainty_m": 9.0,
    }
    cells |= {"position_source": "x", "status": made.status, "holidays": made.holidays}
    empty = {"amenities": "{}", "qualifiers": "{}"}
    lists = ("other_names", "audience", "broken", "services", "honours", "visits", "listings", "provenance")
    read = station_of(tuple((cells | dict.fromkeys(lists, "[]") | empty).values()))
    assert isinstance(read.placement, Placement)
    packed = pickle.dumps(read)
    assert copy.deepcopy(read) == read == pickle.loads(packed)  # noqa: S301  # it was packed on the line above
    changed = read.model_copy(update={"stars": 5})
    assert (changed.stars, read.stars) == (5, None)
    assert read.amenities is not changed.model_copy(deep=True).amenities
