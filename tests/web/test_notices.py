"""Dated notices in the API's answers."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from locator.catalog import Catalog
from locator.hours import CHINA
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app, shapes
from locator.web.state import State
from tests.made_up import notice, station
from tests.web.conftest import HOSTILE

START = datetime(2026, 7, 16, 18, tzinfo=CHINA)
NOW = datetime.now(CHINA)
NEAR = "/api/v1/nearest"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    typhoon = notice(
        adcode="460200",
        starts=START,
        ends=START + timedelta(days=1),
        text_zh="台风停开",
        text_en="Closed: typhoon",
    )
    hostile = notice(stations=("test-0002",), kind="info", starts=NOW, text_zh=HOSTILE)
    catalog = Catalog(
        [
            station(1, 109.51, 18.25, adcode="460204", opening_hours="08:00-20:00", holidays="open"),
            station(2, 109.52, 18.25, opening_hours="24/7", holidays="unknown"),
            station(3, 109.53, 18.25, opening_hours="08:00-20:00", holidays="unknown"),
        ],
        notices=[typhoon, hostile],
    )
    return create_app(given=State(Settings(database_url="sqlite://"), catalog, Told())).test_client()


def nearest(client: FlaskClient, at: str, **more: Any) -> list[dict[str, Any]]:
    answer = client.get(NEAR, query_string={"lon": 109.5, "lat": 18.25, "open_at": at, **more})
    shapes.NearestCollection.model_validate(answer.json)
    return [feature["properties"] for feature in answer.json["features"]]


def test_a_notice_decides_the_state_and_when_it_changes(client: FlaskClient) -> None:
    before, during = nearest(client, "2026-07-16T12:00")[0], nearest(client, "2026-07-16T19:00")[0]
    assert (before["open_state"], before["open_until"]) == ("open", "2026-07-16T18:00:00+08:00")
    assert (during["open_state"], during["opens_at"]) == ("closed", "2026-07-17T18:00:00+08:00")


def test_the_state_filter_knows_of_notices(client: FlaskClient) -> None:
    assert len(nearest(client, "2026-07-16T19:00", state="open")) == 2
    assert len(nearest(client, "2026-07-15T19:00", state="open")) == 3


@pytest.mark.parametrize(
    ("at", "ids"),
    [
        ("2026-07-09T17:59", 0),
        ("2026-07-09T18:00", 1),
        ("2026-07-17T17:59", 1),
        ("2026-07-17T18:00", 0),
    ],
)
def test_notices_are_told_while_they_hold_and_seven_days_before(
    client: FlaskClient, at: str, ids: int
) -> None:
    assert len(nearest(client, at)[0]["notices"]) == ids


def test_a_notice_is_told_in_the_language_asked_for(client: FlaskClient) -> None:
    (told,) = nearest(client, "2026-07-16T12:00")[0]["notices"]
    assert told | {"id": "x"} == {
        "id": "x",
        "kind": "closed",
        "text": "台风停开",
        "starts": "2026-07-16T18:00:00+08:00",
        "ends": "2026-07-17T18:00:00+08:00",
    }
    assert nearest(client, "2026-07-16T12:00", lang="en")[0]["notices"][0]["text"] == "Closed: typhoon"


def test_where_nobody_knows_what_comes_then_the_moment_is_named(client: FlaskClient) -> None:
    _first, always, daily = nearest(client, "2026-09-30T21:00")
    assert "unknown_from" not in always
    assert (daily["opens_at"], daily["unknown_from"]) == (None, "2026-10-01T00:00:00+08:00")


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("/api/v1/stations", shapes.StationCollection),
        ("/api/v1/stations/test-0002", shapes.StationFeature),
        ("/api/v1/stations/test-0002/card", shapes.CardFeature),
    ],
)
def test_stations_carry_the_notices_of_now_word_for_word(client: FlaskClient, url: str, shape: Any) -> None:
    answer = client.get(url).json
    shape.model_validate(answer)
    found = {feature["id"]: feature["properties"]["notices"] for feature in answer.get("features", [answer])}
    assert [told["text"] for told in found["test-0002"]] == [HOSTILE]
    assert not found.get("test-0001")


def test_a_download_is_the_records_alone(client: FlaskClient) -> None:
    answer = client.get("/export/stations.geojson").get_json(force=True)
    shapes.StationFile.model_validate(answer)
