"""`locator suggest` as a planner runs it."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from click.testing import CliRunner, Result

from locator.cli import cli
from locator.store import open_store
from tests.made_up import station
from tests.planning.street_map import at


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["suggest", *args])


def told(*args: str) -> Any:
    result = run(*args, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A station in the west of a town; people in the west, the middle and the east; bank outlets in both latter."""
    monkeypatch.delenv("LOCATOR_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    store = open_store(f"sqlite:///{tmp_path / 'var' / 'locator.db'}", create=True)
    store.upgrade()
    store.put_stations([station(1, *at(0, 0), opening_hours="24/7", holidays="open")])
    store.close()
    rows = [(at(100, 0), 60), (at(5_000, 0), 30), (at(10_000, 0), 10)]
    Path("people.csv").write_text(
        "lon,lat,people\n" + "".join(f"{lon},{lat},{count}\n" for (lon, lat), count in rows)
    )
    banks = [("银行中", at(5_100, 0), 800), ("银行东", at(10_100, 0), 500)]
    Path("banks.csv").write_text(
        "名称,经度,纬度,造价\n" + "".join(f"{name},{lon},{lat},{cost}\n" for name, (lon, lat), cost in banks),
        encoding="utf-8",
    )
    shapes = [shapely.box(*at(-500, -500), *at(2_000, 500)), shapely.box(*at(2_000, -500), *at(11_000, 500))]
    frame = gpd.GeoDataFrame({"name": ["西区", "东区"]}, geometry=shapes, crs=4326)
    frame.to_file("districts.geojson", driver="GeoJSON")
    return tmp_path


@pytest.mark.usefixtures("home")
def test_one_document_names_the_site_its_people_and_what_is_proved() -> None:
    found = told(
        "--demand", "people.csv", "--area", "districts.geojson", "--candidates", "banks.csv", "--sites", "1"
    )
    (site,) = found["sites"]
    assert (site["name"], site["district"], site["people"], site["cost"]) == ("银行中", "东区", 30, 800)
    assert {name: found["objective"][name] for name in ("value", "bound", "gap", "status", "unit")} == {
        "value": 90, "bound": 90, "gap": 0, "status": "optimal", "unit": "people",
    }  # fmt: skip
    assert [(band["band"], band["before"], band["after"]) for band in found["bands"]] == [
        ("500 m", 60, 90),
        ("1000 m", 60, 90),
    ]
    (left,) = found["uncovered"]
    assert (left["why"], left["people"], left["zh"], left["en"]) == (
        "sites", 10, "站点个数不够", "there are too few sites",
    )  # fmt: skip
    assert (found["candidates"]["source"], found["candidates"]["count"]) == ("banks.csv", 2)


@pytest.mark.usefixtures("home")
def test_a_table_tells_the_same_to_a_person() -> None:
    result = run("--demand", "people.csv", "--candidates", "banks.csv", "--budget", "600", "--radius", "800")
    assert result.exit_code == 0, result.stderr
    for words in ("已证明最优", "银行东", "→ 70", "预算不够", "500 元"):
        assert words in result.stdout


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["plan.geojson", "plan.gpkg"])
def test_the_map_file_has_sites_catchments_and_the_uncovered(name: str) -> None:
    assert run("--demand", "people.csv", "--sites", "1", "--out", name).exit_code == 0
    if name.endswith(".gpkg"):
        assert set(gpd.list_layers(name)["name"]) == {"sites", "catchments", "uncovered"}
    else:
        assert set(gpd.read_file(name)["layer"]) == {"sites", "catchments", "uncovered"}


@pytest.mark.usefixtures("home")
def test_quotas_and_forbidden_areas_are_options() -> None:
    common = (
        "--demand",
        "people.csv",
        "--area",
        "districts.geojson",
        "--candidates",
        "banks.csv",
        "--sites",
        "1",
    )
    assert told(*common, "--quota", "东区=0")["sites"] == []
    assert told(*common, "--quota", "东区=0-1")["asked"]["quotas"] == [
        {"district": "东区", "least": 0, "most": 1}
    ]
    assert told(*common, "--forbidden", "districts.geojson")["uncovered"][0]["why"] == "forbidden"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("--sites", "9", "--candidates", "banks.csv"), "9 sites were asked for, of 2 candidates"),
        (("--candidates", "banks.csv"), "how many sites"),
        (("--sites", "1", "--candidates", "nothing.csv"), "there is no file nothing.csv"),
        (("--sites", "1", "--quota", "东区"), "--quota"),
        (("--sites", "1", "--quota", "东区=1"), "need districts"),
        (("--sites", "1", "--share", "0.5"), "--share"),
        (("--sites", "1", "--out", "plan.pdf"), ".pdf"),
        (("--sites", "1", "--area", "people.csv"), "no shapes"),
        (("--sites", "1", "--radius", "500", "--minutes", "5"), "not both"),
    ],
)
def test_what_can_not_be_asked_is_refused_in_a_line(args: tuple[str, ...], why: str) -> None:
    result = run("--demand", "people.csv", *args)
    assert result.exit_code == 2
    assert why in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("home")
def test_with_capacity_a_site_is_told_with_whom_it_serves_within_it() -> None:
    asked = (
        "--demand",
        "people.csv",
        "--area",
        "districts.geojson",
        "--candidates",
        "banks.csv",
        "--sites",
        "2",
    )
    result = run(*asked, "--capacity", "20")
    assert result.exit_code == 0, result.stderr
    lines = result.stdout[result.stdout.index("within capacity") :].splitlines()
    assert [line.split()[:2] for line in lines[2:4]] == [["1.", "20"], ["2.", "10"]]


@pytest.mark.usefixtures("home")
def test_where_a_rule_leaves_no_site_the_reason_is_told() -> None:
    asked = (
        "--demand",
        "people.csv",
        "--area",
        "districts.geojson",
        "--candidates",
        "banks.csv",
        "--sites",
        "1",
    )
    result = run(*asked, "--budget", "1")
    assert "no site to propose; why, see below" in result.stdout
    assert "the budget does not reach" in result.stdout


@pytest.mark.usefixtures("home")
def test_where_candidates_tell_their_cost_the_cheapest_are_sought_and_the_heading_says_so() -> None:
    asked = ("--demand", "people.csv", "--candidates", "banks.csv", "--model", "lscp", "--share", "0.7")
    found = told(*asked, "--area", "districts.geojson")
    assert found["model"]["en"] == "least cost for the share"
    assert found["objective"]["unit"] == "cost"


@pytest.mark.usefixtures("home")
def test_a_map_file_in_no_folder_is_refused_before_the_work() -> None:
    result = run("--sites", "1", "--out", "nowhere/plan.gpkg")
    assert result.exit_code == 1
    assert "--out: 没有文件夹 no folder nowhere" in result.stderr
