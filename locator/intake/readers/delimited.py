"""Text tables: comma, tab, semicolon or bar between the cells, in any of the encodings that lists come in."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import TextIO

from locator.errors import InvalidInput
from locator.intake.draft import Fault
from locator.intake.readers.content import Content, unreadable
from locator.intake.readers.encoding import Encoding, encoding_of, text_of
from locator.intake.readers.table import Form, Row, Table, headed

DELIMITERS = (",", "\t", ";", "|", ",")
SAMPLE_LINES = 60

# Fed to the reader after the last line. It comes back as a row of its own, or, where a quotation mark was never
# closed, inside the last cell. U+FDD0 is a noncharacter: no text holds it.
_END = "\ufdd0end\ufdd0"

QUOTE_OPEN = Fault(
    "",
    "quote_open",
    "引号没有闭合,后面各行都被吞进了这一格",
    "a quotation mark is never closed, so the lines after it ran into one cell",
    "补上或删去这一格的引号",
    "close or take out the quotation mark in this row",
)


def read_delimited(content: Content, score: Callable[[str], float]) -> Table:
    """The table in a text file.

    Raises:
        InvalidInput: it can't be read, or a cell is too large.
    """
    encoding = encoding_of(content)
    delimiter, newline = _manner(content, encoding, score)

    def rows() -> Iterator[Row]:
        with text_of(content, encoding) as text:
            yield from _rows(content.name, text, delimiter)

    header, body = headed(rows, score)
    form = Form("text", encoding.name, encoding.errors, delimiter, newline)
    return Table(content.name, header, body, form)


def _rows(name: str, text: TextIO, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(chain(text, (_END,)), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if cells and _END in cells[-1]:
                yield from _last(line, cells)
                return
            yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _too_large(name, line, error) from None


def _last(line: int, cells: list[str]) -> Iterator[Row]:
    if cells != [_END]:
        cells[-1] = cells[-1].replace(_END, "")
        yield Row(line, cells, faults=(QUOTE_OPEN,))


def _too_large(name: str, line: int, error: csv.Error) -> InvalidInput:
    limit = csv.field_size_limit()
    why = (
        f"第 {line} 行有一格超过 {limit} 字 line {line} has a cell of more than {limit} characters ({error})"
    )
    return unreadable(name, why, "检查这一行的引号是否闭合 see whether its quotation marks are closed")


def _manner(content: Content, encoding: Encoding, score: Callable[[str], float]) -> tuple[str, str]:
    """The delimiter and the line's end."""
    with text_of(content, encoding) as text:
        lines = [line for line in islice(_short_lines(text), SAMPLE_LINES) if line.strip()]
    newline = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    told = re.match(r"\ufeff?sep=(.)\s*$", lines[0]) if lines else None
    if told:
        return told[1], newline
    return max(DELIMITERS, key=lambda delimiter: _fitness(lines, delimiter, score)), newline


def _short_lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(csv.field_size_limit()):
        yield line


def _fitness(lines: Sequence[str], delimiter: str, score: Callable[[str], float]) -> tuple[float, float, int]:
    """How well a delimiter fits: names of columns that it lays bare, rows of one width, and that width."""
    try:
        rows = [cells for cells in csv.reader(lines, delimiter=delimiter) if cells]
    except csv.Error:
        return 0, 0.0, 0
    if not rows:
        return 0, 0.0, 0
    width, count = Counter(map(len, rows)).most_common(1)[0]
    names = max(sum(map(score, cells)) for cells in rows)
    return names, count / len(rows) if width > 1 else 0.0, width
