"""What sentences tell of one place: size, cost, hours, visits, honours, who built and who runs it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from locator.intake.articles.amenities import amenities, extras, listed_amenities
from locator.intake.articles.boundaries import start_of_name
from locator.intake.articles.dates import dates, resolved
from locator.intake.articles.labels import labelled
from locator.intake.articles.measures import area, capacity, cost, opened, visits
from locator.intake.articles.model import Facts

_ROAD = r"(?:[东西南北中]?(?:路|大街|大道|街|巷|胡同|弄|道|公路|国道|省道))"
_DOOR = r"\d+(?:-\d+)?号(?:附?\d+号)?(?:[^，。；、：“”（）的在有设]{0,6}(?:楼|层|室|院|旁|内|对面|附近|门口|底商))?"
_CROSSING = (
    rf"[与和][\u4e00-\u9fffA-Za-z\d]{{1,8}}?{_ROAD}的?(?:交叉路?口|交口|交[汇会]处|路口|交叉处|交界处|交界路口)"
    r"(?:[东西南北]{1,2}[侧角边])?(?:[向往以]?[东西南北]\d+米)?"
)
_ADDRESS = re.compile(
    r"(?:位于|坐落[于在]|地处|设立?[于在]|设置在|建在|选址[于在]?|地址[：:]?|地点[：:]?|在)"
    rf"(?P<place>[^，。；、：“”（）的\s]{{0,18}}?[^\W_的]{{1,8}}?{_ROAD}(?:{_DOOR}|{_CROSSING}|(?=[，。；、的（上旁边]|$)))"
)
_BARE_ADDRESS = re.compile(rf"(?P<place>[^\W\d_的]{{1,5}}{_ROAD}{_DOOR})")
_CLOCK = r"(?:早上?|上午|中午|下午|晚上?|夜间|凌晨|次日|清晨)?\d{1,2}(?:[:点时](?:\d{2}分?|半|整)?)"
_HOURS = re.compile(
    rf"(?:(?:每[天日周]|周[一二三四五六日末]至周?[一二三四五六日]|工作日|节假日|全年|夏季|冬季|全天)[^，。；\d]{{0,8}})*"
    rf"{_CLOCK}(?:至|到|-|~|—+){_CLOCK}(?:[、和及，]{_CLOCK}(?:至|到|-|~|—+){_CLOCK})*"
    r"|(?:全年无休|每天|每日|实行|提供|全年)?(?:24|二十四)小时(?:全天候|全时段|不打烊|不间断|对外|自助|免费|无人值守)*(?:开放|营业|服务|不打烊|运营|开门)"
    r"|24小时不打烊|全天候(?:对外|免费)?开放|365天24小时(?:不打烊|开放|营业|服务)?"
)
_HONOUR = re.compile(
    r"(?:被|获)?(?:评为|评定为|授予|荣获|获评|获得|入选|命名为|荣膺|认定为|评选为|确认为|列为|推树为)(?:了)?(?P<title>[^，。；]{0,24}?“[^“”]{2,40}”(?:[^，。；]{0,8}?(?:称号|奖))?"
    r"|[^，。；]{2,30}?(?:称号|最美[^，。；]{0,24}?(?:站点|驿站|服务站)))"
)
_MAPS = (("amap", r"高德"), ("baidu", r"百度"), ("tencent", r"腾讯"))
_MAP_WORDS = re.compile(r"地图|导航|定位|(?i:app)|小程序|搜索")
_NOT_LISTED = re.compile(r"未|没有|尚|要求|标准|将于|计划")
_ORG_END = (
    r"(?:总工会|工会联合会|工会委员会|工会|公司|集团|街道办事处|办事处|街道|管委会|支行|分行|管理局|环卫中心|"
    r"居委会|村委会)(?![总工办党委])"
)
_BUILT = r"(?:打造|建设|建成|改造|升级|投资|出资|创建|设立|建立|筹建|承建|共建|投建|建造|兴建)"
_BY = re.compile(rf"由(?P<org>[^，。；：“”由]{{1,40}}?{_ORG_END})[^，。；由]{{0,30}}?{_BUILT}")
_BUILDER = re.compile(
    r"(?:总工会|工会联合会|街道工会|镇工会)(?=[^。；]{0,160}?(?:打造|建成|建设|建起|设立|建立))"
)
_OPERATOR = re.compile(
    rf"由(?P<org>[^，。；：“”由]{{1,40}}?(?:{_ORG_END}|中心|社区|服务队))(?:负责|承担|进行)?(?:日常)?(?:的)?(?:管理|运营|运维|维护|值守)"
)
_OPERATION = re.compile(
    r"(?:通过|采取|采用|以|实行)(?P<way>[^，。；]{3,28}?)(?:的)?(?:方式|模式|机制|办法)[^。；]{0,16}?(?:管理|运维|运营|维护)"
)
_HOST = re.compile(
    r"(?:依托|利用|借用|借助|设在|嵌入)(?P<org>[^，。；：、“”的等各多]{1,30}?"
    r"(?:支行|分行|营业部|营业厅|营业所|网点|加油站|有限公司|分公司|门店|书店|书房|药店|社区|党群服务中心|环卫所|公园))(?!营业|网点|[^，。；]{0,6}(?:资源|优势))"
)
_HOSTED_BY = re.compile(r"(?i:hosted|run) by ?(?:the ?)?(?P<org>[\u4e00-\u9fff]{2,16}|[A-Z][\w&' ]{1,40})")
_PHONE = re.compile(
    r"(?:电话|热线|咨询|联系)[^，。；\d]{0,8}(?P<phone>(?:0\d{2,3}-?)?\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?!\d)"
)

_LONGEST_HOURS = 60


def facts(text: str, *, published: date | None = None, name_at: int | None = None) -> Facts:
    """What one sentence tells of the place it is about; `name_at` is where the place's name stands, if it does."""
    told = {field: read(text) for field, read in _READERS.items()}
    patterns = Facts(opened=opened(text, published), builder=_builder(text, name_at), **told)
    return merged(_labelled_facts(labelled(text), published), patterns)


