"""Text that remembers where in the source each of its characters stood."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from locator.station import Evidence


@dataclass(frozen=True)
class Passage:
    """Repaired text. `starts[i]` is the offset in `source` of the character that `text[i]` stands for."""

    text: str
    starts: tuple[int, ...]
    source: str

    def part(self, start: int, end: int) -> Passage:
        """The characters from `start` up to `end`."""
        return Passage(self.text[start:end], self.starts[start:end], self.source)

    def then(self, other: Passage) -> Passage:
        """This one continued by another, from wherever in the source that stands."""
        return Passage(self.text + other.text, self.starts + other.starts, self.source)

    def evidence(self, start: int = 0, end: int | None = None) -> tuple[Evidence, ...]:
        """The source's own words for a span: one quote for each stretch that stands together there."""
        end = len(self.text) if end is None else end
        if start >= end:
            return ()
        cuts = [start, *(cut for cut in self._jumps if start < cut < end), end]
        return tuple(self._quote(a, b) for a, b in pairwise(cuts))

    def begins_line(self, position: int) -> bool:
        """Whether the source has a line break right before a character."""
        return position == 0 or "\n" in self.source[self.starts[position - 1] + 1 : self.starts[position]]

    def _quote(self, start: int, end: int) -> Evidence:
        first, last = self.starts[start], self.starts[end - 1] + 1
        return Evidence(first, last, self.source[first:last])

    @cached_property
    def _jumps(self) -> tuple[int, ...]:
        """Where a character does not follow its forerunner: blank space apart, something stands between."""
        return tuple(
            i
            for i, (a, b) in enumerate(pairwise(self.starts), start=1)
            if b < a or (b > a + 1 and self._skips_words(a + 1, b))
        )

    def _skips_words(self, start: int, end: int) -> bool:
        between = self.source[start:end]
        return end - start > 40 or any(c.isalnum() for c in between)
