import pytest

from locator import vocabulary
from locator.errors import UnknownTerm
from locator.station import Station


@pytest.mark.parametrize("kind", vocabulary.kinds())
def test_every_word_has_a_chinese_and_an_english_name(kind: str) -> None:
    assert all(term.zh and term.en for term in vocabulary.terms(kind).values())


def test_an_unknown_kind_and_an_unknown_word_are_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownTerm, match="amenity"):
        vocabulary.terms("amenities")
    with pytest.raises(UnknownTerm, match="microwave"):
        vocabulary.known("amenity", "micowave")


def test_every_item_of_a_standard_asks_something_a_record_can_tell() -> None:
    for standard in vocabulary.standards().values():
        assert standard.zh
        assert standard.en
        for item in standard.items:
            assert item["zh"]
            assert item["en"]
            for key in (item.get("amenity"), *item.get("or", ())):
                assert key is None or vocabulary.known("amenity", key)
            assert item.get("field") is None or item["field"] in Station.model_fields
            assert all(vocabulary.known("map_app", app) for app in item.get("listed_on", ()))
            assert {"amenity", "field", "listed_on", "spacing_m", "reach_m"} & set(item)


def test_the_ten_ones_are_ten() -> None:
    assert len(vocabulary.standards()["ten_ones"].items) == 10