def _labelled_facts(told: Mapping[str, str], published: date | None) -> Facts:
    """What the labels of a list say, read as the sentences that they stand for."""
    place = told.get("address", "")
    date_told = next((found for found, _, _ in dates(told.get("opened", ""))), None)
    return Facts(
        address=place and (address(f"地址：{place}") or re.split(r"[（，；\s]", place)[0]),
        opening_hours_text=told.get("hours", "").partition("，")[0][:_LONGEST_HOURS],
        amenities=listed_amenities(told.get("amenities", "")),
        area_m2=area("面积" + told.get("area", "")),
        opened=resolved(date_told, published) if date_told else None,
        builder=told.get("builder", ""),
        operator=told.get("operator", ""),
    )


def merged(first: Facts, second: Facts) -> Facts:
    """Both together; what the first already tells stays."""
    changes: dict[str, Any] = {}
    for item in fields(Facts):
        a, b = getattr(first, item.name), getattr(second, item.name)
        if isinstance(a, dict):
            changes[item.name] = {**b, **a}
        elif isinstance(a, tuple):
            changes[item.name] = (*a, *(new for new in b if new not in a))
        else:
            changes[item.name] = a or b
    return replace(first, **changes)


def address(text: str) -> str:
    """A street with a number or a crossing; empty where none is told."""
    match = _ADDRESS.search(text) or _BARE_ADDRESS.search(text)
    return match["place"].lstrip("在于") if match else ""


def honours(text: str) -> tuple[str, ...]:
    """Titles given to the place."""
    return tuple(match["title"].strip() for match in _HONOUR.finditer(text))


def listings(text: str) -> tuple[str, ...]:
    """The map apps on which the place can be found."""
    if not _MAP_WORDS.search(text) or _NOT_LISTED.search(text):
        return ()
    return tuple(app for app, word in _MAPS if re.search(word, text))


def _builder(text: str, name_at: int | None) -> str:
    by = _BY.search(text)
    if by:
        return by["org"]
    found = _BUILDER.search(text)
    if not found or name_at is None or found.end() > name_at:
        return ""
    return text[start_of_name(text, found.start(), frozenset()) : found.end()]


def _first(pattern: re.Pattern[str], group: str | int = 0) -> Callable[[str], str]:
    def read(text: str) -> str:
        match = pattern.search(text)
        return match[group] if match else ""

    return read


_READERS: dict[str, Callable[[str], Any]] = {
    "address": address,
    "area_m2": area,
    "cost_yuan": cost,
    "capacity": capacity,
    "visits": visits,
    "honours": honours,
    "listings": listings,
    "amenities": amenities,
    "notes": extras,
    "opening_hours_text": _first(_HOURS),
    "host": lambda text: _first(_HOST, "org")(text) or _first(_HOSTED_BY, "org")(text),
    "operator": _first(_OPERATOR, "org"),
    "operation": _first(_OPERATION, "way"),
    "contact": _first(_PHONE, "phone"),
}
