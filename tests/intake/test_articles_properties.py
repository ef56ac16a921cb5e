import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator import vocabulary
from locator.intake.articles import (
    Extraction,
    FoundFigure,
    FoundStation,
    FoundVenue,
    document,
    extract,
)
from locator.intake.articles.amenities import KEYS
from locator.intake.articles.hosts import HOST_TYPES
from locator.station import Evidence
from tests.intake.made_up import TOLD, page

NAMES = sorted(TOLD)
TOLD_BY_LINES = {"columns", "directory"}
"""Pages whose lines mean something: a line broken there is another layout."""
TABLE = """
驿站 户外劳动者服务站点 工会 位于 路 号 88 ， 。 、 “ ” 三亚市 天涯区 累计 服务 3200余 人次 平方米 面积约 2019年9月
启用 个 计划 建成 微波炉 该 全市 没有 由 总工会 打造 本报讯 社区 爱心 司机之家 万 亿 十 两 % 元 投入 ( ) " ' 0 , :
"""
WORDS = st.sampled_from([*TABLE.split(), "\n", "\n\n", "　　"])


def quotes(found: Extraction) -> Iterator[Evidence]:
    items: list[FoundStation | FoundVenue | FoundFigure] = [*found.stations, *found.venues, *found.figures]
    for item in items:
        assert item.evidence
        yield from item.evidence


def told(found: Extraction) -> object:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(part) for key, part in value.items() if key != "evidence"}
        return [bare(part) for part in value] if isinstance(value, list) else value

    return bare(document(found))


@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=80).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_every_quote_is_literally_in_it(text: str) -> None:
    assert all(text[e.start : e.end] == e.quote for e in quotes(extract(text)))


@pytest.mark.parametrize("name", NAMES)
def test_the_quotes_of_every_page_are_literal_and_hold_the_figures(name: str) -> None:
    text = page(name)
    found = extract(text)
    assert all(text[e.start : e.end] == e.quote for e in quotes(found))
    assert all(any(char.isnumeric() for e in f.evidence for char in e.quote) for f in found.figures)


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@given(st.sampled_from(sorted({*NAMES} - TOLD_BY_LINES)), st.data())
@settings(max_examples=60, deadline=None)
def test_a_line_broken_inside_a_sentence_changes_nothing(name: str, data: st.DataObject) -> None:
    text = page(name)
    gaps = [i for i in range(1, len(text)) if is_han(text[i - 1]) and is_han(text[i])]
    broken = data.draw(st.sets(st.sampled_from(gaps), min_size=1, max_size=40))
    blank = data.draw(st.sampled_from([" ", "\n", " \n", "\r\n", "　"]))
    pieces = "".join(blank + char if i in broken else char for i, char in enumerate(text))
    assert told(extract(pieces)) == told(extract(text))


@pytest.mark.parametrize(
    "unit",
    [
        "驿站",
        "十个站",
        "在某路，",
        "位于的工会驿站",
        "“”",
        "12345",
        "字\n\n",
        "全市",
        "由某总工会",
        "甲乙路工会驿站累计服务3人次",
    ],
)
def test_twenty_thousand_characters_of_anything_are_read(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    assert all(text[e.start : e.end] == e.quote for e in quotes(extract(text)))


@pytest.mark.parametrize("name", NAMES)
def test_the_document_is_json_with_numbers_as_numbers(name: str) -> None:
    read = json.loads(json.dumps(document(extract(page(name))), ensure_ascii=False, allow_nan=False))
    assert set(read) == {"stations", "venues", "figures"}
    assert all(isinstance(figure["value"], int | float) for figure in read["figures"])
    assert all({"region", "kind", "value", "unit", "period", "evidence"} <= set(f) for f in read["figures"])


def test_over_twelve_thousand_is_a_number_and_at_least() -> None:
    found = extract("本报讯 三亚湾路工会驿站投入资金1.2万余元。户外劳动者都说好。")
    (station,) = document(found)["stations"]
    assert station["cost_yuan"] == 12_000
    assert station["qualifiers"] == {"cost_yuan": "at_least"}


def test_stations_and_figures_unpack() -> None:
    found = extract(page("yichang"))
    stations, figures = found
    assert (stations, figures) == (found.stations, found.figures)


def test_amenities_and_hosts_are_words_of_the_vocabulary() -> None:
    assert set(KEYS) <= set(vocabulary.terms("amenity"))
    assert {key for key, _ in HOST_TYPES} <= set(vocabulary.terms("host_type"))


def test_every_kind_of_figure_is_a_word_of_the_vocabulary() -> None:
    told = {figure.kind for name in NAMES for figure in extract(page(name)).figures}
    assert told <= set(vocabulary.terms("figure"))
