"""A planner's document as tables, for people who go on in a spreadsheet. Headers are Chinese, then English."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Sequence[Any]
Document = Mapping[str, Any]
DAYS = {"workday": "工作日 workday", "weekend": "周末 weekend", "holiday": "节假日 holiday"}


def sheets_of(kind: str, document: Document) -> dict[str, list[Row]]:
    """The sheets of a document, by their names."""
    made = SHEETS[kind]
    return {title: list(rows(document)) for title, rows in made.items()}


def _bands(document: Document) -> Iterator[Row]:
    yield (
        "范围 within",
        "覆盖率 share",
        "覆盖人数 people",
        "未覆盖 uncovered",
        "两处以上 by two",
        "时间不详 unknown hours",
    )
    for band in document["bands"]:
        yield (
            band["band"], band["share"], band["people"], band["uncovered"], band["twice_share"],
            band["unknown_hours_share"],
        )  # fmt: skip


def _hours(document: Document) -> Iterator[Row]:
    labels = [band["band"] for band in document["bands"]]
    yield "日期类型 day", "日期 date", "小时 hour", "开放站点 open", "时间不详 unknown", *labels
    for each in document["hours"]:
        shares = [band["share"] for band in each["bands"]]
        yield DAYS[each["day"]], each["date"], each["hour"], each["open"], each["unknown_hours"], *shares


def _districts(document: Document) -> Iterator[Row]:
    labels = [band["band"] for band in document["bands"]]
    yield "区划 district", "代码 code", "人口 people", "站点 stations", "每万人 per 10,000", *labels
    for each in document["districts"]:
        shares = [band["share"] for band in each["bands"]]
        yield (
            each["name"],
            each["code"],
            each["people"],
            each["stations"],
            each["stations_per_10000"],
            *shares,
        )


def _gaps(document: Document) -> Iterator[Row]:
    yield (
        "序号 rank",
        "人数 people",
        "附近 near",
        "距离(米) metres",
        "经度 lon",
        "纬度 lat",
        "最大空圆半径(米) empty circle",
    )
    for rank, gap in enumerate(document["gaps"], start=1):
        circle = gap["largest_empty_circle"] or {}
        yield rank, gap["people"], gap["near"], gap["near_m"], gap["lon"], gap["lat"], circle.get("radius_m")


def _closing(document: Document) -> Iterator[Row]:
    labels = [band["band"] for band in document["bands"]]
    yield "编号 id", "名称 name", *(f"关闭后失去 would lose {label}" for label in labels)
    for each in document["closing"]:
        yield each["id"], each["name"], *(each["would_lose"][label] for label in labels)


def _sites(document: Document) -> Iterator[Row]:
    yield (
        "序号 rank", "名称 name", "附近 near", "距离(米) metres", "区划 district", "经度 lon", "纬度 lat",
        "新增收益 gain", "新覆盖人数 newly covered", "范围内人数 near it", "费用 cost",
    )  # fmt: skip
    for site in document["sites"]:
        yield (
            site["rank"], site["name"], site["place"], site["place_m"], site["district"], site["lon"], site["lat"],
            site["gain"], site["people"], site["near"], site["cost"],
        )  # fmt: skip


def _proof(document: Document) -> Iterator[Row]:
    objective = document["objective"]
    yield "项目 what", "值 value"
    yield "模型 model", f"{document['model']['zh']} {document['model']['en']}"
    yield "目标 objective", objective["value"]
    yield "单位 unit", objective["unit"]
    yield "证明的界 proved bound", objective["bound"]
    yield "差距 gap", objective["gap"]
    yield "状态 status", f"{objective['zh']} {objective['en']}"
    for conflict in document["conflicts"]:
        yield "矛盾 conflict", f"{conflict['zh']} {conflict['en']}"


def _before_after(document: Document) -> Iterator[Row]:
    yield "范围 within", "之前人数 before", "之后人数 after", "之前 share before", "之后 share after"
    for band in document["bands"]:
        yield band["band"], band["before"], band["after"], band["before_share"], band["after_share"]


def _uncovered(document: Document) -> Iterator[Row]:
    yield "原因 why", "人数 people", "地点数 places"
    for each in document["uncovered"]:
        yield f"{each['zh']} {each['en']}", each["people"], each["places"]


SHEETS = {
    "suggest": {
        "建议站点 sites": _sites,
        "证明 proof": _proof,
        "覆盖变化 coverage": _before_after,
        "仍未覆盖 uncovered": _uncovered,
    },
    "coverage": {
        "覆盖 coverage": _bands,
        "各时段 by hour": _hours,
        "区划 districts": _districts,
        "空白区 gaps": _gaps,
        "关闭影响 closing": _closing,
    },
}
