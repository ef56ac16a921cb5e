"""A hundred wrong requests and more: each is a 400 that names the parameter and says what would be right."""

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.web import shapes

GOOD = {"lon": "109.5", "lat": "18.25"}
TOO_MUCH = ["1e9", "-1e9", "999", "1e309", "-1e309"]
NO_NUMBER = ["", " ", "x", "nan", "NaN", "inf", "-inf", "1,2", "1°", "109.5E", "0x10", "None", "[]", "十"]

WRONG = [
    *[("lon", value) for value in [*NO_NUMBER, *TOO_MUCH, "180.0001"]],
    *[("lat", value) for value in [*NO_NUMBER, *TOO_MUCH, "90.0001", "109.5"]],
    *[("k", value) for value in ["0", "-1", "101", "1.5", "x", "", "1e3", "9" * 30, "nan", "true"]],
    *[("datum", value) for value in ["WGS84 ", "wgs-84", "4326", "", "gcj2", "bd9", "mars", "GCJ02!"]],
    *[
        ("amenities", value)
        for value in ["toilets", "", "toilet,", "toilet,wc", "厕所", "yes", ",", "toilet;aed"]
    ],
    *[
        ("open_at", value)
        for value in ["yesterday", "", "25:00", "2026-13-01", "2026-02-30T10:00", "1", "9" * 20]
    ],
    *[("max_distance_m", value) for value in ["0", "-5", "x", "inf", "nan", "1e99", ""]],
    *[("max_uncertainty_m", value) for value in ["-1", "x", "inf", "nan", ""]],
    *[("state", value) for value in ["opened", "", "open,shut", "开放"]],
    *[("status", value) for value in ["running", "", "operating,gone"]],
    *[(name, value) for name in ("lon", "lat", "k") for value in ("1_0", "1__0", "_1")],
    ("open_at", "9999-12-31T23:59:59+08:00"),
    *[("lang", value) for value in ["de", "", "zh-CN", "english"]],
    *[
        (name, "1")
        for name in [
            "long",
            "latitude",
            "limit",
            "K",
            "amenity",
            "openat",
            "max_distance",
            "",
            "lon ",
            "bbox",
        ]
    ],
]


def faults(client: FlaskClient, **asked: object) -> shapes.Problem:
    answer = client.get("/api/v1/nearest", query_string=asked)
    assert answer.status_code == 400, answer.text
    assert answer.content_type == "application/problem+json"
    return shapes.Problem.model_validate(answer.json)


def test_there_are_a_hundred_of_them() -> None:
    assert len(set(WRONG)) >= 100


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_parameter_is_named(client: FlaskClient, name: str, value: str) -> None:
    problem = faults(client, **{**GOOD, name: value})
    assert name in [fault.parameter for fault in problem.errors]
    assert problem.title
    assert problem.detail


@pytest.mark.parametrize("name", ["lon", "lat"])
def test_a_missing_coordinate_is_named(client: FlaskClient, name: str) -> None:
    assert faults(client, **{key: value for key, value in GOOD.items() if key != name}).parameter == name


def test_a_parameter_given_twice_is_named(client: FlaskClient) -> None:
    assert faults(client, lon=["109.5", "110"], lat="18.25").parameter == "lon"


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("amenites", "toilet", "amenities"),
        ("longitude", "1", "lon"),
        ("amenities", "toilets", "toilet"),
        ("lat", "109.5", "swapped"),
        ("lon", "200", "180"),
        ("k", "500", "100"),
        ("datum", "gcj02 ", "gcj02"),
        ("state", "opened", "open"),
    ],
)
def test_the_answer_says_what_would_be_right(client: FlaskClient, name: str, value: str, hint: str) -> None:
    problem = faults(client, **{**GOOD, name: value})
    assert any(hint in fault.en for fault in problem.errors if fault.parameter == name)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("amenities", "toilte", "是不是 toilet"),
        ("datum", "mars", "'wgs84', 'gcj02', 'bd09'、'cgcs2000'"),
        ("open_at", "yesterday", "2026-05-01T09:00"),
        ("amenites", "x", "是不是 amenities"),
    ],
)
def test_the_chinese_sentence_is_chinese(client: FlaskClient, name: str, value: str, words: str) -> None:
    problem = faults(client, **{**GOOD, name: value})
    assert words in problem.title
    assert "did you mean" not in problem.title


