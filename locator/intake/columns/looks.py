"""What a column holds, told by its values, for columns whose names say nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from locator import vocabulary

LEAST = 3
"""Values that must be there before anything is concluded from them."""

CHINA_LON, CHINA_LAT = (73.0, 136.0), (3.0, 54.5)

_NUMBER = re.compile(r"[-+]?\d{1,3}\.\d{3,}")
_PAIR = re.compile(r"[\[(]?\s*(-?\d{1,3}\.\d{3,})\s*[,,;、\s]\s*(-?\d{1,3}\.\d{3,})\s*[\])]?")
_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|(?:0\d{2,3}[- ]?)\d{7,8}(?:-\d{1,5})?")
_HOURS = re.compile(
    r"\d{1,2}[::.点时]\d{0,2}\s*(?:-|–|—|~|~|至|到)+\s*(?:次日)?\d{1,2}[::.点时]|24\s*小时|全天|24h", re.I
)
_ADDRESS = re.compile(r"[省市区县旗州镇乡道].*(?:路|街|巷|大道|号|村|镇|乡|弄|院)")
_NAME = re.compile(r"(?:驿站|站点|服务站|接力站|港湾|驿家|之家)(?:$|[((·].*)")


def _between(least: float, most: float) -> Callable[[str], bool]:
    return lambda text: bool(_NUMBER.fullmatch(text)) and least <= float(text) <= most


@lru_cache
def _amenity_word() -> re.Pattern[str]:
    spoken = ("微波炉", "饮水机", "急救", "药箱", "桌椅", "冰箱", "充电", "热水")
    return re.compile(
        "|".join(map(re.escape, (*spoken, *(term.zh for term in vocabulary.terms("amenity").values()))))
    )


LOOKS: Mapping[str, tuple[Callable[[str], object], float]] = {
    "coordinates": (_PAIR.fullmatch, 0.9),
    "lon": (_between(*CHINA_LON), 0.9),
    "lat": (_between(*CHINA_LAT), 0.9),
    "contact": (_PHONE.fullmatch, 0.8),
    "opening_hours_text": (_HOURS.search, 0.6),
    "amenities": (lambda text: _amenity_word().search(text), 0.6),
    "name": (_NAME.search, 0.6),
    "address": (_ADDRESS.search, 0.6),
}
"""Per field, what one of its values looks like, and which share of them must."""


def looks_like(field: str, values: Sequence[str]) -> bool:
    """Whether a column's values, blanks left out, are those of the field."""
    fits, share = LOOKS[field]
    return len(values) >= LEAST and sum(map(bool, map(fits, values))) >= share * len(values)


def latitude_first(values: Sequence[str]) -> bool:
    """Whether most cells with two coordinates have the latitude first; China's two ranges hardly meet."""
    pairs = [match for value in values if (match := _PAIR.fullmatch(value.strip()))]
    first = sum(float(pair[1]) <= CHINA_LAT[1] and float(pair[2]) >= CHINA_LON[0] for pair in pairs)
    return bool(pairs) and first * 2 > len(pairs)
