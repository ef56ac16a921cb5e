"""Names that are laid out with the snapshot are found as if they had been laid out anew."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.catalog import Catalog
from locator.search import PlaceQuery, PlaceSearch
from locator.serving.naming import FOLDER, laid
from locator.serving.snapshots import Snapshot, Snapshots
from locator.store import Store, open_store
from tests.made_up import station

NAMES = ["演示三亚湾驿站", "演示重庆长江路驿站", "演示爱心驿站", "演示ABC大厦", "演示暖心站"]
TYPED = ["yizhan", "yz", "演示", "sanyawan", "syw", "爱心", "abc", "三亚 驿站", "重庆长江路", "nx", "湾边"]
TELLING = ["yizhan1231", "演示湾边", "dasha1008", "驿站1495", "演示2000", "三亚湾边", "zhan999", "2003"]
"""What is in the names of few of many stations: of equally good ones any may come first."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path}/registry.db", create=True)) as opened:
        opened.upgrade()
        yield opened


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "snapshots", "sqlite://")


def newest(snapshots: Snapshots, store: Store) -> Snapshot:
    return snapshots.opened(snapshots.refresh(store))


def layouts(found: Snapshot) -> list[Path]:
    return sorted((found.mapped.path / FOLDER).iterdir())


def found_in(search: PlaceSearch, text: str) -> list[tuple[object, ...]]:
    return sorted((one.name, one.id or "", one.where) for one in search.find(PlaceQuery(text=text, limit=20)))


def agrees(found: Snapshot, typed: Sequence[str] = TYPED) -> None:
    catalog = Catalog.of(found.mapped)
    anew, before = PlaceSearch(Catalog(catalog.stations)), PlaceSearch(catalog, laid(found.mapped))
    for text in typed:
        assert found_in(before, text) == found_in(anew, text)


def test_an_empty_registry_has_no_names(snapshots: Snapshots, store: Store) -> None:
    agrees(newest(snapshots, store))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(
            st.integers(1, 12), st.tuples(st.sampled_from(NAMES), st.booleans(), st.booleans()), min_size=1
        ),
        min_size=1,
        max_size=5,
    )
)
def test_however_stations_come_and_change_all_are_found_by_their_present_names(
    tmp_path: Path, changes: list[dict[int, tuple[str, bool, bool]]]
) -> None:
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    snapshots = Snapshots(tmp_path / "snapshots", "sqlite://")
    with closing(open_store(f"sqlite:///{tmp_path}/registry.db", create=True)) as store:
        store.upgrade()
        for change in changes:
            store.put_stations(
                [
                    station(number, *((109.5, 18.2) if placed else ()), name=name,
                            other_names=("演示湾边小屋",) if more else ())
                    for number, (name, placed, more) in change.items()
                ]
            )  # fmt: skip
            snapshots.refresh(store)
        agrees(newest(snapshots, store))


def named(number: int) -> str:
    return f"{NAMES[number % 5]}{number}号"


@pytest.fixture
def many(snapshots: Snapshots, store: Store) -> Snapshot:
    store.put_stations([station(number, 109.5, 18.2, name=named(number)) for number in range(1_500)])
    return newest(snapshots, store)


def test_a_change_that_names_nobody_anew_lays_nothing_out(
    many: Snapshot, snapshots: Snapshots, store: Store
) -> None:
    store.put_stations([station(7, 109.6, 18.2, name=named(7), status="paused"), station(8, name=named(8))])
    found = newest(snapshots, store)
    assert len(layouts(found)) == 1
    assert (layouts(found)[0] / "text.npy").stat().st_nlink > 1
    agrees(found, TELLING)


def test_a_new_name_is_laid_out_beside_the_others(many: Snapshot, snapshots: Snapshots, store: Store) -> None:
    store.put_stations([station(7, 109.6, 18.2, name="演示湾边小屋"), station(2_000, name="演示三亚湾边")])
    found = newest(snapshots, store)
    assert len(layouts(found)) == 2
    agrees(found, TELLING)
    search = PlaceSearch(Catalog.of(found.mapped), laid(found.mapped))
    assert {one.id for one in search.find(PlaceQuery(text="湾边"))} == {"test-0007", "test-2000"}


def test_small_layouts_do_not_pile_up(many: Snapshot, snapshots: Snapshots, store: Store) -> None:
    for number in range(2_000, 2_004):
        store.put_stations([station(number, name=f"演示湾边{number}")])
        found = newest(snapshots, store)
        assert len(layouts(found)) == 2
    agrees(found, TELLING)


def test_damaged_names_are_laid_out_anew(many: Snapshot, snapshots: Snapshots, store: Store) -> None:
    (layouts(many)[0] / "row_of.npy").unlink()
    store.put_stations([station(9, name="演示湾边")])
    agrees(newest(snapshots, store), TELLING)
