"""What names and house numbers are looked up by: a number of 64 bits for whatever way of writing them.

Of two million names in an extract, an unknown one falls on the key of another once in 10¹³ cases; so the names
themselves need not be stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b

from locator.geocode.text import plain

MAX_NAME = 120  # longer names in an extract are descriptions or mischief

_HAN = re.compile(r"[\u3400-\u9fff]")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_LETTER_AFTER_DIGIT = re.compile(r"(?<=\d) (?=[A-Z](?![A-Z]))")
_ANY_RANGE = re.compile(r"[~～–—]")
_SIGN = re.compile(r"(?<=\d) ?号院?|^(?:NO|NR|号) ?(?=\d)|(?<=[A-Z])号")
_SUB = re.compile(r"之(?=\d)")
_NUMERAL = re.compile(r"[一二三四五六七八九十百零〇]+(?=号|弄|$)")
_PLAIN_NUMBER = re.compile(r"\d{1,5}[A-Z]?(?:-\d{1,5}[A-Z]?)?")
_RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")
_MAIN = re.compile(r"[甲乙丙丁]?(\d+弄|\d+)")
_LEADING = re.compile(r"\d{1,6}")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_WIDEST_RANGE = 20  # 2-40 is a row of houses, 2-400 is none


def key(text: str) -> int:
    """The key of a text that `name` or `number` has made plain."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def name(text: str) -> str:
    """A name in one way of writing: 愛心 路 is 爱心路, Hämeentie is hameentie; empty for what can be no name."""
    if len(text) > MAX_NAME:
        return ""
    words = unicodedata.normalize("NFKD", plain(text).casefold())
    bare = unicodedata.normalize("NFKC", _ACCENTS.sub("", words))
    return bare.replace(" ", "") if _HAN.search(bare) else bare


def number(text: str) -> str:
    """A house number in one way of writing: １３８号, 138 号, 一百三十八号 and 138号院 are all 138."""
    if len(text) > MAX_NAME:
        return ""
    words = _ANY_RANGE.sub("-", plain(text).upper())
    digits = _NUMERAL.sub(lambda found: str(_value(found[0])), words)
    return _LETTER_AFTER_DIGIT.sub("", _SUB.sub("-", _SIGN.sub("", digits))).strip()


def numbers_of_tag(tag: str) -> dict[str, bool]:
    """The numbers that a tag `addr:housenumber` stands for; False where it only includes them, as 2-6 does 4."""
    parts = [number(part) for part in re.split(r"[;,/、，；]", tag)]
    said = [number(tag), *(part for part in parts if _PLAIN_NUMBER.fullmatch(part))]
    found = {part: True for part in said if part}
    for part in said:
        for inner in _included(part):
            found.setdefault(inner, False)
    return found


def main_number(plain_number: str) -> str:
    """The number of the house or lane that this one belongs to: 138 of 138-2 and 12 of 甲12; empty if none."""
    found = _MAIN.match(plain_number)
    return found[1] if found and found[1] != plain_number else ""


def leading(plain_number: str) -> int:
    """The number's place along its street; -1 where it has no digits."""
    found = _LEADING.search(plain_number)
    return int(found[0]) if found else -1


def _included(plain_number: str) -> Iterator[str]:
    found = _RANGE.fullmatch(plain_number)
    if found and 0 < int(found[2]) - int(found[1]) <= _WIDEST_RANGE:
        first, last = int(found[1]), int(found[2])
        yield from map(str, range(first, last + 1, 1 if (last - first) % 2 else 2))
    elif main := main_number(plain_number):
        yield main


def _value(numeral: str) -> int:
    """一百三十八 is 138, 十二 is 12, 一三八 is 138."""
    if not {"十", "百"}.intersection(numeral):
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    total = value = 0
    for sign in numeral:
        if sign in _DIGITS:
            value = _DIGITS[sign]
        else:
            total, value = total + (value or 1) * (100 if sign == "百" else 10), 0
    return total + value
