"""Columns that stand side by side in a text, told apart by the run of blanks that their lines share.

A column begins where several lines in a row begin anew at the same place, in cells of a terminal (a Chinese
character is two). The text of each is then read from top to bottom, the left one first.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

_FEWEST = 3
"""Lines that must share a gap: two may do so by chance."""
_SLACK = 2
"""Cells by which the place may waver."""
_INDENT = 8
"""Cells by which the first line of a paragraph may be set in."""
_DEEPEST = 6
_TALLEST = 300
"""Lines of a column; taller ones are read in stretches, so that the search stays linear."""
_GAP = re.compile(r"(?<=\S)(?:[ \t　]{3,}|　{2,})(?=\S)|^(?:[ \t　]{6,}|　{3,})(?=\S)")


@dataclass(frozen=True)
class _Line:
    """A piece of one line of the source: where it begins, its characters, and the cell of each."""

    start: int
    text: str
    cells: tuple[int, ...]

    @property
    def width(self) -> int:
        return self.cells[len(self.text.rstrip())]

    def cut(self, begin: int, end: int) -> _Line:
        return _Line(self.start + begin, self.text[begin:end], self.cells[begin : end + 1])


def reading_order(source: str) -> list[list[int]]:
    """The offsets of the source's characters in the order of reading, one list for each column or stretch of text."""
    if not any(_GAP.search(line) for line in source.splitlines()):
        return [list(range(len(source)))]
    starts = accumulate((len(line) for line in source.splitlines(keepends=True)), initial=0)
    lines = [_line(source, start, end) for start, end in _bounds([*starts])]
    return [
        [i for line in piece for i in range(line.start, line.start + len(line.text))]
        for piece in _pieces(lines)
    ]


def _bounds(starts: Sequence[int]) -> list[tuple[int, int]]:
    return list(pairwise(starts))


def _line(source: str, start: int, end: int) -> _Line:
    text = source[start:end]
    cells = accumulate((2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text), initial=0)
    return _Line(start, text, tuple(cells))


def _pieces(lines: Sequence[_Line], depth: int = 0) -> list[list[_Line]]:
    """The lines in stretches that are read through; a stretch that columns share is one piece per column."""
    result: list[list[_Line]] = [[]]
    position = 0
    while position < len(lines):
        column, end = _shared(lines, position) if depth < _DEEPEST else (0, position)
        if end - position >= _FEWEST:
            left, right = _split(lines[position:end], column)
            result += [*_pieces(left, depth + 1), *_pieces(right, depth + 1), []]
            position = end
        else:
            result[-1].append(lines[position])
            position += 1
    return [piece for piece in result if piece]


def _shared(lines: Sequence[_Line], position: int) -> tuple[int, int]:
    """The cell at which a second column begins from a line on, and the line where that ends; (0, position) for none."""
    ahead = Counter(line.cells[end] for line in lines[position : position + 12] for _, end in _gaps(line))
    likely = [cell for cell, count in ahead.most_common() if count >= _FEWEST - 1]
    for cell in likely if _gaps(lines[position]) else ():
        end = position
        while end < min(len(lines), position + _TALLEST) and _fits(lines[end], cell):
            end += 1
        used = [i for i in range(position, end) if _cut_at(lines[i], cell) is not None]
        if len(used) >= _FEWEST and used[0] == position:
            return cell, _last(lines, used[-1], end)
    return 0, position


def _last(lines: Sequence[_Line], last: int, end: int) -> int:
    """Past the last line of the columns: short lines after it go on with the left one until a blank line."""
    while last + 1 < end and lines[last + 1].text.strip():
        last += 1
    return last + 1


def _gaps(line: _Line) -> list[tuple[int, int]]:
    return [gap.span() for gap in _GAP.finditer(line.text)]


def _cut_at(line: _Line, cell: int) -> int | None:
    """Where the second column's part of a line begins, its indent with it; None where the line has no gap there."""
    for begin, end in _gaps(line):
        if line.cells[begin] < cell and cell - _SLACK <= line.cells[end] <= cell + _INDENT:
            return min(end, bisect_left(line.cells, cell))
    return None


def _fits(line: _Line, cell: int) -> bool:
    """Whether a line can stand in the columns: it has the gap, or ends before it."""
    return _cut_at(line, cell) is not None or line.width < cell


def _split(lines: Sequence[_Line], cell: int) -> tuple[list[_Line], list[_Line]]:
    left, right = [], []
    for line in lines:
        at = _cut_at(line, cell)
        if at is None:
            left.append(line)
        else:
            left.append(line.cut(0, at))
            right.append(line.cut(at, len(line.text)))
        if not line.text.strip():
            right.append(line)
    return left, right
