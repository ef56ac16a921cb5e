"""All ways to read a text as names of divisions, one inside the other, from one place on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from locator.divisions import Level
from locator.geocode.names import Codes, Name, NameIndex, Rank

_WEIGHT = {Rank.FULL: 6, Rank.FORMER: 6, Rank.CHANGED: 5, Rank.SHORT: 4, Rank.TOWN: 4}
_FILLERS = (
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖县级行政单位",
    "省直辖行政单位",
    "省直辖县",
    "市辖区",
    "新疆生产建设兵团",
    "生产建设兵团",
    "辖区",
)
_SKIPPED = (" ", *_FILLERS)
SKIPPED_STARTS = frozenset(word[0] for word in _SKIPPED)


class Reading(NamedTuple):
    """Names read one after the other; the last one is `text[begin:end]` and was looked for inside `above`."""

    weight: int
    end: int
    begin: int
    rank: Rank
    codes: Codes
    above: Codes


def weight(rank: Rank, *, town: bool) -> int:
    """Per character. A township's full name weighs less than two short names: 普洱镇沅 is no 普洱镇."""
    return min(_WEIGHT[rank], 5) if town else _WEIGHT[rank]


class Reader:
    """Reads names of divisions; with `within`, only such as can lie in that division or hold it."""

    def __init__(self, index: NameIndex, within: str = "") -> None:
        self._index = index
        self._within = within

    def readings(self, text: str, start: int, above: Codes, gained: int = 0) -> Iterator[Reading]:
        """Every chain of names that starts there, the first of them inside `above` (anywhere if empty)."""
        index = self._index
        for length in index.lengths.get(text[start : start + 2], ()):
            end = start + length
            names = index.names.get(text[start:end])
            if not names or end > len(text):
                continue
            rank, codes = self._meant(names, above)
            if codes:
                total = gained + length * weight(rank, town=index.level[codes[0]] is Level.TOWNSHIP)
                yield Reading(total, end, start, rank, codes, above)
                if end < len(text):
                    yield from self.readings(text, skip(text, end), codes, total)

    def _meant(self, names: list[Name], above: Codes) -> tuple[Rank, Codes]:
        """The surest meanings of a name inside the divisions read so far."""
        if above:
            names = [name for name in names if self._continues(name, above)]
        else:
            names = [name for name in names if name.rank < Rank.TOWN]
        if self._within:
            names = [name for name in names if self._fits(name.code)]
        rank = min([name.rank for name in names], default=Rank.TOWN)
        # Without context a former name is as likely as today's: 重庆's 江北区 is gone since 2025, 宁波's is not.
        last = rank if above else max(rank, Rank.FORMER)
        codes = tuple(dict.fromkeys([name.code for name in names if name.rank <= last]))
        unclear = rank is Rank.CHANGED and not above and len(codes) > 1
        return rank, () if unclear else codes

    def _continues(self, name: Name, above: Codes) -> bool:
        """Below what was read so far (吉林吉林 is the city), or the same again in full (北京北京市)."""
        lineage = self._index.lineage[name.code]
        again = name.code in above and name.rank <= Rank.FORMER
        return again or any(code in lineage for code in above if code != name.code)

    def _fits(self, code: str) -> bool:
        lineage = self._index.lineage
        return self._within in lineage[code] or code in lineage.get(self._within, ())


def skip(text: str, at: int) -> int:
    """Past blanks and words that stand for a missing level."""
    while text[at : at + 1] in SKIPPED_STARTS:
        length = next((len(word) for word in _SKIPPED if text.startswith(word, at)), 0)
        if not length:
            break
        at += length
    return at
