"""The short way down for the plainest addresses: full names, level by level, nothing left out.

Most addresses of a long list are such. What it finds is what all readings together would find, for no other
reading of the same characters has more full names; it only finds it several times faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from locator.divisions import Divisions, Level
from locator.geocode.names import Codes, Name, Rank, lengths_by_start, town_names
from locator.geocode.reading import Reading, skip, weight

Step = tuple[Mapping[str, tuple[Rank, Codes]], Mapping[str, tuple[int, ...]]]  # names, and how long they are


class Descent:
    """Follows full names from a province or city down to a county, and then to a township."""

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions
        self._counties = frozenset(row.code for row in divisions if row.level is Level.COUNTY)
        cities = [row for row in divisions if row.level in (Level.PROVINCE, Level.PREFECTURE)]
        self._steps = {"": _step((row.name, Name(Rank.FULL, row.code)) for row in cities)}

    def county(self, text: str) -> tuple[str, int] | None:
        """The county that the full names from the start on lead to, and where they end; None if they do not."""
        code, at = "", 0
        while code not in self._counties:
            names, lengths = self._steps.get(code) or self._step_below(code)
            for length in lengths.get(text[at : at + 2], ()):
                if below := names.get(text[at : at + length]):
                    break
            else:
                return None
            codes, at = below[1], skip(text, at + length)
            if len(codes) > 1:
                return None
            code = codes[0]
        return code, at

    def heads(self, code: str = "") -> Iterator[tuple[str, str]]:
        """Full names in one piece, from below a division down to a county, with the county's code.

        `county` reads each of them so whatever follows: none is the beginning of a longer name.
        """
        if code in self._counties:
            yield "", code
            return
        names, _ = self._step_below(code)
        for name, following in pairwise((*sorted(names), "")):
            codes = names[name][1]
            if len(codes) == 1 and not following.startswith(name):
                yield from ((name + head, county) for head, county in self.heads(codes[0]))

    def townships(self, text: str, start: int, county: str) -> list[Reading]:
        """The ways to read a township of the county, or the county's name again, at that place."""
        names, lengths = self._steps.get(county) or self._step_below(county)
        readings = []
        for length in lengths.get(text[start : start + 2], ()):
            if below := names.get(text[start : start + length]):
                rank, codes = below
                gained = length * weight(rank, town=codes[0] != county)
                readings.append(Reading(gained, start + length, start, rank, codes, (county,)))
        return readings

    def _step_below(self, code: str) -> Step:
        step = self._steps.get(code)
        if step is None:
            step = self._steps[code] = _step(self._names_below(code))
        return step

    def _names_below(self, code: str) -> Iterator[tuple[str, Name]]:
        is_county = code in self._counties
        if is_county:
            yield self._divisions.get(code).name, Name(Rank.FULL, code)
        for row in self._divisions.children(code):
            if is_county:
                yield from town_names(row)
            elif row.level is not Level.TOWNSHIP:
                yield row.name, Name(Rank.FULL, row.code)


def _step(names: Iterable[tuple[str, Name]]) -> Step:
    """For each name the surest of its meanings."""
    found: dict[str, tuple[Rank, Codes]] = {}
    for key, (rank, code) in names:
        known = found.get(key, (rank, ()))
        if rank < known[0]:
            known = (rank, ())
        if rank == known[0]:
            found[key] = (rank, (*known[1], code))
    return found, lengths_by_start(found)
