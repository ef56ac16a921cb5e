"""Every name a division goes by in addresses, ready to be looked up at any place of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from locator.divisions import Division, Divisions, Level
from locator.divisions.names import short_form

Codes = tuple[str, ...]


class Rank(IntEnum):
    """How surely a name means its division, surest first."""

    FULL = 0  # 达川区
    FORMER = 1  # 达县; also what is said in full, but is not the official name: 恩施州
    CHANGED = 2  # 章丘市, today 章丘区: a name whose kind has changed
    SHORT = 3  # 达川
    TOWN = 4  # 虎门, of 虎门镇


class Name(NamedTuple):
    """One division that a name may mean."""

    rank: Rank
    code: str


_KINDS = ("区", "县", "市")
_TOWNS = "镇乡"


class NameIndex:
    """Names to divisions. `lengths` tells for two characters how long the names that begin so are, longest first.

    `plain` are those names that can hardly be anything else, with the codes of what they may mean.
    """

    def __init__(self, divisions: Divisions) -> None:
        self.lineage = _lineages(divisions)
        self.level = {row.code: row.level for row in divisions}
        self.names: dict[str, list[Name]] = defaultdict(list)
        for key, name in _spoken(divisions, {row.name for row in divisions}):
            self.names[key].append(name)
        self.lengths = lengths_by_start(self.names)
        self.plain: dict[str, Codes] = {}
        for key, code in self._plain():
            self.plain[key] = (*self.plain.get(key, ()), code)
        self.plain_lengths = lengths_by_start(self.plain)

    def inside(self, code: str, ancestors: tuple[str, ...]) -> bool:
        """Whether a division is one of `ancestors` or lies in one."""
        lineage = self.lineage[code]
        return any(ancestor in lineage for ancestor in ancestors)

    def _plain(self) -> Iterator[tuple[str, str]]:
        """Counties' names and higher ones in full; of former ones no districts', which are other cities' quarters."""
        for word, meant in self.names.items():
            if len(word) < 3 or word[-1] in _TOWNS:  # Taiwan's towns are counties by level
                continue
            worst = Rank.FORMER if word[-1] in "市县州" else Rank.FULL
            for rank, code in meant:
                if rank <= worst and self.level[code] is not Level.TOWNSHIP:
                    yield word, code


def _lineages(divisions: Divisions) -> dict[str, tuple[str, ...]]:
    """For each code: itself, its parent, and so on up to the province."""
    lineages: dict[str, tuple[str, ...]] = {"": ()}
    for level in Level:
        for row in divisions.of_level(level):
            lineages[row.code] = (row.code, *lineages[row.parent])
    del lineages[""]
    return lineages


def _spoken(divisions: Divisions, full_names: set[str]) -> Iterator[tuple[str, Name]]:
    for row in divisions:
        if row.level is Level.TOWNSHIP:
            yield from town_names(row)
        else:
            yield row.name, Name(Rank.FULL, row.code)
            yield from _variants(row, full_names)
    for former in divisions.former:
        rank = Rank.FORMER if len(former.former) > 2 else Rank.SHORT
        yield former.former, Name(rank, former.code)


def town_names(row: Division) -> Iterator[tuple[str, Name]]:
    """The names of a township: 虎门镇 and 虎门. Of streets' offices only the full one: 花园路 is a street."""
    yield row.name, Name(Rank.FULL, row.code)
    # Not short_form: 40,000 townships would double the time to load, and only these two endings count.
    if row.name[-1] in _TOWNS and len(row.name) > 2:
        yield row.name[:-1], Name(Rank.TOWN, row.code)


def _variants(row: Division, full_names: set[str]) -> Iterator[tuple[str, Name]]:
    short = short_form(row.name, row.level)
    if not short:
        return
    yield short, Name(Rank.SHORT, row.code)
    for said in _said_in_full(row.name, short):
        yield said, Name(Rank.FORMER, row.code)
    if row.level is Level.PREFECTURE and row.name[-1] == "市":
        yield f"{short}地区", Name(Rank.FORMER, row.code)
    if row.level is Level.COUNTY and row.name[-1] in _KINDS:
        for kind in _KINDS:
            if (changed := f"{short}{kind}") not in full_names:
                yield changed, Name(Rank.CHANGED, row.code)


_SAID: Mapping[str, tuple[str, ...]] = {
    "自治区": ("自治区",),
    "特别行政区": ("特区",),
    "自治州": ("州", "自治州"),
    "自治县": ("县", "自治县"),
    "自治旗": ("旗", "自治旗"),
}


def _said_in_full(name: str, short: str) -> Iterator[str]:
    """恩施州, 陵水县, 宁夏自治区: the name without the peoples in it."""
    for ending, said in _SAID.items():
        if name.endswith(ending):
            yield from (short + word for word in said if short + word != name)


def lengths_by_start(names: Iterable[str], characters: int = 2) -> dict[str, tuple[int, ...]]:
    """For the first two (or so many) characters of names: how long the names that begin so are, longest first."""
    found: dict[str, tuple[int, ...]] = {}
    for name in names:
        start, length = name[:characters], len(name)
        lengths = found.get(start, ())
        if length not in lengths:
            found[start] = (*lengths, length)
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}
