"""What people type, and what they mean by it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.catalog import Catalog
from locator.search import Found, PlaceQuery, PlaceSearch, Spot
from locator.station import Station
from tests.made_up import station

SANYA, ZHENGZHOU, SHANGHAI = Spot(lon=109.5, lat=18.25), Spot(lon=113.6, lat=34.7), Spot(lon=121.5, lat=31.2)


def found(search: PlaceSearch, text: str, near: Spot | None = None, limit: int = 20) -> list[Found]:
    return search.find(PlaceQuery(text=text, near=near, limit=limit))


def ids(search: PlaceSearch, text: str, near: Spot | None = None) -> list[str]:
    return [place.id for place in found(search, text, near) if place.id]


@pytest.mark.parametrize(
    "text",
    [
        "演示三亚湾户外劳动者服务站点",
        "三亚湾户外",
        "三亚灣戶外",
        "三亚湾 户外",
        "户外 三亚湾",
        "三亚湾(户外)",
        "yanshisanyawan",
        "sanyawanhuwai",
        "san ya wan hu wai",
        "SanYaWan HuWai",
        "sanyawanhuw",
        "sywhwldz",
        "SYWHW",
        "三亚wan户外",
        "sanya湾hw",
        "sanywhuwai",
        "湾边小屋",
        "wanbian",
    ],
)
def test_a_station_is_found_by_its_characters_its_pinyin_its_initials_and_mixtures(
    search: PlaceSearch, text: str
) -> None:
    assert "test-0001" in ids(search, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("重庆", "重庆市"),
        ("chongqing", "重庆市"),
        ("cq", "重庆市"),
        ("changsha", "长沙市"),
        ("luan", "六安市"),
        ("xian", "西安市"),
        ("xi'an", "西安市"),
        ("lvshun", "旅顺口区"),
        ("lushunkou", "旅顺口区"),
        ("LÜSHUN", "旅顺口区"),
        ("panyu", "番禺区"),
        ("dongguan", "东莞市"),
        ("yueqing", "乐清市"),
        ("chaoyangqu", "朝阳区"),
        ("nmg", "内蒙古自治区"),
        ("neimenggu", "内蒙古自治区"),
        ("heilongj", "黑龙江省"),
    ],
)
def test_a_division_comes_first_by_the_reading_that_its_name_has(
    search: PlaceSearch, text: str, name: str
) -> None:
    assert found(search, text)[0].name == name


def test_a_word_s_reading_rules_out_another(search: PlaceSearch) -> None:
    assert "test-0003" in ids(search, "chongqingchangjiang")
    assert "test-0003" not in ids(search, "zhongqing")


def test_the_exact_name_comes_before_what_begins_so_before_what_has_it_inside(search: PlaceSearch) -> None:
    names = [place.name for place in found(search, "三亚", limit=50)]
    begins = [name.startswith("三亚") for name in names]
    assert names[0] == "三亚市"
    assert "演示三亚湾户外劳动者服务站点" in names
    assert begins == sorted(begins, reverse=True)


def test_a_whole_syllable_comes_before_one_that_is_only_begun(search: PlaceSearch) -> None:
    names = [place.name for place in found(search, "sanya", limit=50)]
    assert names[0] == "三亚市"
    assert names.index("三亚市") < names.index("三阳镇")


def test_of_one_name_the_nearer_comes_first(search: PlaceSearch) -> None:
    assert ids(search, "演示爱心驿站", ZHENGZHOU) == ["test-0007", "test-0008"]
    assert ids(search, "演示爱心驿站", SHANGHAI) == ["test-0008", "test-0007"]


def test_of_one_name_the_larger_comes_first_where_no_spot_is_given(search: PlaceSearch) -> None:
    assert [place.where for place in found(search, "朝阳")][:2] == ["辽宁省", "北京市"]


def test_a_closed_station_comes_after_an_open_one(search: PlaceSearch) -> None:
    assert ids(search, "演示暖心站") == ["test-0010", "test-0009"]


@pytest.mark.parametrize("text", ["三亚 驿站", "三亚驿站", "驿站 三亚市", "海南省三亚市驿站", "sanya yizhan"])
def test_a_division_s_name_and_a_word_find_the_stations_in_it(search: PlaceSearch, text: str) -> None:
    assert ids(search, text)[0] == "test-0002"
    assert "test-0007" not in ids(search, text)


@pytest.mark.parametrize("text", ["24小时", "24xs", "abc", "ABC大厦", "abcds", "２４小时"])
def test_digits_and_latin_letters_in_a_name_are_found(search: PlaceSearch, text: str) -> None:
    assert "test-0004" in ids(search, text)


def test_a_station_without_a_position_is_found_and_has_none(search: PlaceSearch) -> None:
    first = found(search, "没有位置")[0]
    assert (first.id, first.lon, first.lat, first.uncertainty_m) == ("test-0005", None, None, None)


def test_a_position_comes_with_its_radius(search: PlaceSearch) -> None:
    station_found, division = found(search, "重庆长江路")[0], found(search, "天涯区")[0]
    assert station_found.uncertainty_m == 30
    assert division.kind == "division"
    assert (division.where, division.lon, division.lat) == (
        "海南省三亚市",
        pytest.approx(109.5, abs=0.2),
        pytest.approx(18.3, abs=0.2),
    )
    assert division.uncertainty_m is not None
    assert division.uncertainty_m > 10_000


def test_a_place_that_is_a_division_is_told_once(search: PlaceSearch) -> None:
    told = [place for place in found(search, "三亚", SANYA) if place.name in ("三亚", "三亚市")]
    assert [place.kind for place in told] == ["division"]


@pytest.mark.parametrize("text", ["😀", "\x00\x1f\u202e", "，。！", "   ", "🚻🚰", "\u0301"])
def test_a_text_without_a_letter_finds_nothing(search: PlaceSearch, text: str) -> None:
    assert found(search, text) == []


@pytest.mark.parametrize(
    "text", ["qwertyuiop", "没有这样的地方", "a" * 300, "站" * 300, "zh" * 150, "𠮷野家"]
)
def test_what_nothing_is_called_finds_nothing(search: PlaceSearch, text: str) -> None:
    assert found(search, text) == []


def test_a_hostile_name_is_found_and_told_as_it_is(search: PlaceSearch) -> None:
    assert found(search, "img src onerror")[0].name.startswith("演示<img src=x onerror=alert(1)>")


def test_a_catalog_without_stations_leaves_the_gazetteer() -> None:
    assert found(PlaceSearch(Catalog([])), "三亚")[0].name == "三亚市"


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_is_answered(search: PlaceSearch, text: str) -> None:
    assert len(found(search, text, SANYA, limit=5)) <= 5


HAN = st.text(st.sampled_from("长重乐行都厦大六番莞朝阳三亚湾路站新街口"), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(st.lists(HAN, min_size=1, max_size=12), HAN)
def test_what_is_found_is_what_contains_the_text(names: list[str], text: str) -> None:
    """Held to the plain way of looking through all names, one by one."""
    stations: list[Station] = [station(number, name=f"{name}甲") for number, name in enumerate(names)]
    containing = {one.id for one in stations if text in one.name}
    beginning = {one.id for one in stations if one.name.startswith(text)}
    search = PlaceSearch(Catalog(stations))
    told = [place.id for place in search.find(PlaceQuery(text=text, limit=50)) if place.kind == "station"]
    within = [one for one in told if one in containing]
    if len(search.find(PlaceQuery(text=text, limit=50))) < 50:
        assert set(within) == containing
    assert set(within[: len(beginning & set(within))]) == beginning & set(within)


def test_every_station_is_found_by_the_initials_of_its_name(
    search: PlaceSearch, stations: list[Station]
) -> None:
    from pypinyin import Style, pinyin

    for one in stations:
        han = re.sub(r"[^\u4e00-\u9fff]", "", one.name)
        if han and han == re.sub(r"\W", "", one.name):
            initials = "".join(letter for (letter,) in pinyin(han, style=Style.FIRST_LETTER))
            assert one.id in ids(search, initials), (one.name, initials)
