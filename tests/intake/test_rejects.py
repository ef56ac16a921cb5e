"""Rejected rows come back as the same kind of file, cell by cell, with reasons; mended, they can be read again."""

import csv
import json
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.errors import InvalidInput
from locator.intake.columns.names import sureness
from locator.intake.draft import Fault
from locator.intake.reading import read
from locator.intake.rejects import REASON, REMEDY, write_rejects

FAULT = Fault("lon", "wrong", "=经度不对", "wrong longitude", "@改正", "mend it")
CELL = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufdd0\ufdd1"), max_size=12
).filter(
    lambda text: not sureness(text)  # a row of columns' names would be a second header
)


def rejected(reading):
    return [draft._replace(faults=(FAULT,)) for draft in reading.drafts()]


def text_rows(path, encoding="utf-8", delimiter=","):
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_table_keeps_its_encoding_and_delimiter(tmp_path, encoding, delimiter):
    source = tmp_path / "list.csv"
    lines = [["名称", "备注"], ["甲站", '有"引号"'], ["乙站", "=1+1"]]
    with source.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    reading = read(source)
    (written,) = write_rejects(tmp_path / "rejected.csv", reading, rejected(reading)[1:])
    rows = text_rows(written, encoding, delimiter)
    assert rows[0] == ["名称", "备注", REASON, REMEDY]
    assert rows[1][:2] == ["乙站", "=1+1"], "the source's cells are as they were"
    assert rows[1][2].startswith("'="), "ours are no formulas"
    assert rows[1][3].startswith("'@")
    assert written.read_bytes().startswith(source.read_bytes()[:3])


def test_bytes_that_nobody_can_read_are_given_back(tmp_path):
    (tmp_path / "list.csv").write_bytes("名称,备注\n甲乙丙丁站,好好好好好\n".encode() + b"\xe4\xb9,x\n")
    reading = read(tmp_path / "list.csv")
    (written,) = write_rejects(tmp_path / "rejected.csv", reading, [d for d in reading.drafts() if d.faults])
    assert b"\n\xe4\xb9,x," in written.read_bytes()


def test_reasons_of_an_earlier_import_are_not_columns_and_are_replaced(tmp_path):
    (tmp_path / "list.csv").write_text("名称,地址\n甲站,路1号\n", encoding="utf-8")
    reading = read(tmp_path / "list.csv")
    (first,) = write_rejects(tmp_path / "first.csv", reading, rejected(reading))
    again = read(first)
    assert [draft.values for draft in again.drafts()] == [draft.values for draft in reading.drafts()]
    (second,) = write_rejects(tmp_path / "second.csv", again, rejected(again))
    assert second.read_bytes() == first.read_bytes()


def test_cells_beyond_the_header_are_kept_behind_the_reasons(tmp_path):
    (tmp_path / "list.csv").write_text("名称,地址\n甲站,路1号,多,余\n", encoding="utf-8")
    reading = read(tmp_path / "list.csv")
    (written,) = write_rejects(tmp_path / "r.csv", reading, reading.drafts())
    assert text_rows(written)[1][:2] + text_rows(written)[1][4:] == ["甲站", "路1号", "多", "余"]


def test_a_spreadsheet_stays_one_with_its_numbers_and_dates_and_without_formulas(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["标题"])
    sheet.append(["名称", "经度", "建成时间", "备注"])
    sheet.append(["甲站", 1120.36, date(2020, 1, 2), None])
    sheet["D3"].value, sheet["D3"].data_type = '=HYPERLINK("x")', "s"
    workbook.save(tmp_path / "list.xlsx")
    reading = read(tmp_path / "list.xlsx")
    (written,) = write_rejects(tmp_path / "rejected.xlsx", reading, rejected(reading))
    header, row = openpyxl.load_workbook(written).active.iter_rows()
    assert [cell.value for cell in header] == ["名称", "经度", "建成时间", "备注", REASON, REMEDY]
    assert [cell.value for cell in row[:2]] == ["甲站", 1120.36]
    assert row[2].value.date() == date(2020, 1, 2)
    assert [cell.data_type for cell in row] == ["s", "n", "d", "s", "s", "s"]
    assert [d.values for d in read(written).drafts()] == [d.values for d in reading.drafts()]


