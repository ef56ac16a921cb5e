"""Rejected rows as a text table or a spreadsheet."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from locator.formulas import no_formula
from locator.intake.cells import values
from locator.intake.reading import Part
from locator.intake.rejects.rows import (
    REASON,
    REMEDY,
    Reasons,
    cells_of,
    clean,
    kept_columns,
    rejected_rows,
)

MAX_XLSX_TEXT = 32_767


def write_text(path: Path, part: Part, reasons: Reasons) -> None:
    """Writes a text table, in the source's encoding and with its delimiter."""
    form, header, kept = part.table.form, part.table.header, kept_columns(part)
    with path.open("w", encoding=form.encoding, errors=form.errors, newline="") as file:
        writer = csv.writer(file, delimiter=form.delimiter, lineterminator=form.newline)
        writer.writerow([*(header[index] for index in kept), REASON, REMEDY])
        for row, said in rejected_rows(part, reasons):
            cells, beyond = cells_of(row, kept, len(header))
            writer.writerow([*cells, *map(no_formula, said), *beyond])


def write_xlsx(path: Path, part: Part, reasons: Reasons) -> None:
    """Writes a spreadsheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("退回 rejected")
    header, kept = part.table.header, kept_columns(part)
    sheet.append([_xlsx_cell(sheet, text) for text in (*(header[index] for index in kept), REASON, REMEDY)])
    for row, said in rejected_rows(part, reasons):
        cells, beyond = cells_of(row, kept, len(header))
        sheet.append([_xlsx_cell(sheet, cell) for cell in (*cells, *said, *beyond)])
    book.save(path)


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    """A cell of the value's own type; text is text even where it begins like a formula."""
    if isinstance(value, (bool, int, float, datetime, date, time, timedelta)):
        return WriteOnlyCell(sheet, value)
    written = ILLEGAL_CHARACTERS_RE.sub("\ufffd", clean(values.text(value)))[:MAX_XLSX_TEXT]
    cell = WriteOnlyCell(sheet, written)
    cell.data_type = "s"
    return cell
