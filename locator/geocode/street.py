"""What stands after the divisions: street, house number and the name of a place."""

from __future__ import annotations

import re
from typing import NamedTuple

_STREET = re.compile(
    r"(?P<street>[^ \d]{1,10}?\d{0,3}(?:大道|大街|公路|国道|省道|环路|胡同|路(?![路街])|街(?![道坊路])|巷(?!子)|弄"
    r"|(?<![隧通轨频报跑河水街味渠赛])道(?![路街里外观班教])))"
    r"(?P<part>(?:[东西南北中](?:路|街|段|一路|二路)?|[东西南北]?[一二三四五六七八九十]+段)(?= |\d|$))?"
)
_NUMBER = re.compile(
    r" *(?P<number>(?:\d+弄(?:\d+支弄)?)?[甲乙丙丁]?(?:\d+[A-Za-z]?|[一二三四五六七八九十百零〇]+)(?:[-~之]\d+)*"
    r" ?(?:号院|号(?![楼线])|弄)(?:附\d+号|之\d+)?|\d+[A-Za-z]?(?:-\d+)*(?= |$))"
)
_STREET_AND_NUMBER = re.compile(f"{_STREET.pattern}(?:{_NUMBER.pattern})?")
_LOCALITY = re.compile(
    r"[^ \d路街]{1,10}?(?:社区|行政村|村|开发区|高新区|经开区|示范区|新区|园区|工业园|小区|农场|林场|屯|团)"
    r"(?![东西南北中上下]?(?:大街|大道|路|街|巷))(?=[^ ]{2}|$)"
)
_LOCALITY_ENDINGS = frozenset("区村园业场屯团")  # without one of these there is nothing to look for


class Rest(NamedTuple):
    """The words below the divisions; what is not there is empty."""

    street: str = ""
    number: str = ""
    name: str = ""


def split_rest(rest: str) -> Rest:
    """国防路12号工会驿站 is 国防路, 12号 and 工会驿站; villages and zones before the street join the name."""
    if not rest:
        return Rest()
    locality = None if _LOCALITY_ENDINGS.isdisjoint(rest) else _LOCALITY.match(rest)
    begin = locality.end() if locality else 0
    while begin < len(rest) and rest[begin] == " ":
        begin += 1
    found = _STREET_AND_NUMBER.match(rest, begin) or _after_a_blank(rest, begin)
    if not found:
        return Rest(name=_joined(rest))
    street, part, number = found.groups("")
    begin, end = found.span()
    name = "" if end - begin == len(rest) else _joined(rest[:begin], rest[end:])
    return Rest(street + part, number, name)


def _after_a_blank(rest: str, begin: int) -> re.Match[str] | None:
    while (begin := rest.find(" ", begin) + 1) > 0:
        if found := _STREET_AND_NUMBER.match(rest, begin):
            return found
    return None


def _joined(*texts: str) -> str:
    return " ".join(word for text in texts for word in text.split())
