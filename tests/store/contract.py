"""What every store must keep, whatever database it stands on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator import vocabulary
from locator.errors import StoreError
from locator.factsheet import FactSheet
from locator.station import Station
from locator.store import Store
from tests.made_up import station

SHEET = FactSheet.model_validate(
    {
        "source": {
            "id": "paper-1",
            "publisher_zh": "演示报",
            "publisher_en": "Demo Daily",
            "headline": "演示",
            "summary_zh": "演示",
            "summary_en": "Demo",
        },
        "station": [station(1, 109.5, 18.25).model_dump(), station(2).model_dump()],
        "venue": [{"id": "venue-1", "name": "演示广场", "region": "460200", "area_m2": 1270}],
        "figure": [
            {
                "region": "460200",
                "region_name": "三亚市",
                "kind": "stations_built",
                "value": 74,
                "unit": "家",
                "period": "2023",
            }
        ],
        "practice": [{"region": "460200", "region_name": "三亚市", "zh": "演示", "en": "Demo"}],
    }
)

full_stations = st.builds(
    station,
    number=st.integers(0, 9999),
    lon=st.none() | st.floats(-180, 180),
    lat=st.floats(-90, 90),
    name=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=50
    ).filter(lambda text: text.strip()),
    amenities=st.dictionaries(
        st.sampled_from([*vocabulary.terms("amenity")]), st.sampled_from(["yes", "no"])
    ),
    honours=st.just(({"name": "最美", "year": 2023},)),
    visits=st.just(({"count": 3200, "period": "2023", "qualifier": "at_least"},)),
    verified_on=st.none() | st.dates(),
    registration_required=st.none() | st.booleans(),
    opening_hours=st.none() | st.just("Mo-Fr 08:00-20:00"),
    qualifiers=st.just({"area_m2": "about"}),
    area_m2=st.none() | st.floats(0.1, 1e6),
    contact=st.none() | st.just("演示"),
)


class StoreContract:
    """Subclasses give the fixture `store`: an upgraded, empty store."""

    def test_a_new_store_is_empty(self, store: Store) -> None:
        assert store.is_empty()
        assert store.snapshot() == (0, [])

    def test_upgrading_twice_changes_nothing(self, store: Store) -> None:
        store.put_stations([station(1)])
        store.upgrade()
        assert store.snapshot()[1] == [station(1)]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
    @given(made=full_stations)
    def test_a_station_comes_back_as_it_was(self, store: Store, made: Station) -> None:
        store.put_stations([made])
        assert {kept.id: kept for kept in store.snapshot()[1]}[made.id] == made

    def test_stations_come_by_id(self, store: Store) -> None:
        store.put_stations([station(3), station(1), station(2)])
        assert [kept.id for kept in store.snapshot()[1]] == ["test-0001", "test-0002", "test-0003"]

    def test_the_same_id_replaces(self, store: Store) -> None:
        store.put_stations([station(1, name="before")])
        store.put_stations([station(1, name="after")])
        assert [kept.name for kept in store.snapshot()[1]] == ["after"]

    def test_every_write_moves_the_revision_by_one(self, store: Store) -> None:
        store.put_stations([station(1), station(2)])
        store.put_sheets([SHEET])
        assert store.revision() == 2

    def test_a_write_that_fails_changes_nothing(self, store: Store) -> None:
        with pytest.raises(StoreError):
            store.put_stations([station(1), station(2), station(1)])
        assert store.snapshot() == (0, [])

    def test_more_stations_than_one_statement_takes(self, store: Store) -> None:
        assert store.put_stations(station(number) for number in range(4_500)) == 4_500
        assert len(store.snapshot()[1]) == 4_500

    def test_a_sheet_comes_back_whole(self, store: Store) -> None:
        assert store.put_sheets([SHEET]) == 2
        assert store.snapshot()[1] == list(SHEET.stations)
        assert store.sources() == [SHEET.source]
        assert store.figures() == [("paper-1", SHEET.figures[0])]
        assert store.venues() == [("paper-1", SHEET.venues[0])]
        assert store.practices() == [("paper-1", SHEET.practices[0])]
        assert not store.is_empty()

    @pytest.mark.parametrize("read", ["sources", "figures", "venues", "practices"])
    def test_the_same_sheet_twice_is_there_once(self, store: Store, read: str) -> None:
        store.put_sheets([SHEET])
        store.put_sheets([SHEET])
        assert len(getattr(store, read)()) == 1
