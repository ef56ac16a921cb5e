"""The chain: who is asked, what is remembered, what is taken, what goes to review."""

import json
import re
from collections.abc import Sequence

import pytest

from locator.errors import NotFound, ProviderError
from locator.geocode.batch import has_no_exact_place, place_all
from locator.geocode.chain import Chain
from locator.geocode.failures import BadKey, OverQuota, ProviderBroken, TooFast
from locator.geocode.gazetteer import Gazetteer
from locator.geocode.keeping import kept, match_of
from locator.geocode.match import Candidate, Match
from locator.geocode.placing import DivisionGeocoder
from locator.geocode.resting import BROKEN_IN_A_ROW
from locator.station import Position, Precision
from tests.geocode.contract import GeocoderContract
from tests.geocode.made_up_online import Memory, Provider, Time, match
from tests.made_up import station

GAZETTEER = Gazetteer.bundled()
ADDRESS = "三亚市吉阳区河东路138号"
HERE = match("amap", 109.5112, 18.2534)
NEAR = match("baidu", 109.5130, 18.2534)
FAR = match("baidu", 109.5300, 18.2534)
STREET = match("baidu", 109.5130, 18.2570, Precision.STREET, 3_000.0)
BEIJING = match("amap", 116.40, 39.90)


def chain(
    *providers: Provider,
    memory: Memory | None = None,
    time: Time | None = None,
    opinions: int = 1,
    offline: DivisionGeocoder = GAZETTEER,
) -> Chain:
    return Chain(offline, providers, memory or Memory(), opinions=opinions, clock=(time or Time()).clock())


def codes(placed_by: Chain, address: str = ADDRESS) -> list[str]:
    return [doubt.code for doubt in placed_by.place(address).doubts]


class TestChain(GeocoderContract):
    def geocoder(self) -> Chain:
        return chain(Provider("amap", {"河东路138号": HERE}))


class TestWhoIsAsked:
    def test_offline_to_the_street_wins_and_nobody_is_asked(self) -> None:
        amap = Provider("amap", {"河东路": HERE})
        known = match("osm", 109.5, 18.2, Precision.STREET, 300.0)
        placed = chain(amap, offline=Provider("gazetteer", {"河东路": known})).place(ADDRESS)
        assert (placed.match, placed.doubts, amap.asked) == (known, (), [])

    def test_the_operators_order_counts_and_one_good_answer_is_enough(self) -> None:
        amap, baidu = Provider("amap", {"河东路": HERE}), Provider("baidu", {"河东路": NEAR})
        assert chain(amap, baidu).locate(ADDRESS) == HERE
        assert chain(baidu, amap).locate(ADDRESS) == NEAR
        assert len(amap.asked) == len(baidu.asked) == 1

    def test_as_many_opinions_are_heard_as_are_wanted(self) -> None:
        providers = [Provider(name, {"河东路": HERE}) for name in ("amap", "baidu", "tencent")]
        chain(*providers, opinions=2).place(ADDRESS)
        assert [len(provider.asked) for provider in providers] == [1, 1, 0]

    def test_a_coarse_answer_makes_the_next_one_asked(self) -> None:
        placed = chain(Provider("baidu", {"河东路": STREET}), Provider("amap", {"河东路": HERE})).place(
            ADDRESS
        )
        assert placed.match == HERE
        assert placed.answers == (STREET, HERE)

    def test_the_district_of_the_address_is_told_to_the_provider(self) -> None:
        amap = Provider("amap", {"河东路": HERE})
        chain(amap).place(ADDRESS)
        chain(amap).place("河东路138号", within="460203")
        assert [within for _, within in amap.asked] == ["460203", "460203"]

    def test_where_nobody_knows_the_street_it_is_the_district(self) -> None:
        placed = chain(Provider("amap", {})).place(ADDRESS)
        assert placed.match == GAZETTEER.locate(ADDRESS)
        assert (placed.doubts, placed.is_settled) == ((), True)

    def test_the_division_one_knows_is_the_last_resort(self) -> None:
        placed = chain(Provider("amap", {})).place("没有的地方", within="460203")
        assert placed.match == GAZETTEER.locate("三亚市吉阳区", within="460203")

    def test_a_provider_that_only_knows_the_district_does_not_replace_its_circle(self) -> None:
        coarse = match("amap", 109.6, 18.3, Precision.DISTRICT, 170_000.0)
        assert chain(Provider("amap", {"河东路": coarse})).locate(ADDRESS) == GAZETTEER.locate(ADDRESS)

    def test_an_unknown_division_is_not_found(self) -> None:
        with pytest.raises(NotFound):
            chain().place(ADDRESS, within="999999")


