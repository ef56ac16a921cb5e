"""Amap (高德), https://lbs.amap.com/api/webservice/guide/api/georegeo: `v3/geocode/geo`, in GCJ-02.

HTTP 200 carries the errors too; a field that is empty is `[]`. Codes as listed at lbs.amap.com, "tools/info"; the
levels as of its notice of December 2023.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from locator.datum import Datum
from locator.divisions import Level
from locator.geocode.answers import COARSE, EXACT, Codes, Fineness, Verdict, answer, is_found, text_of
from locator.geocode.failures import BadKey, OverQuota, TooFast
from locator.geocode.match import Match
from locator.geocode.online import Adapter, Query
from locator.station import Precision

NAME = "amap"
URL = "https://restapi.amap.com/v3/geocode/geo"

CODES: Codes = {
    "10000": Verdict.FOUND,
    **dict.fromkeys(
        ("20012", "30000", "30001", "30002", "30003"), Verdict.NOTHING
    ),  # its engine won't take the address
    **dict.fromkeys(("10003", "10044", "40000"), OverQuota),
    **dict.fromkeys(("10004", "10014", "10015", "10016", "10019", "10020", "10021"), TooFast),
    **dict.fromkeys(("10001", "10002", "10005", "10006", "10007", "10008", "10009"), BadKey),
    **dict.fromkeys(
        ("10010", "10012", "10013", "10026", "10041", "40002"), BadKey
    ),  # 10010 is lifted by a person only
}

UNSURE = Fineness(Precision.TOWNSHIP, 10_000)  # a level without a row, 未知 among them
LEVELS: Mapping[str, Fineness] = {
    **dict.fromkeys(("门牌号", "门址", "单元号", "楼层", "房间"), EXACT),
    **dict.fromkeys(("兴趣点", "公交地铁站点"), EXACT),
    "住宅区": Fineness(Precision.ROOFTOP, 500),
    "道路交叉路口": Fineness(Precision.STREET, 500),
    "小巷": Fineness(Precision.STREET, 1_000),
    "道路": Fineness(Precision.STREET, 3_000),  # somewhere on it; city streets are up to some 6 km long
    "热点商圈": Fineness(Precision.TOWNSHIP, 2_000),
    "村庄": Fineness(Precision.TOWNSHIP, 3_000),
    "开发区": Fineness(Precision.TOWNSHIP, 10_000),
    "乡镇": COARSE[Level.TOWNSHIP],
    "区县": COARSE[Level.COUNTY],
    "市": COARSE[Level.PREFECTURE],
    "省": COARSE[Level.PROVINCE],
}


def asks(query: Query) -> Iterable[Mapping[str, str]]:
    """One request; the city as its code, which must be a prefecture's or a municipality's."""
    city = {"city": query.city_code} if query.city_code.endswith("00") else {}
    return ({"address": query.address, "output": "JSON"} | city,)


def read(reply: Any) -> Match | None:
    """The first answer of the list; None where the list is empty or names only the country."""
    if not is_found(NAME, CODES, reply["infocode"]) or not reply["geocodes"]:
        return None
    first = reply["geocodes"][0]
    level = text_of(first["level"])
    if level == "国家":
        return None
    lon, lat = first["location"].split(",")
    return answer(
        NAME,
        lon,
        lat,
        given_in=Datum.GCJ02,
        fineness=LEVELS.get(level, UNSURE),
        parts=first,
        adcode=first.get("adcode"),
    )


ADAPTER = Adapter(NAME, asks, read, key_param="key", requests_a_day=5_000, pause_s=0.35)
