"""Where the words behind the divisions plainly name another place: 广东省|南京市, 北京大学|深圳研究生院."""

from __future__ import annotations

import re

from locator.divisions import Level
from locator.geocode import boundary
from locator.geocode.names import Codes, NameIndex, Rank
from locator.geocode.reading import skip

_CITY_LEVELS = (Level.PROVINCE, Level.PREFECTURE)
# Quarters of many a town go by these names, which are elsewhere districts in their own right.
_NAMES_OF_QUARTERS = (
    "新城区 老城区 东城区 西城区 南城区 北城区 城东区 城西区 城南区 城北区 城中区 城关区 新市区"
    " 市中区 市北区 市南区 城厢区 滨海新区"
)
_QUARTERS = frozenset(_NAMES_OF_QUARTERS.split())
_ORGANISATION = re.compile(
    r"[^ \d路街]{0,8}?(?:大学|学院|研究院|研究所|医院|银行|保险|证券|集团|公司)(?:股份|有限|责任|公司)* ?"
)
_ZONES = ("新区", "开发区", "园区", "示范区")
_STREET_NEXT = re.compile(r"(?:路|大道|大街|街|巷|弄)(?!.{1,2}[区县])")  # but 台州市|路桥区
_ENDS_IN_FULL = "省市区县州盟旗 "


def contradiction(index: NameIndex, rest: str, codes: Codes, *, longer_than: int = 2) -> int | None:
    """Where in `rest` a full name begins that nothing in `codes` holds; None where it begins with no such."""
    start = skip(rest, 0)
    for length in index.plain_lengths.get(rest[start : start + 2], ()):
        end = start + length
        word = rest[start:end]
        meant = index.plain.get(word, ())
        if meant and longer_than < length == len(word) and word not in _QUARTERS:
            longer = _STREET_NEXT.match(rest, end) or boundary.ends_inside_a_word(rest, end)
            zone = word.endswith(_ZONES)
            agrees = any(_agree(index, one, code, zone=zone) for one in meant for code in codes)
            return None if longer or agrees else start
    return None


def says_all(head: str) -> bool:
    """Whether no organisation's name goes on with these full names of divisions, and no area is among them."""
    return head[-1] in _ENDS_IN_FULL and "新区" not in head


def seat_of_organisation(index: NameIndex, before: str, rest: str) -> int | None:
    """Where in `rest` the second city's name inside an organisation's begins: 西安|交通大学**苏州**附属中学.

    `before` is what stands in front of `rest`: after a division's full name that one counts.
    """
    organisation = None if before and before[-1] in _ENDS_IN_FULL else _ORGANISATION.match(rest)
    if organisation is None:
        return None
    start = organisation.end()
    return start if city_ends_at(index, rest, start) else None


def city_ends_at(index: NameIndex, text: str, start: int, *, above: str = "") -> int:
    """Where the name of a city or province that begins at `start` ends; 0 if none does.

    With `above`, only of one inside that province.
    """
    for length in index.lengths.get(text[start : start + 2], ()):
        end = start + length
        if boundary.is_longer_name(text, end, city=True) or text[start:end] in boundary.EVERYDAY:
            continue
        for rank, code in index.names.get(text[start:end], ()):
            is_city = rank in (Rank.FULL, Rank.SHORT) and index.level[code] in _CITY_LEVELS
            if is_city and (not above or above in index.lineage[code][1:]):
                return end
    return 0


def _agree(index: NameIndex, one: str, other: str, *, zone: bool) -> bool:
    """Whether one holds the other; a zone may also lie across another district of its city."""
    above = index.lineage[one]
    return one in index.lineage[other] or other in above or (zone and above[1:2] == index.lineage[other][1:2])
