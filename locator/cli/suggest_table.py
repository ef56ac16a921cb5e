"""A suggestion as a person at a terminal reads it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from locator.cli.coverage_table import method_lines

Document = Mapping[str, Any]
SITES_SHOWN, PLACES_SHOWN = 40, 3


def lines_of(document: Document) -> Iterator[str]:
    """The lines of a suggestion's JSON document."""
    yield from _basis(document)
    yield ""
    yield from _headline(document)
    yield from _sites(document)
    if document["idle_sites"]:
        yield f"  另有 {document['idle_sites']} 处只为凑名额,不惠及任何人,不列 more for a quota only, who serve nobody"
    yield from _uncovered(document["uncovered"])
    yield from _conflicts(document["conflicts"])


def _basis(document: Document) -> Iterator[str]:
    demand, stations, candidates = document["demand"], document["stations"], document["candidates"]
    mark = "(示意 indicative)" if demand["is_indicative"] else ""
    names = "、".join(layer["name"] for layer in demand["layers"])
    yield f"需求 demand {demand['total']:,.0f}{mark}:{names}"
    for layer in demand["layers"]:
        yield from (f"  {remark}" for remark in layer["notes"])
    yield _stations(stations) if stations else "站点 stations:不计,当作还没有 left out, as if none stood"
    if document["moment"]:
        yield f"时刻 at {document['moment']['at'][:16]}"
    outside = (
        f",{candidates['outside_area']} 处在区域外 outside the area" if candidates["outside_area"] else ""
    )
    yield f"候选 candidates {candidates['count']:,}:{candidates['source']}{outside}"
    yield from (f"  {remark}" for remark in candidates["notes"])
    yield from method_lines(document["method"], is_on_foot=document["method"]["by"] == "on foot")


def _stations(stations: Document) -> str:
    words = [f"站点 stations {stations['counted']:,},计入 counting {stations['open']:,}"]
    if stations["unknown_hours"]:
        words.append(f"时间不详 unknown hours {stations['unknown_hours']:,},不计 not counted")
    if stations["coarse"]:
        verb = "已计入 counted" if stations["coarse_counted"] else "未计 left out"
        words.append(f"{stations['coarse']:,} 处位置粗略 coarse,{verb}")
    return ";".join(words)


def _headline(document: Document) -> Iterator[str]:
    model, objective, method = document["model"], document["objective"], document["method"]
    yield f"{model['zh']} {model['en']},{method['band']}:{objective['zh']} {objective['en']}"
    bound = "–" if objective["bound"] is None else f"{objective['bound']:,.10g}"
    gap = "–" if objective["gap"] is None else f"{objective['gap']:.2%}"
    yield (
        f"目标 objective {objective['value']:,.10g} {objective['unit_zh']} {objective['unit']},"
        f"上下界 bound {bound},差距 gap {gap}"
    )
    for band in document["bands"]:
        yield (
            f"  {band['band']}:覆盖 covered {band['before']:,.0f}({band['before_share']:.1%})"
            f" → {band['after']:,.0f}({band['after_share']:.1%})"
        )


def _sites(document: Document) -> Iterator[str]:
    sites, capacity = document["sites"], document["asked"]["capacity"]
    yield ""
    if not sites:
        yield "没有可提的新址" + (
            ",原因见下 no site to propose; why, see below" if document["uncovered"] else " no site to propose"
        )
        return
    if capacity is None:
        yield "建议 sites:新覆盖 newly covered,范围内 near,位置"
    else:
        yield "建议 sites:容量内多服务 more served within capacity,范围内 near,位置"
        yield "  (上面的覆盖不计容量 the coverage above knows no capacity)"
    for site in sites[:SITES_SHOWN]:
        more = site["people"] if capacity is None else site["gain"]
        served = _served(site["serves"]) if capacity is None else ""
        yield f"  {site['rank']}. {more:,.0f}  {site['near']:,.0f}  {_where(site)}{served}"
    if len(sites) > SITES_SHOWN:
        yield f"  …另有 {len(sites) - SITES_SHOWN} 处,见 --json: more with --json"


def _where(site: Document) -> str:
    beside = f"{site['place']} 附近 near" if site["place"] else ""
    cost = f",{site['cost']:,.0f} 元 yuan" if site["cost"] is not None else ""
    words = " ".join(word for word in (site["name"], site["district"], beside) if word)
    return f"{words} {site['lon']:.5f},{site['lat']:.5f}{cost}"


def _served(serves: Sequence[Document]) -> str:
    told = [f"{each['place']} {each['people']:,.0f}" for each in serves[:PLACES_SHOWN] if each["place"]]
    return ",惠及 for " + "、".join(told) if told else ""


def _uncovered(uncovered: Sequence[Document]) -> Iterator[str]:
    if not uncovered:
        return
    yield ""
    yield "仍未覆盖 still without"
    for each in uncovered:
        mostly = "、".join(place["place"] for place in each["mostly"][:PLACES_SHOWN] if place["place"])
        yield f"  {each['people']:,.0f} 人:{each['zh']} {each['en']}" + (
            f",多在 mostly {mostly}" if mostly else ""
        )


def _conflicts(conflicts: Sequence[Document]) -> Iterator[str]:
    if not conflicts:
        return
    yield ""
    yield "互相冲突 conflicts"
    for each in conflicts:
        yield f"  {each['zh']}"
        yield f"  {each['en']}"
