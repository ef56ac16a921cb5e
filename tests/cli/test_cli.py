"""The commands as a person or a program runs them."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from locator.cli import batch, cli
from locator.store import open_store
from tests.made_up import station


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOCATOR_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def registry(home: Path) -> Path:
    """The same with a registry of made-up stations."""
    store = open_store("sqlite:///var/locator.db", create=True)
    store.upgrade()
    store.put_stations(
        [
            station(1, 109.52, 18.25, name="=cmd()", amenities={"toilet": "yes"}),
            station(2, 109.50, 18.25, precision="district", uncertainty_m=17_000),
            station(3),
        ]
    )
    store.close()
    return home


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args)


def test_init_imports_the_seeds_once(home: Path) -> None:
    first = run("init", "--json")
    assert first.exit_code == 0
    assert json.loads(first.stdout)["imported"] == {"sheets": 6, "stations": 4, "placed": 4}
    assert json.loads(run("init", "--json").stdout) == {"imported": None}
    assert (home / "var" / "locator.db").is_file()


def test_the_seeds_are_placed_in_their_districts_and_claim_no_more(home: Path) -> None:
    run("init")
    found = json.loads(run("nearest", "109.5", "18.25", "-k", "4", "--json").stdout)["features"]
    assert [feature["id"] for feature in found] == [
        "460204-0001",
        "460203-0001",
        "511703-0001",
        "230723-0001",
    ]
    assert {feature["properties"]["precision"] for feature in found} == {"district"}
    assert all("search" in feature["properties"]["navigate"]["amap"] for feature in found)


def test_nearest_without_a_database_says_how_to_make_it(home: Path) -> None:
    told = run("nearest", "109.5", "18.25")
    assert told.exit_code == 1
    assert "locator init" in told.stderr


def test_nearest_in_words(registry: Path) -> None:
    told = run("nearest", "109.5", "18.25")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["test-0001", "test-0002"]
    assert "0–17 km" in lines[1]


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("109.5",),
        ("x", "18"),
        ("18.25", "109.5"),
        ("109.5", "18.25", "-k", "0"),
        ("109.5", "18.25", "--datum", "mars"),
        ("109.5", "18.25", "--amenity", "toilets"),
        ("109.5", "18.25", "--open-at", "soon"),
        ("109.5", "18.25", "--input", "x.csv"),
        ("109.5", "18.25", "--colour", "red"),
    ],
)
def test_wrong_use_of_nearest_is_exit_2_with_a_sentence(registry: Path, args: tuple[str, ...]) -> None:
    told = run("nearest", *args)
    assert told.exit_code == 2
    assert "Traceback" not in told.stderr
    assert told.stderr.strip()


def test_nothing_found_is_exit_1(registry: Path) -> None:
    told = run("nearest", "109.5", "18.25", "--amenity", "aed")
    assert told.exit_code == 1
    assert "no station" in told.stderr


def test_a_file_of_points_keeps_its_columns_and_rows(registry: Path) -> None:
    Path("in.csv").write_text(
        'id,lon,lat,note\na,109.52,18.25,"x,y"\nb,999,18.25,=1+1\nc,,,\nd,109.50,18.26,-5\n',
        encoding="utf-8-sig",
    )
    told = run("nearest", "--input", "in.csv", "--output", "out.csv", "-k", "1")
    assert told.exit_code == 0
    rows = [*csv.DictReader(Path("out.csv").read_text(encoding="utf-8").splitlines())]
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]
    assert [row["note"] for row in rows] == ["x,y", "=1+1", "", "-5"]
    assert [row["station_id"] for row in rows] == ["test-0001", "", "", "test-0001"]
    assert rows[0]["station_name"] == "'=cmd()"
    assert float(rows[0]["distance_m"]) == 0
    assert rows[1]["problem"]
    assert not list(registry.glob(".*partial"))


def test_a_file_of_points_answers_as_single_questions_do(registry: Path) -> None:
    points = [(109.40 + step / 100, 18.20 + step / 200) for step in range(30)]
    Path("in.csv").write_text("lon,lat\n" + "\n".join(f"{lon},{lat}" for lon, lat in points))
    run("nearest", "--input", "in.csv", "--output", "out.csv", "-k", "2", "--datum", "gcj02")
    rows = [*csv.DictReader(Path("out.csv").read_text(encoding="utf-8").splitlines())]
    for number, (lon, lat) in enumerate(points[::7]):
        alone = json.loads(run("nearest", str(lon), str(lat), "-k", "2", "--datum", "gcj02", "--json").stdout)
        answered = rows[number * 14 : number * 14 + 2]
        assert [row["station_id"] for row in answered] == [feature["id"] for feature in alone["features"]]


def test_a_file_of_points_goes_through_pipes(registry: Path) -> None:
    points = "\ufefflon,lat,note\n109.52,18.25,到\n\n109.50,18.26\n109.50,18.26,b,more\n"
    told = CliRunner().invoke(
        cli, ["nearest", "--input", "-", "--output", "-", "-k", "1"], input=points.encode()
    )
    assert told.exit_code == 0, told.stderr
    rows = [*csv.DictReader(told.stdout.splitlines())]
    assert [row["note"] for row in rows] == ["到", "", "b"]
    assert [row["station_id"] for row in rows] == ["test-0001"] * 3


def test_stations_that_are_too_far_are_left_out(registry: Path) -> None:
    Path("in.csv").write_text("lon,lat\n109.52,18.25\n109.52,18.26\n")
    done = run("nearest", "--input", "in.csv", "--output", "out.csv", "--max-distance-m", "1000")
    assert done.exit_code == 0
    rows = [*csv.DictReader(Path("out.csv").read_text(encoding="utf-8").splitlines())]
    assert [row["station_id"] for row in rows] == ["test-0001", ""]
    assert rows[1]["problem"]
    assert run("nearest", "109.52", "18.26", "--max-distance-m", "1000").exit_code == 1


def test_a_file_of_any_size_is_answered_in_pieces(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in.csv").write_text("lon,lat\n" + "109.5,18.2\nx,1\n109.6,18.3\n" * 7)
    run("nearest", "--input", "in.csv", "--output", "whole.csv")
    monkeypatch.setattr(batch, "LINES_AT_ONCE", 4)
    told = run("nearest", "--input", "in.csv", "--output", "pieces.csv")
    assert "answered 14, rejected 7" in told.stderr
    assert Path("pieces.csv").read_bytes() == Path("whole.csv").read_bytes()


def test_a_change_of_the_registry_is_in_the_next_answer(registry: Path) -> None:
    assert run("nearest", "109.6", "18.3", "-k", "1").stdout.startswith("test-0001")
    store = open_store("sqlite:///var/locator.db")
    store.put_stations([station(4, 109.6, 18.3)])
    store.close()
    assert run("nearest", "109.6", "18.3", "-k", "1").stdout.startswith("test-0004")
    assert run("export", "out.geojson").exit_code == 0
    assert len(json.loads(Path("out.geojson").read_text(encoding="utf-8"))["features"]) == 4


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", b"", b"lon,lat\n\xff\xfe\n", b"lon,lat\n1," + b"2" * 200_000]
)
def test_a_file_that_is_no_table_of_points_is_told_and_writes_nothing(registry: Path, content: bytes) -> None:
    Path("in.csv").write_bytes(content)
    told = run("nearest", "--input", "in.csv", "--output", "out.csv")
    assert told.exit_code == 2
    assert not Path("out.csv").exists()


def test_locate_answers_one_json_document(home: Path) -> None:
    told = run("locate", "黑龙江省伊春市汤旺县国防路", "--json")
    found = json.loads(told.stdout)
    assert set(found) == {"lon", "lat", "precision", "uncertainty_m", "source", "parts", "candidates"}
    assert found["precision"] == "district"


@pytest.mark.parametrize("address", ["", "qwertz", "12345"])
def test_an_unknown_address_is_exit_1_with_one_line(home: Path, address: str) -> None:
    told = run("locate", address)
    assert told.exit_code == 1
    assert len(told.stderr.strip().splitlines()) == 1


def test_export_writes_geojson_that_geopandas_reads(registry: Path) -> None:
    import geopandas

    assert run("export", "out.geojson").exit_code == 0
    frame = geopandas.read_file("out.geojson")
    assert frame["name"].tolist() == ["=cmd()", "演示站点2", "演示站点3"]
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.iloc[0].x == 109.52
    assert not list(registry.glob(".*partial"))


@pytest.mark.parametrize(
    "args",
    [
        ("out.xyz",),
        ("out.geojson", "--amenity", "bar"),
        ("out.geojson", "--adcode", "46"),
        ("no/where.geojson",),
    ],
)
def test_an_export_that_fails_says_why(registry: Path, args: tuple[str, ...]) -> None:
    told = run("export", *args)
    assert told.exit_code == (1 if args == ("no/where.geojson",) else 2)
    assert "Traceback" not in told.stderr
    assert told.stderr.strip()


def test_a_wrong_setting_is_named_without_its_value(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCATOR_BASEMAP", "secret-42")
    told = run("nearest", "1", "2")
    assert told.exit_code == 2
    assert "basemap" in told.stderr
    assert "secret-42" not in told.stderr


def test_the_environment_outranks_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "locator.toml").write_text('database_url = "sqlite:///from-file.db"')
    run("init")
    assert (home / "from-file.db").is_file()
    monkeypatch.setenv("LOCATOR_DATABASE_URL", "sqlite:///from-env.db")
    run("init")
    assert (home / "from-env.db").is_file()
