"""The registry's commands as a person runs them: import, undo, history, geocode, gazetteer."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from locator.catalog import load_catalog
from locator.cli import cli

LIST = """名称,地址,经度,纬度,开放时间,设施
演示中心路工会驿站,河南省郑州市上街区中心路97号,113.299210,34.805820,24小时,饮水|空调
演示新乡路爱心驿站,河南省郑州市上街区新乡路8号,113.287600,34.820300,8:30-17:00,有微波炉、无卫生间
演示写反了的驿站,河南省郑州市上街区济源路1号,34.8,113.29,,
演示没有坐标的驿站,海南省三亚市吉阳区迎宾路1号,,,以现场公告为准,饮水
"""
REGISTRY = "sqlite:///var/locator.db"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a new registry and a list."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOCATOR_DATABASE_URL", raising=False)
    run("init")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args)


def done(*args: str) -> Any:
    told = run(*args, "--json")
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)


def test_a_list_comes_in_and_every_row_has_its_outcome(home: Path) -> None:
    told = done("import", "list.csv", "--rejects", "rejected.csv")
    assert told["counts"] == {"new": 3, "changed": 0, "same": 0, "duplicate": 0, "rejected": 1}
    assert [row["outcome"] for row in told["rows"]] == ["new", "new", "rejected", "new"]
    assert all({"line", "name", "outcome", "reasons", "warnings"} <= set(row) for row in told["rows"])
    assert told["rows"][2]["reasons"][0]["code"] == "coordinates_swapped"
    frame = load_catalog(REGISTRY).frame
    made = frame[frame["name"] == "演示新乡路爱心驿站"].iloc[0]
    assert made["amenities"] == {"microwave": "yes", "toilet": "no"}
    assert made["opening_hours"] == "08:30-17:00"
    assert made["adcode"] == "410106"
    vague = frame[frame["name"] == "演示没有坐标的驿站"].iloc[0]
    assert (vague["precision"], vague["adcode"]) == ("district", "460203")
    assert vague.isna()["opening_hours"]


def test_rejected_rows_come_back_with_reason_and_remedy_and_may_be_mended(home: Path) -> None:
    done("import", "list.csv", "--rejects", "rejected.csv")
    text = Path("rejected.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["名称"], row["经度"], row["纬度"]) == ("演示写反了的驿站", "34.8", "113.29")
    assert row["原因 / reason"]
    assert row["建议 / remedy"]
    Path("mended.csv").write_text(text.replace("34.8,113.29", "113.29,34.8"), encoding="utf-8")
    assert done("import", "mended.csv")["counts"]["new"] == 1


def test_the_same_file_twice_changes_nothing(home: Path) -> None:
    done("import", "list.csv")
    again = done("import", "list.csv")
    assert again["counts"] == {"new": 0, "changed": 0, "same": 3, "duplicate": 0, "rejected": 1}
    assert again["import"] is None


def test_a_dry_run_shows_the_plan_and_writes_nothing(home: Path) -> None:
    before = load_catalog(REGISTRY).version
    told = done("import", "list.csv", "--dry-run")
    assert (told["counts"]["new"], told["import"]) == (3, None)
    assert load_catalog(REGISTRY).version == before
    assert "新增 new 3" in run("import", "list.csv", "--dry-run").stdout


def test_an_import_is_undone_and_the_history_tells_all(home: Path) -> None:
    import_id = done("import", "list.csv")["import"]
    frame = load_catalog(REGISTRY).frame
    station = frame.index[frame["name"] == "演示新乡路爱心驿站"][0]
    assert done("undo", import_id)["restored"] == 3
    assert station not in load_catalog(REGISTRY).frame.index
    changes = done("history", station)
    assert {change["import"] for change in changes} == {import_id}
    assert "name" in [change["field"] for change in changes]
    assert [one["state"] for one in done("history")] == ["undone"]
    assert run("undo", import_id).exit_code == 1


def test_a_changed_row_changes_just_that_field(home: Path) -> None:
    done("import", "list.csv")
    Path("list.csv").write_text(LIST.replace("24小时", "7:00-22:00"), encoding="utf-8")
    told = done("import", "list.csv")
    (changed,) = (row for row in told["rows"] if row["outcome"] == "changed")
    assert set(changed["changes"]) == {"opening_hours", "opening_hours_text"}


def test_a_list_under_the_wrong_datum_is_told(home: Path) -> None:
    rows = "\n".join(
        f"演示{n}号路{n}号工会驿站,河南省郑州市金水区演示{n}号路{n}号,{113.66 + n / 90:.6f},{34.76 + n / 90:.6f}"
        for n in range(12)
    )
    Path("many.csv").write_text(f"名称,地址,经度,纬度\n{rows}\n", encoding="utf-8")
    done("import", "many.csv", "--datum", "gcj02")
    told = done("import", "many.csv", "--datum", "wgs84", "--dry-run")
    assert any("GCJ-02" in notice for notice in told["notices"])
    assert done("import", "many.csv", "--datum", "gcj02", "--dry-run")["notices"] == []


def test_the_list_of_a_real_city_comes_in_whole(home: Path, shared: Path) -> None:
    told = done("import", str(shared / "data" / "stations" / "zhengzhou.csv"), "--datum", "gcj02")
    assert sum(told["counts"].values()) == 82
    assert told["counts"]["rejected"] == 0
    frame = load_catalog(REGISTRY).frame
    frame = frame[frame["adcode"].str.startswith("4101", na=False)]
    assert frame["opening_hours"].notna().all()
    assert (frame["amenities"].map(len) > 0).all()


@pytest.mark.parametrize(
    "args",
    [
        ("import", "nothing.csv"),
        ("import", "list.csv", "--datum", "mars"),
        ("import", "list.csv", "--mapping", "名称"),
        ("import", "list.csv", "--mapping", "名称=colour"),
        ("import", "list.csv", "list.csv", "--rejects", "x.csv"),
        ("import", "list.csv", "--source", "no id"),
        ("import", "empty.csv"),
        ("undo", "20000101-1"),
        ("history", "nobody"),
        ("gazetteer", "add", "list.csv"),
        ("geocode", "--provider", "google"),
    ],
)
def test_what_fails_says_why_in_words(home: Path, args: tuple[str, ...]) -> None:
    (home / "empty.csv").write_bytes(b"")
    told = run(*args)
    assert told.exit_code in (1, 2)
    assert told.stderr.strip()
    assert "Traceback" not in told.output
    assert "fault of the program" not in told.output


def test_standard_input_and_a_mapping_file_are_read(home: Path) -> None:
    (home / "mapping.toml").write_text('"站" = "name"\n"位" = "address"\n', encoding="utf-8")
    asked = ["import", "-", "--mapping", "mapping.toml", "--json"]
    told = CliRunner().invoke(cli, asked, input="站,位\n演示甲驿站,三亚市吉阳区\n")
    assert json.loads(told.stdout)["counts"]["new"] == 1


def test_geocode_without_a_provider_leaves_coarse_places_as_they_are(home: Path) -> None:
    assert done("geocode")["placed"] == 0
