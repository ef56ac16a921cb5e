"""The online geocoders' replies in their own form: what each says to a question, a wrong key, a full quota.

The places are made up, the forms are not: Nominatim's is that of a real 5.3.3 server, into which an extract with
these two streets was imported; the others' is that of their documentation. Datums by `prcoords`, which shares no code
with this package.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import prcoords

from locator.errors import ProviderError
from locator.geocode import amap, baidu, nominatim, tencent, tianditu
from locator.geocode.answers import Verdict

KEY = "0123456789abcdefKEY-of-the-operator"
STREET = "河东路"
HOUSE = (109.5112, 18.2534)
"""Where number 138 of the street is, WGS84."""
MIDDLE = (109.5130, 18.2570)
"""Where the street is said to be."""

Params = Mapping[str, str]


def where(address: str) -> tuple[tuple[float, float], bool] | None:
    """The place of an address and whether its number is known; None for any other street."""
    if f"{STREET}138" in address:
        return HOUSE, True
    return (MIDDLE, False) if STREET in address else None


def gcj02(lon: float, lat: float) -> tuple[float, float]:
    there = prcoords.wgs_gcj((lat, lon))
    return there.lon, there.lat


def bd09(lon: float, lat: float) -> tuple[float, float]:
    there = prcoords.wgs_bd((lat, lon))
    return there.lon, there.lat


@dataclass(frozen=True)
class Form:
    """One provider: its adapter's module, how it answers, how it says a code."""

    module: ModuleType
    answer: Callable[[Params], Any]
    says: Callable[[str], Any]
    wrong_key: str = ""

    @property
    def name(self) -> str:
        return str(self.module.NAME)

    def codes(self, wanted: type[ProviderError] | Verdict) -> list[str]:
        """The codes of the adapter's table that mean it."""
        return [code for code, verdict in self.module.CODES.items() if verdict is wanted]


def amap_says(code: str) -> Any:
    info = "OK" if code == "10000" else "SOME_ENGLISH_WORDS"
    return {"status": str(int(code == "10000")), "info": info, "infocode": code, "count": "0", "geocodes": []}


def amap_answer(params: Params) -> Any:
    if params.get("key") != KEY:
        return amap_says("10001")
    found = where(params["address"])
    if not found:
        return amap_says("10000")
    lon, lat = gcj02(*found[0])
    geocode = {
        "formatted_address": "海南省三亚市吉阳区" + STREET,
        "country": "中国",
        "province": "海南省",
        "citycode": "0899",
        "city": "三亚市",
        "district": "吉阳区",
        "township": [],
        "neighborhood": {"name": [], "type": []},
        "building": {"name": [], "type": []},
        "adcode": "460203",
        "street": STREET,
        "number": "138号" if found[1] else [],
        "location": f"{lon:.6f},{lat:.6f}",
        "level": "门牌号" if found[1] else "道路",
    }
    return amap_says("10000") | {"count": "1", "geocodes": [geocode]}


def baidu_says(code: str) -> Any:
    return {"status": int(code), "msg": "一句话"} if code != "0" else {"status": 0, "result": []}


def baidu_answer(params: Params) -> Any:
    if params.get("ak") != KEY:
        return baidu_says("200")
    found = where(params["address"])
    if not found or len(params["address"].encode()) > 84:
        return baidu_says("1")
    lon, lat = bd09(*found[0])
    scores = {"precise": 1, "confidence": 80, "comprehension": 100, "level": "门址"}
    if not found[1]:
        scores = {"precise": 0, "confidence": 50, "comprehension": 90, "level": "道路"}
    return {"status": 0, "result": {"location": {"lng": lon, "lat": lat}, **scores}}


def tencent_says(code: str) -> Any:
    return {"status": int(code), "message": "一句话", "request_id": "5ad1"}


