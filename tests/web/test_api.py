import logging

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from pydantic import BaseModel

from locator.web import shapes
from locator.web.planner import shapes as planner_shapes
from tests.web.conftest import HOSTILE

NEAR = "/api/v1/nearest?lon=109.5&lat=18.25"


def test_the_nearest_come_as_geojson_in_the_contract_s_shape(client: FlaskClient) -> None:
    answer = client.get(NEAR)
    assert answer.content_type == "application/geo+json"
    found = shapes.NearestCollection.model_validate(answer.json)
    assert [feature.id for feature in found.features] == ["test-0002", "test-0001", "test-0003"]
    first, second, coarse = (feature.properties for feature in found.features)
    assert second.open_state == "open"
    assert second.amenities == {"toilet": "yes", "aed": "no"}
    assert coarse.distance_min_m == 0
    assert coarse.distance_max_m == pytest.approx(17_000)
    assert "navigation" in second.navigate["amap"]
    assert "search" in coarse.navigate["amap"]
    assert first.open_state == "unknown"


def test_the_same_may_be_asked_by_post_so_that_no_position_stands_in_a_log(client: FlaskClient) -> None:
    asked = {"lon": 109.5, "lat": 18.25, "k": 2, "amenities": ["toilet"]}
    posted = client.post("/api/v1/nearest", json=asked)
    assert posted.json == client.get(f"{NEAR}&k=2&amenities=toilet").json


def test_no_position_is_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get(NEAR)
        client.get("/api/v1/nearest?lon=109.4999&lat=x")
    assert "109." not in caplog.text


def test_a_station_has_every_public_field_and_no_private_one(client: FlaskClient) -> None:
    answer = client.get("/api/v1/stations/test-0002")
    shapes.StationFeature.model_validate(answer.json)
    assert answer.json["properties"]["name"] == HOSTILE
    assert "13800000000" not in answer.text
    assert "steward" not in answer.json["properties"]


def test_a_station_without_a_position_has_a_null_geometry(client: FlaskClient) -> None:
    answer = client.get("/api/v1/stations/test-0005").json
    assert answer["geometry"] is None


def test_an_unknown_station_is_a_404_problem(client: FlaskClient) -> None:
    answer = client.get("/api/v1/stations/nobody")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    shapes.Problem.model_validate(answer.json)


def test_the_list_pages_through_everything_once(client: FlaskClient) -> None:
    seen, url = [], "/api/v1/stations?limit=2"
    while url:
        answer = client.get(url).json
        page = shapes.StationCollection.model_validate(answer)
        assert page.numberMatched == 4
        seen += [feature.id for feature in page.features]
        url = page.links[0].href if page.links else ""
    assert seen == ["test-0001", "test-0002", "test-0003", "test-0005"]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("adcode=460204", ["1", "3"]),
        ("status=paused", ["4"]),
        ("amenities=toilet", ["1"]),
        ("bbox=109.51,18,110,19", ["1"]),
        ("bbox=170,-90,129.6,90&status=paused,operating", ["1", "2", "3", "4"]),
        ("max_uncertainty_m=100", ["1", "2"]),
    ],
)
def test_the_list_and_the_download_share_their_filters(
    client: FlaskClient, asked: str, ids: list[str]
) -> None:
    for url in ("/api/v1/stations", "/export/stations.geojson"):
        features = client.get(f"{url}?{asked}").get_json(force=True)["features"]
        assert [feature["id"][-1] for feature in features] == ids


def test_the_vocabulary_names_every_word_in_both_languages(client: FlaskClient) -> None:
    words = client.get("/api/v1/vocabulary").json
    shapes.Vocabulary.model_validate(words)
    assert words["amenity"]["toilet"] == {"zh": "厕所", "en": "Toilet"}


def test_an_address_is_located(client: FlaskClient) -> None:
    answer = client.post("/api/v1/locate", json={"address": "三亚市吉阳区河东路138号"}).json
    found = shapes.Located.model_validate(answer)
    assert found.parts["district"] == "吉阳区"


def test_an_address_nobody_knows_is_a_404(client: FlaskClient) -> None:
    assert client.get("/api/v1/locate?address=qqqq").status_code == 404


def test_the_description_is_valid_openapi(client: FlaskClient) -> None:
    described = client.get("/openapi.json").json
    assert described["openapi"].startswith("3.1")
    validate(described)


def test_every_described_door_answers_in_its_described_shape(client: FlaskClient) -> None:
    asked = {
        "/api/v1/nearest": "?lon=109.5&lat=18.25",
        "/api/v1/stations/{station_id}": "",
        "/api/v1/locate": "?address=三亚市",
        "/api/v1/clusters": "?zoom=4",
        "/api/v1/places": "?text=三亚",
    }
    for path, doors in client.get("/openapi.json").json["paths"].items():
        if "get" not in doors:
            continue  # the route, which needs streets: test_routes.py; batches: test_batch.py
        if "{z}" in path or "{job_id}" in path:
            continue  # no JSON: test_tiles.py; jobs: test_planner_api.py
        answer = client.get(path.format(station_id="test-0001", cell_id="x2190y365") + asked.get(path, ""))
        schema = doors["get"]["responses"]["200"]["content"][answer.content_type]["schema"]["$ref"]
        name = schema.rsplit("/", 1)[1]
        shape: type[BaseModel] = getattr(shapes, name, None) or getattr(planner_shapes, name)
        shape.model_validate_json(answer.data)


def test_what_nobody_knows_is_told_with_the_remedy(client: FlaskClient) -> None:
    assert "区县" in client.get("/api/v1/locate?address=qqqq").json["detail"]


def test_other_sites_may_post_too(client: FlaskClient) -> None:
    headers = client.options("/api/v1/nearest").headers
    assert "POST" in headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in headers["Access-Control-Allow-Headers"]


def test_an_answer_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    for url in ("/api/v1/vocabulary", "/api/v1/stations", "/openapi.json"):
        tag = client.get(url).headers["ETag"]
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_healthz(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


def test_every_answer_carries_the_headers(client: FlaskClient) -> None:
    for url in ("/", "/api/v1/vocabulary", "/nowhere", "/static/none", NEAR):
        headers = client.get(url).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
