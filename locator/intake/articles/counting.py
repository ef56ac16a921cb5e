"""What a number in a sentence counts: stations of some sort, visits, sessions, money; or nothing of ours."""

from __future__ import annotations

import re
from itertools import pairwise

from locator.intake.articles.lexicon import STATION_NOUN
from locator.intake.articles.numbers import Found, clause_before

_SORTS = (
    ("stations_24h", r"24小时|二十四小时|全天候|不打烊"),
    ("stations_honoured", r"最美|评为|荣获|星级|示范"),
    ("stations_smart", r"智能|智慧|无人值守"),
    ("stations_long_hours", r"延时|全周期|延长"),
    ("stations_union_built", r"自建"),
    ("stations_shared", r"共建共享|社会共建|共享"),
)
_STATION_UNITS = frozenset("个家座处间所")
_PEOPLE_UNITS = frozenset("人名位")
_SESSION_UNITS = frozenset(("场", "场次", "期", "次"))
_UPGRADE = re.compile(r"提升|改造|升级|提档")
_UPGRADED = re.compile(r"[^，。；]{0,30}?进行了?[^，。；]{0,8}?(?:提升|改造|升级)")
_AIDED = re.compile(r"扶持|补助|奖励|慰问|检查|走访")
_TO_HONOUR = re.compile(
    r"(?:将|拟|计划|打算|预计|力争|准备|明年|今后|未来|要|再)[^。；]{0,20}?(?:选树|评选|推选|命名|表彰|认定|选出|推树|评定|评出)"
)
_EXISTS = re.compile(
    r"建|有|达|共|累计|合计|新增|增至|增加到|投用|启用|开放|布局|布设|覆盖|打造|设|完成|提升|改造|升级|遍布|为|数"
)
_ANNOUNCED = re.compile(r"[^。；]{0,16}?(?:地址|名单|名录|一览|地图|清单|推荐|盘点|公布|在这里|分布图)")
_THESE = re.compile(r"(?:以下|下列|如下|上述|这|那|其他|其它|来自)(?:全[市省县区])?$")
_NEW = re.compile(r"新建|新增")
_PART = re.compile(r"其中|剩余")
_PLAN = re.compile(
    r"计划|打算|拟|力争|目标|将(?:再|新|继续|陆续)?(?:建|新增|打造|达)|预计|规划|提出|争取|确保|任务|"
    r"年内(?:再|将|达|新|要|完成)|明年|有望|(?<![截止])到\d{4}年"
)
_DONE = re.compile(r"已(?:经)?(?:累计)?(?:建|有|完成|提前|投|达|新建|打造)|截至|截止|提前完成|超额完成")
_NOUN_THEN_NUMBER = re.compile(
    r"[”》]?(?:（[^）]{0,30}）)?(?:的?(?:数量|总数|总量|规模|建设))?"
    r"(?:已经?|目前|现|均|仅|只有|共计?|共有|总共|总计|累计|合计|达到?|达成|建成|建有|建设|投用|超过?|突破|有|"
    r"增至|增加到|扩大到|发展到|为|新增|新建|约|近|：|完成|投入使用|，)*"
)
_NUMBER_THEN_NOUN = re.compile(
    r"(?:以上|左右)?的?"
    r"(?:(?!建成|打造|设立|设置|覆盖|建设|里的|中的|内的|建有|有|和|与|参)[^，。；：、]){0,16}?“?"
)
_SUBSET = re.compile(
    rf"[^，。；]{{0,16}}?(?:{STATION_NOUN.pattern})”?"
    r"(?:均|都|已|可|还|设置|具备|安装|配备|提供|对接|开展|拥有|获|被|入选|增设|累计|汇集)(?!投|建|全部|开放|启用)"
)
_ELLIPTIC = re.compile(
    r"(?:其中|达到|达|增至|增加到|累计|共|建成|新建|新增|完成|打造|计划|提升|改造|升级|现有|共有|总数|建设|投用|"
    r"约|近|超过?|：|扩大到|的有|[再新拟将]建|剩余)$"
)
_CLAUSE_END = re.compile(r"(?:以上|左右)?(?:[，。；、）！]|$)")
_PARTY_CENTRE = re.compile(r"(?:社区|村)?党群服务中心")
_MERGED = re.compile(r"整合|改造|升级|融合|置入")
_STATION = re.compile(r"站点|驿站")
_SERVING = re.compile(r"服务|惠及|接待|使用|受益|受惠|享受|进站|入站")
_NOT_SERVING = re.compile(
    r"宣传|观看|参赛|直播|点击|浏览|阅读|投票|客流|旅客|游客|读者|培训|参观|体检|演出|会员|入会|慰问|同时"
)
_TAKING_PART = re.compile(r"吸引|参与|参加|惠及|覆盖|服务")
_SESSION = re.compile(
    r"流动服务|服务活动|送服务|义诊|送(?:清凉|温暖|法律|健康|文化|课)|课程|进基层|"
    r"开展[^，。]{0,12}服务|公益(?:课|培训)"
)
_INVESTMENT = re.compile(r"投入|投资|拨付|安排|补助|资金|经费")
_FOR_ONE = re.compile(r"每[家个座处站]|该|其(?!中)|这[个家座处]|平均")
_SHARE = re.compile(
    r"(?:覆盖率|建成率|达标率|完成率|完好率|上图率|上线率|接入率|标注率|开放率|比例|占比|占)[^，。；]{0,8}$"
)


