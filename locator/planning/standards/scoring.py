"""Stations held to a checklist: what each has, lacks, and what nobody told; the share that meets it, by district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from locator import divisions
from locator.divisions import Divisions
from locator.errors import NotFound
from locator.planning.standards.checking import Answer, Neighbours, answer
from locator.station import Station
from locator.vocabulary import Standard

ELSEWHERE = "区划不详 district unknown"


class Score(NamedTuple):
    """One station: an answer for each item of the checklist."""

    station: Station
    answers: tuple[Answer, ...]

    @property
    def meets(self) -> Answer:
        """There: it has every item. Missing: it surely lacks one. Unknown: it may have all."""
        return "missing" if "missing" in self.answers else "unknown" if "unknown" in self.answers else "there"


@dataclass(frozen=True)
class Scored:
    """All stations that a standard holds for, in the order of their ids."""

    standard: Standard
    scores: tuple[Score, ...]

    def items(self) -> list[Counter[Answer]]:
        """Item by item, how many stations have it, lack it, and of how many nobody knows."""
        return [
            Counter(score.answers[number] for score in self.scores)
            for number in range(len(self.standard.items))
        ]

    def districts(self) -> dict[str, Counter[Answer]]:
        """By district, how many stations meet the standard, don't, or may."""
        found: dict[str, Counter[Answer]] = {}
        for score in self.scores:
            found.setdefault(district_name(score.station), Counter())[score.meets] += 1
        return dict(sorted(found.items()))


def scores_of(standard: Standard, stations: Sequence[Station], *, is_everywhere: bool = False) -> Scored:
    """How stations stand to a checklist.

    Args:
        standard: the checklist; one of a region holds there only.
        stations: those that operate; distances are told between them.
        is_everywhere: hold stations of other regions to it too.
    """
    neighbours = Neighbours(list(stations))
    chosen = stations if is_everywhere else in_region(stations, standard.region)
    ordered = sorted(chosen, key=lambda station: station.id)
    return Scored(
        standard,
        tuple(Score(one, tuple(answer(item, one, neighbours) for item in standard.items)) for one in ordered),
    )


def in_region(stations: Iterable[Station], region: str | None) -> list[Station]:
    """The stations of a division, by its code; all of them for None."""
    prefix = divisions.prefix(region) if region else ""
    return [station for station in stations if not prefix or (station.adcode or "").startswith(prefix)]


def district_name(station: Station) -> str:
    """Province, city and district of a station, by its code where it has one."""
    told = "".join(dict.fromkeys(part for part in (station.province, station.city, station.district) if part))
    return _division((station.adcode or "")[:6]) or told or ELSEWHERE


@lru_cache(maxsize=4096)
def _division(code: str) -> str:
    """The names of a division and all that hold it; "" where there is none of that code."""
    try:
        path = Divisions.bundled().path(code)
    except NotFound:
        return ""
    return "".join(dict.fromkeys(division.name for division in path))
