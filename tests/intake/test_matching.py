"""Which records are one station. The pairs are made up in the manner of real lists; none is a real station's."""

import csv
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.datum import convert
from locator.intake.likeness import DOUBT, SURE, compare
from locator.intake.matching import match
from locator.intake.traits import traits_of
from locator.station import Station
from tests.made_up import station

LON, LAT = 113.3, 34.8
METRE_OF_LAT = 1 / 110_940


def placed(number: int, name: str, address: str = "", metres: float = 0.0, **fields: Any) -> Station:
    """A station so many metres north of one point."""
    lat = LAT + metres * METRE_OF_LAT
    return station(
        number, LON, lat, name=name, address=address or None, precision="street", uncertainty_m=50, **fields
    )


def verdict(*pair: Station) -> str:
    """What becomes of the second record when the first is in the registry."""
    found = match([pair[1]], [pair[0]])
    return "one" if found.station else "doubt" if found.doubts else "two"


ONE = {
    "a suffix that all stations share": (("中心路97号院工会驿站",), ("中心路97号院户外劳动者服务站点", "", 40)),
    "the district in front": (("上街区金苑社区工会驿站",), ("金苑社区爱心驿站", "", 30)),
    "a hint in brackets": (
        ("上街区中心路工会驿站(金苑社区党群服务中心旁)", "郑州市上街区中心路97号"),
        ("金苑社区户外劳动者爱心驿站", "中心路97号", 12),
    ),
    "brackets and order": (
        ("工会驿站(郑州市张仲景大药房互助路店)", "郑州市中原区林山寨街道互助路28号楼1单元1号"),
        ("张仲景大药房互助路店户外劳动者爱心驿站", "互助路28号楼1单元1号", 60),
    ),
    "a character that sounds alike": (("颍河路绿东村社区工会驿站",), ("颖河路绿东村社区工会驿站", "", 20)),
    "traditional characters": (("上街区兴隆社区工会驿站",), ("上街區興隆社區工會驛站", "", 20)),
    "full-width letters and digits": (("A座大堂工会驿站", "科学大道1号"), ("Ａ座大堂工会驿站", "科学大道１号", 5)),
    "the township with and without": (
        ("巩义市大峪沟镇便民服务中心户外劳动者工会驿站", "政通街17号"),
        ("大峪沟镇便民服务中心爱心驿站", "巩义市大峪沟镇政通街17号", 30),
    ),
    "a number in words": (("金水区第3工会驿站", "东里路35号"), ("金水区第三工会驿站", "东里路35号", 10)),
    "a floor in words": (("万达广场爱心驿站", "解放路5号二楼"), ("万达广场爱心驿站", "解放路5号2层", 0)),
    "two floors and one of them": (("万达广场爱心驿站", "解放路5号1-2楼"), ("万达广场爱心驿站", "解放路5号1层", 0)),
    "house and name, but half a kilometre off as by a wrong datum": (
        ("商都路加气站爱心驿站", "商都路18号"),
        ("商都路加气站爱心驿站", "商都路18号", 520),
    ),
}  # fmt: skip

