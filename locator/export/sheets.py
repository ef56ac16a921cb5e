"""Tables as one spreadsheet (XLSX), in which no text is taken for a formula."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from locator.formulas import no_formula

Sheets = Mapping[str, Iterable[Sequence[Any]]]
"""By the sheet's name its rows, the header first; the first sheet is the data that most people look for."""


def write_sheets(sheets: Sheets, path: Path) -> None:
    """Write them beside `path` and move them there when they are whole."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    partial = path.with_name(f".{path.name}.partial")
    book.save(partial)
    partial.replace(path)


def _cell(sheet: Any, value: Any) -> Any:
    """A number stays one; a text that a spreadsheet would read as a formula gets an apostrophe in front."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, no_formula(value))
    cell.data_type = "s"
    return cell
