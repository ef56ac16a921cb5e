"""A batch answers each of its points as if it had been asked alone."""

import gzip
import json
from datetime import datetime
from typing import Any

import numpy as np
import orjson
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.batch import MOST_ANSWERS, MOST_POINTS
from locator.catalog import Catalog
from locator.demo import made_up_stations
from locator.lookup import CHINA
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app, shapes
from locator.web.app import LARGEST_BODY
from locator.web.state import State
from tests.made_up import station

DOOR = "/api/v1/nearest:batch"
NIGHT = datetime(2026, 6, 3, 2, 30, tzinfo=CHINA).isoformat()
COLUMNS = ("distance_m", "uncertainty_m", "open_state")

points = st.lists(
    st.tuples(
        st.floats(73, 135).map(lambda lon: round(lon, 5)), st.floats(18, 54).map(lambda lat: round(lat, 5))
    ),
    max_size=12,
)
wishes = st.fixed_dictionaries(
    {"k": st.integers(1, 7)},
    optional={
        "datum": st.sampled_from(["wgs84", "gcj02", "bd09", "cgcs2000"]),
        "amenities": st.sampled_from([["toilet"], ["microwave", "drinking_water"], ["shower", "toilet"]]),
        "state": st.sampled_from([["open"], ["closed", "unknown"]]),
        "status": st.sampled_from([["paused"], ["operating", "repair"]]),
        "open_24h": st.booleans(),
        "max_distance_m": st.sampled_from([3000.0, 50_000.0]),
        "max_uncertainty_m": st.sampled_from([50.0, 5000.0]),
    },
)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    coarse = [
        station(number, 121.4 + number / 1000, 31.2, precision="district", uncertainty_m=9000.0)
        for number in range(5)
    ]
    catalog = Catalog([*made_up_stations(2_000, seed=3), *coarse, station(99)], version=1)
    return create_app(given=State(Settings(database_url="sqlite://"), catalog, Told())).test_client()


