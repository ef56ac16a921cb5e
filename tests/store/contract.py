"""What every store must keep, whatever database it stands on."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from locator.errors import InvalidInput, StoreError
from locator.factsheet import FactSheet
from locator.station import Station
from locator.store import Store, open_store
from tests.made_up import station
from tests.store.contract_crowd import CrowdContract
from tests.store.contract_following import FollowingContract
from tests.store.contract_geocodes import GeocodeContract
from tests.store.contract_history import HistoryContract
from tests.store.contract_imports import ImportContract
from tests.store.contract_notices import NoticeContract
from tests.store.contract_reviews import ReviewContract
from tests.store.samples import SUPPRESSED, full_stations

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


class StoreContract(
    HistoryContract,
    ImportContract,
    ReviewContract,
    GeocodeContract,
    NoticeContract,
    CrowdContract,
    FollowingContract,
):
    """Subclasses give the fixture `url`: an empty database of their own."""

    @pytest.fixture
    def store(self, url: str) -> Iterator[Store]:
        opened = open_store(url, create=True)
        opened.upgrade()
        yield opened
        opened.close()

    def test_a_new_store_is_empty(self, store: Store) -> None:
        assert store.is_empty()
        assert store.snapshot() == (0, [])

    def test_upgrading_twice_changes_nothing(self, store: Store) -> None:
        store.put_stations([station(1)])
        store.upgrade()
        assert store.snapshot()[1] == [station(1)]

    @settings(suppress_health_check=SUPPRESSED, max_examples=40, deadline=None)
    @given(made=full_stations)
    def test_a_station_comes_back_as_it_was(self, store: Store, made: Station) -> None:
        store.put_stations([made])
        assert {kept.id: kept for kept in store.snapshot()[1]}[made.id] == made

    def test_stations_come_by_id(self, store: Store) -> None:
        store.put_stations([station(3), station(1), station(2)])
        assert [kept.id for kept in store.snapshot()[1]] == ["test-0001", "test-0002", "test-0003"]

    def test_ids_sort_by_their_characters(self, store: Store) -> None:
        ids = ["a-10", "B-1", "a_1", "A-2", "a-9"]
        store.put_stations([station(1, id=name) for name in ids])
        assert [kept.id for kept in store.snapshot()[1]] == sorted(ids)

    @pytest.mark.parametrize("fields", [{"name": "a\x00b"}, {"honours": [{"name": "a\x00"}]}])
    def test_a_text_with_nul_is_refused_and_the_field_named(
        self, store: Store, fields: dict[str, object]
    ) -> None:
        with pytest.raises(InvalidInput, match="NUL") as refused:
            store.put_stations([station(1), station(2, **fields)])
        assert refused.value.field == next(iter(fields))
        assert store.snapshot() == (0, [])

    def test_a_backslash_that_only_looks_like_nul_is_kept(self, store: Store) -> None:
        store.put_stations([station(1, name="C:\\u0000")])
        assert store.snapshot()[1][0].name == "C:\\u0000"

    def test_what_is_no_unicode_is_told_in_words(self, store: Store) -> None:
        with pytest.raises(StoreError):
            store.history("\ud800")

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
