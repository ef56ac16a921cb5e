"""The rest stations a sentence names, told from generic talk of stations, slogans and titles of honour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from locator.intake.articles.boundaries import start_of_name
from locator.intake.articles.labels import is_entry, name_from
from locator.intake.articles.lexicon import GENERIC, HEAD, NOT_A_STATION, ORGANISATION, PLACE_TOKEN, TOPIC
from locator.intake.articles.regions import Mention
from locator.intake.articles.unbuilt import is_unbuilt

SURE = 2
"""From this score on a name is one station's: a place in it, or a word of its own and a sign that it is one."""

_HONOURED = re.compile(
    r"(?:评为|授予|荣获|获评|获得|命名为|荣膺|入选|评选|推荐为|认定为|确认为|列为|最美|最佳|优秀|示范|[三四五]星级?|[十百]佳|称号)"
    r"[^，。；]{0,12}$"
)
_TITLE_AFTER = re.compile(r"”?(?:等)?(?:荣誉)?(?:称号|奖|评选|评比|名单)")
_ONE_BEFORE = re.compile(
    r"(?:位于|坐落|地处|设在|建在|走进|来到|规模最大|最大|首个|首家|首座|第一[个家座]|一[座处]|这[个座处]|命名为|取名|名为|名叫)"
    r"[^，。；]{0,24}$|在$"
)
_ONE_AFTER = re.compile(
    r"”?(?:(?:工会|爱心|暖心|户外劳动者|劳动者|小哥|骑手)*(?:驿站|服务站点?|站点))?(?:位于|坐落|地处|占地|总?面积|建筑面积|设在|建在|是?由|正式|揭牌|启用|挂牌|建成于|于\d{4}年|榜上有名|投入使用|内[，的有设]|里[，的有]|(?:at|in|on)(?![a-z])|在[^，。；]{2,28}?(?:启用|揭牌|投用|建成|亮相|挂牌|落成|投入使用))"
)
_MANY_BEFORE = re.compile(
    r"(?:[\d百千万余多几两二三四五六七八九十]\s*[个家座处](?!月)|一批|各|多个|多家|等|一系列|所有|全部|更多|类)[^，。；、“”]{0,12}$"
)
_MANY_AFTER = re.compile(
    r"”?(?:（[^）]*）)?(?:(?:已|累计|总数|数量|共|达到?|约|建成)*\d+(?!\d|年|小时|时|月|日)|[一二三四五六七八九十百千]+[余多]?[个家座处]|品牌|"
    r"党支部|党委|等(?:服务)?(?:站点|阵地|品牌|项目)|系列|们|网络|体系|全覆盖|集群|矩阵)"
)
_OWN_WORD = re.compile(r"(?:大本营|加油站|充电站|小屋|家园)$")
_BESIDE = r"(?:上|旁|边|内|里|附近|门口|门前)?"
_PLACED = re.compile(
    r"(?:位于|坐落[于在]|地处|设置?在|建在|在|选址于?)"
    rf"(?P<place>[^，。；：“”的]{{2,40}}?){_BESIDE}的(?:[一这该][家个座处间])?(?P<named>[^，。；：“”的]{{0,14}})“?$"
)
_OF_HOST = re.compile(
    r"(?P<place>[^，。；：“”的]{2,30}(?:支行|分行|营业部|营业厅|加油站|社区|小区|门卫室|服务区|公园|广场|车站|医院|有限公司))"
    rf"{_BESIDE}的(?P<named>)“?$"
)
_PUN = re.compile(r"[\u4e00-\u9fff]“[^“”]{1,2}”(?=[\u4e00-\u9fff]{0,4}$)")
"""A word whose second half alone is quoted: 暖“新”驿站."""
_VERB_BEFORE = re.compile(
    rf"(?<![福城中电住基党铁土公水新创共])(?:新?建|增?设)(?:{GENERIC.pattern}|一?[个座处家])*$"
)
"""A verb that the name has swallowed: 火车站建爱心驿站."""
_BARE_LEVEL = re.compile(r"[市县区](?![民政场一二直立域城郊府委])[\u4e00-\u9fff]{4}")
_HOUSE = re.compile(r"\d+号|交叉路?口|交口|交[汇会界]处|路口")


@dataclass(frozen=True, slots=True)
class Named:
    """A station's name as one sentence says it.

    `lead` is what stands before its common noun, `stem` what is own; `said` is the lead as it is said where the
    place has taken its stead.
    """

    name: str
    lead: str
    stem: str
    start: int
    end: int
    score: int
    said: str = ""


def station_names(text: str, regions: Sequence[Mention], *, on_topic: bool = True) -> tuple[Named, ...]:
    """The stations that a sentence names; generic words score too low and are left out."""
    if not on_topic and not TOPIC.search(text):
        return ()
    found: list[Named] = []
    for named in _candidates(text, regions):
        overlaps = found and named.start < found[-1].end
        is_one = named.score >= SURE and not NOT_A_STATION.search(named.name)
        if is_one and not overlaps and not is_unbuilt(text, named.start, named.end):
            found.append(named)
    return tuple(found)