TWO = {
    "house numbers in the names": (
        ("郑州市工会爱心驿站(商城路220号)", "商城路220号"),
        ("郑州市工会爱心驿站(商城路206号)", "商城路206号", 90),
    ),
    "first and second": (("第一工会驿站", "人民路1号"), ("第二工会驿站", "人民路1号", 0)),
    "another gate": (("人民公园东门驿站", "解放路1号"), ("人民公园西门驿站", "解放路1号", 80)),
    "another floor of one building": (
        ("万达广场爱心驿站", "解放路5号1楼"),
        ("万达广场爱心驿站", "解放路5号3楼", 0),
    ),
    "another bank next door": (
        ("工会驿站(郑州银行伊河路支行)", "伊河路与工人路西南角"),
        ("中原银行工人路支行工会驿站", "工人路中原银行", 37),
    ),
    "another branch of the bank": (
        ("郑州银行黄河路支行爱心驿站", "黄河路1号"),
        ("郑州银行花园路支行爱心驿站", "花园路2号", 250),
    ),
    "another telecom company": (
        ("中国移动中原路营业厅驿站", "中原路103号"),
        ("中国电信中原路营业厅驿站", "中原路103号", 20),
    ),
    "a hospital and an office in one street": (
        ("工会爱心驿站·蜜蜂张街道办事处", "中原东路127号"),
        ("民生耳鼻喉医院户外劳动者爱心驿站", "中原东路125号", 74),
    ),
    "two hosts at one address": (
        ("中国人保财险爱心驿站", "河东路138号"),
        ("兴隆社区党群服务中心工会驿站", "河东路138号", 0),
    ),
    "the same kind of house in two towns": (
        ("大峪沟镇便民服务中心工会驿站",),
        ("小关镇便民服务中心工会驿站", "", 9_000),
    ),
    "a chain's two shops without an address": (
        ("张仲景大药房人民路店工会驿站",),
        ("张仲景大药房互助路店工会驿站", "", 150),
    ),
}  # fmt: skip

DOUBTFUL = {
    "only the street is named": (("中心路工会驿站", "中心路97号"), ("金苑社区驿站", "中心路97号", 10)),
    "nothing is named": (("工会驿站",), ("爱心驿站", "", 8)),
    "a tenant of the mall": (("万达广场工会驿站", "解放路5号"), ("万达广场中国移动驿站", "解放路5号", 0)),
    "only one has a number": (("东里路环卫驿站", "东里路35号"), ("东里路2号环卫驿站", "东里路35号", 15)),
}  # fmt: skip

CASES = [
    pytest.param(pair, what, id=f"{what}: {fact}")
    for what, pairs in (("one", ONE), ("two", TWO), ("doubt", DOUBTFUL))
    for fact, pair in pairs.items()
]


@pytest.mark.parametrize(("pair", "expected"), CASES)
def test_pairs_are_told_apart(pair: tuple[tuple[Any, ...], tuple[Any, ...]], expected: str) -> None:
    first, second = placed(1, *pair[0]), placed(2, *pair[1])
    assert verdict(first, second) == expected
    assert verdict(second, first) == expected


def test_the_reasons_say_what_agrees_and_what_does_not() -> None:
    first = placed(1, "万达广场工会驿站", "解放路5号1楼")
    found = compare(traits_of(first), traits_of(placed(2, "万达广场驿站", "解放路5号3楼")), 12.0)
    assert [reason.zh for reason in found.reasons] == [
        "名称去掉通用词后相同",
        "门牌相同",
        "相距 12 米",
        "楼层不同",
    ]
    assert [reason.en for reason in found.reasons][-2:] == ["12 m apart", "another floor"]


def test_two_hosts_in_the_host_column_are_two_stations() -> None:
    first = placed(1, "解放路工会驿站", "解放路5号", host="市图书馆")
    assert verdict(first, placed(2, "解放路工会驿站", "解放路5号", 0, host="建设银行解放路支行")) == "two"


def test_a_shared_telephone_tips_the_scale() -> None:
    first = placed(1, "人保财险三亚分公司户外劳动者服务站点", contact="王女士 0898-88001234")
    same = placed(2, "中国人保财险三亚市分公司爱心驿站", "", 60, contact="(0898)88001234")
    other = same.model_copy(update={"contact": "0898-88005678"})
    scores = [compare(traits_of(first), traits_of(one), 60).score for one in (same, other)]
    assert scores[0] > scores[1]


def test_no_reason_prints_a_telephone_number() -> None:
    first = placed(1, "金苑社区驿站", contact="13900001111")
    found = compare(traits_of(first), traits_of(first), 0.0)
    assert "same_phone" in {reason.code for reason in found.reasons}
    assert "13900001111" not in str(found.reasons)


def test_other_names_of_a_station_count() -> None:
    known = placed(1, "劳动者大本营", "解放路5号", other_names=("金苑社区党群服务中心驿站",))
    assert verdict(known, placed(2, "金苑社区党群服务中心爱心驿站", "解放路5号", 20)) == "one"


