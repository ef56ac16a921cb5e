"""What of a record takes part in a comparison: its name, house, host and telephone, each reduced to what tells."""

import re
from typing import NamedTuple

from locator.intake.names import Reading, flat, floors, lowest_division, marks, readings, sounds
from locator.station import Station

_FACILITY = re.compile(
    "党群服务(?:中心|站)|便民服务(?:中心|大厅|站)|政务服务(?:中心|大厅)|服务(?:中心|大厅)|街道办事处|办事处|村委会|居委会|社区|小区"
    "|(?:支|分)行|分?店|营业[厅部所]|网点|银行|大?药房|药店|医院|超市|公园|广场|有限(?:责任)?公司|分?公司|环卫(?:工人?)?|中转站|公厕|旁边?|内$"
)
"""What many stations' names say after the word that is their own."""

_ROAD = re.compile(r"[^\W\d]{2}(?:大道|大街|公路|路|街|巷)")
_ROAD_ONLY = re.compile(r"[^\W\d]{1,5}(?:大道|大街|公路|路|街|巷)(?:[东西南北中]?段|[\d号院]+)?")
_BRANCH = re.compile(
    r"([^\W\d]{2,3})(?:支行|分行|分店|营业[厅部所]|分理处|储蓄所|网点|(?<![书饭酒])店)(?!员)"
)
_STREET = re.compile(r"([^\d\W]{1,10}?(?:大道|大街|公路|环路|胡同|路|街|巷|弄))(\d+(?:-\d+)*)?")
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{9,11})(?!\d)")

_BANK = re.compile("([\u4e00-\u9fff]{2})银行")
_CHAIN = re.compile(
    "[工建农中交招]行|邮储|邮政储蓄|移动|联通|电信|铁塔|石化|石油|人保|人寿|平安|太平洋|顺丰|京东|美团|饿了么|菜鸟|中通|圆通|韵达"
    "|申通|极兔|苏宁|国美|链家|贝壳"
)
_ALIAS = {
    "工行": "工商", "建行": "建设", "农行": "农业", "中行": "中国", "交行": "交通", "招行": "招商",
    "邮政储蓄": "邮储", "储蓄": "邮储",
}  # fmt: skip

_KINDS = {
    "bank": "银行|支行|信用社|[工建农中交招]行",
    "telecom": "移动|联通|电信|铁塔",
    "medical": "医院|药房|药店|诊所|门诊|口腔|卫生[院室]",
    "fuel": "加[油气]站|石化|石油",
    "power": "供电|电网|国网",
    "post": "邮政(?!储)|快递|菜鸟|顺丰|邮局",
    "civic": "社区|街道|党群|政务|便民|办事处|村委|居委|党建",
    "sanitation": "环卫|中转站|公厕",
    "insurer": "保险|人保|人寿|财险",
    "police": "派出所|交警|警务",
    "retail": "超市|商场|购物|便利店|苏宁|国美",
    "hotel": "酒店|宾馆",
    "library": "书[房店舍屋吧]|图书",
    "park": "公园|游园",
}
_KIND = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()))


class Traits(NamedTuple):
    """The traits of one record under one of its names; what it does not tell is empty.

    `core` is what of the name is its own and of its kind, `own` only what is its own; `sound` is how the core
    sounds. `bare` is a name that says nothing, or only its street. `all_brands` are also the host's. `county` is a
    code of 6 digits.
    """

    name: str
    core: str
    own: str
    sound: str
    bare: bool
    marks: frozenset[str]
    floors: frozenset[str]
    roads: frozenset[str]
    branch: str
    brands: frozenset[str]
    all_brands: frozenset[str]
    kinds: frozenset[str]
    host: str
    address: str
    street: str
    number: str
    numbers: frozenset[str]
    phones: frozenset[str]
    county: str


def traits_of(station: Station, name: str | None = None) -> Traits:
    """The traits of a station under one of its names, by default the first."""
    said, place = readings([name or station.name, station.full_address])
    host, core = flat(station.host), _core(said)
    core = core or host
    kinds, brands = _kinds(core), _brands(core)
    street, number = _street_and_number(place.plain)
    return Traits(
        name=flat(said.plain),
        core=core,
        own=_own(core),
        sound=sounds([core])[0],
        bare=not core or (not kinds and not brands and bool(_ROAD_ONLY.fullmatch(core))),
        marks=marks(said.plain),
        floors=floors(_floor_words(station)) or floors(f"{said.plain} {place.plain}"),
        roads=frozenset(_ROAD.findall(core)),
        branch=found[1] if (found := _BRANCH.search(core)) else "",
        brands=brands,
        all_brands=brands | _brands(host),
        kinds=kinds,
        host=host,
        address=place.core,
        street=street,
        number=number,
        numbers=frozenset(mark for mark in marks(place.plain) if mark.isdigit()),
        phones=frozenset(_PHONE.findall(re.sub(r"[\s()（）-]", "", station.contact or ""))),
        county=county_of(station),
    )


def county_of(station: Station) -> str:
    """The code of the county or district; empty where it is unknown, or only a city is."""
    code = (station.adcode or "")[:6]
    return "" if code.endswith("00") else code


def _core(said: Reading) -> str:
    """With the township's name where the rest says only a kind of house: 大峪沟便民服务中心."""
    generic = bool(said.core) and not _FACILITY.sub("", said.core)
    return lowest_division(said.plain) + said.core if generic else said.core


def _own(core: str) -> str:
    """The core without kinds of houses and, where more is left, without roads."""
    own = _FACILITY.sub("", core)
    return _ROAD.sub("", own) or own


def _brands(text: str) -> frozenset[str]:
    """The banks and chains that a text names, by one word each: 工行 and 中国工商银行 are 工商."""
    return frozenset(_ALIAS.get(name, name) for name in (*_BANK.findall(text), *_CHAIN.findall(text)))


def _kinds(text: str) -> frozenset[str]:
    """The kinds of host that the words tell."""
    return frozenset(found.lastgroup for found in _KIND.finditer(text) if found.lastgroup)


def _street_and_number(plain: str) -> tuple[str, str]:
    """建设路 and 103-14, of 建设路103号附14号."""
    joined = re.sub("号附|之(?=\\d)", "-", re.sub(r"[\s,，]", "", plain))
    found = _STREET.match(joined)
    return (found[1], found[2] or "") if found else ("", "")


def _floor_words(station: Station) -> str:
    floor = flat(station.floor)
    return floor if floor.endswith(("楼", "层")) else f"{floor}楼"