class TestWhatIsRemembered:
    @pytest.mark.parametrize("answer", [HERE, None])
    def test_an_answer_is_asked_for_once_and_so_is_nothing_found(self, answer: Match | None) -> None:
        memory, amap = Memory(), Provider("amap", {"河东路": answer})
        first = chain(amap, memory=memory).place(ADDRESS)
        assert chain(amap, memory=memory).place(ADDRESS) == first
        assert chain(amap, memory=memory).place("（三亚市吉阳区河东路１３８号）") == first
        assert len(amap.asked) == 1

    def test_a_failure_is_not_remembered(self) -> None:
        memory, amap = Memory(), Provider("amap", {"河东路": ProviderBroken("amap")})
        chain(amap, memory=memory).place(ADDRESS)
        amap.answers["河东路"] = HERE
        assert chain(amap, memory=memory).locate(ADDRESS) == HERE

    def test_what_is_kept_is_plain_json_and_comes_back_equal(self) -> None:
        candidate = Candidate("北京市朝阳区", "110105", Position(116.4, 39.9), 10.0)
        whole = Match(
            Position(116.4, 39.9), Precision.CITY, 5.0, "amap", HERE.parts, (candidate,), adcode="110105"
        )
        for one in (whole, None):
            assert match_of(json.loads(json.dumps(kept(one)))) == one


class TestWhoRests:
    def test_over_quota_ends_the_day_and_the_next_takes_over(self) -> None:
        time = Time()
        amap, baidu = Provider("amap", {"路": OverQuota("amap: full")}), Provider("baidu", {"路": NEAR})
        both = chain(amap, baidu, time=time)
        assert both.locate(ADDRESS) == both.locate("三亚市吉阳区河东路140号") == NEAR
        assert len(amap.asked) == 1
        assert str(both.resting["amap"]) == "amap: full"
        amap.answers["路"] = HERE
        time.pass_by(days=1)
        assert both.locate("三亚市吉阳区河东路142号") == HERE

    def test_a_bad_key_is_given_up_for_good(self) -> None:
        time, amap = Time(), Provider("amap", {"路": BadKey("amap")})
        one = chain(amap, time=time)
        one.place(ADDRESS)
        time.pass_by(days=9)
        one.place(ADDRESS)
        assert len(amap.asked) == 1
        assert one.is_out

    def test_too_fast_rests_for_minutes(self) -> None:
        time, amap = Time(), Provider("amap", {"路": TooFast("amap")})
        one = chain(amap, time=time)
        one.place(ADDRESS)
        assert one.is_out
        time.pass_by(minutes=3)
        assert not one.is_out

    def test_a_provider_that_breaks_once_is_asked_for_the_next_address(self) -> None:
        amap = Provider("amap", {"河东路": ProviderBroken("amap"), "解放路": HERE})
        one = chain(amap)
        one.place(ADDRESS)
        assert one.locate("三亚市吉阳区解放路1号") == HERE

    def test_a_provider_that_keeps_breaking_is_left_alone_for_a_while(self) -> None:
        time, amap = Time(), Provider("amap", {"路": ProviderBroken("amap")})
        one = chain(amap, time=time)
        for number in range(BROKEN_IN_A_ROW + 5):
            one.place(f"三亚市吉阳区河东路{number}号")
        assert len(amap.asked) == BROKEN_IN_A_ROW
        time.pass_by(minutes=11)
        assert not one.is_out

    def test_a_chain_without_providers_is_never_out(self) -> None:
        assert not chain().is_out


class TestDoubts:
    def test_two_that_agree_raise_none(self) -> None:
        both = chain(Provider("amap", {"路": HERE}), Provider("baidu", {"路": NEAR}), opinions=2)
        assert codes(both) == []

    def test_two_that_lie_beyond_both_radii_disagree(self) -> None:
        both = chain(Provider("amap", {"路": HERE}), Provider("baidu", {"路": FAR}), opinions=2)
        (doubt,) = both.place(ADDRESS).doubts
        assert doubt.code == "disagreement"
        assert "amap" in doubt.zh
        assert "baidu" in doubt.zh
        assert re.search(r"are (1,9|2,0)\d\d m apart", doubt.en)

    def test_a_wide_radius_that_holds_the_other_is_no_disagreement(self) -> None:
        both = chain(Provider("baidu", {"路": STREET}), Provider("amap", {"路": HERE}), opinions=2)
        assert codes(both) == []

    def test_a_street_for_a_house_is_imprecise(self) -> None:
        assert codes(chain(Provider("baidu", {"路": STREET}))) == ["imprecise"]

    def test_a_point_outside_the_district_is_not_taken_but_told(self) -> None:
        placed = chain(Provider("amap", {"路": BEIJING})).place(ADDRESS)
        assert placed.match == GAZETTEER.locate(ADDRESS)
        assert [doubt.code for doubt in placed.doubts] == ["outside_district"]
        assert "吉阳区" in placed.doubts[0].zh
        assert placed.answers == (BEIJING,)

    def test_a_point_outside_gives_way_to_one_inside_that_is_coarser(self) -> None:
        placed = chain(Provider("amap", {"路": BEIJING}), Provider("baidu", {"路": STREET})).place(ADDRESS)
        assert placed.match == STREET
        assert {doubt.code for doubt in placed.doubts} >= {"outside_district", "disagreement"}

    @pytest.mark.parametrize(
        ("adcode", "expected"),
        [("460203", []), ("460200", []), ("460202", ["outside_district"]), ("999999", [])],
    )
    def test_the_providers_own_district_counts_where_it_is_one_of_todays(
        self, adcode: str, expected: Sequence[str]
    ) -> None:
        here = match("amap", 109.5112, 18.2534, adcode=adcode)
        assert codes(chain(Provider("amap", {"路": here}))) == expected

    def test_an_ambiguous_address_is_doubtful_whoever_answers(self) -> None:
        found = codes(chain(Provider("amap", {"朝阳": match("amap", 116.45, 39.92)})), "朝阳区建设街1号")
        assert found == ["ambiguous"]

    def test_without_a_district_nothing_is_outside(self) -> None:
        assert codes(chain(Provider("amap", {"什么": BEIJING})), "什么什么大楼") == []