def test_without_positions_name_and_district_decide() -> None:
    known = station(1, name="三亚湾户外劳动者服务站点", adcode="460204")
    assert verdict(known, station(2, name="三亚湾工会驿站", adcode="460204")) == "one"
    assert verdict(known, station(2, name="三亚湾工会驿站", adcode="230723")) == "two"


def test_a_circle_over_a_district_says_nothing_of_the_distance() -> None:
    vague = station(1, LON, LAT, name="国防路工会户外劳动者服务站点", adcode="230723", precision="district")
    vague = vague.model_copy(
        update={"placement": vague.placement.model_copy(update={"uncertainty_m": 26_000.0})}  # type: ignore[union-attr]
    )
    near = station(2, LON + 0.1, LAT + 0.1, name="国防路工会驿站", adcode="230723")
    assert verdict(vague, near) == "one"


def test_a_row_equally_like_two_stations_is_left_to_a_person() -> None:
    registry = [
        placed(1, "张仲景大药房工会驿站", "解放路5号1楼"),
        placed(2, "张仲景大药房工会驿站", "解放路5号3楼"),
    ]
    found = match([placed(3, "张仲景大药房爱心驿站", "解放路5号")], registry)
    assert not found.station
    assert len(found.doubts) == 2


def test_a_station_equally_like_two_rows_that_differ_is_left_to_a_person() -> None:
    rows = [placed(2, "万达广场驿站", "解放路5号1楼"), placed(3, "万达广场驿站", "解放路5号3楼")]
    found = match(rows, [placed(1, "万达广场驿站", "解放路5号")])
    assert not found.station
    assert [(doubt.draft, doubt.other, doubt.is_station) for doubt in found.doubts] == [
        (0, 0, True),
        (1, 0, True),
    ]


def test_no_chain_of_likenesses_joins_two_that_differ() -> None:
    rows = [
        placed(1, "万达广场工会驿站", "解放路5号1楼"),
        placed(2, "万达广场爱心驿站", "解放路5号"),
        placed(3, "万达广场户外劳动者驿站", "解放路5号3楼"),
    ]
    found = match(rows, [])
    assert list(found.leader) == [0, 1, 2], "which of the two floors the second row means, a person must say"
    assert {frozenset((doubt.draft, doubt.other)) for doubt in found.doubts} == {
        frozenset((0, 1)),
        frozenset((1, 2)),
    }


def test_rows_of_one_file_are_compared_with_each_other() -> None:
    rows = [
        placed(1, "金苑社区驿站"),
        placed(2, "兴隆社区驿站", "", 20),
        placed(3, "金苑社区工会驿站", "", 30),
    ]
    assert list(match(rows, []).leader) == [0, 1, 0]


def test_a_placeholder_shared_by_many_rows_joins_none_of_them() -> None:
    rows = [placed(number, f"第{number}工会驿站") for number in range(1_000)]
    assert list(match(rows, []).leader) == list(range(1_000))


def test_equal_names_far_apart_are_two() -> None:
    assert verdict(placed(1, "便民服务中心驿站"), placed(2, "便民服务中心驿站", "", 60_000)) == "two"


