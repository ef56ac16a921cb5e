"""Spreadsheets: numbers stay numbers, and no text becomes a formula."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from locator.export.sheets import write_sheets
from locator.formulas import FORMULA_STARTS


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_text_that_begins_like_a_formula_stays_a_text(tmp_path: Path, start: str) -> None:
    path = tmp_path / "out.xlsx"
    write_sheets({"data": [[f"{start}1+1", 5, None, 0.5]]}, path)
    (row,) = load_workbook(path)["data"].iter_rows()
    assert [cell.data_type for cell in row] == ["s", "n", "n", "n"]
    assert str(row[0].value).startswith("'")
    assert [cell.value for cell in row[1:]] == [5, None, 0.5]


def test_sheets_come_in_their_order_and_replace_the_former_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"former")
    write_sheets({"数据 data": [["a"], [1]], "more": []}, path)
    assert load_workbook(path).sheetnames == ["数据 data", "more"]
    assert [each.name for each in tmp_path.iterdir()] == ["out.xlsx"]
