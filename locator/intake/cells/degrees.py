"""Where the rows of a batch say they are: degrees as given, in the datum they are said to be in."""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from locator.intake.cells import values
from locator.intake.cells.batch import Batch
from locator.intake.cells.remarks import remark
from locator.intake.cells.values import NOTHING
from locator.intake.columns.recognition import Recognised, lat_first

Degrees = float | None


class Given(NamedTuple):
    """Degrees of one row as given; `from_columns` is false where the file's geometry told them."""

    lon: Degrees
    lat: Degrees
    from_columns: bool


class Coordinates:
    """Reads positions by what the columns of a table were taken for; a feature's geometry goes before columns."""

    def __init__(self, recognised: Sequence[Recognised], samples: Sequence[Sequence[str]]) -> None:
        at = {column.field: index for index, column in enumerate(recognised) if column.field}
        self._lon, self._lat, self._pair = at.get("lon"), at.get("lat"), at.get("coordinates")
        used = [index for index in (self._lon, self._lat, self._pair) if index is not None]
        self.datum = next((recognised[index].datum for index in used if recognised[index].datum), None)
        self._lat_first = self._pair is not None and lat_first(recognised[self._pair], samples[self._pair])

    def of(self, batch: Batch) -> list[Given]:
        """Where each row of the batch is."""
        lon, lat = self._halves(batch)
        for at, (east, north) in enumerate(zip(lon, lat, strict=True)):
            if (east is None) != (north is None) and not _said(batch, at):
                batch.fault(at, remark("coordinate_incomplete", "lon" if east is None else "lat"))
        return [
            Given(east, north, from_columns=True) if row.spot is None else _spotted(batch, at)
            for at, (row, east, north) in enumerate(zip(batch.rows, lon, lat, strict=True))
        ]

    def _halves(self, batch: Batch) -> tuple[Sequence[Degrees], Sequence[Degrees]]:
        if self._lon is not None or self._lat is not None:
            return _one(batch, self._lon, "lon"), _one(batch, self._lat, "lat")
        if self._pair is None:
            nothing = [None] * len(batch.rows)
            return nothing, nothing
        pairs = _read(batch, self._pair, "lon", lambda cell: values.pair(cell, lat_first=self._lat_first))
        return [pair and pair[0] for pair in pairs], [pair and pair[1] for pair in pairs]


def _one(batch: Batch, index: int | None, field: str) -> Sequence[Degrees]:
    if index is None:
        return [None] * len(batch.rows)
    return _all_plain(batch.columns[index]) or _read(batch, index, field, values.degrees)


def _all_plain(column: Sequence[Any]) -> list[Degrees]:
    """The numbers of a column that holds nothing but plain ones, as nearly all do; empty where it holds others."""
    try:
        found = list(map(float, column))
    except (TypeError, ValueError, OverflowError):
        return []
    return [*found] if math.isfinite(sum(found)) else []


def _read(batch: Batch, index: int, field: str, read: Callable[[Any], Any]) -> list[Any]:
    """The column's values, with remarks where one can't be read."""
    found: list[Any] = []
    for at, cell in enumerate(batch.columns[index]):
        if cell is None or (isinstance(cell, str) and cell.strip() in NOTHING):
            found.append(None)
            continue
        try:
            found.append(read(cell))
        except ValueError:
            found.append(None)
            shown = batch.texts[index][at]
            batch.fault(at, remark("coordinate_unreadable", field, column=batch.names[index], cell=shown))
    return found


def _said(batch: Batch, at: int) -> bool:
    return any(found.code == "coordinate_unreadable" for found in batch.faults.get(at, ()))


def _spotted(batch: Batch, at: int) -> Given:
    spot = batch.rows[at].spot
    assert spot is not None, "asked only for rows with a geometry"  # noqa: S101
    if not spot.exact:
        batch.warn(at, remark("not_a_point", "lon"))
    return Given(spot.lon, spot.lat, from_columns=False)
