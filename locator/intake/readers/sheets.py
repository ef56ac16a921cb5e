"""Spreadsheets: XLSX, XLS and ODS, one sheet of them, cells that were merged downward filled again."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, BinaryIO

import python_calamine as calamine

from locator.errors import LocatorError
from locator.intake.draft import Fault
from locator.intake.readers.content import Content, unreadable
from locator.intake.readers.table import Form, Row, Table, headed

MAX_CELLS = 40_000_000
"""The reader lays a sheet out in full: one stray cell far out would take all memory."""

Spans = dict[int, list[tuple[int, int, int]]]
"""Per first row of cells merged downward: their last row, first and last column."""


def read_sheet(content: Content, score: Callable[[str], float], name: str | None = None) -> Table:
    """The table on one sheet: the one named, else the first visible one that is not empty.

    Raises:
        InvalidInput: the file is damaged or locked, or has no such sheet.
    """
    _refuse_vast(content)
    with _workbook(content) as book:
        chosen = _chosen(content.name, book, name)
        others = tuple(title for title in book.sheet_names if title != chosen)

    def rows() -> Iterator[Row]:
        with _workbook(content) as book:
            yield from _rows(book.get_sheet_by_name(chosen))

    header, body = headed(rows, score)
    notices = () if name else _unread(others)
    return Table(content.name, header, body, Form("sheets"), notices=notices)


@contextmanager
def _workbook(content: Content) -> Iterator[calamine.CalamineWorkbook]:
    try:
        with _tidied(content) as file, calamine.CalamineWorkbook.from_filelike(file) as book:
            yield book
    except LocatorError:
        raise
    except calamine.PasswordError:
        raise unreadable(content.name, "有密码 has a password", "去掉密码再存 save it without") from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(content, error) from None
    except BaseException as error:
        # A panic of the Rust reader is no Exception; whatever else is none is not ours to stop.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(content, error) from None


@contextmanager
def _tidied(content: Content) -> Iterator[BinaryIO]:
    """The file; of an ODS whose XML was indented a copy without, as the reader takes no spaces between cells."""
    with content.open() as file:
        body = _ods_body(file) if content.head().startswith(b"PK") else b""
        if not _INDENTED.search(body):
            file.seek(0)
            yield file
            return
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _INDENTED.sub(rb"\1", body))
    copy.seek(0)
    yield copy


def _ods_body(file: BinaryIO) -> bytes:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.read("content.xml") if "content.xml" in archive.namelist() else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return b""  # the reader says better what is wrong


_INDENTED = re.compile(rb"(</?table:[^>]*>|</text:p>)\s+(?=<)")
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _damaged(content: Content, error: BaseException) -> Exception:
    return unreadable(
        content.name,
        f"表格文件已损坏 the spreadsheet is damaged: {error}",
        "打开后另存为 XLSX open and save as XLSX",
    )


def _chosen(file: str, book: calamine.CalamineWorkbook, name: str | None) -> str:
    titles = book.sheet_names
    if name is not None and name not in titles:
        raise unreadable(file, f"没有工作表 {name} has no sheet {name!r}", "有 has " + "、".join(titles))
    if name is not None:
        return name
    hidden = {
        sheet.name for sheet in book.sheets_metadata if sheet.visible != calamine.SheetVisibleEnum.Visible
    }
    shown = [title for title in titles if title not in hidden] or titles
    told = (title for title in shown if book.get_sheet_by_name(title).height)
    first = next(told, None)
    if first is None:
        raise unreadable(
            file, "表格是空的 the spreadsheet is empty", "选择有数据的文件 give one with rows in it"
        )
    return first


def _unread(others: Sequence[str]) -> tuple[Fault, ...]:
    if not others:
        return ()
    names = "、".join(others)
    return (
        Fault(
            "",
            "sheets_unread",
            f"没有读这些工作表:{names}",
            f"these sheets were not read: {names}",
            "用 --sheet 指名",
            "name one with --sheet",
        ),
    )


def _rows(sheet: calamine.CalamineSheet) -> Iterator[Row]:
    left = sheet.start[1] if sheet.start else 0
    spans = _spans(sheet.merged_cell_ranges or ())
    held: dict[int, tuple[int, Any]] = {}
    for number, cells in enumerate(sheet.iter_rows()):
        if spans or held:
            _fill(cells, number, left, spans, held)
        yield Row(number + 1, cells)


def _spans(merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Spans:
    spans: Spans = {}
    for (top, first), (bottom, last) in merged:
        if bottom > top:
            spans.setdefault(top, []).append((bottom, first, last))
    return spans


def _fill(cells: list[Any], number: int, left: int, spans: Spans, held: dict[int, tuple[int, Any]]) -> None:
    """Writes the value of cells merged downward into those of this row, and notes those that begin here."""
    for column, (bottom, value) in list(held.items()):
        if number > bottom:
            del held[column]
        elif column < len(cells) and cells[column] == "":
            cells[column] = value
    for bottom, first, last in spans.pop(number, ()):
        for column in range(first - left, last - left + 1):
            if first >= left and column < len(cells) and cells[first - left] != "":
                held[column] = (bottom, cells[first - left])


def _refuse_vast(content: Content) -> None:
    """Raises InvalidInput where an XLSX sheet spans more cells than fit into memory."""
    try:
        with content.open() as file, zipfile.ZipFile(file) as archive:
            for member in archive.namelist():
                if re.match(r"xl/worksheets/[^/]+\.xml$", member):
                    _check_span(content.name, archive, member)
    except LocatorError:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return  # not a zip, or a damaged one: the reader says so better


def _check_span(name: str, archive: zipfile.ZipFile, member: str) -> None:
    rows, columns, tail = 1, 26, b""
    with archive.open(member) as sheet:
        while piece := sheet.read(1 << 20):
            text = tail + piece
            rows = max(rows, max(map(int, _ROW.findall(text)), default=1))
            columns = max(columns, max(map(_column, set(_FAR_COLUMN.findall(text))), default=1))
            tail = text[-200:]
    if rows * columns > MAX_CELLS:
        why = f"一张表占 {rows} 行 {columns} 列 a sheet spans {rows} rows and {columns} columns"
        raise unreadable(name, why, "删去远处的零散单元格 delete the stray cells far out")


_ROW = re.compile(rb"""<row [^>]*?\br=["'](\d{1,7})["']""")
_FAR_COLUMN = re.compile(rb"""\br=["']([A-Z]{2,3})\d""")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
