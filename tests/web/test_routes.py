"""The walk to a station: in the list of the nearest, and as a route."""

import logging

import pytest
from flask.testing import FlaskClient
from pyproj import Geod

from locator import datum
from locator.catalog import Catalog
from locator.planning.walking.adding import add_network
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app, shapes
from locator.web.state import State
from tests.made_up import station
from tests.planning.street_map import StreetMap, at

HERE = at(0, 0)
BOX_M = 1_000  # the town's streets reach so far east and north


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A town whose streets are known, with a station in it, one outside, one that is known vaguely, one nowhere."""
    folder = tmp_path_factory.mktemp("streets")
    add_network(StreetMap().blocks(10, 10, 100).write(folder / "town.osm.pbf"), folder / "networks")
    stations = [
        station(1, *at(300, 400)),
        station(2, *at(-BOX_M, 0)),
        station(3, *at(500, 500), precision="district", uncertainty_m=9_000),
        station(4),
        station(5, *at(900, 900)),
    ]
    settings = Settings(database_url="sqlite://", network_folder=folder / "networks")
    return create_app(given=State(settings, Catalog(stations, version=1), Told())).test_client()


def asked(spot: tuple[float, float] = HERE, name: str = "test-0001", **more: object) -> dict[str, object]:
    return {"lon": spot[0], "lat": spot[1], "station": name, **more}


def test_each_of_the_nearest_tells_its_walk_and_who_says_so(client: FlaskClient) -> None:
    answer = client.post("/api/v1/nearest", json={"lon": HERE[0], "lat": HERE[1]})
    features = shapes.NearestCollection.model_validate(answer.json).features
    walks = {each.id: each.properties for each in features}
    assert [each.id for each in features] == ["test-0001", "test-0002", "test-0005", "test-0003"]
    inside, outside, vague = (walks[f"test-000{number}"] for number in (1, 2, 3))
    assert (inside.walk_by, outside.walk_by, vague.walk_by) == ("streets", "straight_line", None)
    assert inside.walk_m == pytest.approx(700, abs=1)
    assert inside.walk_min == pytest.approx(700 / 75, abs=0.1)
    assert outside.walk_m == pytest.approx(outside.distance_m * 1.3, abs=0.1)
    assert outside.walk_min == pytest.approx(outside.distance_m * 1.3 / 75, abs=0.06)
    assert (vague.walk_m, vague.walk_min) == (None, None)


def test_a_route_is_a_line_from_the_spot_to_the_station(client: FlaskClient) -> None:
    answer = client.post("/api/v1/route", json=asked())
    assert answer.content_type == "application/geo+json"
    found = shapes.Route.model_validate(answer.json)
    line = found.geometry.coordinates
    assert line[0] == pytest.approx(HERE, abs=1e-7)
    assert line[-1] == pytest.approx(at(300, 400), abs=1e-7)
    assert found.properties.metres == pytest.approx(
        Geod(ellps="WGS84").line_length(*zip(*line, strict=True)), abs=0.2
    )
    assert (found.properties.station, found.properties.by) == ("test-0001", "streets")


def test_a_route_from_the_door_itself_is_a_line_of_no_length(client: FlaskClient) -> None:
    found = shapes.Route.model_validate(client.post("/api/v1/route", json=asked(at(300, 400))).json)
    assert found.properties.metres == pytest.approx(0, abs=0.1)


def test_the_spot_may_be_given_in_another_datum(client: FlaskClient) -> None:
    shifted = tuple(float(degrees) for degrees in datum.convert(*HERE, "wgs84", "gcj02"))
    plain = client.post("/api/v1/route", json=asked()).json
    there = client.post("/api/v1/route", json=asked((shifted[0], shifted[1]), datum="gcj02")).json
    assert there["properties"]["metres"] == pytest.approx(plain["properties"]["metres"], abs=0.2)


@pytest.mark.parametrize("name", ["test-0002", "test-0003", "test-0004", "nobody"])
def test_where_no_street_leads_there_it_is_a_404_problem(client: FlaskClient, name: str) -> None:
    answer = client.post("/api/v1/route", json=asked(name=name))
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    shapes.Problem.model_validate(answer.json)


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"lon": 109.5, "lat": 18.25}, "station"),
        ({"lat": 18.25, "station": "test-0001"}, "lon"),
        (asked() | {"lon": 200}, "lon"),
        (asked() | {"lon": 18.25, "lat": 109.5}, "lat"),
        (asked() | {"speed": 3}, "speed"),
        (asked() | {"station": ""}, "station"),
        (asked() | {"datum": "mars"}, "datum"),
    ],
)
def test_a_wrong_question_is_a_400_that_names_what_is_wrong(
    client: FlaskClient, body: dict[str, object], parameter: str
) -> None:
    answer = client.post("/api/v1/route", json=body)
    assert answer.status_code == 400
    assert answer.json["parameter"] == parameter


def test_a_route_is_not_asked_for_in_an_address_nor_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert client.get("/api/v1/route?lon=109.5&lat=18.25&station=test-0001").status_code == 405
        client.post("/api/v1/route", json=asked())
    assert "109." not in caplog.text
