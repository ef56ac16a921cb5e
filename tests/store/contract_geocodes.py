"""How every store keeps geocoders' answers and budgets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from locator.store import Store

TODAY = date(2026, 3, 1)


class GeocodeContract:
    """Subclasses give the fixture `store`."""

    def test_an_address_never_asked_has_no_answer(self, store: Store) -> None:
        assert store.geocodes.cached("amap", "演示路1号") is None

    def test_an_answer_is_kept_by_provider_and_address(self, store: Store) -> None:
        payload = {"lon": 113.5, "found": [1, {"a": None}], "none": False}
        store.geocodes.keep("amap", "演示路1号", payload)
        assert store.geocodes.cached("amap", "演示路1号") == payload
        assert store.geocodes.cached("baidu", "演示路1号") is None
        assert store.geocodes.cached("amap", "演示路2号") is None

    def test_a_later_answer_replaces(self, store: Store) -> None:
        for answer in ({"status": "none"}, {"status": "found"}):
            store.geocodes.keep("amap", "演示路1号", answer)
        assert store.geocodes.cached("amap", "演示路1号") == {"status": "found"}

    def test_an_answer_that_found_nothing_is_an_answer(self, store: Store) -> None:
        store.geocodes.keep("amap", "演示路1号", {})
        assert store.geocodes.cached("amap", "演示路1号") == {}

    def test_very_long_and_hostile_addresses_are_kept(self, store: Store) -> None:
        for address in ("长" * 20_000, "a\x00b", "\ud800"):
            store.geocodes.keep("amap", address, {"text": address[:10]})
            assert store.geocodes.cached("amap", address) is not None

    def test_keeping_an_answer_is_no_new_revision(self, store: Store) -> None:
        store.geocodes.keep("amap", "演示路1号", {})
        store.geocodes.spend("amap", TODAY, 1)
        assert store.revision() == 0

    def test_spending_tells_the_sum_of_the_day(self, store: Store) -> None:
        assert [store.geocodes.spend("amap", TODAY, requests) for requests in (7, 1, 2)] == [7, 8, 10]
        assert store.geocodes.spent("amap", TODAY) == 10

    def test_each_provider_and_day_has_its_own_budget(self, store: Store) -> None:
        assert store.geocodes.spend("amap", TODAY, 10) == 10
        assert store.geocodes.spend("baidu", TODAY, 5) == 5
        assert store.geocodes.spend("amap", date(2026, 3, 2), 3) == 3
        assert store.geocodes.spent("tencent", TODAY) == 0

    def test_no_request_is_counted_twice_or_lost_however_many_spend_at_once(self, store: Store) -> None:
        with ThreadPoolExecutor(4) as pool:
            sums = list(pool.map(lambda _: store.geocodes.spend("amap", TODAY, 1), range(40)))
        assert sorted(sums) == list(range(1, 41))