def test_geojson_comes_back_feature_by_feature_as_it_was(tmp_path):
    polygon = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    features = [
        {"type": "Feature", "id": 1, "geometry": polygon, "properties": {"name": "甲", "nested": {"a": [1]}}},
        {"type": "Feature", "id": 2, "geometry": None, "properties": {"name": "乙"}},
    ]
    text = json.dumps({"type": "FeatureCollection", "datum": "gcj02", "features": features})
    (tmp_path / "list.geojson").write_text(text, encoding="utf-8")
    reading = read(tmp_path / "list.geojson")
    (written,) = write_rejects(tmp_path / "r.geojson", reading, rejected(reading)[:1])
    found = json.loads(written.read_text(encoding="utf-8"))
    assert found["datum"] == "gcj02"
    (back,) = found["features"]
    assert (back["geometry"], back["id"]) == (polygon, 1)
    assert {**features[0]["properties"], REASON: back["properties"][REASON]}.items() <= back[
        "properties"
    ].items()
    (as_csv,) = write_rejects(tmp_path / "r.csv", reading, rejected(reading))
    assert [d.values["name"] for d in read(as_csv).drafts()] == ["甲", "乙"]


def test_a_folder_comes_back_as_a_folder(tmp_path):
    source = tmp_path / "lists"
    source.mkdir()
    (source / "a.csv").write_text("名称,地址\n甲站,路1号\n", encoding="utf-8")
    (source / "b.csv").write_text("名称,地址\n,路2号\n", encoding="utf-8")
    reading = read(source)
    faulty = [draft for draft in reading.drafts() if draft.faults]
    assert write_rejects(tmp_path / "back", reading, faulty) == (tmp_path / "back" / "b.csv",)


@pytest.mark.parametrize("name", ["r.gpkg", "r.xlsx", "r.pdf"])
def test_a_kind_that_rows_can_not_be_given_back_in_is_refused(tmp_path, name):
    (tmp_path / "list.csv").write_text("名称,地址\n甲站,路1号\n", encoding="utf-8")
    reading = read(tmp_path / "list.csv")
    with pytest.raises(InvalidInput, match=name):
        write_rejects(tmp_path / name, reading, rejected(reading))


def test_nothing_rejected_writes_nothing(tmp_path):
    (tmp_path / "list.csv").write_text("名称\n甲站\n", encoding="utf-8")
    assert write_rejects(tmp_path / "r.csv", read(tmp_path / "list.csv"), []) == ()
    assert not (tmp_path / "r.csv").exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_any_table_of_text_comes_back_cell_by_cell(tmp_path, table, encoding):
    source = tmp_path / "list.csv"
    with source.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([("名称", "地址", "备注"), *table])
    reading = read(source)
    (written, *_) = write_rejects(tmp_path / "r.csv", reading, rejected(reading)) or (None,)
    told = [list(row) for row in table if any(cell and not cell.isspace() for cell in row)]
    back = [row[:3] for row in text_rows(written, encoding)[1:]] if written else []
    assert back == told
    assert [list(row.cells) for row in reading.rows()] == told


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4))
def test_any_sheet_of_text_comes_back_cell_by_cell(tmp_path, table):
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    table = [[ILLEGAL_CHARACTERS_RE.sub("", cell).replace("_x", "") for cell in row] for row in table]
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["名称", "备注"])
    for number, row in enumerate(table, 2):
        for column, cell in enumerate(row, 1):
            sheet.cell(number, column).value = cell
            sheet.cell(number, column).data_type = "s"
    workbook.save(tmp_path / "list.xlsx")
    reading = read(tmp_path / "list.xlsx")
    before = [list(row.cells) for row in reading.rows()]
    for (written,) in [write_rejects(tmp_path / "r.xlsx", reading, rejected(reading))] if before else []:
        assert [list(row.cells[:2]) for row in read(written).rows()] == before
