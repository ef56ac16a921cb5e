"""`locator report` as a union's officer runs it."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from locator.cli import cli
from locator.store import open_store
from tests.made_up import station

PRIVATE: dict[str, Any] = {"steward": "演示站长", "contact": "演示电话"}


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["report", *args])


def told(*args: str) -> Any:
    result = run(*args, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LOCATOR_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    store = open_store(f"sqlite:///{tmp_path / 'var' / 'locator.db'}", create=True)
    store.upgrade()
    store.put_stations(
        [
            station(1, adcode="460204", name="=1+1", area_m2=20.0, verified_on="2026-06-01", **PRIVATE),
            station(2, adcode="460203", listings=({"app": "amap"},)),
            station(3, adcode="350100", status="planned"),
        ]
    )
    store.close()
    return tmp_path


def rows(path: str) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.usefixtures("home")
def test_standards_are_one_document_a_table_and_a_spreadsheet() -> None:
    (found,) = told("standards", "--standard", "ten_ones", "--out", "ten.xlsx")["standards"]
    assert (found["stations"], found["meets"], found["unknown"]) == (2, 0, 2)
    assert [each["there"] for each in found["list"]] == [["一个室内休息场所"], []]
    table = run("standards", "--standard", "ten_ones")
    assert "十个一" in table.stdout
    assert [row[0] for row in rows("ten.xlsx")] == ["编号 id", "test-0001", "test-0002"]
    assert rows("ten.xlsx")[1][1] == "'=1+1"
    assert len(told("standards")["standards"]) > 5


@pytest.mark.usefixtures("home")
def test_the_ledger_is_written_in_the_template_s_columns_without_phones_or_formulas() -> None:
    book = openpyxl.Workbook()
    book.active.append(["名称", "编号", "联系电话", "面积"])
    book.save("union.xlsx")
    assert run("ledger", "--template", "union.xlsx", "--out", "out.xlsx", "--adcode", "460200").exit_code == 0
    assert rows("out.xlsx") == [
        ("名称", "编号", "联系电话", "面积"),
        ("演示站点2", "test-0002", None, None),
        ("'=1+1", "test-0001", None, 20),
    ]
    assert run("ledger", "--template", "union.xlsx", "--out", "in.xlsx", "--internal").exit_code == 0
    assert "演示电话" in {cell for row in rows("in.xlsx") for cell in row}
    assert len(told("ledger", "--status", "planned")["rows"]) == 1
    assert "演示电话" not in run("ledger", "--json").stdout


@pytest.mark.usefixtures("home")
def test_listings_freshness_and_progress_are_documents_and_tables() -> None:
    apps = {app["key"]: app for app in told("listings")["apps"]}
    assert (apps["amap"]["there"], apps["amap"]["unknown"], apps["baidu"]["unknown"]) == (1, 1, 2)
    fresh = told("freshness", "--on", "2026-07-01", "--adcode", "460200")
    assert [(each["id"], each["days"]) for each in fresh["list"]] == [("test-0002", None), ("test-0001", 30)]
    assert [each["stations"] for each in fresh["within_days"]] == [1, 1, 1]
    assert told("progress") == {"targets": []}
    for kind, words in (("listings", "高德地图"), ("freshness", "从未核验"), ("progress", "没有来源")):
        result = run(kind, "--out", f"{kind}.xlsx")
        assert words in result.stdout
        assert len(rows(f"{kind}.xlsx")) >= 1


def test_the_seeds_targets_are_told_with_their_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOCATOR_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["init"]).exit_code == 0
    targets = {each["region_name"]: each for each in told("progress")["targets"]}
    city, province = targets["三亚市"], targets["四川省"]
    assert (city["target"]["value"], city["built"]["value"], city["built_share"]) == (100, 74, 0.74)
    assert city["target"]["source"]["publisher_en"] == "Workers' Daily"
    assert (province["target"]["value"], province["built"], province["registered"]) == (7000, None, 1)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("standards", "--standard", "ten_once"), "ten_ones"),
        (("standards", "--out", "x.pdf"), ".xlsx"),
        (("ledger", "--datum", "mars"), "mars"),
        (("ledger", "--status", "openish"), "openish"),
        (("ledger", "--template", "nothing.xlsx"), "nothing.xlsx"),
        (("freshness", "--on", "yesterday"), "yesterday"),
    ],
)
def test_what_can_not_be_asked_is_refused_in_a_line(args: tuple[str, ...], why: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert why in result.stderr
    assert "Traceback" not in result.stderr
