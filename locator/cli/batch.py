"""Nearest stations for a file of points: read in pieces, answered in arrays, written as it goes."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

import numpy as np

from locator import datum
from locator.catalog import Catalog
from locator.cli.output import cell
from locator.errors import InvalidInput
from locator.lookup import NearestQuery, passing, ranked

ROWS_AT_ONCE = 20_000
ANSWER = ("rank", "station_id", "station_name", "distance_m", "uncertainty_m", "problem")
Row = dict[str, str]


class Told(NamedTuple):
    """How many points were answered, and how many had coordinates that can't be right."""

    answered: int
    rejected: int


def nearest_to_rows(catalog: Catalog, query: NearestQuery, points: Path, output: Path) -> Told:
    """Answer every row of a CSV file that has columns lon and lat, in the datum of the query.

    The answer has the rows' own columns as they were and those of `ANSWER`: a row per station found, and one
    with `problem` where the coordinates can't be right or no station passes. It is written beside `output`
    and moved there when it is whole.

    Raises:
        InvalidInput: the file is no UTF-8 CSV or lacks a column.
    """
    taking_part = passing(catalog, query, catalog.opening(query.open_at))
    partial = output.with_name(f".{output.name}.partial")
    try:
        with (
            points.open(encoding="utf-8-sig", newline="") as source,
            partial.open("w", encoding="utf-8", newline="") as sink,
        ):
            reader = _reader(source)
            writer = csv.DictWriter(sink, [*(reader.fieldnames or ()), *ANSWER], extrasaction="ignore")
            writer.writeheader()
            answered = rejected = 0
            while rows := list(islice(reader, ROWS_AT_ONCE)):
                good = _good(rows)
                writer.writerows(_answers(catalog, query, taking_part, rows, good))
                answered, rejected = answered + int(good.sum()), rejected + int((~good).sum())
        partial.replace(output)
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{points.name} is not UTF-8", field="--input", remedy="save it as CSV UTF-8"
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return Told(answered, rejected)


def _reader(source: TextIO) -> "csv.DictReader[str]":
    reader = csv.DictReader(source, restval="")
    columns = reader.fieldnames or ()
    missing = [name for name in ("lon", "lat") if name not in columns]
    if missing:
        raise InvalidInput(
            f"there is no column {missing[0]}", field=missing[0], remedy=f"found: {', '.join(columns)}"
        )
    return reader


def _degrees(rows: list[Row], name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([_number(row[name]) for row in rows], dtype=np.float64)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _good(rows: list[Row]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return (np.abs(_degrees(rows, "lon")) <= 180) & (np.abs(_degrees(rows, "lat")) <= 90)


def _answers(
    catalog: Catalog,
    query: NearestQuery,
    taking_part: np.ndarray[tuple[int], np.dtype[np.bool_]],
    rows: list[Row],
    good: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> Iterator[Row]:
    given = _degrees(rows, "lon")[good], _degrees(rows, "lat")[good]
    lon, lat = datum.convert(*given, query.datum, "wgs84")
    found = iter(zip(*ranked(catalog, taking_part, lon, lat, query.k), strict=True))
    for row, is_good in zip(rows, good, strict=True):
        if not is_good:
            yield row | {"problem": "坐标有误 lon or lat is no coordinate"}
            continue
        numbers, metres = next(found)
        stations = [
            (int(number), float(far)) for number, far in zip(numbers, metres, strict=True) if number >= 0
        ]
        if not stations:
            yield row | {"problem": "没有符合条件的站点 no station passes"}
        for rank, (number, far) in enumerate(stations, start=1):
            yield row | _answer(catalog, number, far, rank)


def _answer(catalog: Catalog, number: int, metres: float, rank: int) -> Row:
    station = catalog.stations[number]
    radius = station.placement.uncertainty_m if station.placement else 0.0
    return {
        "rank": str(rank),
        "station_id": station.id,
        "station_name": cell(station.name),
        "distance_m": f"{metres:.3f}",
        "uncertainty_m": f"{radius:.0f}",
    }
