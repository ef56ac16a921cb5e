"""A spelt phrase about opening hours, cut into tokens, each of a kind that is one letter.

What is no token leaves the phrase not understood: a word that nobody foresaw may change everything.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from locator.intake.phrases import clock
from locator.intake.phrases.spelling import WEEK

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
OSM_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HOLIDAY = "PH"
WORKDAY = "workday"  # beside Mo … Fr: a day on which people work, hence no public holiday


class Token(NamedTuple):
    """A piece of a phrase: its kind, and what it says where the kind alone does not tell."""

    kind: str
    days: frozenset[str] = frozenset()
    span: clock.Span | None = None
    season: str = ""


Reader = Callable[[re.Match[str]], Token | None]
_WEEKDAY = r"[一二三四五六日天]"
_ITEM = rf"(?:周|星期|礼拜)?{_WEEKDAY}(?:[-至到](?:周|星期|礼拜)?{_WEEKDAY})?"
_ABOUT = r"[^,，;。()\d]"


def _weekdays(found: re.Match[str]) -> Token | None:
    signs = found[0].replace("天", "日")
    chosen: set[str] = set()
    for first, last in re.findall(
        rf"({_WEEKDAY})(?:[-至到](?:周|星期|礼拜)?({_WEEKDAY}))?", signs.lstrip("每逢")
    ):
        start, end = WEEK.index(first), WEEK.index(last or first)
        if end < start:
            return None
        chosen |= set(OSM_DAYS[start : end + 1])
    return Token("D", frozenset(chosen))


def _hours(found: re.Match[str]) -> Token | None:
    times = clock.span(found[1], found[2])
    if times is None:
        return None
    return Token("A") if times.is_whole_day else Token("T", span=times)


def _months(found: re.Match[str]) -> Token | None:
    first, first_day, last, last_day = found.groups()
    months = int(first), int(last or first)
    if not (last or last_day) or not all(1 <= month <= 12 for month in months):
        return None
    lengths = [monthrange(2024, month)[1] for month in months]
    days = int(first_day or 1), int(last_day or lengths[1])
    if not (1 <= days[0] <= lengths[0] and 1 <= days[1] <= lengths[1]):
        return None
    is_whole = not (first_day or last_day)
    pairs = zip(months, days, strict=True)
    return Token(
        "M",
        season="-".join(OSM_MONTHS[month - 1] + ("" if is_whole else f" {day:02}") for month, day in pairs),
    )


def _season(found: re.Match[str]) -> Token:
    return Token("S", season=re.sub("[、和]", "", found[1]))


def _kind(letter: str, *days: str) -> Reader:
    return lambda _: Token(letter, frozenset(days))


_OPENS = r"(?:开放|营业|上班|办公|开门|开馆|运营|使用|服务|开启)"
_TABLE: tuple[tuple[str, Reader], ...] = (
    ((r"(?:每年)?(\d{1,2})月(?:份|(\d{1,2})[日号])?[-至到]"
     r"(?:次年|翌年|第二年|来年)?(?:(\d{1,2})月份?)?(?:(\d{1,2})[日号])?"), _months),
    (r"(?:每年)?(\d{1,2})()[-至到](\d{1,2})()月份?", _months),
    ((r"7 ?[*x×/] ?24(?:小时|h)?|24 ?[*x×/] ?7(?!\d)|24(?:小时|h(?![a-z]))(?!制)|"
     r"24时(?![段间\d])|全天候(?:24小时)?|全天24小时|昼夜"), _kind("A")),
    (r"全天(?![闭休关不\d])", _kind("W")),
    (clock.SPAN.pattern, _hours),
    (rf"[每逢]?(?:周|星期|礼拜){_ITEM}(?:(?:以及|[、和及与])?{_ITEM})*", _weekdays),
    (r"(?:法定)?(?:工作日|上班日)", _kind("D", *OSM_DAYS[:5], WORKDAY)),
    (r"周末|双休日?|休息日(?=除外|休|不|闭|关|外)", _kind("D", "Sa", "Su")),
    (r"(?:春节|国庆节?|元旦|五一|劳动节|清明节?|端午节?|中秋节?|除夕|过年)(?:期间|假期|长假|当天|放假)*", _kind("F")),
    (r"(?:国家)?(?:法定|公共)?(?:节假日|假日|节日|假期)(?:期间)?", _kind("D", HOLIDAY)),
    (r"(?:每年)?([春夏秋冬](?:[、和]?[春夏秋冬])?)(?:季|天|令时?|时制|日)?(?:作息)?(?:期间)?",
     _season),
    (r"全年(?:无休|不休|365天)?|365天|年中无休", _kind("Y")),
    (r"(?:(?:休息|休馆|闭馆|公休|闭店)日)[:为是]*", _kind("K")),
    (r"午休(?:时间)?:?|中午休息:?", _kind("B")),
    (rf"(?:具体|详细|最终|实际|请)*(?:{_OPENS})?(?:时间)?请?以{_ABOUT}{{1,25}}?为[准主]", _kind("U")),
    ((rf"(?:同|与|随|按照?|依|跟随?|参照|执行){_ABOUT}{{0,25}}?(?:"
     rf"时间(?:一致|同步|相同|为准)?|一致|同步|相同|而定)(?:{_OPENS})?"), _kind("U")),
    (rf"(?:跟随|随|跟){_ABOUT}{{1,15}}?{_OPENS}", _kind("U")),
    (rf"视{_ABOUT}{{1,20}}?(?:而定|情况|为准)", _kind("U")),
    ((rf"另行(?:通知|公告|公示)|详见{_ABOUT}{{0,10}}|"
     rf"(?:请|需|可)?(?:提前|电话)*(?:预约|咨询)(?:{_OPENS}|进入|使用)?|不固?定(?:时|期)?|待定"), _kind("U")),
    ((rf"除外|以外|外|休息|放假|闭馆|闭店|休馆|关闭|关门|停业|"
     rf"(?:停止|暂停){_OPENS}|(?:不|未)对?外?(?:{_OPENS}|开)"), _kind("C")),
    (r"不打烊|无休息?|不休息?", _kind("R")),
    (r"休", _kind("C")),
    (r"除了?|不含|不包括|不包含", _kind("X")),
    (r"含|包括|包含", _kind("I")),
    (rf"(?:正常|照常|照样|对外|均|都)*(?:{_OPENS})(?!时)|正常|照常", _kind("O")),
    ((rf"(?:{_OPENS}|工作|办公)?时间段?|每[天日]|天天|日常|平[时日]|全天(?=[闭休关不])|"
     r"其[余他](?:时间|日子)?|对外|免费|均|都|具体|详细|实际|为|是|的|:|国家"), _kind("")),
    (r"[\s,、;。()\[\]【】/|!及和与]|以及", _kind(",")),
)  # fmt: skip


@lru_cache(maxsize=1)
def _readers() -> dict[re.Pattern[str], Reader]:
    return {re.compile(pattern): reader for pattern, reader in _TABLE}


def tokens(text: str) -> tuple[Token, ...] | None:
    """The tokens of a normalised phrase, separators joined; None when a part of it is no token."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = next((m for pattern in _readers() if (m := pattern.match(text, position))), None)
        token = _readers()[match.re](match) if match else None
        if match is None or token is None:
            return None
        position = match.end()
        if token.kind and not (token.kind == "," and (not found or found[-1].kind == ",")):
            found.append(token)
    return tuple(found)