def _candidates(text: str, regions: Sequence[Mention]) -> Iterator[Named]:
    inside = frozenset(i for r in regions for i in range(r.start, r.end))
    last = 0
    for head in HEAD.finditer(text):
        told = name_from(text, head.start())
        start = max(_start(text, head.start(), inside) if told is None else told, last)
        start = _without_regions(text, start, head.start(), regions)
        named = _scored(text, start, head.start(), head.end(), regions)
        yield named if named.score >= SURE else _placed(text, named, head.end(), regions, inside) or named
        last = head.end()


def _start(text: str, head: int, inside: frozenset[int]) -> int:
    """Where a name begins; quotation marks inside it (向阳社区“红石榴”驿站) or round its end belong to it."""
    start = start_of_name(text, head, inside)
    pun = _PUN.search(text, max(start - 6, 0), head)
    if pun:
        start = start_of_name(text, pun.start() + 1, inside)
    for _ in range(0 if pun else 2):
        opens = start - 1 if text[start - 1 : start] == "“" else -1
        if text[start - 1 : start] == "”" and not _stem(text[start:head], ()):
            opens = text.rfind("“", max(start - 18, 0), start)
        if opens < 0:
            break
        outer = start_of_name(text, opens, inside)
        has_place = outer < opens and PLACE_TOKEN.search(_stem(text[outer:opens], ()))
        start = outer if has_place else (opens if text[start - 1] == "”" else start)
        if not has_place:
            break
    verb = _VERB_BEFORE.search(text, start, head)
    return verb.end() if verb else start


def _without_regions(text: str, start: int, head: int, regions: Sequence[Mention]) -> int:
    """The start of the name past the regions that only say where it is; an office keeps its own: 无棣县税务局."""
    for region in sorted(regions, key=lambda r: r.start):
        if region.start <= start < region.end:
            rest = text[region.end : head]
            if ORGANISATION.search(_stem(rest, ())):
                start = max(start, region.tail)
            elif _stem(rest, ()):
                start = region.end if PLACE_TOKEN.search(rest) else max(start, region.tail)
    if _BARE_LEVEL.match(text, start) and not any(r.start == start for r in regions):
        start += 1
    return start


def _scored(text: str, start: int, head: int, end: int, regions: Sequence[Mention]) -> Named:
    lead = text[start:head]
    stem = _stem(lead, [text[r.start : r.end] for r in regions if start <= r.start and r.end <= head])
    name = text[start:end].replace("“", "").replace("”", "")
    is_quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
    score = _ownness(stem, name, is_quoted) + _oneness(text, start, end, bool(stem))
    is_title = _HONOURED.search(text, 0, start) or _TITLE_AFTER.match(text, end)
    if GENERIC.sub("", lead) and (name_from(text, head) is not None or is_entry(text, start, end)):
        score = max(score, SURE)
    if is_title and (is_quoted or not PLACE_TOKEN.search(stem)):
        score -= 2 * SURE
    return Named(name, lead, stem, start, end, score)


def _placed(
    text: str, named: Named, end: int, regions: Sequence[Mention], inside: frozenset[int]
) -> Named | None:
    """A station called by the common noun only, but told to be at one place: it is called after that place."""
    found = _PLACED.search(text, 0, named.start) or _OF_HOST.search(text, 0, named.start)
    if (
        not found
        or _MANY_AFTER.match(text, end)
        or NOT_A_STATION.search(named.name)
        or _stem(found["named"], ())
    ):
        return None
    begin, stop = found.span("place")
    begin = _without_regions(text, max(begin, start_of_name(text, stop, inside)), stop, regions)
    place = text[begin:stop]
    stem = _stem(place, [text[r.start : r.end] for r in regions if begin <= r.start and r.end <= stop])
    if not stem or not (_HOUSE.search(place) or PLACE_TOKEN.search(stem[-6:])):
        return None
    has_region = any(named.start <= r.start and r.end <= named.end for r in regions)
    has_own = bool(named.stem) or has_region
    name = named.name if has_own else place + found["named"] + named.name
    return Named(name, place, stem, begin, end, SURE, named.lead)


def _stem(lead: str, names: Sequence[str]) -> str:
    """What of a name is its own: nothing, or the whole of it without regions."""
    for name in names:
        lead = lead.replace(name, "")
    return lead if len(GENERIC.sub("", lead)) >= 2 else ""


def _ownness(stem: str, name: str, is_quoted: bool) -> int:
    if not stem:
        return int(is_quoted and bool(_OWN_WORD.search(name)))
    return SURE if PLACE_TOKEN.search(stem) else 1


def _oneness(text: str, start: int, end: int, has_stem: bool) -> int:
    """Whether the words around speak of one station (+1) or of many (−3)."""
    if _MANY_BEFORE.search(text, 0, start) or _MANY_AFTER.match(text, end):
        return -3
    alone = _ONE_BEFORE.search(text, 0, start) or (has_stem and _ONE_AFTER.match(text, end))
    return 1 if alone else 0
