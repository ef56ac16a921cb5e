"""Rows become drafts, by what the columns of their table were taken for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, repeat
from sys import intern
from typing import Any

from pydantic import ValidationError

from locator.intake.cells.batch import Batch
from locator.intake.cells.degrees import Coordinates, Given
from locator.intake.cells.fields import reader_of
from locator.intake.cells.remarks import remark
from locator.intake.cells.said import MAX_TEXT, Reader, Said
from locator.intake.cells.values import NOTHING
from locator.intake.columns.recognition import Recognised
from locator.intake.draft import Draft
from locator.intake.readers.table import Row, Table
from locator.station import Placement

BATCH = 2048
_PLAIN = (
    "name brand province city district township address landmark floor entrance host operator steward notes"
    " entry_note verified_by contact"
)
PLAIN = frozenset(_PLAIN.split())
"""Fields whose cells are taken as they are, without the spaces round them.

So is opening_hours_text, where another column holds the rule itself.
"""

REPEATED = frozenset({"province", "city", "district", "township"})
"""Fields whose texts many rows share: one copy of each is enough, and a long list is a sixth smaller."""

NOT_READ = frozenset({"lon", "lat", "coordinates"})
LAST = ("opening_hours", "holidays")
"""Fields whose own columns have the last word over what a phrase in another column told."""

MERGED = ("amenities", "qualifiers")
PLACED = ("precision", "uncertainty_m", "position_source")
SAME_DATUM = {"cgcs2000": "wgs84"}

_NO_STATION = re.compile(
    r"(?:合计|总计|小计|共计|总数)[::\d\s]*个?|(?:注|备注|说明|填表人|填报人|制表人|审核人|数据来源)[::].*",
    re.DOTALL,
)


class Drafting:
    """Turns rows of one table into drafts; `datum` is the one the user named, which goes before all others."""

    def __init__(
        self,
        table: Table,
        recognised: Sequence[Recognised],
        samples: Sequence[Sequence[str]],
        datum: str | None,
    ) -> None:
        self._table = table
        self._datum = datum
        self._used = [(index, column.field) for index, column in enumerate(recognised) if column.field]
        rule_told = any(field == "opening_hours" for _, field in self._used)
        plain = PLAIN | {"opening_hours_text"} if rule_told else PLAIN
        self._plain = [(index, field) for index, field in self._used if field in plain]
        self._coordinates = Coordinates(recognised, samples)
        read = [(index, field) for index, field in self._used if field not in plain | NOT_READ]
        ordered = sorted(read, key=lambda column: column[1] in LAST)
        self._readers = [(index, table.columns[index], reader_of(field)) for index, field in ordered]
        self._placed = {field for _, field in self._used} >= set(PLACED)

    def drafts(self, rows: Iterable[Row]) -> Iterator[Draft]:
        """The drafts of all rows, in their order."""
        rest = iter(rows)
        while batch := list(islice(rest, BATCH)):
            yield from self._drafts(Batch(batch, self._table.columns))

    def _drafts(self, batch: Batch) -> Iterator[Draft]:
        for index, field in self._used:
            batch.clean(index, field)
        fields = [field for _, field in self._plain]
        plain = [_plain(batch, index, field) for index, field in self._plain]
        given = self._coordinates.of(batch)
        said = [_said(batch.columns[index], name, read) for index, name, read in self._readers]
        rows = zip(_by_row(plain, batch), _by_row(said, batch), given, strict=True)
        for at, (cells, sayings, place) in enumerate(rows):
            # zip is not asked whether there are as many cells as fields: that takes longer than all the rest
            known = {field: cell for field, cell in zip(fields, cells) if cell is not None}  # noqa: B905
            _say(batch, at, known, sayings)
            _check_name(batch, at, known.get("name"))
            yield self._draft(batch, at, known, place)

    def _draft(self, batch: Batch, at: int, known: dict[str, Any], place: Given) -> Draft:
        datum = self._datum_of(batch, at, known.pop("datum", None), place)
        if self._placed:
            _place(known, place, datum)
        return Draft(
            batch.rows[at].line,
            self._table.name,
            known,
            place.lon,
            place.lat,
            datum,
            tuple(batch.faults.get(at, ())),
            tuple(batch.warnings.get(at, ())),
            known.pop("ref", None),
        )

    def _datum_of(self, batch: Batch, at: int, told: str | None, place: Given) -> str | None:
        """The user's word, then the row's own, then the column's or the file's."""
        if place.lon is None and place.lat is None:
            return None
        if told and self._datum and not same_datum(told, self._datum):
            batch.warn(at, remark("datum_contradicts", "datum", column="这一行 the row", cell=told))
        by_table = self._coordinates.datum if place.from_columns else self._table.datum
        return self._datum or told or by_table


def same_datum(one: str, other: str) -> bool:
    """Whether two datums give the same degrees."""
    return SAME_DATUM.get(one, one) == SAME_DATUM.get(other, other)


def _by_row(columns: Sequence[Sequence[Any]], batch: Batch) -> Iterator[tuple[Any, ...]]:
    return zip(*columns, strict=True) if columns else repeat((), len(batch.rows))


def _plain(batch: Batch, index: int, field: str) -> list[str | None]:
    texts = [text.strip() for text in batch.texts[index]]
    if isinstance(
        batch.columns[index], list
    ):  # cleaned: what stands there differs from the texts as they were
        texts = [
            str(cell).strip() if isinstance(cell, str) else text
            for cell, text in zip(batch.columns[index], texts, strict=True)
        ]
    if max(map(len, texts), default=0) > MAX_TEXT:
        texts = [_short(batch, at, index, field, text) for at, text in enumerate(texts)]
    if field in REPEATED:
        texts = list(map(intern, texts))
    return [None if text in NOTHING else text for text in texts]


def _short(batch: Batch, at: int, index: int, field: str, text: str) -> str:
    if len(text) <= MAX_TEXT:
        return text
    found = remark("too_long", field, column=batch.names[index])
    if field == "name":
        batch.fault(at, found)
        return text[:MAX_TEXT]
    batch.warn(at, found)
    return ""


def _said(column: Sequence[Any], name: str, read: Reader) -> list[Said]:
    """What the cells of a column say; where all are text, each different one is read once."""
    if set(map(type, column)) != {str}:
        return [read(cell, name) for cell in column]
    different = {cell: read(cell, name) for cell in set(column)}
    return [different[cell] for cell in column]


def _say(batch: Batch, at: int, known: dict[str, Any], said: Iterable[Said]) -> None:
    """Adds what the cells of a row say that are more than plain text; equal cells share what they say."""
    for told, warnings in said:
        if known.keys().isdisjoint(told):
            known.update(told)
        else:
            _merge(known, told)
        if warnings:
            batch.warn(at, *warnings)


def _merge(known: dict[str, Any], said: Mapping[str, Any]) -> None:
    for field, value in said.items():
        if field in MERGED:
            known[field] = {**known.get(field, {}), **value}
        elif field == "services":
            known[field] = tuple(dict.fromkeys((*known.get(field, ()), *value)))
        else:
            known[field] = value


def _check_name(batch: Batch, at: int, name: str | None) -> None:
    if name is None:
        batch.fault(at, remark("name_missing", "name"))
    elif _NO_STATION.fullmatch(name):
        batch.fault(at, remark("not_a_station", "name", cell=name))


def _place(known: dict[str, Any], place: Given, datum: str | None) -> None:
    """Puts together the position that an export of ours took apart; only in WGS84, as it went out."""
    told = {field: known.pop(field, None) for field in PLACED}
    if None in told.values() or place.lon is None or datum is None or not same_datum(datum, "wgs84"):
        return
    source = told.pop("position_source")
    try:
        known["placement"] = Placement(lon=place.lon, lat=place.lat, source=source, **told)
    except ValidationError:
        return  # the coordinates are judged with all others, by whoever checks drafts
