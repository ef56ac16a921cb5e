"""How every store keeps dated notices."""

from datetime import UTC, datetime, timedelta

import pytest

from locator.errors import NotFound, StoreError
from locator.notice import Notice
from locator.store import Store, open_store
from tests.made_up import notice, station

NOON = datetime(2026, 7, 16, 12, tzinfo=UTC)


class NoticeContract:
    """Subclasses give the fixtures `url` and `store`."""

    @pytest.mark.parametrize(
        "fields",
        [
            {"stations": ("test-0001", "test-0002"), "kind": "hours", "opening_hours": "10:00-16:00"},
            {"adcode": "460200", "ends": NOON + timedelta(days=2), "source": "演示气象台"},
            {"everywhere": True, "kind": "info", "text_en": "Demo </script>", "text_zh": "演示`${1}`"},
        ],
    )
    def test_a_notice_comes_back_as_it_was(self, store: Store, fields: dict[str, object]) -> None:
        store.put_stations([station(1), station(2)])
        made = notice(**fields)
        store.notices.add(made)
        assert store.notices.all() == [made]

    def test_notices_come_in_the_order_of_their_issue(self, store: Store) -> None:
        late, early = (notice(issued_at=NOON - timedelta(days=days)) for days in (1, 2))
        for made in (late, early):
            store.notices.add(made)
        assert store.notices.all() == [early, late]

    def test_each_write_moves_the_revision_so_that_catalogs_see_it(self, store: Store) -> None:
        made = notice()
        store.notices.add(made)
        assert store.revision() == 1
        store.notices.withdraw(made.id)
        assert store.revision() == 2

    def test_a_withdrawn_notice_is_kept_and_says_from_when_on_it_holds_no_more(self, url: str) -> None:
        store = open_store(url, create=True, clock=lambda: NOON)
        store.upgrade()
        made = notice(starts=NOON - timedelta(days=1))
        store.notices.add(made)
        withdrawn = store.notices.withdraw(made.id)
        assert store.notices.all() == [withdrawn]
        assert withdrawn.over_at == NOON
        store.close()

    def test_a_notice_is_withdrawn_once(self, store: Store) -> None:
        made = notice()
        store.notices.add(made)
        store.notices.withdraw(made.id)
        with pytest.raises(StoreError, match="withdrawn"):
            store.notices.withdraw(made.id)
        assert store.revision() == 2

    def test_what_is_not_there_is_named(self, store: Store) -> None:
        with pytest.raises(NotFound, match="n-0"):
            store.notices.withdraw("n-0")
        with pytest.raises(NotFound, match="test-0007"):
            store.notices.add(notice(stations=("test-0007",)))
        assert store.revision() == 0

    def test_an_id_is_given_once(self, store: Store) -> None:
        store.notices.add(notice(id="n-1"))
        with pytest.raises(StoreError, match="n-1"):
            store.notices.add(notice(id="n-1", kind="info"))
        assert store.notices.all()[0].kind == "closed"

    def test_who_did_it_is_storable_whatever_it_is_called(self, store: Store) -> None:
        made: Notice = notice()
        store.notices.add(made, actor="a\x00b")
        assert store.notices.all() == [made]

    def test_stations_stay_as_they_are(self, store: Store) -> None:
        store.put_stations([station(1)])
        before = store.history("test-0001")
        store.notices.add(notice(stations=("test-0001",)))
        assert store.history("test-0001") == before
        assert store.snapshot() == (2, [station(1)])
