"""Each online geocoder, and what is its own."""

import copy
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.divisions import Divisions
from locator.errors import NotFound, ProviderError
from locator.geocode import amap, baidu, nominatim, tencent
from locator.geocode.answers import COARSE
from locator.geocode.match import Match
from locator.geocode.online import OnlineGeocoder, Query, query_of
from locator.station import Precision
from tests.geocode import provider_forms as forms
from tests.geocode.contract_online import OnlineGeocoderContract

DIVISIONS = Divisions.bundled()


class TestAmap(OnlineGeocoderContract):
    form = forms.AMAP

    def test_empty_fields_are_left_out(self) -> None:
        match = self.match()
        assert "township" not in match.parts
        assert (match.parts["number"], match.adcode) == ("138号", "460203")

    def test_the_city_is_sent_as_its_code(self) -> None:
        self.geocoder().locate(self.known_address, within="460203")
        assert self.server.asked[0]["city"] == "460200"

    def test_a_county_level_city_is_not_sent_for_it_is_not_taken(self) -> None:
        self.geocoder().locate("石河子市北四路1号", within="659001")
        assert "city" not in self.server.asked[0]


class TestBaidu(OnlineGeocoderContract):
    form = forms.BAIDU

    def test_a_long_address_is_cut_to_what_is_taken(self) -> None:
        long = "海南省三亚市吉阳区河东路138号" + "大楼东侧工会户外劳动者服务站点" * 5
        assert self.geocoder().locate(long, within="460203") is not None
        assert len(self.server.asked[0]["address"].encode()) <= baidu.ADDRESS_BYTES

    @pytest.mark.parametrize(
        ("confidence", "comprehension", "precision", "uncertainty_m"),
        [
            (100, 100, Precision.ROOFTOP, 400),
            (80, 80, Precision.ROOFTOP, 500),
            (80, 70, Precision.ROOFTOP, 1_000),
            (80, 60, Precision.STREET, 2_000),
            (100, 0, Precision.DISTRICT, baidu.UNKNOWN_M),
            (70, 100, Precision.STREET, 400),
            (50, 100, Precision.STREET, 1_000),
            (30, 90, Precision.TOWNSHIP, 5_000),
            (20, 90, Precision.DISTRICT, 10_000),
            (0, 0, Precision.DISTRICT, baidu.UNKNOWN_M),
        ],
    )
    def test_its_published_errors_give_the_radius(
        self, confidence: int, comprehension: int, precision: Precision, uncertainty_m: float
    ) -> None:
        found = baidu.fineness_of({"confidence": confidence, "comprehension": comprehension})
        assert found == (precision, uncertainty_m)


class TestTencent(OnlineGeocoderContract):
    form = forms.TENCENT

    def test_the_number_is_among_the_parts(self) -> None:
        assert self.match().parts["number"] == "138号"

    @pytest.mark.parametrize("level", [7, 9, 10, 11])
    def test_an_unreliable_answer_is_no_house(self, level: int) -> None:
        assert tencent.fineness_of(level, 6) == tencent.DOUBTFUL
        assert tencent.fineness_of(level, 7).precision.is_exact

    def test_an_unreliable_county_does_not_get_finer(self) -> None:
        assert tencent.fineness_of(2, 1) == tencent.LEVELS[2]


class TestTianditu(OnlineGeocoderContract):
    form = forms.TIANDITU


class TestNominatim(OnlineGeocoderContract):
    form = forms.NOMINATIM

    def asked(self) -> list[str]:
        return [asked["q"] for asked in self.server.asked]

    @pytest.mark.parametrize(
        "address", ["上海市徐汇区天钥桥路21号", "天钥桥路 21", "天钥桥路21号2楼", "天钥桥路２１號"]
    )
    def test_a_house_is_found_at_the_first_request(self, address: str) -> None:
        match = self.geocoder().locate(address)
        assert match is not None
        assert (match.precision, match.parts["number"]) == (Precision.ROOFTOP, "21")
        assert len(self.server.asked) == 1

    @pytest.mark.parametrize(
        "address", ["衡山路15号", "衡山路 15号", "上海市徐汇区衡山路15号", "衡山路97-3号"]
    )
    def test_a_house_that_is_not_on_the_map_is_its_street(self, address: str) -> None:
        match = self.geocoder().locate(address)
        assert match is not None
        assert match.precision is Precision.STREET
        assert "number" not in match.parts

    def test_a_number_of_several_parts_is_asked_with_and_without_its_ending(self) -> None:
        match = self.geocoder().locate("天钥桥路97-3号")
        assert match is not None
        assert match.parts["number"] == "97-3"
        assert self.asked() == ["天钥桥路 97-3号", "天钥桥路 97-3"]

    def test_a_number_glued_to_its_street_finds_nothing_by_itself(self) -> None:
        assert forms.nominatim_answer({"q": "衡山路15号"}) == []
        assert forms.nominatim_answer({"q": "天钥桥路 21"}) != []

    def test_every_way_to_write_it_is_tried_before_it_is_nowhere(self) -> None:
        assert self.geocoder().locate("三亚市解放路97-3号") is None
        assert self.asked() == [
            "三亚市解放路 97-3号",
            "三亚市解放路 97-3",
            "三亚市解放路97-3号",
            "三亚市解放路",
        ]

    @pytest.mark.parametrize(
        ("address", "first"),
        [
            ("三亚市河东路", "三亚市河东路"),
            ("四川北路1234弄5号", "四川北路 1234弄5号"),
            ("天府大道北段1700号A座", "天府大道北段 1700"),
            ("人民南路四段19号", "人民南路四段 19"),
            ("地铁道3号线", "地铁道3号线"),
            ("和平里21号楼", "和平里21号楼"),
            ("工人文化宫", "工人文化宫"),
        ],
    )
    def test_only_a_house_number_is_set_apart(self, address: str, first: str) -> None:
        assert nominatim.variants(address)[0] == first

    def test_the_box_of_a_large_place_is_its_radius(self) -> None:
        place = forms.nominatim_place("河东路", (109.5, 18.25)) | {
            "place_rank": 12,
            "boundingbox": ["18.0", "18.5", "109.2", "109.8"],
        }
        match = nominatim.read([place])
        assert match is not None
        assert match.precision is Precision.DISTRICT
        assert 41_000 < match.uncertainty_m < 43_000

    def test_a_named_place_as_large_as_an_airport_is_no_building(self) -> None:
        box = ["18.20", "18.30", "109.45", "109.55"]
        match = nominatim.read(
            [forms.nominatim_place("河东路", (109.5, 18.25), number="1") | {"boundingbox": box}]
        )
        assert match is not None
        assert match.precision is Precision.TOWNSHIP

    def test_a_country_is_no_place(self) -> None:
        assert nominatim.read([forms.nominatim_place("河东路", (109.5, 18.25)) | {"place_rank": 4}]) is None

    @pytest.mark.parametrize(
        "url", ["http://host", "http://host/", "http://host/search", "http://host/search/"]
    )
    def test_the_base_url_may_be_written_either_way(self, url: str) -> None:
        assert nominatim.search_url(url) == "http://host/search"


