"""How every store queues questions for a person."""

import pytest

from locator.errors import InvalidInput, NotFound
from locator.store import Review, Store

PAIR = Review(
    "duplicate", ("a-1", "b-1"), {"score": 0.8, "fields": ["name"]}, [{"zh": "名称相近", "en": "alike"}]
)
PLACE = Review("geocode", ("a-1",), {"distance_m": 900.5})


class ReviewContract:
    """Subclasses give the fixture `store`."""

    def test_a_question_comes_back_as_it_was_asked(self, store: Store) -> None:
        assert store.reviews.add([PAIR, PLACE]) == 2
        (pair,) = store.reviews.open("duplicate")
        assert (pair.kind, pair.stations, pair.payload) == (PAIR.kind, PAIR.stations, PAIR.payload)
        assert (list(pair.reasons), pair.state, pair.import_id) == (PAIR.reasons, "open", None)
        assert [each.kind for each in store.reviews.open()] == ["duplicate", "geocode"]

    def test_the_same_question_is_asked_once(self, store: Store) -> None:
        assert store.reviews.add([PAIR, PAIR]) == 1
        assert store.reviews.add([PAIR, PLACE]) == 1
        assert len(store.reviews.open()) == 2

    def test_a_decided_question_is_not_asked_again(self, store: Store) -> None:
        store.reviews.add([PAIR])
        store.reviews.close(store.reviews.open()[0].number, actor="steward", decision="two stations")
        assert store.reviews.add([PAIR]) == 0
        assert store.reviews.open() == []
        (done,) = store.reviews.done()
        assert (done.closed_by, done.decision) == ("steward", "two stations")
        assert done.closed_at
        assert done.closed_at >= done.at

    def test_only_an_open_question_can_be_decided(self, store: Store) -> None:
        with pytest.raises(NotFound, match="7"):
            store.reviews.close(7, actor="steward", decision="x")

    def test_a_kind_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(InvalidInput, match="duplicate"):
            Review("question")

    def test_hostile_text_in_a_question_is_made_storable(self, store: Store) -> None:
        store.reviews.add([Review("warning", (), {"text\x00": ["a\x00b", "\ud800"]}, ["\x00"])])
        assert store.reviews.open()[0].payload == {"text\ufffd": ["a\ufffdb", "?"]}
