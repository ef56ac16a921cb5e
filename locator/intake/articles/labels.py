"""Lists as notices give them: a name, then lines such as 地址：, 开放时间：, 设施：, numbered or marked by signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from locator.intake.articles.boundaries import start_of_name
from locator.intake.articles.lexicon import HEAD
from locator.intake.articles.numbers import chinese_number
from locator.intake.articles.passage import Passage

_LABELS = (
    ("name", r"(?:站点|驿站)?名称|站名"),
    ("address", r"(?:详细|站点|驿站|具体)?(?:地址|地点|位置)|所在地"),
    ("hours", r"(?:开放|营业|服务|运营|开门)时[间段]"),
    ("amenities", r"(?:服务|配套|内部|主要|便民|站内|现有)*(?:设施|设备)|服务(?:项目|内容|功能)|提供服务|配置|配备"),
    ("area", r"(?:建筑|站点|使用|占地|总)?面积"),
    ("opened", r"(?:建成|启用|投用|投入使用|设立|揭牌|成立|开放)(?:时间|日期|年份)"),
    ("builder", r"(?:建设|承建|主建)单位"),
    ("operator", r"(?:管理|运营|维护|负责)单位"),
    ("contact", r"(?:联系|咨询|服务)?电话|联系方式"),
)  # fmt: skip
LABEL = re.compile("(?:" + "|".join(f"(?P<{key}>{words})" for key, words in _LABELS) + ")：")
_TRIMMED = re.compile(r"^\W+|[^\w）”%]+$")
_MARKS = (
    re.compile(r"(?<![\d.])(?P<number>\d{1,2})[.、](?=[\u4e00-\u9fffA-Z“])"),
    re.compile(r"（(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})）(?=[\u4e00-\u9fffA-Z“])"),
    re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、(?=[\u4e00-\u9fffA-Z“])"),
    re.compile(r"(?P<number>[①②③④⑤⑥⑦⑧⑨⑩])(?=[\u4e00-\u9fffA-Z“])"),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ITEM = re.compile(r"(?:\d{1,2}[.、]|（[^（）]{1,3}）|[一二三四五六七八九十]{1,3}、|[①②③④⑤⑥⑦⑧⑨⑩])?\W{0,3}")
_AFTER_NAME = re.compile(r"”?(?:（[^）]*）)?[，：]?[^\w，。；]{0,2}")
_UNBROKEN = re.compile(r"[^，。；：、！？]{1,36}")
_SIGN = re.compile(r"[^\w\s（）“”，。；、！？]*$")


def labelled(text: str) -> dict[str, str]:
    """What the labels of a text say, each up to the next one or the end of the sentence; the first of a kind."""
    found: dict[str, str] = {}
    for here, after in pairwise([*LABEL.finditer(text), None]):
        end = after.start() if after else len(text)
        value = _TRIMMED.sub("", text[here.end() : end].partition("。")[0]) if here else ""
        if here and here.lastgroup and value:
            found.setdefault(here.lastgroup, value)
    return found


def record_starts(passage: Passage) -> list[int]:
    """Where the entries of a list begin in a paragraph: at numbers in a row, at names, at the label that repeats."""
    text = passage.text
    starts = {*_numbered(text), *_repeating(text), *_names_before_labels(passage)}
    return sorted(start for start in starts if start)


def _numbered(text: str) -> Iterator[int]:
    for mark in _MARKS:
        row: list[int] = []
        for match in mark.finditer(text):
            if _value(match["number"]) == len(row) + 1:
                row.append(match.start())
        if len(row) > 1:
            yield from row


def _value(number: str) -> float | None:
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    return int(number) if number.isdecimal() else chinese_number(number)


def _repeating(text: str) -> Iterator[int]:
    """Each repetition of the label that comes first, where several names are labelled; its sign goes with it."""
    labels = [*LABEL.finditer(text)]
    if sum(label.lastgroup == "name" for label in labels) > 1:
        for label in labels:
            if label.lastgroup == labels[0].lastgroup:
                sign = _SIGN.search(text, 0, label.start())
                yield sign.start() if sign else label.start()


def _names_before_labels(passage: Passage) -> Iterator[int]:
    """Names that a label follows at once, from the second on; a name begins with the line it stands on."""
    labels = [*LABEL.finditer(passage.text)]
    for earlier, label in pairwise(labels):
        heads = [*HEAD.finditer(passage.text, earlier.end(), label.start())]
        if label.lastgroup == "address" and heads and heads[-1].end() == label.start():
            low = max(start_of_name(passage.text, heads[-1].start(), frozenset()), earlier.end())
            line = next((i for i in range(low, heads[-1].start()) if passage.begins_line(i)), 0)
            yield line


def name_from(text: str, head: int) -> int | None:
    """Where the value of a label 名称： begins that reaches up to a position; None where there is none."""
    label = next((m for m in reversed([*LABEL.finditer(text, 0, head)]) if m.lastgroup == "name"), None)
    return label.end() if label and _UNBROKEN.fullmatch(text, label.end(), head) else None


def is_entry(text: str, start: int, end: int) -> bool:
    """Whether a name opens a list's entry: a number or nothing before it, a label after it."""
    after = _AFTER_NAME.match(text, end)
    return bool(_ITEM.fullmatch(text, 0, start) and after and LABEL.match(text, after.end()))