def street_of(number: int) -> dict[str, str]:
    return {"province": "海南省", "city": "三亚市", "district": "吉阳区", "address": f"河东路{number}号"}


class TestPlaceAll:
    STATIONS = tuple(station(number, adcode="460203", **street_of(number)) for number in range(10))

    def test_every_station_gets_its_place_and_its_doubts(self) -> None:
        done = list(place_all(self.STATIONS, chain(Provider("baidu", {"河东路": STREET}))))
        assert [one.station.id for one in done] == [one.id for one in self.STATIONS]
        place = done[0].station.placement
        assert place is not None
        assert (place.lon, place.lat, place.source) == (109.5130, 18.2570, "baidu")
        assert [doubt.code for doubt in done[0].placed.doubts] == ["imprecise"]

    def test_what_has_a_place_is_passed_over_and_does_not_count(self) -> None:
        placed = station(99, 109.5, 18.2)
        done = list(place_all([placed, *self.STATIONS], chain(Provider("amap", {"路": HERE})), limit=3))
        assert [one.station.id for one in done] == [one.id for one in self.STATIONS[:3]]

    def test_a_coarse_place_can_be_asked_to_count_as_none(self) -> None:
        coarse = station(1, 109.5, 18.2, precision="district", uncertainty_m=9_000, **street_of(1))
        (done,) = place_all([coarse], chain(Provider("amap", {"路": HERE})), wanting=has_no_exact_place)
        assert done.station.placement is not None
        assert done.station.placement.source == "amap"

    def test_a_rerun_goes_on_where_the_budget_ended(self) -> None:
        memory, time = Memory(), Time()
        full = OverQuota("amap")
        answers: dict[str, Match | ProviderError | None] = {f"河东路{number}号": HERE for number in range(4)}
        amap = Provider("amap", answers | {"河东路": full})
        store = {one.id: one for one in self.STATIONS}
        for one in place_all(store.values(), chain(amap, memory=memory, time=time)):
            store = store | {one.station.id: one.station}
        assert [one.placement is not None for one in store.values()] == [True] * 4 + [False] * 6
        amap.answers["河东路"] = HERE
        asked = len(amap.asked)
        done = list(place_all(store.values(), chain(amap, memory=memory, time=time)))
        assert [one.station.id for one in done] == [one.id for one in self.STATIONS[4:]]
        assert len(amap.asked) == asked + 6

    def test_what_was_answered_but_not_stored_is_not_asked_again(self) -> None:
        memory, amap = Memory(), Provider("amap", {"路": HERE})
        first = list(place_all(self.STATIONS, chain(amap, memory=memory)))
        assert list(place_all(self.STATIONS, chain(amap, memory=memory))) == first
        assert len(amap.asked) == len(self.STATIONS)

    def test_a_station_that_only_a_resting_provider_may_know_waits(self) -> None:
        amap, baidu = Provider("amap", {"路": OverQuota("amap")}), Provider("baidu", {"河东路3号": NEAR})
        done = list(place_all(self.STATIONS, chain(amap, baidu)))
        assert [one.station.id for one in done] == ["test-0003"]

    def test_a_wrong_key_alone_places_nothing_coarsely(self) -> None:
        assert list(place_all(self.STATIONS, chain(Provider("amap", {"路": BadKey("amap")})))) == []

    def test_a_wrong_key_beside_a_good_one_holds_nothing_up(self) -> None:
        both = chain(Provider("amap", {"路": BadKey("amap")}), Provider("baidu", {}))
        done = list(place_all(self.STATIONS, both))
        assert len(done) == len(self.STATIONS)
        assert done[0].station.placement is not None
        assert done[0].station.placement.source == "gazetteer"

    def test_without_providers_all_is_placed_offline(self) -> None:
        done = list(place_all(self.STATIONS, chain()))
        places = [one.station.placement for one in done]
        assert len(places) == len(self.STATIONS)
        assert {place.source for place in places if place} == {"gazetteer"}

    def test_where_nobody_knows_anything_there_is_no_place(self) -> None:
        (done,) = place_all([station(1)], chain(Provider("amap", {})))
        assert done.station.placement is None
        assert done.placed.match is None
