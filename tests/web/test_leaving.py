"""A state that is served no more goes by itself: what the collector does not look through could not go otherwise."""

import gc
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from weakref import ref

import pytest

from locator.building import building, settled
from locator.clusters import layout_of
from locator.lookup import CHINA, NearestQuery
from locator.serving.builder import refreshed
from locator.settings import Settings
from locator.store import open_store
from locator.web.shelf import Shelf
from locator.web.state import State
from tests.made_up import station


@pytest.fixture
def without_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def test_a_state_goes_without_the_collector(tmp_path: Path, without_collector: None) -> None:
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/registry.db", snapshot_folder=tmp_path / "snapshots"
    )
    with closing(open_store(settings.database_url, create=True)) as store:
        store.upgrade()
        store.put_stations([station(number, 109 + number / 10, 18.2) for number in range(1, 4)])
    snapshots = refreshed(settings.snapshot_folder, settings.database_url)
    state = State.of(settings, snapshots.opened(snapshots.newest() or ""))
    query = NearestQuery(lon=109.1, lat=18.2, amenities=("toilet",), state=("open",))
    state.finder.json(state.finder.found(query), [])
    state.catalog.opening(datetime.now(CHINA))
    layout_of(state.catalog)
    assert state.catalog.stations[0].name
    shelf = Shelf(1)
    shelf.get(state.catalog, "tile", bytes)
    alive = [ref(one) for one in (state, state.catalog, state.finder, state.catalog.stations)]
    del state
    assert [one() for one in alive] == [None] * len(alive)


def test_what_is_settled_stays_out_of_the_collector_s_sight(without_collector: None) -> None:
    gc.enable()
    settled()
    count = gc.get_freeze_count()
    with building():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() >= count * 0.9
