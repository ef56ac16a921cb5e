"""`locator coverage` and `locator boundaries` as a planner runs them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from click.testing import CliRunner, Result
from rasterio.transform import Affine

import locator
from locator.cli import cli
from locator.planning.walking.adding import add_network
from locator.station import Station
from locator.store import open_store
from tests.made_up import station
from tests.planning.street_map import StreetMap, at

OPEN, SHUT = "24/7", "Mo-Fr 09:00-17:00"
ROUGH: dict[str, Any] = {"precision": "district", "uncertainty_m": 20_000.0}


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args))


def told(*args: str) -> Any:
    result = run("coverage", *args, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def stocked(home: Path, *made: Station) -> None:
    store = open_store(f"sqlite:///{home / 'var' / 'locator.db'}", create=True)
    store.upgrade()
    store.put_stations(list(made))
    store.close()


@pytest.fixture
def home(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A town of two districts: a station that is always open in the west, an office in the east."""
    monkeypatch.delenv("LOCATOR_DATABASE_URL", raising=False)
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("made")
    stocked(
        home,
        station(1, *at(0, 0), opening_hours=OPEN, holidays="open", capacity=8),
        station(2, *at(5_000, 0), opening_hours=SHUT, holidays="closed"),
        station(3, *at(9_000, 0), **ROUGH),
    )
    rows = [(at(100, 0), 60), (at(800, 0), 15), (at(5_000, 400), 20), (at(8_000, 0), 5), (at(-9_000, 0), 100)]
    lines = "".join(f"{lon},{lat},{people}\n" for (lon, lat), people in rows)
    (home / "people.csv").write_text(f"lon,lat,people\n{lines}")
    west, east = (
        shapely.box(*at(-1_000, -500), *at(2_500, 500)),
        shapely.box(*at(2_500, -500), *at(9_000, 500)),
    )
    frame = gpd.GeoDataFrame({"name": ["西区", "东区"]}, geometry=[west, east], crs=4326)
    frame.to_file(home / "districts.geojson", driver="GeoJSON")
    return home


def test_one_document_tells_everything(home: Path) -> None:
    assert run("boundaries", "add", "districts.geojson").exit_code == 0
    found = told("--demand", "people.csv", "--area", "districts", "--radius", "500", "--radius", "1000")
    assert [(band["band"], band["people"], band["uncovered"]) for band in found["bands"]] == [
        ("500 m", 80, 20), ("1000 m", 95, 5),
    ]  # fmt: skip
    assert (found["demand"]["total"], found["demand"]["outside"]) == (200, 100)
    assert found["demand"]["outside_share"] == 0.5
    assert [(each["name"], each["people"]) for each in found["districts"]] == [("西区", 75), ("东区", 25)]
    assert found["stations"] == {"counted": 2, "coarse": 1, "coarse_counted": False, "without_position": 0}
    assert found["moment"] is None
    (gap,) = found["gaps"]
    assert found["uncovered_elsewhere"] == 0
    sparse = told("--demand", "people.csv", "--area", "districts", "--gap-density", "1e4")
    assert (sparse["gaps"], sparse["uncovered_elsewhere"]) == ([], 5)
    assert (gap["people"], gap["largest_empty_circle"]["radius_m"] > 2_000) == (5, True)
    assert {each["id"]: each["would_lose"]["1000 m"] for each in found["closing"]} == {
        "test-0001": 75,
        "test-0002": 20,
    }
    assert found["spacing_m"]["median"] == pytest.approx(5_000, abs=1)
    hours = {(each["day"], each["hour"]): each["bands"][1]["share"] for each in found["hours"]}
    assert (hours["workday", 10], hours["workday", 20], hours["holiday", 10]) == (0.95, 0.75, 0.75)


def test_a_moment_is_told_by_its_date_or_by_the_hour_of_a_kind_of_day(home: Path) -> None:
    by_date = told("--demand", "people.csv", "--at", "2026-06-03T20:00")
    assert (by_date["moment"]["at"], by_date["moment"]["day"]) == ("2026-06-03T20:00:00+08:00", None)
    assert (by_date["stations"]["open"], by_date["stations"]["closed"]) == (1, 1)
    by_hour = told("--demand", "people.csv", "--hour", "10", "--day", "workday")
    assert (by_hour["moment"]["day"], by_hour["stations"]["open"]) == ("workday", 2)
    assert by_date["bands"][1]["people"] == 75
    assert by_hour["bands"][1]["people"] == 95


