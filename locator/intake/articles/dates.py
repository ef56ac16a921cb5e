"""Dates as an article tells them: 2019年9月, 今年2月, 8月16日, 去年底; and periods in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from locator.intake.articles.model import PartialDate
from locator.intake.articles.numbers import clause_before

_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)年|(?P<relative>今年|去年|前年|当年|本年度?))?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<day>[12]\d|3[01]|0?[1-9])日)?)?"
)
_RELATIVE = {"今年": "this", "本年": "this", "本年度": "this", "去年": "last"}
_FULL = r"(20\d\d)[年./-]\d{1,2}[月./-]\d{1,2}日?"
_DATELINE = re.compile(
    rf"^[（(]?(?:(?:发布|发表|出版|更新)?(?:日期|时间)[：:])?{_FULL}(?:\d{{1,2}}:\d\d(?::\d\d)?)?[）)]?$",
    re.M,
)
_BYLINE_DATE = re.compile(rf"(?:讯|电|报道|[）)])[，,]?{_FULL}[，,]")
_HELD = re.compile(
    r"(?<![从自到至])(20\d\d)年(?!度)"
    r"(?:[^，。；、,;\d]{0,24}?(?:大会|大赛|会议|推进会|活动|比赛|仪式|启动|招聘会)|\d{1,2}月\d{1,2}日[，,])"
)
_DUE = re.compile(r"(?<![到至])(?:在|于|截至)?(20\d\d)年(?:底前|年?底前|末前|内)")
_ANY_YEAR = re.compile(r"(?<![\d到至])(20\d\d)年(?!前)")
_MASTHEAD = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日[（(]?(?:星期|周)[一二三四五六日天]")
PERIOD = re.compile(
    r"自(?:[^，。；]{0,12}?)(?:以来|至今|起)|(?:成立|建成|投用|投入使用|启用|运营|开放|揭牌)(?:以来|至今)|"
    r"(?:截至|截止到?)(?:目前|(?:\d{4}年|今年|去年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?)|"
    r"(?:到|至|在)?\d{4}年(?:底|末)[前]?|(?:[一二两三四五]|\d+)年内|(?:今|本|去|明)?年(?:内|底前?|末前?)|"
    r"(?:\d{4}|今|去|本)年(?:上半年|下半年|以来|前?[一二两三四]个?季度|第[一二三四]季度|前\d+个?月|全年|\d{1,2}月份?以来|\d{1,2}月份?)|"
    r"(?:今年|去年)?(?:上半年|下半年|前?[一二两三四]个?季度|第[一二三四]季度)|"
    r"(?:最近|近|过去|上)(?:一|两|三|半|\d+)?个?[年月周]|上个月|本月|(?:今|去)年|(?:\d{4})年|"
    r"(?:半|[一二两三四五六七八九十]|\d+)年多?来|(?:[一二两三四五六七八九十半]+|\d+)个多?月(?:以?来|(?=已|就|累计|共|里))|日均|(?<![\d月])日(?=服务|接待)|每[日天月年周]|月均|年均|全年|平均每[日天月年]|目前|累计"
)
_RATE = re.compile(r"日|每|[月年]均|平均")
_VAGUE = frozenset(("累计", "目前"))


def dates(text: str) -> Iterator[tuple[PartialDate, int, int]]:
    """The dates of a text with where they stand; a bare month or day is of the article's own year."""
    for match in _DATE.finditer(text):
        if not match[0] or (match["relative"] in ("前年", "当年")):
            continue
        year = int(match["year"]) if match["year"] else None
        relative = _RELATIVE.get(match["relative"] or "", "this") if year is None else None
        month, day = (int(match[name]) if match[name] else None for name in ("month", "day"))
        yield PartialDate(year, month, day, relative), match.start(), match.end()


def resolved(told: PartialDate, published: date | None) -> PartialDate:
    """The date with its year, where the day of publication is known."""
    if published is None or told.relative is None:
        return told
    is_earlier = told.relative == "last" or (told.month or 0) > published.month
    return replace(told, year=published.year - is_earlier, relative=None)


def masthead(text: str) -> date | None:
    """The day a page says it appeared: a full date with its weekday."""
    match = _MASTHEAD.search(re.sub(r"\s", "", text))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def page_year(text: str) -> int | None:
    """The year a page tells of itself without a masthead; None where it tells none, or more than one.

    A dateline settles it: a full date alone on its line, after 日期： or 时间：, or right after a byline. Otherwise
    two tellings of a page's own time are needed, at least one of them no plan: 2023年…大会, a full date that opens
    a clause, 在2023年底前. All must agree. Dates of something past (2019年9月打造, 从2020年起) tell nothing of the
    page, but a year later than the one told, other than in a plan's 到…年, leaves it open.
    """
    bare = re.sub(r"[ \t　]", "", text)
    lines = {int(m[1]) for m in _DATELINE.finditer(bare)}
    bare = re.sub(r"\s", "", bare)
    datelines = lines | {int(m[1]) for m in _BYLINE_DATE.finditer(bare)}
    held = [int(m[1]) for m in _HELD.finditer(bare)]
    due = [int(m[1]) for m in _DUE.finditer(bare)]
    years = datelines or {*held, *due}
    if len(years) != 1 or not (datelines or (held and len(held) + len(due) > 1)):
        return None
    (year,) = years
    told = {int(m[1]) for m in _ANY_YEAR.finditer(bare)}
    return None if max(told, default=year) > year else year


def period_before(text: str, position: int, since: int = 0) -> str:
    """The words of a text, from `since` on, that tell over what time the number at a position was counted."""
    clause = clause_before(text, position)
    near = [m[0] for m in PERIOD.finditer(clause)]
    far = [m[0] for m in PERIOD.finditer(text, since, position) if not _RATE.match(m[0])]
    told = [*(words for words in (*far, *near) if words not in _VAGUE)] or [*far, *near]
    return told[-1] if told else ""
