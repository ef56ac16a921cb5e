"""What every store remembers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.errors import InvalidInput, NotFound, StoreError
from locator.station import Station
from locator.store import StationChange, Store, open_store
from tests.made_up import station
from tests.store.samples import SUPPRESSED, full_stations

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)

writes = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.lists(full_stations, max_size=4, unique_by=lambda made: made.id)),
        st.tuples(st.just("apply"), st.lists(full_stations, max_size=4, unique_by=lambda made: made.id)),
        st.tuples(st.just("remove"), st.integers(0, 9)),
        st.tuples(st.just("undo"), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=6,
)


def write(store: Store, kind: str, what: Any) -> None:
    now = {kept.id: kept for kept in store.snapshot()[1]}
    if kind == "put":
        store.put_stations(what)
    elif kind == "apply":
        changes = [StationChange(made.id, now.get(made.id), made) for made in what]
        store.apply(changes, source="list", actor="tester")
    elif kind == "remove" and now:
        gone = [*now.values()][what % len(now)]
        store.apply([StationChange(gone.id, gone, None)], source="list", actor="tester")
    elif kind == "undo" and (standing := [each for each in store.imports() if each.state == "applied"]):
        store.undo(standing[what % len(standing)].id, leave_changed=True)


class HistoryContract:
    """Subclasses give the fixtures `url` and `store`."""

    @settings(suppress_health_check=SUPPRESSED, max_examples=15, deadline=None)
    @given(steps=writes)
    def test_the_log_gives_every_earlier_state_exactly(
        self, store: Store, steps: list[tuple[str, Any]]
    ) -> None:
        seen: list[tuple[datetime, list[Station]]] = []
        for kind, what in steps:
            write(store, kind, what)
            seen.append((datetime.now(UTC), store.snapshot()[1]))
        for moment, stations in seen:
            assert store.stations_at(moment) == stations
            by_id = {kept.id: kept for kept in stations}
            assert all(
                store.station_at(f"test-{n:04}", moment) == by_id.get(f"test-{n:04}") for n in range(10)
            )

    def test_before_the_first_write_there_was_nothing(self, store: Store) -> None:
        before = datetime.now(UTC)
        store.put_stations([station(1)])
        assert store.stations_at(before) == []
        assert store.station_at("test-0001", before) is None

    def test_a_moment_without_zone_is_refused(self, store: Store) -> None:
        with pytest.raises(InvalidInput, match="zone"):
            store.stations_at(datetime(2026, 3, 1))  # noqa: DTZ001

    def test_history_tells_field_by_field_who_changed_what(self, store: Store) -> None:
        store.put_stations([station(1, district="甲区")], source="paper")
        store.put_stations(
            [station(1, district="乙区", stars=3)], actor="steward", source="visit", verified=True
        )
        *made, district, stars = store.history("test-0001")
        assert {(change.kind, change.field, change.new) for change in made} == {
            ("created", "name", "演示站点1"),
            ("created", "district", "甲区"),
        }
        assert (district.field, district.old, district.new) == ("district", "甲区", "乙区")
        assert (stars.field, stars.old, stars.new) == ("stars", None, 3)
        assert {(each.kind, each.actor, each.source, each.verified) for each in (district, stars)} == {
            ("changed", "steward", "visit", True)
        }
        assert district.revision == 2
        assert made[0].at < district.at <= datetime.now(UTC)

    def test_an_unknown_station_has_no_history(self, store: Store) -> None:
        assert store.history("nobody") == []

    def test_writing_what_is_there_already_leaves_no_trace(self, store: Store) -> None:
        store.put_stations([station(1)])
        traces = len(store.history("test-0001"))
        store.put_stations([station(1)])
        assert len(store.history("test-0001")) == traces

    def test_moments_grow_with_the_revisions_though_the_clock_goes_back(self, url: str) -> None:
        ticks = iter([FIRST, FIRST - timedelta(days=1), FIRST, FIRST])
        store = open_store(url, create=True, clock=lambda: next(ticks))
        store.upgrade()
        for name in "甲乙丙":
            store.put_stations([station(1, name=name)])
        moments = [change.at for change in store.history("test-0001")]
        assert moments == sorted(set(moments))
        assert [store.station_at("test-0001", at) for at in moments] == [station(1, name=n) for n in "甲乙丙"]
        store.close()

    @pytest.mark.parametrize("table", ["changes", "revisions"])
    @pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET number = number + 100"])
    def test_the_log_cannot_be_rewritten(self, store: Store, table: str, statement: str) -> None:
        store.put_stations([station(1)])
        with pytest.raises(StoreError, match="append-only"), store._write() as connection:
            connection.exec_driver_sql(statement.format(table))
        assert store.history("test-0001")

    def test_each_field_knows_who_told_it(self, store: Store) -> None:
        store.put_stations([station(1, stars=2, district="甲区")], source="paper")
        store.put_stations([station(1, stars=3, district="甲区")], source="visit", verified=True)
        fields = store.field_sources(["test-0001", "nobody"])["test-0001"]
        assert {name: (told.source, told.verified) for name, told in fields.items()} == {
            "name": ("paper", False),
            "district": ("paper", False),
            "stars": ("visit", True),
        }
        assert fields["stars"].at > fields["name"].at
        assert store.field_sources() == {"test-0001": fields}

    def test_who_sets_verified_on_stands_for_the_whole_record(self, store: Store) -> None:
        store.put_stations([station(1, stars=2)], source="paper")
        store.put_stations([station(1, stars=2, verified_on="2026-03-01")], source="visit", verified=True)
        fields = store.field_sources(["test-0001"])["test-0001"]
        assert set(fields) == {"name", "stars", "verified_on"}
        assert all(told.verified and told.source == "visit" for told in fields.values())

    def test_a_list_that_overwrites_a_verified_field_is_not_verified_itself(self, store: Store) -> None:
        store.put_stations([station(1, stars=2)], source="visit", verified=True)
        store.put_stations([station(1, stars=3)], source="list")
        assert not store.field_sources(["test-0001"])["test-0001"]["stars"].verified

    def test_taking_an_import_back_brings_back_who_told_the_fields(self, store: Store) -> None:
        store.put_stations([station(1, stars=2)], source="visit", verified=True)
        before = store.field_sources(["test-0001"])
        for stars in (3, 4):
            now = store.snapshot()[1][0]
            store.apply([StationChange(now.id, now, station(1, stars=stars))], source="list", actor="x")
        for each in store.imports():
            store.undo(each.id)
        assert store.field_sources(["test-0001"]) == before

    def test_a_station_that_went_is_in_the_history_and_tells_no_sources(self, store: Store) -> None:
        store.put_stations([station(1)])
        store.apply([StationChange("test-0001", station(1), None)], source="list", actor="x")
        gone = store.history("test-0001")[-1]
        assert (gone.kind, gone.field, gone.old, gone.new) == ("removed", "name", "演示站点1", None)
        assert store.field_sources(["test-0001"]) == store.field_sources() == {}

    def test_a_station_that_went_is_told_as_it_last_was(self, url: str) -> None:
        store = open_store(url, create=True, clock=lambda: FIRST)
        store.upgrade()
        store.put_stations([station(1, stars=2), station(2)])
        store.put_stations([station(1, stars=3)])
        assert store.departed("test-0001") is None, "it is still there"
        store.apply([StationChange("test-0001", station(1, stars=3), None)], source="list", actor="x")
        gone = store.departed("test-0001")
        assert gone is not None
        assert gone.station == station(1, stars=3)
        assert gone.at - FIRST < timedelta(seconds=1)
        assert store.departed("test-0002") is None
        assert store.departed("nobody") is None
        store.put_stations([station(1)])
        assert store.departed("test-0001") is None, "it came back"
        store.close()

    def test_each_station_s_last_change_is_that_of_its_last_write(self, url: str) -> None:
        moments = iter(FIRST + timedelta(days=day) for day in range(10))
        store = open_store(url, create=True, clock=lambda: next(moments))
        store.upgrade()
        for written in ([station(1), station(2)], [station(1, stars=3)]):
            store.put_stations(written)
        told = store.last_changes()
        assert {id_: (at - FIRST).days for id_, at in told.items()} == {"test-0001": 1, "test-0002": 0}
        store.close()

    def test_undoing_an_unknown_import_says_so(self, store: Store) -> None:
        with pytest.raises(NotFound, match="20260301-1"):
            store.undo("20260301-1")