def tells_of_sessions(text: str, counted: list[Found]) -> bool:
    """Whether a sentence counts times that a union took its services to people."""
    return bool(_SESSION.search(text)) and any(found.quantity.unit in _SESSION_UNITS for found in counted)


def kind_of(text: str, found: Found, earlier: str, *, sessions: bool) -> str:
    """The kind of figure that a number is, a word of the vocabulary `figure`; empty where it counts other matters.

    Args:
        text: the sentence.
        found: the number in it.
        earlier: the sentences before, whose noun a number without one may count.
        sessions: whether the sentence tells of sessions.
    """
    unit = found.quantity.unit
    if unit in _STATION_UNITS:
        return _station_kind(text, found, earlier) if found.quantity.value > 1 else ""
    before = clause_before(text, found.start)
    on_topic = bool(STATION_NOUN.search(earlier + text))
    if unit == "人次" or unit in _PEOPLE_UNITS:
        return _people_kind(unit, before + text[found.end : found.end + 6], on_topic, sessions)
    if unit in _SESSION_UNITS:
        return "sessions" if sessions else ""
    if unit == "元":
        spent = _INVESTMENT.search(before) and not _FOR_ONE.search(before) and not _is_planned(before)
        return "investment" if on_topic and spent else ""
    return "share" if unit == "%" and STATION_NOUN.search(text) and _SHARE.search(before) else ""


def _people_kind(unit: str, clause: str, on_topic: bool, sessions: bool) -> str:
    if _NOT_SERVING.search(clause):
        return ""
    if sessions and _TAKING_PART.search(clause):
        return "participants"
    if not on_topic or not _SERVING.search(clause):
        return ""
    return "visits" if unit == "人次" else "people_served"


def _station_kind(text: str, found: Found, earlier: str) -> str:
    """What a number of 个, 家, 座 counts: stations of some sort, or centres merged into them."""
    before, after = text[: found.start], text[found.end :]
    if _PARTY_CENTRE.match(after) and _MERGED.search(text) and _STATION.search(text):
        return "stations_merged"
    named = _noun_after(after) or _noun_before(before)
    implied = _ELLIPTIC.search(before) and _CLAUSE_END.match(after) and STATION_NOUN.search(earlier + before)
    return _sort_or_state(before, after) if named or implied else ""


def _noun_after(after: str) -> str:
    """The words from a number to the noun it counts, 个标准化工会驿站; empty where that is no station."""
    noun = STATION_NOUN.search(after, 0, 36)
    return after[: noun.end()] if noun and _NUMBER_THEN_NOUN.fullmatch(after[: noun.start()]) else ""


def _noun_before(before: str) -> bool:
    nouns = list(STATION_NOUN.finditer(before, max(len(before) - 60, 0)))
    return bool(nouns and _NOUN_THEN_NUMBER.fullmatch(before[nouns[-1].end() :]))


def _sort_or_state(before: str, after: str) -> str:
    """Planned, or of one sort, or built; a part of the stations of which no sort is told is left out."""
    clause = clause_before(before, len(before))
    is_part = bool(_PART.search(clause) or _SUBSET.match(after))
    if _AIDED.search(clause) or _TO_HONOUR.search(clause) or _is_list(before, after):
        return ""
    if _is_planned(before):
        planned = "upgrades_planned" if _UPGRADE.search(clause) else "stations_planned"
        return "" if is_part else planned
    near = clause.rpartition("、")[2][-24:] + _noun_after(after)
    sort = next((kind for kind, words in _SORTS if re.search(words, near)), "")
    if sort or is_part:
        return sort
    if _UPGRADE.search(clause) or _UPGRADED.match(after):
        return "stations_upgraded"
    return "stations_new" if _NEW.search(clause) else "stations_built"


def _is_list(before: str, after: str) -> bool:
    """Whether a number only says how many stations are shown below or were meant just before."""
    told = _EXISTS.search(clause_before(before, len(before)))
    return bool(_THESE.search(before) or (_ANNOUNCED.match(after) and not told))


def state_start(text: str, position: int) -> int:
    """Where the clause begins from which on, up to a position, a text speaks only of what is, or only of plans."""
    words = sorted(
        (match.start(), pattern is _PLAN)
        for pattern in (_PLAN, _DONE)
        for match in pattern.finditer(text, 0, position)
    )
    switches = [start for (_, was), (start, now) in pairwise(words) if was != now]
    return switches[-1] - len(clause_before(text, switches[-1])) if switches else 0


def _is_planned(before: str) -> bool:
    """Whether the last word before a number on what is or shall be speaks of what shall be."""
    plans = [match.start() for match in _PLAN.finditer(before)]
    done = [match.start() for match in _DONE.finditer(before)]
    return bool(plans) and plans[-1] > max(done, default=-1)