def zhengzhou(shared: Path) -> list[Station]:
    with (shared / "data/stations/zhengzhou.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    degrees = [convert(float(row["lon_gcj02"]), float(row["lat_gcj02"]), "gcj02", "wgs84") for row in rows]
    return [
        station(number, *at, name=row["name"], address=row["address"], precision="street", uncertainty_m=50)
        for number, (row, at) in enumerate(zip(rows, degrees, strict=True))
    ]


def test_no_two_of_zhengzhous_rows_are_one_station(shared: Path) -> None:
    """Read by eye: 18 pairs stand within 350 m of each other, every one with hosts or numbers of its own."""
    rows = zhengzhou(shared)
    found = match(rows, [])
    assert list(found.leader) == list(range(82))
    assert not found.doubts


def test_each_of_zhengzhous_rows_is_found_again_under_a_plainer_name(shared: Path) -> None:
    rows = zhengzhou(shared)
    plain = [
        row.model_copy(update={"name": row.name.replace("户外劳动者", ""), "address": None}) for row in rows
    ]
    found = match([moved(row, 25) for row in plain], rows)
    wrong = {draft: known for draft, known in found.station.items() if draft != known}
    assert not wrong
    assert len(found.station) >= 75  # the rest says too little without its address, and goes to a person


def moved(record: Station, metres: float) -> Station:
    assert record.placement
    at = {"lat": record.placement.lat + metres * METRE_OF_LAT}
    return record.model_copy(update={"placement": record.placement.model_copy(update=at)})


NAMES = st.builds(
    "".join,
    st.lists(
        st.sampled_from(
            [
                "上街区",
                "中心路",
                "金苑",
                "社区",
                "党群服务中心",
                "第三",
                "2号",
                "东门",
                "建设银行",
                "工行",
                "支行",
                "店",
                "万达广场",
                "工会驿站",
                "爱心驿站",
                "(旁)",
                "1楼",
                "B1",
                "三亚市",
                "高新区",
                "石佛镇",
                "驛站",
                "Ａ座",
                "24小时",
                "十二号",
            ]
        ),
        min_size=1,
        max_size=6,
    ),
)
TEXTS = NAMES | st.text(min_size=1, max_size=30).filter(str.strip)
RECORDS = st.builds(
    placed,
    st.integers(1, 9),
    TEXTS,
    st.sampled_from(["", "中心路97号", "中心路95号", "郑州市上街区中心路97号2楼", "市场街与新乡路交叉口"]),
    st.floats(0, 900),
)


@given(RECORDS, RECORDS, st.floats(0, 3_000))
def test_likeness_is_symmetric_and_within_0_and_1(a: Station, b: Station, metres: float) -> None:
    one, two = compare(traits_of(a), traits_of(b), metres), compare(traits_of(b), traits_of(a), metres)
    assert one.score == two.score
    assert 0 <= one.score <= 1
    assert [reason.code for reason in one.reasons] == [reason.code for reason in two.reasons]


@given(TEXTS, st.sampled_from([("1楼", "3楼"), ("B1", "1层"), ("二楼", "负一楼")]))
def test_two_floors_of_one_building_are_never_one(name: str, floors: tuple[str, str]) -> None:
    one, two = (placed(number, name, "解放路5号", floor=floor) for number, floor in enumerate(floors))
    assert compare(traits_of(one), traits_of(two), 0.0).score < DOUBT


@given(st.lists(RECORDS, max_size=8))
def test_matching_a_list_with_itself_finds_every_row(rows: list[Station]) -> None:
    found = match(rows, rows)
    assert set(found.station) == set(range(len(rows)))
    assert all(rows[draft].name == rows[known].name for draft, known in found.station.items())


@given(st.lists(RECORDS, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_who_is_joined_does_not_depend_on_the_order_of_rows(rows: list[Station], random: Any) -> None:
    numbered = [row.model_copy(update={"id": f"row-{number}"}) for number, row in enumerate(rows)]
    shuffled = random.sample(numbered, len(numbered))
    pairs = [groups(one, match(one, [])) for one in (numbered, shuffled)]
    sure = [{pair for group in grouping for pair in pairwise(sorted(group))} for grouping in pairs]
    if all(score >= SURE or score < DOUBT for score in scores(rows)):  # doubts aside
        assert sure[0] == sure[1]


def groups(rows: list[Station], found: Any) -> list[set[str]]:
    return [
        {row.id for row, head in zip(rows, found.leader, strict=True) if head == leader}
        for leader in set(found.leader)
    ]


def scores(rows: list[Station]) -> list[float]:
    every = [traits_of(row) for row in rows]
    return [compare(a, b).score for number, a in enumerate(every) for b in every[:number]]
