"""What one sentence counts of a place: square metres, yuan, people at once, visits; and when it opened."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from locator.intake.articles.dates import dates, period_before, resolved
from locator.intake.articles.model import Count, PartialDate, Quantity
from locator.intake.articles.numbers import Found, clause_before, quantities

_SQUARE_METRES = frozenset(("平方米", "平米", "平方", "m2", "m²"))
_PEOPLE = frozenset("人名")
_OPENING_REACH = 60  # characters: between the date and the word stands the place with all its epithets
_OPENING = re.compile(
    r"投入使用|投用|启用|揭牌|挂牌|建成|落成|开放|投运|打造|建立|成立|设立|开门|运营|亮相|对外服务"
)
_NOT_YET = re.compile(r"计划|预计|拟|力争|将于|将在")
_COST = re.compile(r"投入|投资|耗资|出资|筹资|拨付|花费|花了|造价|经费|资金")
_SIZED = re.compile(
    r"面积|占地|(?:站|站点|驿站|屋|空间|港湾|之家|广场)(?:仅|共|有|内)?$|^(?:仅|共|只?有|不到)$"
)
_SPACE = re.compile(
    r"[左右余]{0,2}的(?:站点|空间|驿站|服务站|小屋|屋子|场地|广场|室内|小站|场所|地方)| ?(?:rest |service )?station"
)
_CAPACITY = re.compile(r"(?:容纳|满足|供)(?:约|近)?$|(?:容纳|可供|能供|同时供)[^，。；]{0,6}$")
_VISIT_WORDS = re.compile(r"服务|惠及|接待|使用|受益|受惠|享受|进站|入站|休息|歇脚|光顾|提供")
_NO_VISITS = re.compile(
    r"宣传|观看|参赛|直播|点击|浏览|阅读量|投票|客流|旅客|游客|读者|培训|参观|观众|体检|义诊"
)
_SERVED_IN_ALL = re.compile(r"(?:累计|共|日均|每天)[^，。]*(?:服务|惠及|接待)")
_ANOTHER_DATE = re.compile(r"[。；]|截至|底前")


def area(text: str) -> Quantity | None:
    """Square metres of the place itself, not of a room in it."""
    return _first(text, lambda f: f.quantity.unit in _SQUARE_METRES and _is_size(text, f))


def _is_size(text: str, found: Found) -> bool:
    return bool(_SIZED.search(clause_before(text, found.start)) or _SPACE.match(text, found.end))


def cost(text: str) -> Quantity | None:
    """Yuan spent."""
    return _first(
        text, lambda f: f.quantity.unit == "元" and bool(_COST.search(text, max(f.start - 16, 0), f.start))
    )


def capacity(text: str) -> Quantity | None:
    """How many people at once."""
    return _first(
        text,
        lambda f: f.quantity.unit in _PEOPLE and bool(_CAPACITY.search(text[max(f.start - 16, 0) : f.start])),
    )


def _first(text: str, wanted: Callable[[Found], bool]) -> Quantity | None:
    return next((found.quantity for found in quantities(text) if wanted(found)), None)


def visits(text: str) -> tuple[Count, ...]:
    """Visits counted, each with the words that tell its period."""
    if not _VISIT_WORDS.search(text):
        return ()
    return tuple(
        Count(found.quantity, period_before(text, found.start))
        for found in quantities(text)
        if _counts_visits(text, found)
    )


def _counts_visits(text: str, found: Found) -> bool:
    before = clause_before(text, found.start)
    if _NO_VISITS.search(before + text[found.end : found.end + 4]):
        return False
    unit = found.quantity.unit
    return unit == "人次" or (unit in _PEOPLE and bool(_SERVED_IN_ALL.search(before)))


def opened(text: str, published: date | None) -> PartialDate | None:
    """When the place began to serve: the first date that a word of opening follows."""
    if _NOT_YET.search(text):
        return None
    for told, start, end in dates(text):
        word = _OPENING.search(text, end, min(end + _OPENING_REACH, len(text)))
        is_told = (told.year or told.month) and word
        if is_told and word and not _ANOTHER_DATE.search(text[max(start - 4, 0) : word.start()]):
            return resolved(told, published)
    return None
