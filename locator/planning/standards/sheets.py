"""The same as tables, for a spreadsheet: a sheet's name, and its rows, the header first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from locator.planning.standards.ledger import Ledger

Row = Sequence[Any]
Sheets = dict[str, list[Row]]
Document = Mapping[str, Any]
RESULTS = {"meets": "达标 meets", "fails": "未达标 fails", "unknown": "不详 unknown"}
ANSWERS = {"there": "有 yes", "missing": "无 no", "unknown": "不详 unknown"}
LONGEST_TITLE = 31
"""What a spreadsheet allows a sheet's name."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def standards_sheets(document: Document) -> Sheets:
    """A sheet of stations and one of districts for each standard."""
    found: Sheets = {}
    for standard in document["standards"]:
        found[_title(standard["zh"])] = list(_stations(standard))
        found[_title(f"{standard['zh']} 区划")] = list(_districts(standard["districts"]))
    return found


def _stations(standard: Document) -> Iterator[Row]:
    yield "编号 id", "名称 name", "区划 district", "结果 result", "缺 missing", "不详 unknown"
    for each in standard["list"]:
        lists = ("、".join(each["missing"]), "、".join(each["unknown"]))
        yield each["id"], each["name"], each["district"], RESULTS[each["result"]], *lists


def _districts(districts: Sequence[Document]) -> Iterator[Row]:
    yield "区划 district", "站点 stations", "达标 meets", "未达标 fails", "不详 unknown", "达标率 share"
    for each in districts:
        yield each["district"], each["stations"], each["meets"], each["fails"], each["unknown"], each["share"]


def listings_sheets(document: Document) -> Sheets:
    """One row a station, one column a map app."""
    apps = document["apps"]
    rows: list[Row] = [("编号 id", "名称 name", "区划 district", *(app["zh"] for app in apps))]
    for each in document["list"]:
        told = (ANSWERS[each[app["key"]]["answer"]] for app in apps)
        rows.append((each["id"], each["name"], each["district"], *told))
    return {"上图 listings": rows}


def freshness_sheets(document: Document) -> Sheets:
    """One row a station, the longest waiting first; and the districts."""
    rows: list[Row] = [("编号 id", "名称 name", "区划 district", "核验日期 verified", "天数 days")]
    rows += [
        (each["id"], each["name"], each["district"], _day(each["verified_on"]), each["days"])
        for each in document["list"]
    ]
    districts: list[Row] = [("区划 district", "站点 stations", "180 天内核验 within 180 days", "占比 share")]
    districts += [
        (each["district"], each["stations"], each["within_180_days"], each["share"])
        for each in document["districts"]
    ]
    return {"核验 verified": rows, "区划 districts": districts}


def progress_sheets(document: Document) -> Sheets:
    """One row a target."""
    header = (
        "地区 region",
        "目标 target",
        "期限 period",
        "已建(报道)built",
        "占目标 share",
        "登记 registered",
        "来源 source",
    )
    return {"进度 progress": [header, *(_target(each) for each in document["targets"])]}


def _target(target: Document) -> Row:
    built = target["built"]["value"] if target["built"] else None
    source = target["target"]["source"]
    return (
        target["region_name"], target["target"]["value"], target["target"]["period"], built, target["built_share"],
        target["registered"], f"{source['publisher_zh']}:{source['headline']}",
    )  # fmt: skip


def ledger_sheets(ledger: Ledger) -> Sheets:
    """The ledger, in the template's columns."""
    return {"台账": [ledger.header, *(tuple(_day(cell) for cell in row) for row in ledger.rows)]}


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _title(text: str) -> str:
    return text.translate(_FORBIDDEN)[:LONGEST_TITLE]