def tencent_answer(params: Params) -> Any:
    if params.get("key") != KEY:
        return tencent_says("190")
    if "市" not in params["address"]:
        return tencent_says("348")
    found = where(params["address"])
    if not found:
        return tencent_says("347")
    lon, lat = gcj02(*found[0])
    result = {
        "title": STREET,
        "location": {"lng": lon, "lat": lat},
        "ad_info": {"adcode": "460203"},
        "address_components": {
            "province": "海南省",
            "city": "三亚市",
            "district": "吉阳区",
            "street": STREET,
            "street_number": "138号" if found[1] else "",
        },
        "similarity": 0.8,
        "deviation": 1000,
        "reliability": 7,
        "level": 9 if found[1] else 7,
    }
    return tencent_says("0") | {"result": result}


def tianditu_says(code: str) -> Any:
    if code in ("0", "101"):
        return {"status": code, "msg": "一句话", "searchVersion": "6.0.0"}
    return {"code": int(code), "msg": "一句话", "resolve": "一句话"}


def tianditu_answer(params: Params) -> Any:
    if params.get("tk") != KEY:
        return tianditu_says("301001")
    found = where(json.loads(params["ds"])["keyWord"])
    if not found:
        return tianditu_says("101")
    lon, lat = found[0]
    level = "门址" if found[1] else "地名地址"
    location = {"score": 100, "level": level, "lon": f"{lon:.6f}", "lat": f"{lat:.6f}", "keyWord": STREET}
    return tianditu_says("0") | {"location": location}


_QUESTION = re.compile(
    r"(?:海南省|上海市)?(?:三亚市)?(?:吉阳区|徐汇区)?(?P<street>河东路|天钥桥路|衡山路)(?: (?P<number>\S+))?"
)
HOUSES = {
    ("河东路", "138号"): HOUSE,
    ("天钥桥路", "21"): (121.4403, 31.1945),
    ("天钥桥路", "97-3"): (121.4406, 31.189),
}
"""As mapped, some with 号 and some without; 衡山路 has no houses on the map."""
ROADS = {"河东路": MIDDLE, "天钥桥路": (121.4405, 31.19), "衡山路": (121.445, 31.204)}


def nominatim_answer(params: Params) -> Any:
    """A street with a number glued to it is not found; digits after a blank find the house with and without 号."""
    asked = _QUESTION.fullmatch(params["q"])
    if not asked:
        return []
    street, number = asked["street"], asked["number"] or ""
    for mapped in (number, f"{number}号") if number.isdigit() else (number,):
        if (street, mapped) in HOUSES:
            return [nominatim_place(street, HOUSES[street, mapped], number=mapped)]
    if number and not number.isdigit():
        return []
    return [nominatim_place(street, ROADS[street])]


def nominatim_place(street: str, point: tuple[float, float], *, number: str = "") -> dict[str, Any]:
    lon, lat = point
    half = 0.00005 if number else 0.002
    shanghai = {"county": "徐汇区", "state": "上海市"}
    above = {"city_district": "吉阳区", "city": "三亚市", "state": "海南省"} if lon < 115 else shanghai
    house = {"house_number": number} if number else {}
    return {
        "place_id": 100005,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "node" if number else "way",
        "osm_id": 21,
        "lat": f"{lat:.7f}",
        "lon": f"{lon:.7f}",
        "category": "place" if number else "highway",
        "type": "house" if number else "secondary",
        "place_rank": 30 if number else 26,
        "importance": 9.99999999995449e-06,
        "addresstype": "place" if number else "road",
        "name": "" if number else street,
        "display_name": ", ".join([*house.values(), street, *above.values(), "中国"]),
        "address": {**house, "road": street, **above, "country": "中国", "country_code": "cn"},
        "boundingbox": [f"{degrees:.7f}" for degrees in (lat - half, lat + half, lon - half, lon + half)],
    }


def nominatim_says(code: str) -> Any:
    """It has no codes, only words."""
    return {"error": "Unable to geocode"} if code else []


AMAP = Form(amap, amap_answer, amap_says, "10001")
BAIDU = Form(baidu, baidu_answer, baidu_says, "200")
TENCENT = Form(tencent, tencent_answer, tencent_says, "190")
TIANDITU = Form(tianditu, tianditu_answer, tianditu_says, "301001")
NOMINATIM = Form(nominatim, nominatim_answer, nominatim_says)
FORMS = (AMAP, BAIDU, TENCENT, TIANDITU, NOMINATIM)
