"""What every store does with a change plan."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from locator.errors import InvalidInput, StoreConflict, StoreError
from locator.store import Review, StationChange, Store, open_store
from tests.made_up import station

NEW = [StationChange(f"test-{number:04}", None, station(number)) for number in range(3)]
BEFORE = station(1, stars=2)


def applied(store: Store, changes: list[StationChange], **more: object) -> str:
    import_id = store.apply(changes, source="list", actor="tester", **more)
    assert import_id is not None
    return import_id


class ImportContract:
    """Subclasses give the fixtures `url` and `store`."""

    def test_an_import_is_applied_and_listed(self, store: Store) -> None:
        store.put_stations([BEFORE, station(9)])
        changes = [
            NEW[0],
            StationChange("test-0001", BEFORE, station(1)),
            StationChange("test-0009", station(9), None),
        ]
        first = applied(store, changes, files=["甲.csv", "乙.csv"], counts={"rejected": 4})
        assert store.snapshot() == (2, [station(0), station(1)])
        (kept,) = store.imports()
        assert (kept.id, kept.actor, kept.source, kept.state) == (first, "tester", "list", "applied")
        assert kept.files == ("甲.csv", "乙.csv")
        assert kept.counts == {"new": 1, "changed": 1, "removed": 1, "rejected": 4}
        assert kept.at == store.history("test-0000")[0].at
        assert store.history("test-0000")[0].import_id == first

    def test_an_id_is_the_day_and_a_number(self, url: str) -> None:
        store = open_store(url, create=True, clock=lambda: datetime(2026, 3, 1, tzinfo=UTC))
        store.upgrade()
        assert [applied(store, [change]) for change in NEW[:2]] == ["20260301-1", "20260301-2"]
        assert [each.id for each in store.imports()] == ["20260301-2", "20260301-1"]
        store.close()

    @pytest.mark.parametrize("stored", [[], [station(1, stars=5)]], ids=["gone", "other"])
    def test_a_station_that_is_no_longer_as_planned_stops_the_whole_import(
        self, store: Store, stored: list[object]
    ) -> None:
        store.put_stations(stored)  # type: ignore[arg-type]
        before = store.snapshot()
        with pytest.raises(StoreConflict, match="test-0001") as conflict:
            applied(store, [NEW[0], StationChange("test-0001", BEFORE, station(1))])
        assert conflict.value.stations == ("test-0001",)
        assert store.snapshot() == before
        assert store.imports() == []

    def test_a_new_station_whose_id_is_taken_is_a_conflict(self, store: Store) -> None:
        store.put_stations([BEFORE])
        with pytest.raises(StoreConflict, match="test-0001"):
            applied(store, NEW)
        assert store.snapshot()[1] == [BEFORE]

    def test_a_plan_on_an_older_revision_is_held_against_what_is_there_now(self, store: Store) -> None:
        revision, _ = store.snapshot()
        store.put_stations([BEFORE])
        with pytest.raises(StoreConflict, match="test-0001"):
            applied(store, NEW, planned_on=revision)
        assert store.snapshot()[1] == [BEFORE]

    def test_a_plan_on_the_last_revision_is_applied(self, store: Store) -> None:
        store.put_stations([BEFORE])
        change = StationChange("test-0001", BEFORE, station(1))
        import_id = applied(store, [NEW[0], change], planned_on=store.revision())
        assert store.snapshot() == (2, [station(0), station(1)])
        store.undo(import_id)
        assert store.snapshot() == (3, [BEFORE])

    def test_a_source_that_breaks_off_leaves_nothing(self, store: Store) -> None:
        def breaking() -> Iterator[StationChange]:
            for number in range(3_000):
                yield StationChange(f"test-{number:04}", None, station(number))
            raise InvalidInput("row 3001")

        with pytest.raises(InvalidInput):
            store.apply(breaking(), source="list", actor="x")
        assert store.snapshot() == (0, [])
        assert store.history("test-0001") == []

    @pytest.mark.parametrize("changes", [[NEW[0], NEW[0]], [StationChange("other", None, station(1))]])
    def test_a_plan_that_contradicts_itself_is_refused(
        self, store: Store, changes: list[StationChange]
    ) -> None:
        with pytest.raises(StoreError, match="twice"):
            applied(store, changes)
        assert store.snapshot() == (0, [])

    def test_a_plan_that_changes_nothing_leaves_nothing(self, store: Store) -> None:
        store.put_stations([BEFORE])
        assert store.apply([StationChange("test-0001", BEFORE, BEFORE)], source="list", actor="x") is None
        assert store.revision() == 1
        assert store.imports() == []

    def test_work_that_was_done_is_not_done_again(self, store: Store) -> None:
        first = applied(store, NEW, work="sha256 of the list")
        assert applied(store, NEW, work="sha256 of the list") == first
        assert store.revision() == 1
        with pytest.raises(StoreConflict):
            applied(store, NEW, work="other work")

    def test_work_that_was_taken_back_may_be_done_again(self, store: Store) -> None:
        first = applied(store, NEW, work="a")
        store.undo(first)
        assert applied(store, NEW, work="a") != first

    def test_taking_back_restores_what_was_before(self, store: Store) -> None:
        store.put_stations([BEFORE, station(9)])
        before = store.snapshot()[1]
        changes = [
            NEW[0],
            StationChange("test-0001", BEFORE, station(1)),
            StationChange("test-0009", station(9), None),
        ]
        first = applied(store, changes)
        done = store.undo(first, actor="steward")
        assert (done.import_id, done.restored, done.left) == (first, 3, ())
        assert store.snapshot() == (3, before)
        assert store.imports()[0].state == "undone"
        last = store.history("test-0000")[-1]
        assert (last.kind, last.actor, last.import_id, last.undone) == ("removed", "steward", first, True)

    def test_what_was_taken_back_cannot_be_taken_back_again(self, store: Store) -> None:
        first = applied(store, NEW)
        store.undo(first)
        with pytest.raises(StoreError, match="already"):
            store.undo(first)
        assert store.revision() == 2

    def test_a_station_changed_since_stops_the_undo(self, store: Store) -> None:
        first = applied(store, NEW)
        store.put_stations([BEFORE])
        before = store.snapshot()
        with pytest.raises(StoreConflict, match="test-0001") as conflict:
            store.undo(first)
        assert conflict.value.stations == ("test-0001",)
        assert store.snapshot() == before

    def test_a_station_changed_since_may_be_left_and_is_named(self, store: Store) -> None:
        first = applied(store, NEW)
        store.put_stations([BEFORE])
        done = store.undo(first, leave_changed=True)
        assert (done.restored, done.left) == (2, ("test-0001",))
        assert store.snapshot()[1] == [BEFORE]

    def test_a_station_changed_and_changed_back_is_unchanged(self, store: Store) -> None:
        first = applied(store, NEW)
        second = applied(store, [StationChange("test-0001", station(1), BEFORE)])
        store.undo(second)
        assert store.undo(first).left == ()
        assert store.snapshot()[1] == []

    def test_questions_come_with_the_import_and_go_with_its_undo(self, store: Store) -> None:
        ask = Review("duplicate", ("test-0000", "test-0001"), {"score": 0.8})
        first = applied(store, NEW, reviews=[ask])
        (queued,) = store.reviews.open()
        assert queued.import_id == first
        assert store.apply([], source="list", actor="x", reviews=[ask]) is None
        store.undo(first)
        assert store.reviews.open() == []
        applied(store, NEW, reviews=[ask])
        assert len(store.reviews.open()) == 1

    def test_names_that_are_no_unicode_are_kept_readable(self, store: Store) -> None:
        applied(store, NEW, files=["\udcb0\udca1.csv", "a\x00.csv"])
        assert [name.endswith(".csv") for name in store.imports()[0].files] == [True, True]

    def test_what_a_source_s_rows_became_is_known_until_it_is_taken_back(self, store: Store) -> None:
        first = applied(store, NEW[:2], keys={"ref:1": "test-0000", "ref:2": "test-0001"})
        applied(store, NEW[2:], keys={"ref:2": "test-0002"})
        assert store.known_keys("list") == {"ref:1": "test-0000", "ref:2": "test-0002"}
        assert store.known_keys("another") == {}
        store.undo(first)
        assert store.known_keys("list") == {"ref:2": "test-0002"}
