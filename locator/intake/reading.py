"""Lists of any kind, read: `read` gives the rows, what the columns were taken for, and a draft of each row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

from locator.datum.convert import Datum
from locator.intake.cells import values
from locator.intake.cells.drafting import Drafting, same_datum
from locator.intake.cells.remarks import remark
from locator.intake.columns.names import sureness
from locator.intake.columns.recognition import Recognised, recognise
from locator.intake.draft import Draft, Fault
from locator.intake.readers.content import Content, kind_of, unreadable
from locator.intake.readers.delimited import read_delimited
from locator.intake.readers.geofiles import read_geofile
from locator.intake.readers.geojson import read_geojson, read_sequence
from locator.intake.readers.geoparquet import read_parquet
from locator.intake.readers.sheets import read_sheet
from locator.intake.readers.sources import contents_of
from locator.intake.readers.table import Row, Table

SAMPLE_ROWS = 400
GDAL_KINDS = ("gpkg", "fgb", "shp", "shapezip", "kml", "kmz", "gpx")

Reader = Callable[[Content, str | None], Table]


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a reading: a file, or a sheet or layer of one."""

    table: Table
    recognised: tuple[Recognised, ...]
    notices: tuple[Fault, ...]
    drafting: Drafting = field(repr=False)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.table.name

    def rows(self) -> Iterator[Row]:
        """The rows as they stand, from the first, one by one."""
        return self.table.rows()

    def drafts(self) -> Iterator[Draft]:
        """A draft of each row, in order."""
        return self.drafting.drafts(self.table.rows())


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a source. Nothing is held: rows and drafts are read anew at every call."""

    name: str
    parts: tuple[Part, ...]

    @property
    def recognised(self) -> tuple[Recognised, ...]:
        """What each column was taken for, file by file; those not understood have no field."""
        return tuple(column for part in self.parts for column in part.recognised)

    @property
    def notices(self) -> tuple[Fault, ...]:
        """What is to be said of files as a whole, such as sheets that were not read."""
        return tuple(notice for part in self.parts for notice in part.notices)

    def rows(self) -> Iterator[Row]:
        """The rows of all files as they stand."""
        return chain.from_iterable(part.rows() for part in self.parts)

    def drafts(self) -> Iterator[Draft]:
        """A draft of each row of all files.

        Raises:
            InvalidInput: a file turns out unreadable further down.
        """
        return chain.from_iterable(part.drafts() for part in self.parts)


def read(
    path: str | Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    datum: str | None = None,
) -> Reading:
    """The stations listed in a file, in a folder's files, or on standard input (`-`).

    `sheet` names a sheet or layer, `mapping` the field of a column where its name does not tell, `datum` the datum
    of the coordinates, which goes before whatever the list itself says.

    Raises:
        InvalidInput: there is no such file, it can't be read, or it has no header; names the file and the remedy.
        UnknownDatum: there is no such datum.
    """
    named = str(Datum.named(datum)) if datum else None
    contents = list(contents_of(path))
    parts = tuple(_part(content, sheet, mapping or {}, named) for content in contents)
    return Reading(contents[0].name if len(contents) == 1 else Path(path).name, parts)


def _part(content: Content, sheet: str | None, mapping: Mapping[str, str], datum: str | None) -> Part:
    score = _score(mapping)
    kind = kind_of(content)
    table = READERS[kind](content, sheet) if kind in READERS else _TABLES[kind](content, score, sheet)
    samples = _samples(table)
    known = {name: mapping[name] for name in mapping if name in table.columns} if len(mapping) > 0 else {}
    _refuse_unmapped(table, mapping, known)
    found = tuple(
        replace(column, file=table.name) for column in recognise(table.columns, samples, known, datum)
    )
    _refuse_unknown(table, found)
    drafting = Drafting(table, found, samples, datum)
    return Part(table, _worth_telling(found, samples), (*table.notices, *_doubts(found, datum)), drafting)


def _score(mapping: Mapping[str, str]) -> Callable[[str], float]:
    return lambda name: 3 if name in mapping else sureness(name)


def _refuse_unmapped(table: Table, mapping: Mapping[str, str], known: Mapping[str, str]) -> None:
    missing = [name for name in mapping if name not in known]
    if missing:
        recognise(table.columns, [()] * len(table.columns), {missing[0]: mapping[missing[0]]})


def _refuse_unknown(table: Table, found: tuple[Recognised, ...]) -> None:
    if table.header and not any(column.field for column in found):
        listed = "、".join(table.columns[:20])[:300]
        raise unreadable(
            table.name,
            f"认不出任何一列 no column was recognised: {listed}",
            "第一行写列名(如 名称、地址、经度、纬度),或用 --mapping give a header row, or use --mapping",
        )
    if not table.header and not table.has_geometry:
        raise unreadable(
            table.name,
            "没有表头 there is no header row",
            "第一行写列名 write the columns' names in the first row",
        )


def _samples(table: Table) -> list[list[str]]:
    """Some values of each column, blanks left out."""
    samples: list[list[str]] = [[] for _ in table.header]
    for row in islice(table.rows(), SAMPLE_ROWS):
        for sample, cell in zip(samples, row.cells, strict=False):
            if said := values.text(cell).strip():
                sample.append(said)
    return samples


def _worth_telling(found: tuple[Recognised, ...], samples: list[list[str]]) -> tuple[Recognised, ...]:
    """All columns but those that have neither meaning nor content."""
    return tuple(column for column, told in zip(found, samples, strict=True) if column.field or told)


def _doubts(found: tuple[Recognised, ...], datum: str | None) -> Iterator[Fault]:
    if not any(column.field == "name" for column in found):
        yield remark("no_name_column", "name")
    for column in found:
        if datum and column.field and column.datum and not same_datum(column.datum, datum):
            yield remark("datum_contradicts", "datum", column=column.column, cell=column.datum)


READERS: dict[str, Reader] = {
    "geojson": lambda content, _: read_geojson(content),
    "sequence": lambda content, _: read_sequence(content),
    "parquet": lambda content, _: read_parquet(content),
    **{
        kind: partial(lambda kind, content, layer: read_geofile(content, kind, layer), kind)
        for kind in GDAL_KINDS
    },
}
_TABLES: dict[str, Callable[[Content, Callable[[str], float], str | None], Table]] = {
    "text": lambda content, score, _: read_delimited(content, score),
    "sheets": read_sheet,
}
