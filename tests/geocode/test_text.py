"""Addresses as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.geocode.text import MAX_LENGTH, clean, is_abroad


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("三亚市吉阳区", "三亚市吉阳区"),
        ("海南省，三亚市　吉阳区（河东路１３８号）", "海南省 三亚市 吉阳区 河东路138号"),
        ("572000海南省三亚市", "海南省三亚市"),
        ("海南省三亚市 572000", "海南省三亚市"),
        ("海南省三亚市 邮编：572000", "海南省三亚市"),
        ("地址：海南省三亚市", "海南省三亚市"),
        ("黑龍江省伊春市湯旺縣國防路", "黑龙江省伊春市汤旺县国防路"),
        ("臺北市中正區", "台北市中正区"),
        ("香港特別行政區沙田區", "香港特别行政区沙田区"),
        ("戶外勞動者服務站", "户外劳动者服务站"),
        ("三 亚 市", "三亚市"),
        ("三亚 市 吉阳 区 河东路 138 号", "三亚市 吉阳区 河东路 138 号"),
        ("广 东 省 深 圳 市 南 山 区 科 技 园 1 2 号", "广东省深圳市南山区科技园12号"),
        ("", ""),
        ("138", ""),
        ("main street 12", ""),
        ("区", ""),
    ],
)
def test_an_address_is_made_plain(typed: str, plain: str) -> None:
    assert clean(typed) == plain


def test_a_house_number_of_six_digits_inside_an_address_is_kept() -> None:
    assert clean("三亚市河东路138号123456室") == "三亚市河东路138号123456室"


def test_no_address_is_longer_than_the_limit() -> None:
    assert clean("三亚市" * MAX_LENGTH) == ""


@pytest.mark.parametrize(
    ("text", "abroad"),
    [("日本东京都", True), ("韩国首尔", True), ("朝鲜平壤", True), ("朝鲜族乡", False), ("三亚市", False)],
)
def test_another_country_is_known_by_its_name(text: str, abroad: bool) -> None:
    assert is_abroad(text) is abroad


@given(st.text(max_size=60) | st.text(alphabet="三亚市吉阳区河东路號县一09-A 邮编", max_size=20))
def test_blanks_round_an_address_change_nothing(text: str) -> None:
    assert clean(f" {text} ") == clean(text)


@given(st.text(max_size=60))
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    plain = clean(text)
    assert clean(plain) in (plain, "") or plain[:6].isdigit() or plain[-6:].isdigit() or "邮" in plain
