"""Baidu (百度), https://lbsyun.baidu.com, geocoding v3: in BD-09.

Codes and both tables of errors as in its documentation: `confidence` bounds the error of the point on the map,
`comprehension` tells how well the address was understood, as the share of answers within 100 m and 500 m.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from locator.datum import Datum
from locator.divisions import Level
from locator.geocode.answers import COARSE, Codes, Fineness, Verdict, answer, is_found, text_of
from locator.geocode.failures import BadKey, OverQuota, TooFast
from locator.geocode.match import Match
from locator.geocode.online import Adapter, Query
from locator.station import Precision

NAME = "baidu"
URL = "https://api.map.baidu.com/geocoding/v3/"
ADDRESS_BYTES = 84  # longer ones are refused

CODES: Codes = {
    "0": Verdict.FOUND,
    **dict.fromkeys(("1", "2"), Verdict.NOTHING),  # 2: the address is no valid parameter
    **dict.fromkeys(("4", "301", "302"), OverQuota),
    **dict.fromkeys(("401", "402"), TooFast),
    **dict.fromkeys(("3", "5", "101", "102", "200", "201", "202", "203", "210", "211"), BadKey),
    **dict.fromkeys(("220", "230", "240", "250", "251", "252"), BadKey),
}

Steps: TypeAlias = tuple[tuple[float, float], ...]

# From that score on, the error in metres.
CONFIDENCE: Steps = (
    (100, 20), (90, 50), (80, 100), (75, 200), (70, 300), (60, 500), (50, 1_000), (40, 2_000), (30, 5_000),
    (25, 8_000), (20, 10_000),
)  # fmt: skip
# 95 % of what was understood so well lie within: read off the published shares, 96 % to 90 % within 500 m.
COMPREHENSION: Steps = ((90, 400), (80, 500), (70, 1_000), (60, 2_000), (50, 3_000))
UNKNOWN_M = 170_000.0  # a division's seat, as far as one can tell

LEVELS: Mapping[str, Fineness] = {
    "省": COARSE[Level.PROVINCE],
    "城市": COARSE[Level.PREFECTURE],
    "区县": COARSE[Level.COUNTY],
    "乡镇": COARSE[Level.TOWNSHIP],
}
"""The levels that name a division; all others are kinds of places, as exact as their scores say."""

# From that confidence on, and up to that radius, an answer is called so.
PRECISION: tuple[tuple[float, float, Precision], ...] = (
    (80, 1_000, Precision.ROOFTOP),
    (50, 3_000, Precision.STREET),
    (30, 10_000, Precision.TOWNSHIP),
)


def asks(query: Query) -> Iterable[Mapping[str, str]]:
    """One request, its address short enough."""
    city = {"city": query.city} if query.city else {}
    return ({"address": shortened(query), "output": "json"} | city,)


def shortened(query: Query) -> str:
    """The address within the limit: without what `city` says already, then without its end."""
    if len(query.address.encode()) <= ADDRESS_BYTES:
        return query.address
    below = query.address.partition(query.city)[2] if query.city else ""
    return (below or query.address).encode()[:ADDRESS_BYTES].decode(errors="ignore")


def read(reply: Any) -> Match | None:
    """The one answer."""
    if not is_found(NAME, CODES, reply["status"]) or not reply.get("result"):
        return None
    result = reply["result"]
    point = result["location"]
    level = text_of(result.get("level"))
    if level == "国家":
        return None
    return answer(
        NAME,
        point["lng"],
        point["lat"],
        given_in=Datum.BD09,
        fineness=LEVELS.get(level) or fineness_of(result),
    )


def fineness_of(result: Mapping[str, Any]) -> Fineness:
    """The wider of both errors, and the precision that it and the confidence allow; a `precise` of 0 is no building."""
    confidence, comprehension = float(result.get("confidence", 0)), float(result.get("comprehension", 0))
    if result.get("precise") == 0:
        confidence = min(confidence, 79)
    radius_m = max(_step(CONFIDENCE, confidence), _step(COMPREHENSION, comprehension))
    named = (name for least, widest_m, name in PRECISION if confidence >= least and radius_m <= widest_m)
    return Fineness(next(named, Precision.DISTRICT), radius_m)


def _step(steps: Steps, score: float) -> float:
    return next((error_m for least, error_m in steps if score >= least), UNKNOWN_M)


ADAPTER = Adapter(NAME, asks, read, key_param="ak", requests_a_day=5_000, pause_s=0.35)
