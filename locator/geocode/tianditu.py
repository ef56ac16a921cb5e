"""Tianditu (天地图), http://lbs.tianditu.gov.cn/server/geocodinginterface.html, in CGCS2000.

It tells how fine an answer is in words alone, and its usual word, 地名地址, says no more than "a place or an
address". The key must be of the server kind; one for the base map in a browser is refused with HTTP 403, and so is
a wrong one, with `code` and `resolve` in the place of `status`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from locator.datum import Datum
from locator.divisions import Level
from locator.geocode.answers import COARSE, EXACT, Codes, Fineness, Verdict, answer, is_found, text_of
from locator.geocode.failures import BadKey
from locator.geocode.match import Match
from locator.geocode.online import Adapter, Query
from locator.station import Precision

NAME = "tianditu"
URL = "https://api.tianditu.gov.cn/geocoder"

CODES: Codes = {
    "0": Verdict.FOUND,
    "101": Verdict.NOTHING,
    # The gateway's own, in `code`: key unknown, wrong host, wrong kind of key, not sixteen bytes and more.
    **dict.fromkeys(("1", "7", "12", "301001", "308011"), BadKey),
}

UNSURE = Fineness(Precision.TOWNSHIP, 5_000)  # 地名地址, and any word without a row
LEVELS: Mapping[str, Fineness] = {
    **dict.fromkeys(("门牌号", "门址", "兴趣点"), EXACT),
    "道路交叉路口": Fineness(Precision.STREET, 500),
    "道路": Fineness(Precision.STREET, 3_000),
    "乡镇": COARSE[Level.TOWNSHIP],
    "区县": COARSE[Level.COUNTY],
    "市": COARSE[Level.PREFECTURE],
    "省": COARSE[Level.PROVINCE],
}


def asks(query: Query) -> Iterable[Mapping[str, str]]:
    """One request, its parameters as JSON in `ds`."""
    return ({"ds": json.dumps({"keyWord": query.address}, ensure_ascii=False, separators=(",", ":"))},)


def read(reply: Any) -> Match | None:
    """The one answer."""
    if not is_found(NAME, CODES, reply.get("status", reply.get("code"))) or not reply.get("location"):
        return None
    point = reply["location"]
    fineness = LEVELS.get(text_of(point.get("level")), UNSURE)
    return answer(NAME, point["lon"], point["lat"], given_in=Datum.CGCS2000, fineness=fineness)


ADAPTER = Adapter(NAME, asks, read, key_param="tk", requests_a_day=10_000, pause_s=0.2)
