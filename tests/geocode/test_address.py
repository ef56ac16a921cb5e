"""The parser's short way down finds what all readings together find."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.divisions import Divisions, Level
from locator.geocode.address import Parsed, Parser
from locator.geocode.descent import Descent
from locator.geocode.names import NameIndex
from locator.geocode.plain import PlainAddresses

DIVISIONS = Divisions.bundled()
INDEX = NameIndex(DIVISIONS)
QUICK = Parser(INDEX, descent=Descent(DIVISIONS))
THOROUGH = Parser(INDEX)
PLAIN = PlainAddresses(DIVISIONS, INDEX, Descent(DIVISIONS))
ROWS = [row for row in DIVISIONS if row.level in (Level.COUNTY, Level.TOWNSHIP)]
RESTS = [
    "",
    "人民路12号",
    " 建设街3号",
    "中山北路工会驿站",
    "新城路",
    "镇政府",
    "老城中学",
    "河东村",
    "城关",
    "长安街",
    "市场街2号",
    "域名路",
    "新区建设路",
    "南京市玄武区",
    "岛大学三亚分校",
]


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(ROWS), st.sampled_from(RESTS), st.booleans())
def test_the_short_way_and_the_thorough_one_agree(row, rest: str, with_province: bool) -> None:
    path = DIVISIONS.path(row.code)
    text = "".join(above.name for above in (path if with_province else path[1:])) + rest
    assert QUICK.parse(text) == THOROUGH.parse(text)


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(ROWS), st.sampled_from(RESTS), st.booleans())
def test_a_plain_address_is_read_as_all_readings_together_read_it(
    row, rest: str, with_province: bool
) -> None:
    path = DIVISIONS.path(row.code)
    text = "".join(above.name for above in (path if with_province else path[1:])) + rest
    if found := PLAIN.county(text):
        county, words = found
        assert Parsed((county,), words) == THOROUGH.parse(text)


def test_nearly_every_county_with_a_street_behind_it_is_plain() -> None:
    counties = [row for row in ROWS if row.level is Level.COUNTY]
    paths = {row.code: "".join(above.name for above in DIVISIONS.path(row.code)) for row in counties}
    found = [code for code, path in paths.items() if PLAIN.county(f"{path}天钥路1号") == (code, "天钥路1号")]
    assert len(found) > 0.9 * len(counties)


@pytest.mark.parametrize(
    "text",
    [
        "三亚市吉阳区域路",
        "三亚市吉阳区市辖区河东路",
        "上海市浦东新区张江路1号",
        "三亚市吉阳区 河东路",
        "三亚市吉阳区南京市玄武区",
        "吉阳区河东路",
        "",
    ],
)
def test_what_could_be_read_in_another_way_is_not_plain(text: str) -> None:
    assert PLAIN.county(text) is None


@pytest.mark.parametrize(
    "text", ["济宁市中区人民路", "青岛市南区", "北京市北京市朝阳区", "三亚市吉阳区吉阳区河东路"]
)
def test_they_agree_where_names_overlap_or_repeat(text: str) -> None:
    assert QUICK.parse(text) == THOROUGH.parse(text)


def test_words_in_front_of_the_divisions_are_kept_whole() -> None:
    parsed = QUICK.parse("中国人保财险三亚市分公司爱心驿站")
    assert parsed is not None
    assert (parsed.before, parsed.whole) == ("中国人保财险", "中国人保财险三亚市分公司爱心驿站")