def asked(client: FlaskClient, **body: Any) -> dict[str, Any]:
    answer = client.post(DOOR, json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = orjson.loads(answer.data)
    shapes.BatchFound.model_validate(found)
    return found


@settings(deadline=None)
@given(spots=points, wanted=wishes)
def test_a_batch_answers_as_single_questions_do(
    client: FlaskClient, spots: list[tuple[float, float]], wanted: dict[str, Any]
) -> None:
    found = asked(client, points=spots, open_at=NIGHT, **wanted)
    assert len(found["ids"]) == len(spots)
    for number, (lon, lat) in enumerate(spots):
        body = {"lon": lon, "lat": lat, "open_at": NIGHT, **wanted}
        features = orjson.loads(client.post("/api/v1/nearest", json=body).data)["features"]
        assert found["ids"][number] == [one["id"] for one in features]
        alone = {name: [one["properties"][name] for one in features] for name in COLUMNS}
        assert found["distance_m"][number] == pytest.approx(alone["distance_m"], abs=0.11)
        assert found["uncertainty_m"][number] == alone["uncertainty_m"]
        assert found["open_state"][number] == alone["open_state"]


def test_columns_ask_the_same_as_pairs(client: FlaskClient) -> None:
    pairs = asked(client, points=[[121.4, 31.2], [116, 40]], k=2)
    assert asked(client, points={"lon": [121.4, 116], "lat": [31.2, 40]}, k=2) == pairs


def test_no_points_have_no_answers(client: FlaskClient) -> None:
    assert asked(client, points=[])["ids"] == asked(client, points={"lon": [], "lat": []})["ids"] == []


def test_an_empty_registry_answers_every_point_with_nothing() -> None:
    app = create_app(given=State(Settings(database_url="sqlite://"), Catalog([]), Told()))
    assert asked(app.test_client(), points=[[121, 31]] * 3)["ids"] == [[], [], []]


def test_a_hundred_thousand_points_are_answered_in_their_order(client: FlaskClient) -> None:
    rng = np.random.default_rng(5)
    spots = rng.uniform((100, 22), (122, 42), (MOST_POINTS, 2))
    found = asked(client, points=spots.tolist(), k=1)
    assert {len(found[name]) for name in found} == {MOST_POINTS}
    for number in range(0, MOST_POINTS, 9_999):
        assert asked(client, points=[spots[number].tolist()], k=1)["ids"][0] == found["ids"][number]


def test_the_answer_comes_compressed(client: FlaskClient) -> None:
    body = {"points": [[121.4, 31.2]] * 100}
    packed = client.post(DOOR, json=body, headers={"Accept-Encoding": "gzip"})
    plain = client.post(DOOR, json=body, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert orjson.loads(gzip.decompress(packed.data))["ids"] == orjson.loads(plain.data)["ids"]


@pytest.mark.parametrize(
    ("body", "parameter", "said"),
    [
        ({}, "points", "missing"),
        ({"points": None}, "points", "must be"),
        ({"points": "121,31"}, "points", "must be"),
        ({"points": {"lon": [1]}}, "points", "must be"),
        ({"points": {"lon": [1], "lat": [2], "z": []}}, "points", "must be"),
        ({"points": {"lon": 1, "lat": 2}}, "points", "must be"),
        ({"points": {"lon": [1, 2], "lat": [2]}}, "points", "as many lon as lat"),
        ({"points": {"lon": [1, 2], "lat": [2, 91]}}, "points", "points[1]: lat"),
        ({"points": [[1, 2], [3]]}, "points", "points[1]"),
        ({"points": [[1, 2], [3, 4, 5]]}, "points", "points[1]"),
        ({"points": [[1, 2], 3]}, "points", "points[1]"),
        ({"points": [[1, 2], [1, 2], [181, 2]]}, "points", "points[2]: lon"),
        ({"points": [[1, 2], ["1", 2]]}, "points", "points[1]: lon"),
        ({"points": [[1, 2], [1, True]]}, "points", "points[1]: lat"),
        ({"points": [[1, 2], [1, None]]}, "points", "points[1]: lat"),
        ({"points": [[1, float("nan")]]}, "points", "points[0]: lat"),
        ({"points": [[10**400, 1]]}, "points", "points[0]: lon"),
        ({"points": [[121, 31], [31, 121]]}, "points", "points[1]: lat"),
        ({"points": [[121, 31], [31, 88]]}, "points", "points[1]: lon and lat look swapped"),
        ({"points": [[121, 31]] * (MOST_POINTS + 1)}, "points", str(MOST_POINTS)),
        ({"points": [[121, 31]] * (MOST_ANSWERS // 100 + 1), "k": 100}, "points", str(MOST_ANSWERS)),
        ({"points": [[121, 31]], "k": 0}, "k", "at least 1"),
        ({"points": [[121, 31]], "lon": 121}, "lon", "no parameter"),
        ({"points": [[121, 31]], "datum": "mars"}, "datum", "wgs84"),
    ],
)
def test_a_wrong_batch_is_told_what_is_wrong(
    client: FlaskClient, body: dict[str, Any], parameter: str, said: str
) -> None:
    answer = client.post(DOOR, data=json.dumps(body), content_type="application/json")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    problem = shapes.Problem.model_validate(answer.json)
    assert problem.parameter == parameter
    assert said in problem.errors[0].en
    assert len(answer.data) < 2_000


def test_only_this_door_takes_a_large_body(client: FlaskClient) -> None:
    body = orjson.dumps({"points": [[121.123456, 31.123456]] * 5_000})
    assert len(body) > LARGEST_BODY
    assert client.post(DOOR, data=body).status_code == 200
    assert client.post("/api/v1/nearest", data=body).status_code == 413
    assert client.post(DOOR, data=b" " * 9_000_000).status_code == 413


def test_points_belong_in_the_body(client: FlaskClient) -> None:
    assert client.get(DOOR).status_code == 405
    assert client.post(f"{DOOR}?k=1", json={"points": []}).status_code == 400
