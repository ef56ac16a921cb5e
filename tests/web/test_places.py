"""The search by name over HTTP."""

import logging
from typing import Any

import pytest
from flask.testing import FlaskClient

from locator.web import shapes
from tests.web.conftest import HOSTILE

PATH = "/api/v1/places"


def told(client: FlaskClient, **asked: Any) -> list[shapes.PlaceFound]:
    answer = client.post(PATH, json=asked)
    assert answer.status_code == 200, answer.text
    return shapes.PlacesFound.model_validate(answer.json).places


def refused(client: FlaskClient, **asked: Any) -> str | None:
    answer = client.post(PATH, json=asked)
    assert answer.status_code == 400, answer.text
    return shapes.Problem.model_validate(answer.json).parameter


def test_a_station_comes_with_its_id_and_its_place(client: FlaskClient) -> None:
    first = told(client, text="演示站点1")[0]
    assert (first.kind, first.id, first.lon, first.lat) == ("station", "test-0001", 109.52, 18.25)


def test_what_is_asked_in_an_address_is_answered_the_same(client: FlaskClient) -> None:
    answer = client.get(PATH, query_string={"text": "yanshizhandian", "limit": 3})
    assert shapes.PlacesFound.model_validate(answer.json).places == told(
        client, text="yanshizhandian", limit=3
    )


def test_the_spot_decides_between_two_of_one_name(client: FlaskClient) -> None:
    near = {"lon": 125.3, "lat": 43.9}
    assert told(client, text="朝阳区")[0].where == "北京市"
    assert told(client, text="朝阳区", near=near)[0].where == "吉林省长春市"


def test_no_position_is_taken_from_an_address(client: FlaskClient) -> None:
    answer = client.get(PATH, query_string={"text": "三亚", "near": "109.5,18.2"})
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["parameter"] == "near"


@pytest.mark.parametrize(
    ("wrong", "parameter"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "站" * 301}, "text"),
        ({"text": 5}, "text"),
        ({"text": None}, "text"),
        ({"text": ["三亚"]}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"text": "三亚", "limit": 0}, "limit"),
        ({"text": "三亚", "limit": 51}, "limit"),
        ({"text": "三亚", "limit": "8"}, "limit"),
        ({"text": "三亚", "lang": "de"}, "lang"),
        ({"text": "三亚", "near": {"lon": 200, "lat": 18}}, "near"),
        ({"text": "三亚", "near": {"lon": 109}}, "near"),
        ({"text": "三亚", "near": [109, 18]}, "near"),
        ({"text": "三亚", "near": "109,18"}, "near"),
        ({"text": "三亚", "q": "x"}, "q"),
    ],
)
def test_a_wrong_question_is_refused_by_name(
    client: FlaskClient, wrong: dict[str, Any], parameter: str
) -> None:
    assert refused(client, **wrong) == parameter


def test_a_text_too_long_is_not_echoed(client: FlaskClient) -> None:
    assert "站站站" not in client.post(PATH, json={"text": "站" * 301}).text


@pytest.mark.parametrize(
    "text", ["😀", "\x00", "\u202e\u200f", "' OR 9=9 --", "../../etc/passwd", "{{7*7}}", "a" * 300]
)
def test_a_hostile_text_is_a_text(client: FlaskClient, text: str) -> None:
    assert told(client, text=text) == []


def test_a_hostile_name_is_told_as_it_is(client: FlaskClient) -> None:
    assert HOSTILE in [place.name for place in told(client, text="onerror=alert")]


def test_what_is_searched_is_never_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        told(client, text="演示站点2", near={"lon": 109.123, "lat": 18.234})
        refused(client, text="演示站点2" * 100)
    assert "演示" not in caplog.text
    assert "109.123" not in caplog.text
