"""The plainest addresses of all: a county by its full names in one piece, and words that name no other division.

Of a list with columns nearly all are such, and need no weighing of readings. What is found here is what `Parser`
finds; where there is any doubt, nothing is found.
"""

from __future__ import annotations

from locator.divisions import Divisions, Level
from locator.geocode import boundary, elsewhere
from locator.geocode.descent import Descent
from locator.geocode.names import NameIndex, lengths_by_start
from locator.geocode.reading import SKIPPED_STARTS, skip

_MAY_GO_ON = SKIPPED_STARTS.union("域场")  # the last two as in 区域, 市场
_START = 5  # no county's names are shorter together, and few counties of other lengths share so many


class PlainAddresses:
    """Knows what plain addresses begin with."""

    def __init__(self, divisions: Divisions, index: NameIndex, descent: Descent) -> None:
        self._index = index
        self._counties = {head: county for head, county in descent.heads() if elsewhere.says_all(head)}
        self._lengths = lengths_by_start(self._counties, _START)
        self._below = _starts_below(divisions)

    def county(self, text: str) -> tuple[str, str] | None:
        """The code of the county that a cleaned address names, and the words below it; None if it is not plain."""
        for length in self._lengths.get(text[:_START], ()):
            if county := self._counties.get(text[:length]):
                rest = text[length:]
                return None if self._goes_on(county, rest, text, length) else (county, rest)
        return None

    def _goes_on(self, county: str, rest: str, text: str, end: int) -> bool:
        """Whether the words may belong to the names in front of them, or name another division."""
        start = rest[:2]
        if county + start in self._below or (rest[:1] in _MAY_GO_ON and not _ends(text, end)):
            return True
        named = start in self._index.plain_lengths
        return named and elsewhere.contradiction(self._index, rest, (county,)) is not None


def _starts_below(divisions: Divisions) -> frozenset[str]:
    """Each county's code with the two characters that a name below it, or its own once more, begins with."""
    towns = [row.parent + row.name[:2] for row in divisions if row.level is Level.TOWNSHIP]
    again = [row.code + row.name[:2] for row in divisions if row.level is Level.COUNTY]
    return frozenset(towns + again)


def _ends(text: str, end: int) -> bool:
    return skip(text, end) == end and not boundary.ends_inside_a_word(text, end)
