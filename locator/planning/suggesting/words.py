"""Reasons, conflicts and units in words, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from locator.planning.siting import Conflict, Why


class Words(NamedTuple):
    """The same in both languages."""

    zh: str
    en: str


WHY: Mapping[Why, Words] = {
    Why.NO_CANDIDATE: Words("附近没有候选点", "no candidate is near"),
    Why.FORBIDDEN: Words("附近的候选点都在禁设区", "every candidate near lies in a forbidden area"),
    Why.SPACING: Words("附近的候选点离站点太近", "every candidate near is too close to a station or site"),
    Why.QUOTA: Words("附近区划的名额已满", "the districts' quotas are used up"),
    Why.BUDGET: Words("预算不够", "the budget does not reach"),
    Why.SITES: Words("站点个数不够", "there are too few sites"),
    Why.CAPACITY: Words("附近站点容量已满", "the sites near are full"),
    Why.ENOUGH: Words("已达到要求的比例", "the share asked for is reached without"),
    Why.NO_WEIGHT: Words("没有人口", "nobody is there"),
}

MODELS: Mapping[str, Words] = {
    "mclp": Words("覆盖人数最多", "most people covered"),
    "backup": Words("两处可达人数最多", "most people covered twice"),
    "lscp": Words("站点最少", "fewest sites for the share"),
    "pmedian": Words("步行总量最少", "least walking in all"),
    "pcenter": Words("最远的人走得最近", "the farthest walk shortest"),
}

CHEAPEST = Words("造价最少", "least cost for the share")
"""What lscp asks for where the candidates tell what they cost."""

STATUS: Mapping[str, Words] = {
    "optimal": Words("已证明最优", "proved to be the best"),
    "feasible": Words("到时停止,差距见上界", "stopped in time; the bound tells how near the best it is"),
    "infeasible": Words(
        "要求互相冲突,已放宽到可行", "the wishes conflict; the answer is for what is possible"
    ),
}

RULES: Mapping[str, Words] = {
    "sites": Words("站点个数", "the number of sites"),
    "budget": Words("预算", "the budget"),
    "quota": Words("名额", "the quota"),
    "share": Words("覆盖比例", "the share"),
    "spacing": Words("最小间距", "the spacing"),
    "forbidden": Words("禁设区", "the forbidden area"),
    "reach": Words("到得了的人", "who can be reached"),
}

UNITS: Mapping[str, Words] = {
    "people": Words("人", "people"),
    "sites": Words("个站点", "sites"),
    "cost": Words("元", "yuan"),
    "metres": Words("米", "metres"),
    "minutes": Words("分钟", "minutes"),
    "people × metres": Words("人·米", "people × metres"),
    "people × minutes": Words("人·分钟", "people × minutes"),
}


def conflict_words(conflict: Conflict, standing: int = 0) -> Words:
    """What can't hold. The number of sites is told without the `standing` ones, as it was asked for."""
    rule, off = RULES[conflict.rule], standing if conflict.rule == "sites" else 0
    is_share = conflict.rule == "share"
    asked, possible = (
        f"{value:.1%}" if is_share else f"{value - off:,.10g}"
        for value in (conflict.asked, conflict.possible)
    )
    name = f" {conflict.name}" if conflict.name else ""
    return Words(
        f"{rule.zh}{name}:要求 {asked},其余要求都守住时最接近的是 {possible}",
        f"{rule.en}{name}: {asked} was asked for; while all else holds, {possible} comes nearest",
    )
