"""Numbers as the Chinese press writes them: 3200余人次, 1.2万个, 两万余元, 近300家, 十几个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from locator.intake.articles.lexicon import words
from locator.intake.articles.model import Quantity

_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_AT_LEAST = frozenset(words("余 多 来 几 超 超过 逾 突破 不少于 不低于 至少 多达 上 以上 超出"))
_ABOUT = frozenset(words("近 约 不足 不到 大约 将近 接近 左右 大概 约为"))

_NUMBER = re.compile(
    r"(?<![\d.第])"
    r"(?P<before>超过|超出|突破|不少于|不低于|至少|多达|将近|接近|不足|不到|大约|大概|约为|[近约超逾上])?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?(?P<mid>[余多来])?(?P<scale>[百千]?[万亿]|百|千)?"
    r"|[一二两三四五六七八九十百千万][零〇一二两三四五六七八九十百千万亿]*)"
    r"(?P<more>[余多来几])?"
    r"(?P<scale2>万)?"
    r"(?: (?=m[2²]))?"
    r"(?P<unit>人次|车次|场次|平方米|平米|平方|m2|m²|元|[个家座处间所人名位场期次项%])"
    r"(?P<after>以上|左右)?"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and where it stands."""

    quantity: Quantity
    start: int
    end: int


def quantities(text: str) -> Iterator[Found]:
    """The counted things of a text: numbers with a measure word. Vague ones (数百, 几十) are left out."""
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is not None and not _is_vague(match, text[: match.start()][-1:]):
            yield Found(_quantity(match, value), match.start(), match.end())


def _is_vague(match: re.Match[str], before: str) -> bool:
    """数百 and 几十 are no number; 第十 and 每个 count nothing."""
    return before in ("第", "每") or (before in ("几", "数") and match["number"][0] in "十百千万")


def _quantity(match: re.Match[str], value: float) -> Quantity:
    signs = {match[name] for name in ("before", "mid", "more", "after")}
    whole = int(value) if float(value).is_integer() else value
    return Quantity(whole, match["unit"], bool(signs & _AT_LEAST), bool(signs & _ABOUT))


def _value(match: re.Match[str]) -> float | None:
    number = match["number"]
    if not number[0].isdecimal():
        value = chinese_number(number)
    else:
        digits = re.match(r"[\d,]+(?:\.\d+)?", number)
        value = _arabic(digits[0] if digits else "", match["scale"] or "")
    return value and round(value * (10_000 if match["scale2"] else 1), 6)


def _arabic(digits: str, scale: str) -> float | None:
    if len(digits) > 15:
        return None
    value = float(digits.replace(",", ""))
    for char in scale:
        value *= _SMALL.get(char) or _LARGE[char]
    return value


def chinese_number(text: str) -> float | None:
    """两万 is 20000, 一百二十 is 120, 百 is 100; None for a row of signs that is no number."""
    total = section = 0
    digit: int | None = None
    for char in text[:20]:
        if char in _DIGITS:
            if digit:
                return None  # 二三十, 三五个: a range, no number
            digit = _DIGITS[char]
        elif char in _SMALL:
            section, digit = section + (1 if digit is None else digit) * _SMALL[char], None
        else:
            total, section, digit = (total + (section + (digit or 0) or 1)) * _LARGE[char], 0, None
    return float(total + section + (digit or 0))


def clause_before(text: str, position: int) -> str:
    """The words of the clause in which a position stands, up to it."""
    return re.split(r"[，。；]", text[:position])[-1]
