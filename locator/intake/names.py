"""What of a station's name is its own, and what every station of its kind has.

工会驿站, 爱心驿站, 户外劳动者服务站点 and the like stand in nearly every name and tell nothing; the names of
provinces, cities, counties and zones tell little, as all around are in the same one. What is left is the core:
上街区中心路工会驿站(金苑社区党群服务中心旁) is 中心路金苑社区党群服务中心旁. Numbers, letters, gates and floors are
read apart (`marks`, `floors`), because one digit parts two stations whose names are otherwise alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple
from zlib import crc32

from pypinyin import lazy_pinyin

from locator.divisions import Divisions, Level, short_form

_HAN = "\u4e00-\u9fff"
_GENERIC = re.compile(
    "总?工会(?!大厦|干部|学校|医院|宫)|户外(?:一线)?(?:劳动者|工作者|作业人员|职工)?|新就业(?:形态)?(?:劳动者|群体)?|劳动者港湾"
    "|劳动者|爱心|暖心|暖新|暖蜂|温馨|工心|(?:快递|外卖)?(?:小哥|骑手)|接力站|(?:综合)?服务站点?|服务点|驿站|驿家|歇脚点"
    "|休息[站点室区]|小站|站点|24小时|全天候|演示|示例|outdoor workers'?|(?:rest|service) station"
)
_NAMED_DIVISION = re.compile(f"[{_HAN}]{{1,11}}?(?:省|自治区|特别行政区|自治州|地区|盟|市|自治县|县|区|旗)")
_ZONE = re.compile("高新(?:技术)?(?:产业)?(?:开发)?区|经济?(?:技术)?开发?区|航空港区|经开区|示范区")
_TOWNSHIP = re.compile(
    f"(?m)(?:^|(?<=[(·]))[{_HAN}]{{1,6}}?(?:街道办事处|街道办|街道(?!口)|[镇乡](?![路街村]|政府))"
)
_LOWEST = re.compile(f"([{_HAN}]{{2,6}}?)(?:街道办事处|街道办|街道|镇|乡)")
_SIMPLIFIED = str.maketrans(
    "總會戶動勞務區縣點愛驛溫業騎間職東門樓層號廣場",
    "总会户动劳务区县点爱驿温业骑间职东门楼层号广场",
)
_NO_WORD = re.compile(r"[^\w\n]+|_")

_NUMERALS = "一二三四五六七八九十"
_MARK = re.compile(
    r"(?P<digits>\d+)(?!\d|小时|h\b|[楼层f](?!栋))"
    "|(?P<letter>(?<![a-z])[a-z](?![a-z])(?!\\d))"
    "|(?P<side>[东西南北中甲乙丙丁](?=[门区站侧院段座栋路街]))"
)
_SAID = re.compile(rf"[{_NUMERALS}]+(?=号|分[店站]|[店站期组座栋馆]|驿站|爱心|工会|户外)")
_FLOORS = re.compile(r"(\d{1,2})[-~至、,](?=\d{1,2}[楼层])")
_FLOOR = re.compile(
    rf"(?P<below>负|地下|b)?(?P<floor>\d{{1,2}}|[{_NUMERALS}]{{1,3}})(?:[楼层](?!栋)|f(?![a-z]))|(?<![a-z])(?P<deep>b\d)(?![\da-z])"
)


class Reading(NamedTuple):
    """A name as it was read: `plain` without divisions, `core` also without generic words; both may be empty."""

    plain: str
    core: str


def readings(names: Sequence[str]) -> list[Reading]:
    """The readings of many names at once, in their order; many times faster than one by one."""
    text = "\n".join(name.replace("\n", " ") for name in names)
    text = unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFIED)
    plain = _SAID.sub(_in_digits, _ZONE.sub("", _NAMED_DIVISION.sub(_without_division, text)))
    core = _NO_WORD.sub("", _TOWNSHIP.sub("", _GENERIC.sub("", plain)))
    lines = zip(plain.split("\n"), core.split("\n"), strict=True)
    shorts = _short_names()
    read = [Reading(line, own if own and own not in shorts else lowest_division(line)) for line, own in lines]
    return read[: len(names)]


def sounds(texts: Sequence[str]) -> list[str]:
    """Each text with every Chinese character replaced by one that stands for its syllable, tone left out.

    Texts that sound alike become equal (颍河路 and 颖河路, 區 and 区); a length stays what it was.
    """
    return "\n".join(texts).translate(_SYLLABLES).split("\n") if texts else []


def marks(plain: str) -> frozenset[str]:
    """The numbers, single letters and sides (东门, 南路) in a text: what tells stations of one name apart."""
    return frozenset(map(_mark, _MARK.finditer(plain)))


def floors(plain: str) -> frozenset[str]:
    """The floors a text names: 一楼 and 1层 are `1`, 负一楼 and B1 are `-1`, 1-2层 are `1` and `2`."""
    return frozenset(map(_floor, _FLOOR.finditer(_FLOORS.sub(r"\1层", plain))))


def flat(text: str | None) -> str:
    """A text in half-width small letters, without blanks and punctuation; empty where there is none."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text).lower().replace("\n", " ")) if text else ""


