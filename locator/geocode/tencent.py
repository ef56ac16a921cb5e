"""Tencent (腾讯), https://lbs.qq.com/service/webService/webServiceGuide/address/Geocoder, in GCJ-02.

The address must name its city. `level` 1–11 tells what was found, `reliability` 1–10 how surely; from 7 on the
provider calls it fairly exact. Codes as in its table of status codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from locator.datum import Datum
from locator.divisions import Level
from locator.geocode.answers import COARSE, EXACT, Codes, Fineness, Verdict, answer, is_found
from locator.geocode.failures import BadKey, OverQuota, TooFast
from locator.geocode.match import Match
from locator.geocode.online import Adapter, Query
from locator.station import Precision

NAME = "tencent"
URL = "https://apis.map.qq.com/ws/geocoder/v1/"

CODES: Codes = {
    "0": Verdict.FOUND,
    **dict.fromkeys(("347", "393"), Verdict.NOTHING),
    **dict.fromkeys(("306", "310", "330", "331", "348", "395"), Verdict.NOTHING),  # an address it won't take
    "121": OverQuota,
    "120": TooFast,
    **dict.fromkeys(("110", "111", "112", "113", "190", "199", "301", "311"), BadKey),
}

RELIABLE_FROM = 7
DOUBTFUL = Fineness(Precision.TOWNSHIP, 5_000)  # the finest that an unreliable answer is taken for
LEVELS: Mapping[int, Fineness] = {
    1: COARSE[Level.PREFECTURE],
    2: COARSE[Level.COUNTY],
    3: COARSE[Level.TOWNSHIP],
    4: Fineness(Precision.TOWNSHIP, 3_000),  # village
    5: Fineness(Precision.TOWNSHIP, 10_000),  # development zone
    6: Fineness(Precision.TOWNSHIP, 2_000),  # shopping quarter
    7: Fineness(Precision.STREET, 3_000),
    8: Fineness(Precision.STREET, 500),  # crossing, toll gate
    9: EXACT,  # house number
    10: Fineness(Precision.ROOFTOP, 500),  # housing estate, large building
    11: EXACT,  # named place
}


def asks(query: Query) -> Iterable[Mapping[str, str]]:
    """One request."""
    region = {"region": query.city} if query.city else {}
    return ({"address": query.address, "output": "json"} | region,)


def read(reply: Any) -> Match | None:
    """The one answer."""
    if not is_found(NAME, CODES, reply["status"]) or not reply.get("result"):
        return None
    result = reply["result"]
    point = result["location"]
    words = result.get("address_components") or {}
    return answer(
        NAME,
        point["lng"],
        point["lat"],
        given_in=Datum.GCJ02,
        fineness=fineness_of(int(result.get("level") or 0), float(result.get("reliability") or 0)),
        parts={**words, "number": words.get("street_number")},
        adcode=(result.get("ad_info") or {}).get("adcode"),
    )


def fineness_of(level: int, reliability: float) -> Fineness:
    """By the level; what is not reliable is nothing finer, nor nearer, than `DOUBTFUL`."""
    found = LEVELS.get(level, DOUBTFUL)
    return found if reliability >= RELIABLE_FROM or found.uncertainty_m > DOUBTFUL.uncertainty_m else DOUBTFUL


ADAPTER = Adapter(NAME, asks, read, key_param="key", requests_a_day=6_000, pause_s=0.2)
