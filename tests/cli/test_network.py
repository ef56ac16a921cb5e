"""`locator network` as an operator runs it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from locator.cli import cli
from locator.store import open_store
from tests.made_up import station
from tests.planning.street_map import StreetMap, at


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOCATOR_DATABASE_URL", raising=False)
    StreetMap().blocks(8, 8, 100).write(tmp_path / "sanya.osm.pbf")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["network", *args])


def test_a_network_is_added_listed_and_removed(home: Path) -> None:
    added = run("add", "sanya.osm.pbf", "--json")
    told = json.loads(added.stdout)
    assert (added.exit_code, told["name"], told["is_new"], told["nodes"]) == (0, "sanya", True, 81)
    assert json.loads(run("add", "sanya.osm.pbf", "--json").stdout)["is_new"] is False
    listed = json.loads(run("list", "--json").stdout)["networks"]
    assert listed == [{key: value for key, value in told.items() if key != "is_new"}]
    assert "14 km" in run("list").stdout
    assert json.loads(run("remove", "sanya", "--json").stdout) == {"removed": "sanya"}
    assert json.loads(run("list", "--json").stdout) == {"networks": []}


def test_a_broken_file_is_told_in_one_line_and_leaves_nothing(home: Path) -> None:
    (home / "broken.osm.pbf").write_bytes(b"\x00" * 100)
    told = run("add", "broken.osm.pbf", "--json")
    assert told.exit_code == 2
    assert "broken.osm.pbf" in told.stderr
    assert "Traceback" not in told.stderr
    assert told.stdout == ""
    assert not (home / "var").exists() or list((home / "var" / "networks").iterdir()) == []


def test_what_is_not_there_can_not_be_removed(home: Path) -> None:
    assert run("remove", "sanya").exit_code == 1
    assert run("remove", "../..").exit_code == 1
    assert run("add", "nowhere.osm.pbf").exit_code == 2


def test_the_nearest_tell_the_walk_along_the_streets(home: Path) -> None:
    store = open_store("sqlite:///var/locator.db", create=True)
    store.upgrade()
    store.put_stations([station(1, *at(300, 400))])
    store.close()
    lon, lat = map(str, at(0, 0))
    run("add", "sanya.osm.pbf")
    found = CliRunner().invoke(cli, ["nearest", lon, lat, "--json"])
    (feature,) = json.loads(found.stdout)["features"]
    assert feature["properties"]["walk_by"] == "streets"
    assert feature["properties"]["walk_m"] == pytest.approx(700, abs=1)
