"""Nearest stations for a file of points: read in pieces, answered in arrays, written as it goes."""

import csv
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

import numpy as np
from numpy.typing import NDArray

from locator import datum
from locator.catalog import Catalog, Mask
from locator.errors import InvalidInput
from locator.formulas import no_formula
from locator.lookup import NearestQuery, passing, ranked

STANDARD = Path("-")
"""Standard input, or standard output."""
LINES_AT_ONCE = 20_000
ANSWERS_AT_ONCE = 100_000
NAMES_KEPT = 50_000
ANSWER = ("rank", "station_id", "station_name", "distance_m", "uncertainty_m", "problem")
NO_COORDINATE = ("", "", "", "", "", "坐标有误 lon or lat is no coordinate")
NO_STATION = ("", "", "", "", "", "没有符合条件的站点 no station passes")
Line = Sequence[str]
Floats = NDArray[np.float64]


class Told(NamedTuple):
    """How many points were answered, and how many had coordinates that can't be right."""

    answered: int
    rejected: int


def nearest_to_lines(catalog: Catalog, query: NearestQuery, points: Path, output: Path) -> Told:
    """Answer every line of a CSV file that has columns lon and lat, in the datum of the query.

    The answer has the lines' own columns as they were and those of `ANSWER`: a line per station found, and one
    with `problem` where the coordinates can't be right or no station passes. It is written beside `output`
    and moved there when it is whole. `-` is standard input or output. Of whatever size the file is, only some
    thousand lines are in memory.

    Raises:
        InvalidInput: the file is no UTF-8 CSV or lacks a column.
    """
    try:
        with _source(points) as source, _sink(output) as sink:
            return _answered(catalog, query, source, sink)
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{points.name} is not UTF-8", field="--input", remedy="save it as CSV UTF-8"
        ) from error
    except csv.Error as error:
        raise InvalidInput(f"{points.name} is no CSV: {error}", field="--input") from error


def _answered(catalog: Catalog, query: NearestQuery, source: TextIO, sink: TextIO) -> Told:
    reader, writer = csv.reader(source), csv.writer(sink)
    header = next(reader, [])
    lines = _lines(header, reader)
    answering = _Answering(catalog, query)
    writer.writerow([*header, *ANSWER])
    answered = rejected = 0
    while some := list(islice(lines, max(1, min(LINES_AT_ONCE, ANSWERS_AT_ONCE // query.k)))):
        lon, lat = (_degrees(some, header.index(name)) for name in ("lon", "lat"))
        good = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
        found = iter(answering.of(lon[good], lat[good]))
        for line, is_good in zip(some, good.tolist(), strict=True):
            writer.writerows([*line, *told] for told in (next(found) if is_good else [NO_COORDINATE]))
        answered, rejected = answered + int(good.sum()), rejected + int((~good).sum())
    return Told(answered, rejected)


def _lines(header: Line, reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The lines that are not empty, each with as many cells as the header."""
    missing = [name for name in ("lon", "lat") if name not in header]
    if missing:
        raise InvalidInput(
            f"there is no column {missing[0]}", field=missing[0], remedy=f"found: {', '.join(header)}"
        )
    width = len(header)
    return (line[:width] + [""] * (width - len(line)) for line in reader if line)


def _degrees(lines: Sequence[Line], column: int) -> Floats:
    return np.array([_number(line[column]) for line in lines], dtype=np.float64)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


class _Answering:
    """One question, for many points."""

    def __init__(self, catalog: Catalog, query: NearestQuery) -> None:
        self._catalog = catalog
        self._query = query
        self._taking_part: Mask = passing(catalog, query, catalog.opening(query.open_at))
        self._cells_of = lru_cache(NAMES_KEPT)(self._cells)

    def of(self, lon: Floats, lat: Floats) -> Iterator[list[Line]]:
        """The cells of `ANSWER` for each point: a line a station, best first."""
        query, points = self._query, datum.convert(lon, lat, self._query.datum, "wgs84")
        within_m = query.max_distance_m or np.inf
        rows, metres = ranked(self._catalog, self._taking_part, *points, query.k, within_m=within_m)
        for numbers, distances in zip(rows.tolist(), metres.tolist(), strict=True):
            found = [pair for pair in zip(numbers, distances, strict=True) if pair[0] >= 0]
            yield [self._line(rank, *pair) for rank, pair in enumerate(found, start=1)] or [NO_STATION]

    def _line(self, rank: int, row: int, metres: float) -> Line:
        station_id, name, radius = self._cells_of(row)
        return str(rank), station_id, name, f"{metres:.3f}", radius, ""

    def _cells(self, row: int) -> tuple[str, str, str]:
        columns, (label,) = self._catalog.columns.rows[row], self._catalog.labels([row])
        return columns["id"].decode(), no_formula(label.name), f"{columns['uncertainty_m']:.0f}"


@contextmanager
def _source(path: Path) -> Iterator[TextIO]:
    if path != STANDARD:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
        return
    text = TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
    try:
        yield text
    finally:
        text.detach()  # standard input stays open


@contextmanager
def _sink(path: Path) -> Iterator[TextIO]:
    """Where to write: standard output, or beside the file, to be moved there when nothing failed."""
    if path == STANDARD:
        text = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
        try:
            yield text
        finally:
            text.detach()  # standard output stays open
        return
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
