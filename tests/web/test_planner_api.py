"""The planner's doors, with real jobs in processes of their own, on a made-up town."""

import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from flask.testing import FlaskClient
from openpyxl import load_workbook

from locator.planning.areas import add_boundaries
from locator.planning.walking.adding import add_network
from locator.settings import Settings
from locator.store import open_store
from locator.web import create_app
from locator.web.planner import coverageshapes, suggestshapes
from locator.web.planner import shapes as planner_shapes
from locator.web.shapes import Problem
from tests.made_up import station
from tests.planning.street_map import StreetMap, at

ROUGH: dict[str, Any] = {"precision": "district", "uncertainty_m": 20_000.0}
HOSTILE = '=cmd|"/c calc"!A1</script>'
PEOPLE = [((100, 0), 60), ((800, 0), 15), ((5_000, 400), 20), ((8_000, 0), 5), ((-9_000, 0), 100)]
DEMAND = {"demand": ["people.csv"]}
MOST_S = 120.0


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A town of two districts: a station that is always open in the west, an office in the east, streets between."""
    home = tmp_path_factory.mktemp("planner")
    names = ("snapshot", "network", "boundary", "demand", "candidate", "job")
    made = Settings(
        database_url=f"sqlite:///{home / 'locator.db'}",
        **{f"{name}_folder": home / name for name in names},  # type: ignore[arg-type]
    )
    _stock(made)
    _lay_out(home)
    return made


def _stock(settings: Settings) -> None:
    store = open_store(settings.database_url, create=True)
    store.upgrade()
    store.put_stations(
        [
            station(1, *at(0, 0), name=HOSTILE, opening_hours="24/7", holidays="open", capacity=8),
            station(2, *at(5_000, 0), opening_hours="Mo-Fr 09:00-17:00", holidays="closed"),
            station(3, *at(9_000, 0), **ROUGH),
            station(4, *at(60_000, 0)),
        ]
    )
    store.close()


def _lay_out(home: Path) -> None:
    lines = "".join(
        f"{lon},{lat},{people}\n" for (lon, lat), people in [(at(*spot), n) for spot, n in PEOPLE]
    )
    for name in ("demand", "candidate"):
        (home / name).mkdir()
        (home / name / "people.csv").write_text(f"lon,lat,people\n{lines}")
    (home / "demand" / "broken.csv").write_text("lon,lat,people\n1,2,-3\n")
    west = shapely.box(*at(-1_000, -500), *at(2_500, 500))
    east = shapely.box(*at(2_500, -500), *at(9_000, 500))
    frame = gpd.GeoDataFrame({"name": ["西区", "=东区"]}, geometry=[west, east], crs=4326)
    frame.to_file(home / "districts.geojson", driver="GeoJSON")
    add_boundaries(home / "districts.geojson", home / "boundary")
    town = StreetMap()
    town.street((-200, 0), (0, 0), (0, 300), (800, 300), (800, 0))
    add_network(town.write(home / "town.osm.pbf"), home / "network")


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


def finished(client: FlaskClient, job: str) -> dict[str, Any]:
    """How a job stands once it is over."""
    until = time.monotonic() + MOST_S
    while time.monotonic() < until:
        told: dict[str, Any] = client.get(f"/api/v1/jobs/{job}").json
        if told["state"] not in ("waiting", "running"):
            return told
        time.sleep(0.05)
    raise AssertionError("the job never ended")


def asked(client: FlaskClient, door: str, **body: Any) -> dict[str, Any]:
    """The document that came of a question, whether at once or later."""
    answer = client.post(f"/api/v1/{door}", json=body)
    assert answer.status_code in (200, 202), answer.text
    if answer.status_code == 200:
        return answer.json
    told = finished(client, answer.json["id"])
    assert told["state"] == "done", told
    return told["result"]


def downloaded(client: FlaskClient, job: str, suffix: str) -> bytes:
    """The result as a file."""
    with client.get(f"/api/v1/jobs/{job}/result.{suffix}") as answer:
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        return answer.data


def test_it_is_told_what_may_be_asked(client: FlaskClient) -> None:
    found = planner_shapes.PlannerOffers.model_validate(client.get("/api/v1/planner").json)
    totals = {each.name: (each.total, each.indicative) for each in found.demand}
    assert totals["people.csv"] == (200, False)
    assert totals["broken.csv"] == (None, False)
    assert totals["towns"][1] is True
    assert [(each.name, each.count) for each in found.areas] == [("districts", 2)]
    assert [each.name for each in found.candidates] == ["demand", "grid", "people.csv"]
    assert [each.name for each in found.networks] == ["town"]
    assert found.amounts.model_dump() == {
        "stations": 4, "exact": 3, "coarse": 1, "without_position": 0, "unknown_hours": 2,
    }  # fmt: skip


def test_coverage_comes_as_a_document_with_every_hour_of_every_kind_of_day(client: FlaskClient) -> None:
    found = asked(client, "coverage", **DEMAND, areas="districts", radii_m=[500, 1000])
    coverageshapes.CoverageDocument.model_validate(found)
    assert [(band["band"], band["people"]) for band in found["bands"]] == [("500 m", 80), ("1000 m", 95)]
    hours = {(each["day"], each["hour"]): each["bands"][1]["share"] for each in found["hours"]}
    assert len(hours) == 3 * 24
    assert (hours["workday", 10], hours["workday", 20], hours["holiday", 10]) == (0.95, 0.75, 0.75)
    assert [(each["name"], each["people"]) for each in found["districts"]] == [("西区", 75), ("=东区", 25)]


def test_an_hour_counts_the_stations_that_are_open_then(client: FlaskClient) -> None:
    found = asked(client, "coverage", **DEMAND, hour=20, day="workday")
    assert (found["stations"]["open"], found["stations"]["closed"]) == (1, 1)
    layer = client.get(f"/api/v1/jobs/{found['job']}/stations.geojson").json
    states = {each["properties"]["id"]: each["properties"]["state"] for each in layer["features"]}
    assert states == {"test-0001": "open", "test-0002": "closed", "test-0004": "unknown"}


def test_layers_are_geojson_and_one_that_is_not_there_is_empty(client: FlaskClient) -> None:
    job = asked(client, "coverage", **DEMAND, areas="districts", radii_m=[500, 1000])["job"]
    layers = {
        name: client.get(f"/api/v1/jobs/{job}/{name}.geojson").json
        for name in ("cells", "gaps", "areas", "stations", "catchments", "sites")
    }
    for layer in layers.values():
        planner_shapes.LayerCollection.model_validate(layer)
    assert sum(each["properties"]["people"] for each in layers["cells"]["features"]) == 100
    assert [len(layers[name]["features"]) for name in ("gaps", "areas", "sites")] == [1, 2, 0]
    assert {each["properties"]["by"] for each in layers["catchments"]["features"]} == {"straight_line"}
    assert client.get(f"/api/v1/jobs/{job}/secrets.geojson").status_code == 404
    assert client.get(f"/api/v1/jobs/{job}/ask.json").status_code == 404


def test_catchments_follow_the_streets_where_there_are_any(client: FlaskClient) -> None:
    job = asked(client, "coverage", **DEMAND, minutes=[10])["job"]
    layer = client.get(f"/api/v1/jobs/{job}/catchments.geojson").json
    by = {each["properties"]["id"]: each for each in layer["features"]}
    assert (by["test-0001"]["properties"]["by"], by["test-0002"]["properties"]["by"]) == (
        "streets",
        "straight_line",
    )
    town = shapely.geometry.shape(by["test-0001"]["geometry"])
    assert town.covers(shapely.Point(at(0, 300)))
    assert not town.covers(shapely.Point(at(0, -300)))


def test_a_scenario_changes_the_answer_and_not_the_registry(client: FlaskClient) -> None:
    plain = asked(client, "coverage", **DEMAND, areas="districts")
    new = dict(zip(("lon", "lat"), at(8_000, 0), strict=True), id="new-1", name="拟建", opening_hours="24/7")
    moved = dict(zip(("lon", "lat"), at(5_000, 300), strict=True), id="test-0002")
    changed = asked(
        client, "coverage", **DEMAND, areas="districts",
        scenario={"added": [new], "moved": [moved], "removed": ["test-0001"]},
    )  # fmt: skip
    assert [band["people"] for band in plain["bands"]] == [80, 95]
    assert [band["people"] for band in changed["bands"]] == [25, 25]
    layer = client.get(f"/api/v1/jobs/{changed['job']}/stations.geojson").json["features"]
    assert {each["properties"]["id"] for each in layer} == {"new-1", "test-0002", "test-0004"}
    assert asked(client, "coverage", **DEMAND, areas="districts")["job"] == plain["job"]


def test_sites_are_suggested_with_their_proof(client: FlaskClient) -> None:
    found = asked(client, "suggest", **DEMAND, radii_m=[500], sites=2, candidates="people.csv")
    suggestshapes.SuggestDocument.model_validate(found)
    assert [site["people"] for site in found["sites"]] == [100, 15]
    assert found["objective"]["value"] == found["objective"]["bound"]
    layer = client.get(f"/api/v1/jobs/{found['job']}/sites.geojson").json
    assert [each["properties"]["people"] for each in layer["features"]] == [100, 15]
    book = load_workbook(io.BytesIO(downloaded(client, found["job"], "xlsx")))
    assert [row[8] for row in book.worksheets[0].iter_rows(values_only=True)][1:] == [100, 15]


def test_the_downloads_read_back(client: FlaskClient, tmp_path: Path) -> None:
    found = asked(client, "coverage", **DEMAND, areas="districts", hour=10)
    for suffix in ("geojson", "gpkg", "xlsx"):
        (tmp_path / f"result.{suffix}").write_bytes(downloaded(client, found["job"], suffix))
    layers = set(gpd.list_layers(tmp_path / "result.gpkg")["name"])
    assert layers == {"cells", "areas", "gaps", "circles", "stations", "catchments"}
    assert set(gpd.read_file(tmp_path / "result.geojson")["layer"]) == layers
    names = gpd.read_file(tmp_path / "result.gpkg", layer="stations")["name"].tolist()
    assert HOSTILE in names
    book = load_workbook(tmp_path / "result.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {"'=东区", f"'{HOSTILE}"} <= {cell.value for cell in cells}
    assert [row[1] for row in book["覆盖 coverage"].iter_rows(values_only=True)][1:] == [0.8, 0.95]


def test_who_prefers_not_to_wait_gets_a_job_at_once(client: FlaskClient) -> None:
    answer = client.post(
        "/api/v1/coverage", json={**DEMAND, "radii_m": [123]}, headers={"Prefer": "respond-async"}
    )
    assert (answer.status_code, answer.headers["Preference-Applied"]) == (202, "respond-async")
    planner_shapes.JobShape.model_validate(answer.json)
    assert answer.headers["Location"] == f"/api/v1/jobs/{answer.json['id']}"
    told = finished(client, answer.json["id"])
    assert (told["state"], told["progress"]) == ("done", 1.0)
    planner_shapes.JobShape.model_validate(told)
    assert told["result"]["job"] == answer.json["id"]


def test_another_process_reads_and_cancels_the_same_job(client: FlaskClient, settings: Settings) -> None:
    other = create_app(settings).test_client()
    answer = client.post(
        "/api/v1/coverage", json={**DEMAND, "radii_m": [321]}, headers={"Prefer": "respond-async"}
    )
    job = answer.json["id"]
    cancelled = other.delete(f"/api/v1/jobs/{job}").json
    assert cancelled["state"] == "cancelled"
    assert client.get(f"/api/v1/jobs/{job}").json["state"] == "cancelled"
    assert client.get(f"/api/v1/jobs/{job}/cells.geojson").status_code == 404


def test_what_only_the_work_finds_wrong_names_the_field(client: FlaskClient) -> None:
    body = {"demand": ["broken.csv"]}
    job = client.post("/api/v1/coverage", json=body, headers={"Prefer": "respond-async"}).json["id"]
    told = finished(client, job)
    assert (told["state"], told["problem"]["field"]) == ("failed", "demand")
    assert "-3" in told["problem"]["title"]
    answer = client.post("/api/v1/coverage", json=body)
    if answer.status_code != 202:
        assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
        assert Problem.model_validate(answer.json).parameter == "demand"


def test_a_job_keeps_nothing_of_who_asked(client: FlaskClient, settings: Settings) -> None:
    asked(client, "coverage", **DEMAND)
    kept = b"".join(path.read_bytes() for path in settings.job_folder.rglob("*.json"))
    for word in (b"127.0.0.1", b"werkzeug", b"sqlite", b"locator.db"):
        assert word not in kept.lower()


@pytest.mark.parametrize(
    ("door", "body", "field"),
    [
        ("coverage", {"radii_m": [500], "minutes": [10]}, "radii_m"),
        ("coverage", {"radii_m": [0]}, "radii_m"),
        ("coverage", {"radii_m": ["500"]}, "radii_m"),
        ("coverage", {"radii_m": [1, 2, 3, 4, 5]}, "radii_m"),
        ("coverage", {"minutes": [121]}, "minutes"),
        ("coverage", {"hour": 24}, "hour"),
        ("coverage", {"hour": True}, "hour"),
        ("coverage", {"day": "workday"}, "hour"),
        ("coverage", {"day": "sunday", "hour": 1}, "day"),
        ("coverage", {"demand": []}, "demand"),
        ("coverage", {"demand": ["none.csv"]}, "demand"),
        ("coverage", {"demand": ["../people.csv"]}, "demand"),
        ("coverage", {"areas": "nowhere"}, "areas"),
        ("coverage", {"areas": ".."}, "areas"),
        ("coverage", {"include_coarse": 1}, "include_coarse"),
        ("coverage", {"scenario": {"removed": ["nobody"]}}, "scenario"),
        ("coverage", {"scenario": {"removed": ["test-0001", "test-0001"]}}, "scenario"),
        ("coverage", {"scenario": {"added": [{"id": "test-0001", "lon": 1, "lat": 2}]}}, "scenario"),
        ("coverage", {"scenario": {"added": [{"id": "n-1", "lon": 181, "lat": 2}]}}, "scenario"),
        ("coverage", {"scenario": {"removed": [f"t-{number}" for number in range(1_001)]}}, "scenario"),
        ("coverage", {"sites": 5}, "sites"),
        ("suggest", {"model": "best"}, "model"),
        ("suggest", {"sites": 0}, "sites"),
        ("suggest", {"sites": 1, "candidates": "none.csv"}, "candidates"),
        ("suggest", {"sites": 1, "forbidden": "nowhere"}, "forbidden"),
        ("suggest", {"sites": 1, "time_limit_s": 121}, "time_limit_s"),
        ("suggest", {"sites": 1, "quotas": {"西区": -1}}, "quotas"),
        ("suggest", {"model": "lscp", "share": 1.5}, "share"),
    ],
)
def test_a_wrong_question_is_told_its_field_and_starts_nothing(
    client: FlaskClient, settings: Settings, door: str, body: dict[str, Any], field: str
) -> None:
    before = set(settings.job_folder.glob("*"))
    answer = client.post(f"/api/v1/{door}", data=json.dumps(body), content_type="application/json")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert Problem.model_validate(answer.json).parameter == field
    assert set(settings.job_folder.glob("*")) == before


@pytest.mark.parametrize("job", ["0" * 32, "x", "..", "queue"])
def test_a_job_that_there_is_not_is_a_404(client: FlaskClient, job: str) -> None:
    assert client.get(f"/api/v1/jobs/{job}").status_code == 404
    assert client.delete(f"/api/v1/jobs/{job}").status_code == 404


def test_the_page_has_its_map_from_our_own_address(client: FlaskClient) -> None:
    page = client.get("/planner")
    assert page.status_code == 200
    assert "/map/finder.js?v=" in page.text


def test_without_the_extra_page_and_api_name_it(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "h3", None)
    answers = (client.get("/api/v1/planner"), client.post("/api/v1/coverage", json=DEMAND))
    for answer in answers:
        assert (answer.status_code, answer.content_type) == (501, "application/problem+json")
        assert "station-locator[planning]" in Problem.model_validate(answer.json).detail
    page = client.get("/planner")
    assert page.status_code == 501
    assert "station-locator[planning]" in page.text


def test_the_report_of_coverage_says_the_headline_the_night_and_the_gaps(client: FlaskClient) -> None:
    job = asked(client, "coverage", **DEMAND, areas="districts", radii_m=[500, 1000])["job"]
    page = client.get(f"/planner/report/{job}?lang=zh").text
    for words in (
        "95.0%",
        "凌晨 2:00 是 75.0%",
        "西区",
        "最大的空白区",
        "依据与局限",
        "1 处位置粗略,没有计入",
    ):
        assert words in page
    assert page.count('class="bar') == 3 * 24
    assert page.count("gap-mark") == 2  # one on the map, one in the legend
    english = client.get(f"/planner/report/{job}?lang=en").text
    assert "of the people have a station within 1 km; 5 have none." in english


def test_the_report_of_sites_tells_gains_bound_and_gap(client: FlaskClient) -> None:
    job = asked(client, "suggest", **DEMAND, radii_m=[500], sites=2, candidates="people.csv")["job"]
    page = client.get(f"/planner/report/{job}?lang=zh").text
    for words in ("40.0% → 97.5%", "新增 2 处站点", "已证明最优", "任何选法都不会好过 195", "差距 0.0%"):
        assert words in page


def test_hostile_names_stay_text_in_the_report(client: FlaskClient) -> None:
    new = dict(zip(("lon", "lat"), at(800, 0), strict=True), id="new-1", name="</svg><script>x</script>")
    job = asked(client, "coverage", **DEMAND, areas="districts", scenario={"added": [new]})["job"]
    page = client.get(f"/planner/report/{job}?lang=zh").text
    assert "<script>x" not in page
    assert "这是假设:新增 1 处" in page


def test_there_is_no_report_of_what_is_not_done(client: FlaskClient) -> None:
    job = client.post(
        "/api/v1/coverage", json={"demand": ["broken.csv"]}, headers={"Prefer": "respond-async"}
    )
    finished(client, job.json["id"])
    assert client.get(f"/planner/report/{job.json['id']}").status_code == 404
    assert client.get(f"/planner/report/{'0' * 32}").status_code == 404


def test_the_service_itself_needs_no_library_of_the_extra(settings: Settings) -> None:
    lines = f"""
import subprocess
import sys
sys.modules.update(dict.fromkeys(("scipy", "h3", "rasterio", "highspy")))
from locator.settings import Settings
from locator.web import create_app
client = create_app(Settings.model_validate_json({settings.model_dump_json()!r})).test_client()
print([client.get(path).status_code for path in ("/", "/docs", "/planner", "/api/v1/planner")])
"""
    told = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[200, 200, 501, 501]"