def test_coarse_stations_count_when_asked_for(home: Path) -> None:
    found = told("--demand", "people.csv", "--include-coarse")
    assert (found["stations"]["counted"], found["bands"][1]["people"]) == (3, 100)


def test_where_all_are_coarse_it_says_so_and_leads_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOCATOR_DATABASE_URL", raising=False)
    stocked(tmp_path, station(3, 109.5, 18.25, **ROUGH))
    result = run("coverage", "--json", "--out", "out.geojson")
    assert (result.exit_code, result.stdout) == (1, "")
    for way in ("locator import", "locator geocode", "locator demo", "--include-coarse"):
        assert way in result.stderr
    assert not (tmp_path / "out.geojson").exists()


def test_without_demand_the_towns_are_taken_and_marked_indicative(home: Path) -> None:
    found = told()
    assert found["demand"]["is_indicative"] is True
    assert "示意" in run("coverage").stdout


def test_streets_are_asked_where_there_is_a_network_and_the_answer_says_so(home: Path) -> None:
    town = StreetMap()
    town.street((-200, 0), (0, 0), (0, 300), (800, 300), (800, 0))
    town.street((3_000, 400), (3_000, 450))
    town.street((4_500, 400), (5_500, 400))
    add_network(town.write(home / "sanya.osm.pbf"), home / "var" / "networks")
    found = told("--demand", "people.csv", "--minutes", "10", "--minutes", "20")
    assert [band["band"] for band in found["bands"]] == ["10 min", "20 min"]
    assert found["method"]["networks"] == ["sanya"]
    assert found["method"]["streets_people"] == 95
    assert found["method"]["straight_line_people"] == 105
    assert [band["people"] for band in found["bands"]] == [60 + 20, 60 + 20 + 15]
    lines = run("coverage", "--demand", "people.csv", "--minutes", "10").stdout
    assert "按街道 by streets 95" in lines