def test_a_box_of_three_numbers_is_told_what_a_box_is(client: FlaskClient) -> None:
    assert "west,south,east,north" in client.get("/api/v1/stations?bbox=1,2,3").json["title"]


def test_swapped_coordinates_are_told(client: FlaskClient) -> None:
    problem = faults(client, lon="18.25", lat="109.5")
    assert problem.parameter == "lat"
    assert "写反" in problem.title


def test_the_title_is_chinese_unless_english_is_asked_for(client: FlaskClient) -> None:
    assert faults(client, lat="1").title == "缺少参数 lon"
    assert faults(client, lat="1", lang="en").title == "lon is missing"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"1", b'"x"', b"null", b'{"lon": 1}', b'{"lon": true, "lat": 2}', b'{"lon": [1], "lat": 2}',
     b'{"lon": 1, "lat": 2, "k": {}}', b'{"lon": NaN, "lat": 2}', b'{"lon": 1, "lat": 2, "kk": 3}', b"\xff\xfe",
     b'{"lon": "1", "lat": 2}', b'{"lon": 1, "lat": 2, "lon": 3}',
     b'{"lon": 1, "lat": 2, "open_at": 5}', b'{"lon": 1, "lat": 2, "k": "5"}'],
)  # fmt: skip
def test_a_wrong_body_is_a_400_too(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/api/v1/nearest", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert shapes.Problem.model_validate(answer.json).parameter


def test_parameters_of_a_post_belong_in_its_body(client: FlaskClient) -> None:
    answer = client.post("/api/v1/nearest?k=3", json={"lon": 109.5, "lat": 18.25})
    assert answer.status_code == 400
    assert answer.json["parameter"] == "k"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("/api/v1/stations?limit=0", "limit"),
        ("/api/v1/stations?offset=-1", "offset"),
        ("/api/v1/stations?bbox=1,2,3", "bbox"),
        ("/api/v1/stations?bbox=a,b,c,d", "bbox"),
        ("/api/v1/stations?bbox=0,95,1,96", "bbox"),
        ("/api/v1/stations?adcode=4602", "adcode"),
        ("/api/v1/stations?lon=1", "lon"),
        ("/api/v1/stations/test-0001?verbose=1", "verbose"),
        ("/api/v1/vocabulary?kind=amenity", "kind"),
        ("/api/v1/locate", "address"),
        ("/api/v1/locate?address=", "address"),
        (f"/api/v1/locate?address={'三' * 301}", "address"),
        ("/export/stations.geojson?limit=5", "limit"),
        ("/export/stations.geojson?status=gone", "status"),
    ],
)
def test_every_other_door_is_as_strict(client: FlaskClient, url: str, name: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 400
    assert answer.json["parameter"] == name


def test_what_a_person_sent_is_not_echoed(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nearest?lon=109.123456&lat=999")
    assert "109.123456" not in answer.text


@pytest.mark.parametrize(
    ("url", "method"), [("/api/v1/nearest", "DELETE"), ("/api/v1/stations", "POST"), ("/", "PUT")]
)
def test_a_method_that_is_not_there_is_a_405_that_names_the_others(
    client: FlaskClient, url: str, method: str
) -> None:
    answer = client.open(url, method=method)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_body_too_large_is_a_413(client: FlaskClient) -> None:
    answer = client.post("/api/v1/nearest", data=b" " * 200_000, content_type="application/json")
    assert answer.status_code == 413


names = st.sampled_from(
    [*GOOD, "k", "datum", "amenities", "open_at", "state", "status", "max_distance_m", "lang"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(asked=st.dictionaries(names | st.text(max_size=8), st.text(max_size=30), max_size=6))
def test_no_query_whatever_makes_the_service_fail(client: FlaskClient, asked: dict[str, str]) -> None:
    assert client.get("/api/v1/nearest", query_string=asked).status_code in (200, 400)