def lowest_division(plain: str) -> str:
    """The township that a name names, without its kind: 大学路 of 大学路街道工心驿站; empty where it names none."""
    found = _LOWEST.search(_GENERIC.sub("", plain))
    return found[1] if found else ""


def bit_masks(sets: Iterable[frozenset[str]]) -> list[int]:
    """A 63-bit mask for each set; where one mask does not hold another, its set does not hold the other's."""
    return [sum(1 << bit for bit in {_bit(mark) for mark in one}) if one else 0 for one in sets]


def _without_division(found: re.Match[str]) -> str:
    """What stands before a division's name: 郑州银行 of 郑州银行郑州市."""
    text, names = found[0], _division_names()
    # 城区 and 郊区 are counties, too, but inside a longer word they are none.
    starts = (0, *range(1, len(text) - 2))
    return text[: next((start for start in starts if text[start:] in names), len(text))]


@lru_cache(maxsize=1)
def _division_names() -> frozenset[str]:
    """The full names of provinces, prefectures and counties, and 管城区 beside 管城回族区."""
    rows = [row for row in Divisions.bundled() if row.level is not Level.TOWNSHIP]
    plain = {short_form(row.name, row.level) + row.name[-1] for row in rows if "族" in row.name}
    return frozenset({row.name for row in rows} | {name for name in plain if len(name) > 2})


@lru_cache(maxsize=1)
def _short_names() -> frozenset[str]:
    rows = (row for row in Divisions.bundled() if row.level is not Level.TOWNSHIP)
    return frozenset(short_form(row.name, row.level) for row in rows)


def _mark(found: re.Match[str]) -> str:
    return found["digits"].lstrip("0") or "0" if found["digits"] else found[0]


def _in_digits(found: re.Match[str]) -> str:
    return _number(found[0])


def _floor(found: re.Match[str]) -> str:
    if found["deep"]:
        return f"-{found['deep'][1:]}"
    number = found["floor"]
    return ("-" if found["below"] else "") + (number.lstrip("0") if number.isdigit() else _number(number))


def _number(said: str) -> str:
    """二十三 as 23; up to 99, as floors and house numbers in words go; else the words themselves."""
    tens, ten, ones = said.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return said
    value = (_NUMERALS.index(tens) + 1 if tens else 1) * 10 if ten else 0
    return str(value + (_NUMERALS.index(ones) + 1 if ones else 0))


@lru_cache(maxsize=65536)
def _bit(mark: str) -> int:
    return crc32(mark.encode()) % 63


class _Syllables(dict[int, int]):
    """Character to the stand-in of its syllable, filled as characters come."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        stand_in = code
        if "\u3400" <= letter <= "\u9fff":
            # One atomic step each, so that two threads never give one stand-in to two syllables.
            stand_in = _STAND_INS.setdefault(lazy_pinyin(letter)[0], next(_FREE))
        return self.setdefault(code, stand_in)


_FREE = count(0xF0000)  # a private-use plane: nothing that a name may hold
_STAND_INS: dict[str, int] = {}
_SYLLABLES = _Syllables()
