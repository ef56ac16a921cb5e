"""The operator's networks: added, chosen by place, taken out."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from locator.errors import InvalidInput, NotFound
from locator.planning.about import networks_in, remove_network
from locator.planning.networks import Networks
from locator.planning.walking.adding import add_network
from tests.planning.street_map import StreetMap, at


def town(path: Path, columns: int = 4) -> Path:
    return StreetMap().blocks(columns, 4, 100).write(path)


def highway(path: Path) -> Path:
    """One street from the town's corner far to the south, and back north beside it."""
    drawn = StreetMap()
    drawn.street((0, 0), (0, -700), (900, -700), (900, 2_000))
    return drawn.write(path)


def test_a_network_is_added_once_and_replaced_by_a_newer_file(tmp_path: Path) -> None:
    first = add_network(town(tmp_path / "sanya.osm.pbf"), tmp_path / "networks")
    again = add_network(tmp_path / "sanya.osm.pbf", tmp_path / "networks")
    assert (first.name, first.is_new, again.is_new) == ("sanya", True, False)
    assert first.about == again.about
    (tmp_path / "sanya.osm.pbf").unlink()
    newer = add_network(town(tmp_path / "sanya.osm.pbf", columns=6), tmp_path / "networks")
    assert newer.is_new
    assert networks_in(tmp_path / "networks") == {"sanya": newer.about}


def test_a_broken_file_leaves_nothing_behind_and_keeps_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "networks"
    kept = add_network(town(tmp_path / "sanya.osm.pbf"), folder).about
    before = sorted(folder.rglob("*"))
    whole = (tmp_path / "sanya.osm.pbf").read_bytes()
    (tmp_path / "sanya.osm.pbf").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(InvalidInput, match="sanya"):
        add_network(tmp_path / "sanya.osm.pbf", folder)
    assert sorted(folder.rglob("*")) == before
    assert networks_in(folder) == {"sanya": kept}


def test_a_damaged_network_is_made_anew_from_the_same_file(tmp_path: Path) -> None:
    pbf = town(tmp_path / "sanya.osm.pbf")
    add_network(pbf, tmp_path / "networks")
    (tmp_path / "networks" / "sanya" / "head.npy").write_bytes(b"")
    assert add_network(pbf, tmp_path / "networks").is_new
    assert not add_network(pbf, tmp_path / "networks").is_new


def test_a_network_is_removed_by_its_name_only(tmp_path: Path) -> None:
    folder = tmp_path / "networks"
    add_network(town(tmp_path / "sanya.osm.pbf"), folder)
    for name in ("haikou", "..", "../networks", ".", ""):
        with pytest.raises(NotFound):
            remove_network(name, folder)
    remove_network("sanya", folder)
    assert list(folder.iterdir()) == []


def test_the_smallest_network_that_holds_both_places_is_asked(tmp_path: Path) -> None:
    folder = tmp_path / "networks"
    add_network(town(tmp_path / "town.osm.pbf"), folder)
    add_network(highway(tmp_path / "wide.osm.pbf"), folder)
    networks = Networks(folder)
    inside, outside = at(400, 400), at(800, -700)
    walks = networks.walks(*at(0, 0), [inside, outside, at(20_000, 0)])
    assert walks[0] is not None
    assert walks[0].metres == pytest.approx(800, abs=1)  # the town's streets, not the wide one's
    assert walks[1] is not None
    assert walks[1].metres == pytest.approx(700 + 800, abs=1)
    assert walks[2] is None
    assert networks.route(*at(0, 0), *at(20_000, 0)) is None
    route = networks.route(*at(0, 0), *outside)
    assert route is not None
    assert route.metres == walks[1].metres


def test_a_damaged_network_is_left_out_and_the_operator_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    add_network(town(tmp_path / "sanya.osm.pbf"), tmp_path)
    (tmp_path / "sanya" / "tail.npy").unlink()
    networks = Networks(tmp_path)
    with caplog.at_level(logging.WARNING):
        assert networks.walks(*at(0, 0), [at(100, 0)] * 2) == [None, None]
        assert networks.route(*at(0, 0), *at(100, 0)) is None
    assert caplog.text.count("sanya") == 1
    assert "109." not in caplog.text


def test_without_scipy_the_error_names_the_extra(tmp_path: Path) -> None:
    pbf = town(tmp_path / "sanya.osm.pbf")
    asked = """
import sys
sys.modules["scipy"] = None
from locator.cli import main
main()
"""
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", asked, "network", "add", str(pbf)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert "station-locator[planning]" in told.stderr
    assert "Traceback" not in told.stderr


def test_without_a_network_the_web_service_loads_nothing_that_searches_one(tmp_path: Path) -> None:
    asked = """
import sys
from locator.catalog import Catalog
from locator.settings import Settings
from locator.web import create_app
from locator.serving.told import Told
from locator.web.state import State
from tests.made_up import station
settings = Settings(database_url="sqlite://", network_folder=sys.argv[1])
app = create_app(given=State(settings, Catalog([station(1, 109.5, 18.25)], version=1), Told()))
assert app.test_client().get("/api/v1/nearest?lon=109.5&lat=18.25").status_code == 200
print([name for name in sys.modules if name.startswith(("scipy", "locator.planning.walking"))])
"""
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path / "none")],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"
