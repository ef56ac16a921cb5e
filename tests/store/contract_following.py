"""What those see who keep a copy of the registry up to date."""

from locator.station import Station
from locator.store import Store
from locator.store.following import BEGINNING, Version
from locator.store.log import StationChange
from tests.made_up import station


def change(new: Station) -> StationChange:
    return StationChange(new.id, None, new)


class FollowingContract:
    def test_nothing_moved_since_now(self, store: Store) -> None:
        store.put_stations([station(1)])
        now = store.version()
        assert store.moved_since(now, 10) == (now, {})

    def test_what_moved_is_told_as_it_is_now(self, store: Store) -> None:
        store.put_stations([station(1), station(2), station(3)])
        then = store.version()
        store.put_stations([station(1, name="改过"), station(4)])
        store.put_stations([station(1, name="又改过")])
        moved = store.moved_since(then, 10)
        assert moved is not None
        assert moved.version == store.version()
        assert moved.stations == {"test-0001": station(1, name="又改过"), "test-0004": station(4)}

    def test_what_is_gone_is_told_as_none(self, store: Store) -> None:
        store.put_stations([station(1)])
        then = store.version()
        import_id = store.apply([change(station(2))], source="list-1", actor="test")
        assert import_id
        store.undo(import_id)
        moved = store.moved_since(then, 10)
        assert moved is not None
        assert moved.stations == {"test-0002": None}

    def test_from_the_beginning_everything_moved(self, store: Store) -> None:
        assert store.version() == Version(0, BEGINNING)
        beginning = store.version()
        store.put_stations([station(1)])
        moved = store.moved_since(beginning, 10)
        assert moved is not None
        assert moved.stations == {"test-0001": station(1)}

    def test_more_than_asked_for_is_not_told(self, store: Store) -> None:
        beginning = store.version()
        store.put_stations([station(1), station(2), station(3)])
        assert store.moved_since(beginning, 2) is None
        assert store.moved_since(beginning, 3) is not None

    def test_a_state_of_another_registry_is_no_state_of_this_one(self, store: Store) -> None:
        store.put_stations([station(1)])
        now = store.version()
        assert store.moved_since(now._replace(at=BEGINNING), 10) is None
        assert store.moved_since(now._replace(number=7), 10) is None

    def test_a_stream_is_one_consistent_reading(self, store: Store) -> None:
        store.put_stations([station(number) for number in range(1, 40)])
        with store.streaming() as (version, stations):
            first = next(stations)
            assert version == store.version()
            assert [first.id, *(one.id for one in stations)] == [f"test-{n:04d}" for n in range(1, 40)]
