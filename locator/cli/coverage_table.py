"""A study of coverage as a person at a terminal reads it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]
DAYS = {"workday": "工作日 workday", "weekend": "周末 weekend", "holiday": "节假日 holiday"}
HOURS_SHOWN = range(0, 24, 3)
DISTRICTS_SHOWN, GAPS_SHOWN, CLOSING_SHOWN = 40, 10, 5


def lines_of(document: Document) -> Iterator[str]:
    """The lines of a study's JSON document."""
    yield from _basis(document)
    yield ""
    yield from _bands(document)
    yield from _hours(document["hours"])
    yield from _districts(document["districts"])
    yield from _gaps(document)
    yield from _closing(document["closing"])


def _basis(document: Document) -> Iterator[str]:
    """What was counted, and how."""
    demand, stations, method = document["demand"], document["stations"], document["method"]
    mark = "(示意 indicative)" if demand["is_indicative"] else ""
    yield f"需求 demand {demand['total']:,.0f}{mark}:" + "、".join(
        layer["name"] for layer in demand["layers"]
    )
    for layer in demand["layers"]:
        yield from (f"  {remark}" for remark in layer["notes"])
    if demand["outside"] and not demand["is_indicative"]:
        yield f"  区域外 outside the area {demand['outside']:,.0f}({_percent(demand['outside_share'])})"
    yield f"站点 stations {stations['counted']:,}" + _left_out(stations)
    if document["moment"]:
        yield (
            f"时刻 at {document['moment']['at'][:16]}:开放 open {stations['open']:,},"
            f"关闭 closed {stations['closed']:,},时间不详 unknown hours {stations['unknown_hours']:,}"
        )
    yield from method_lines(method, is_on_foot="estimated" in method["straight_line"])


def _left_out(stations: Document) -> str:
    words = []
    if stations["coarse"]:
        verb = "计入 counted" if stations["coarse_counted"] else "未计 left out"
        words.append(f"{stations['coarse']:,} 处位置粗略 coarse, {verb}")
    if stations["without_position"]:
        words.append(f"{stations['without_position']:,} 处没有位置 without a position")
    return "".join(f";{word}" for word in words)


def method_lines(method: Document, *, is_on_foot: bool) -> Iterator[str]:
    """Who said how far it is, and who can't be reached."""
    if method["networks"] or is_on_foot:
        yield (
            f"步行 on foot:按街道 by streets {method['streets_people']:,.0f} 人,"
            f"按直线估计 estimated {method['straight_line_people']:,.0f} 人"
        )
    lost = method["unreachable"]
    if any(lost.values()):
        yield (
            f"走不到 can't be reached:{lost['off_street']:,.0f} 人离街道太远 far from every street,"
            f"{lost['cut_off']:,.0f} 人的街道不通站点 cut off"
        )


def _bands(document: Document) -> Iterator[str]:
    yield "范围 within    覆盖 share   两处以上 two    时间不详 unknown   未覆盖 not covered   每万人床位 room"
    for band in document["bands"]:
        room = band["places_per_10000"]
        yield (
            f"{band['band']:<10} {_percent(band['share']):>10} {_percent(band['twice_share']):>12}"
            f" {_percent(band['unknown_hours_share']):>14} {band['uncovered']:>18,.0f}"
            f" {room if room is None else round(room, 2):>12}"
        )


def _hours(hours: Sequence[Document]) -> Iterator[str]:
    if not hours:
        return
    yield ""
    yield f"各时段 by hour,{hours[0]['bands'][-1]['band']}:" + "".join(f"{hour:>7}" for hour in HOURS_SHOWN)
    for kind, word in DAYS.items():
        told = [entry for entry in hours if entry["day"] == kind and entry["hour"] in HOURS_SHOWN]
        if told:
            shares = "".join(f"{_percent(entry['bands'][-1]['share']):>7}" for entry in told)
            yield f"  {word} {told[0]['date']}  {shares}"


def _districts(districts: Sequence[Document]) -> Iterator[str]:
    if not districts:
        return
    yield ""
    yield "区划 district:人口 people,站点 stations,每万人 per 10,000,覆盖 " + "、".join(
        band["band"] for band in districts[0]["bands"]
    )
    for each in districts[:DISTRICTS_SHOWN]:
        shares = "  ".join(_percent(band["share"]) for band in each["bands"])
        rate = each["stations_per_10000"]
        per = "–" if rate is None else f"{rate:.2f}"
        yield f"  {each['name']}  {each['people']:,.0f}  {each['stations']:g}  {per}  {shares}"
    yield from _more(districts, DISTRICTS_SHOWN)


def _gaps(document: Document) -> Iterator[str]:
    gaps: Sequence[Document] = document["gaps"]
    if not gaps:
        return
    yield ""
    yield "空白区 gaps"
    for rank, gap in enumerate(gaps[:GAPS_SHOWN], start=1):
        circle = gap["largest_empty_circle"]
        empty = f",{circle['radius_m'] / 1000:.1f} km 内无站点 without a station" if circle else ""
        near = f"{gap['near']} 附近 near, {gap['near_m'] / 1000:.1f} km" if gap["near"] else ""
        yield f"  {rank}. {gap['people']:,.0f} 人 {near} {gap['lon']:.4f},{gap['lat']:.4f}{empty}"
    yield from _more(gaps, GAPS_SHOWN)
    if document["uncovered_elsewhere"] >= 1:
        yield f"  其余零散 scattered elsewhere {document['uncovered_elsewhere']:,.0f}"


def _closing(closing: Sequence[Document]) -> Iterator[str]:
    if not closing:
        return
    yield ""
    yield "关闭后失去覆盖最多 would lose most by closing"
    for each in closing[:CLOSING_SHOWN]:
        lost = "、".join(f"{band} {people:,.0f}" for band, people in each["would_lose"].items())
        yield f"  {each['id']}  {each['name']}  {lost}"


def _more(entries: Sequence[Document], shown: int) -> Iterator[str]:
    if len(entries) > shown:
        yield f"  …另有 {len(entries) - shown} 个,见 --json: more with --json"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
