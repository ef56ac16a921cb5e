"""The filter for stations that never close."""

import pytest
from flask.testing import FlaskClient

from locator.catalog import Catalog, Filter
from locator.settings import Settings
from locator.web import create_app
from locator.web.state import State, Told
from tests.made_up import station

STATIONS = [
    station(1, 109.50, 18.25, opening_hours="24/7"),
    station(2, 109.51, 18.25, open_24h=True),
    station(3, 109.52, 18.25, open_24h=False),
    station(4, 109.53, 18.25, opening_hours="08:00-20:00"),
    station(5, 109.54, 18.25),
]
ALWAYS = ["test-0001", "test-0002"]
NOT_KNOWN_TO = ["test-0003", "test-0004", "test-0005"]


@pytest.fixture(scope="module")
def asked() -> FlaskClient:
    held = State(Settings(database_url="sqlite://"), Catalog(STATIONS, version=1), Told())
    return create_app(given=held).test_client()


def ids(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [feature["id"] for feature in answer["features"]]


@pytest.mark.parametrize(
    ("wanted", "found"), [(None, ALWAYS + NOT_KNOWN_TO), (True, ALWAYS), (False, NOT_KNOWN_TO)]
)
def test_the_catalog_tells_them_apart(wanted: bool | None, found: list[str]) -> None:
    catalog = Catalog(STATIONS)
    passing = catalog.rows(Filter(open_24h=wanted))
    assert [one.id for one, passes in zip(catalog.stations, passing, strict=True) if passes] == found


@pytest.mark.parametrize(
    "path", ["/api/v1/nearest?lon=109.5&lat=18.25&", "/api/v1/stations?", "/export/stations.geojson?"]
)
def test_every_list_takes_the_filter(asked: FlaskClient, path: str) -> None:
    assert ids(asked.get(f"{path}open_24h=true").json) == ALWAYS
    assert ids(asked.get(f"{path}open_24h=false").json) == NOT_KNOWN_TO


def test_in_a_body_it_is_a_truth_value(asked: FlaskClient) -> None:
    point = {"lon": 109.5, "lat": 18.25}
    assert ids(asked.post("/api/v1/nearest", json=point | {"open_24h": True}).json) == ALWAYS
    assert asked.post("/api/v1/nearest", json=point | {"open_24h": "true"}).status_code == 400


@pytest.mark.parametrize("word", ["yes", "1", "TRUE", ""])
def test_another_word_is_refused_with_what_it_takes(asked: FlaskClient, word: str) -> None:
    answer = asked.get("/api/v1/stations", query_string={"open_24h": word})
    assert answer.status_code == 400
    assert answer.json["title"] == "open_24h 应为 true 或 false"


def test_the_page_takes_it_without_scripts(asked: FlaskClient) -> None:
    page = asked.get("/", query_string={"open_24h": "true", "open_at": ""}).text
    assert page.count('class="card"') == 1 + len(ALWAYS)  # one is the pattern for scripts