@pytest.mark.parametrize(
    ("level", "precision"),
    [
        ("门牌号", Precision.ROOFTOP),
        ("门址", Precision.ROOFTOP),
        ("兴趣点", Precision.ROOFTOP),
        ("道路", Precision.STREET),
        ("村庄", Precision.TOWNSHIP),
        ("未知", Precision.TOWNSHIP),
        ("一个新的级别", Precision.TOWNSHIP),
        ("区县", Precision.DISTRICT),
        ("省", Precision.CITY),
    ],
)
def test_a_level_of_amap_gives_the_precision(level: str, precision: Precision) -> None:
    reply = forms.amap_answer({"key": forms.KEY, "address": "河东路138号"})
    reply["geocodes"][0]["level"] = level
    match = amap.read(reply)
    assert match is not None
    assert match.precision is precision


def test_a_country_is_no_answer_of_amap() -> None:
    reply = forms.amap_answer({"key": forms.KEY, "address": "河东路138号"})
    reply["geocodes"][0]["level"] = "国家"
    assert amap.read(reply) is None


def test_95_percent_of_the_divisions_have_a_radius_below_that_of_their_level() -> None:
    for level, fineness in COARSE.items():
        radii = [row.radius_m for row in DIVISIONS.of_level(level) if row.is_placed and row.radius_m]
        below = sum(radius <= fineness.uncertainty_m for radius in radii) / len(radii)
        assert 0.94 < below < 0.97, level


class TestQuery:
    @pytest.mark.parametrize(
        ("address", "within", "query"),
        [
            ("河东路138号", "460203", Query("海南省三亚市吉阳区河东路138号", "三亚市", "460200")),
            ("三亚河东路138号", "460203", Query("三亚河东路138号", "三亚市", "460200")),
            ("衡山路15号", "310104", Query("上海市徐汇区衡山路15号", "上海市", "310000")),
            ("海南省，三亚市 河东路", None, Query("海南省三亚市河东路")),
            ("石河子市北四路", "659001", Query("石河子市北四路", "石河子市", "659001")),
            ("海南省人民政府", "460000", Query("海南省人民政府")),
            ("", "460203", Query("")),
        ],
    )
    def test_the_city_and_the_divisions_are_told_to_the_provider(
        self, address: str, within: str | None, query: Query
    ) -> None:
        assert query_of(address, within, DIVISIONS) == query

    def test_an_unknown_division_is_not_found(self) -> None:
        with pytest.raises(NotFound):
            query_of("河东路", "999999", DIVISIONS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def paths(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a reply."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [above, *(path for key, item in inner for path in paths(item, (*above, key)))]


def replaced(reply: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(reply)
    spot = changed
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = value
    return changed


def good_reply(form: forms.Form) -> Any:
    key = form.module.ADAPTER.key_param
    params = dict(*form.module.asks(Query("三亚市吉阳区河东路 138", "三亚市", "460200"))[:1])
    text = {name: value.replace("河东路 138", "河东路138号") for name, value in params.items() if name != "q"}
    return form.answer(params | text | {key: forms.KEY})


@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.name)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_a_reply_holds_it_is_a_place_in_china_nothing_or_a_failure(
    form: forms.Form, data: st.DataObject
) -> None:
    good = good_reply(form)
    reply = replaced(good, data.draw(st.sampled_from(paths(good))), data.draw(JSON))
    geocoder = OnlineGeocoder(form.module.ADAPTER, lambda _: reply, "http://provider.test", forms.KEY)
    try:
        match = geocoder.locate("三亚市吉阳区河东路")
    except ProviderError:
        return
    if match:
        assert isinstance(match, Match)
        assert 73 < match.position.lon < 136
        assert 3 < match.position.lat < 54
        assert 0 < match.uncertainty_m < 20_100_000
        assert not match.precision.is_exact or match.uncertainty_m <= 5_000
        assert isinstance(match.parts, MappingProxyType)
        assert all(isinstance(word, str) and word for word in match.parts.values())


@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.name)
def test_the_good_reply_is_one(form: forms.Form) -> None:
    match = form.module.read(good_reply(form))
    assert match is not None
    assert match.precision is Precision.ROOFTOP