@pytest.mark.parametrize("name", ["out.geojson", "out.gpkg"])
def test_the_map_file_holds_cells_districts_gaps_and_circles(home: Path, name: str) -> None:
    result = run("coverage", "--demand", "people.csv", "--area", "districts.geojson", "--out", name, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    if name.endswith("gpkg"):
        layers = {layer: gpd.read_file(name, layer=layer) for layer in gpd.list_layers(name)["name"]}
    else:
        whole = gpd.read_file(name)
        layers = dict(iter(whole.groupby("layer")))
    assert set(layers) == {"cells", "districts", "gaps", "circles"}
    assert layers["cells"]["people"].sum() == found["demand"]["inside"] == 100
    assert (layers["cells"]["covered_1000m"] * layers["cells"]["people"]).sum() == pytest.approx(95)
    assert layers["gaps"]["people"].tolist() == [5]
    assert all(frame.geometry.is_valid.all() and frame.crs == 4326 for frame in layers.values())
    assert list(home.glob(".*partial*")) == []


def test_a_person_at_a_terminal_gets_a_table(home: Path) -> None:
    lines = run("coverage", "--demand", "people.csv", "--area", "districts.geojson", "--hour", "20").stdout
    for words in ("500 m", "西区", "空白区", "工作日 workday", "1 处位置粗略 coarse, 未计", "开放 open 1"):
        assert words in lines


def test_cells_on_borders_can_be_shared_by_area(home: Path) -> None:
    west, north = at(-500, 500)
    size = 1_000 / 105_766.0
    with rasterio.open(
        "people.tif", "w", driver="GTiff", width=6, height=1, count=1, dtype="float64", crs="EPSG:4326",
        transform=Affine(size, 0, west, 0, -size, north),
    ) as file:  # fmt: skip
        file.write(np.full((1, 6), 10.0), 1)
    by_centre = told("--demand", "people.tif", "--area", "districts.geojson")
    by_area = told("--demand", "people.tif", "--area", "districts.geojson", "--area-true")
    assert [each["people"] for each in by_centre["districts"]] == [30, 30]
    share = 1_000 / (size * 110_684)  # as the cells reach a little beyond the districts in the south
    assert by_area["demand"]["total"] == pytest.approx(60, rel=1e-9)
    assert [each["people"] for each in by_area["districts"]] == pytest.approx(
        [30 * share, 30 * share], rel=0.01
    )


@pytest.mark.parametrize(
    ("args", "field"),
    [
        (["--demand", "people.csv", "--area", "far.geojson"], "--area"),
        (["--demand", "negative.csv"], "weight"),
        (["--demand", "people.csv", "--area", "lines.geojson"], "polygons"),
        (["--demand", "nowhere.tif"], "reference system"),
        (["--demand", "none.csv"], "none.csv"),
        (["--demand", "people.csv", "--radius", "-5"], "radius"),
        (["--demand", "people.csv", "--radius", "5", "--minutes", "5"], "--minutes"),
        (["--demand", "people.csv", "--hour", "24"], "hour"),
        (["--demand", "people.csv", "--day", "workday"], "--hour"),
        (["--demand", "people.csv", "--at", "soon"], "at"),
        (["--demand", "people.csv", "--cells", "15"], "cells"),
        (["--demand", "people.csv", "--demand-datum", "mars"], "datum"),
        (["--demand", "people.csv", "--out", "out.pdf"], "--out"),
        (["--demand", "people.csv", "--area", "unknown"], "unknown"),
        (["--area-true"], "--area"),
    ],
)
def test_bad_input_is_told_in_a_line_and_nothing_is_written(home: Path, args: list[str], field: str) -> None:
    far = gpd.GeoDataFrame({"name": ["x"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326)
    far.to_file("far.geojson", driver="GeoJSON")
    far.boundary.to_file("lines.geojson", driver="GeoJSON")
    (home / "negative.csv").write_text("lon,lat,people\n109.5,18.25,-3\n")
    with rasterio.open(
        "nowhere.tif", "w", driver="GTiff", width=1, height=1, count=1, dtype="uint8",
        transform=Affine(1, 0, 109, 0, -1, 19),
    ) as file:  # fmt: skip
        file.write(np.ones((1, 1), np.uint8), 1)
    before = sorted(home.rglob("*"))
    result = run("coverage", "--json", *([] if "--out" in args else ["--out", "out.geojson"]), *args)
    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    assert field in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize("library", ["scipy", "h3"])
def test_without_the_extra_s_libraries_the_error_names_it_and_help_is_there(home: Path, library: str) -> None:
    lines = f"import sys; sys.modules[{library!r}] = None; from locator.cli import main; main()"

    def ran(*args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", lines, "coverage", *args]
        here = os.environ | {"PYTHONPATH": str(Path(locator.__file__).parents[1])}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=here)

    lacking = ran("--demand", "people.csv", "--json")
    assert (lacking.returncode, lacking.stdout) == (1, "")
    assert "station-locator[planning]" in lacking.stderr
    assert library in lacking.stderr
    assert ran("--help").returncode == 0


def test_boundaries_are_added_listed_and_removed(home: Path) -> None:
    added = json.loads(run("boundaries", "add", "districts.geojson", "--json").stdout)
    assert (added["name"], added["names"], added["datum"]) == ("districts", ["西区", "东区"], "wgs84")
    assert json.loads(run("boundaries", "list", "--json").stdout) == {"boundaries": [added]}
    assert "西区" in run("boundaries", "list").stdout
    assert json.loads(run("boundaries", "remove", "districts", "--json").stdout) == {"removed": "districts"}
    assert json.loads(run("boundaries", "list", "--json").stdout) == {"boundaries": []}
    assert run("boundaries", "remove", "districts").exit_code == 1
    (home / "broken.geojson").write_text("{")
    broken = run("boundaries", "add", "broken.geojson", "--json")
    assert (broken.exit_code, broken.stdout) == (2, "")
    assert run("boundaries", "add", "districts.geojson", "--datum", "mars").exit_code == 2
    assert list((home / "var" / "boundaries").iterdir()) == []
