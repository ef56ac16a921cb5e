"""Clusters count every station of a view once, under every filter, and stay light."""

import gzip
from datetime import datetime
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.browse import StationFilter, matching
from locator.catalog import Catalog
from locator.clusters import CELL_ZOOMS, MOST_SINGLE, ClusterQuery, clusters
from locator.demo import made_up_stations
from locator.lookup import CHINA
from locator.settings import Settings
from locator.web import create_app, shapes
from locator.web.state import State, Told
from tests.made_up import station

NOON = datetime(2026, 6, 3, 12, tzinfo=CHINA)
ROUND_THE_WORLD = [
    station(number, lon, lat, opening_hours="24/7" if number % 2 else None)
    for number, (lon, lat) in enumerate([(179.9, 1), (-179.9, -1), (0, 0), (180, 85), (-180, -85), (60, 89)])
]

degrees = st.floats(-180, 180, allow_nan=False).map(lambda lon: round(lon, 4))
heights = st.floats(-90, 90, allow_nan=False).map(lambda lat: round(lat, 4))
boxes = st.one_of(
    st.tuples(degrees, heights, degrees, heights),
    st.tuples(st.floats(105, 121), st.floats(20, 30), st.floats(113, 125), st.floats(25, 42)),
).map(lambda box: (box[0], min(box[1], box[3]), box[2], max(box[1], box[3])))
filters = st.fixed_dictionaries(
    {},
    optional={
        "amenities": st.sampled_from(["toilet", "microwave,drinking_water", "shower"]),
        "status": st.sampled_from(["operating", "paused", "operating,paused,repair,closed"]),
        "max_uncertainty_m": st.sampled_from([50.0, 5000.0]),
        "open_24h": st.booleans(),
        "adcode": st.sampled_from(["310000", "440300", "440306"]),
    },
)
states = st.one_of(st.none(), st.sampled_from(["open", "closed", "open,unknown"]))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog([*made_up_stations(3_000, seed=1), *ROUND_THE_WORLD, station(99)], version=1)


@pytest.fixture(scope="module")
def client(catalog: Catalog) -> FlaskClient:
    return create_app(given=State(Settings(database_url="sqlite://"), catalog, Told())).test_client()


def query(box: tuple[float, ...], zoom: int, **asked: Any) -> ClusterQuery:
    return ClusterQuery.model_validate(
        {"bbox": ",".join(map(str, box)), "zoom": zoom, "open_at": NOON, **asked}
    )


@settings(deadline=None)
@given(box=boxes, zoom=st.integers(0, 18), asked=filters, state=states)
def test_counts_add_up_to_the_stations_in_the_box(
    catalog: Catalog, box: tuple[float, ...], zoom: int, asked: dict[str, Any], state: str | None
) -> None:
    marks = clusters(catalog, query(box, zoom, **asked, **({"state": state} if state else {})))
    found = matching(catalog, StationFilter.model_validate({"bbox": ",".join(map(str, box)), **asked}))
    openings = catalog.openings_of(found, NOON)
    wanted = [opening.state for opening in openings if state is None or opening.state in state.split(",")]
    assert marks.size.sum() == len(wanted)
    assert marks.open.sum() == wanted.count("open")
    assert ((marks.row >= 0) == (marks.size == 1)).all()


@settings(deadline=None)
@given(box=boxes, zoom=st.integers(0, 18))
def test_marks_stand_in_the_box_and_never_twice_in_a_cell(
    catalog: Catalog, box: tuple[float, ...], zoom: int
) -> None:
    marks = clusters(catalog, query(box, zoom))
    assert ((marks.lat >= box[1] - 1e-9) & (marks.lat <= box[3] + 1e-9)).all()
    if len(marks.size) > MOST_SINGLE:
        cells = 1 << (zoom + CELL_ZOOMS)
        assert len(marks.size) <= cells * cells


def test_few_stations_are_shown_one_by_one(catalog: Catalog) -> None:
    marks = clusters(catalog, query((121.40, 31.20, 121.50, 31.25), 13))
    assert 0 < marks.size.sum() <= MOST_SINGLE
    assert set(marks.size) == {1}
    names = [catalog.stations[row].placement for row in marks.row]
    assert all(place and 121.40 <= place.lon <= 121.50 for place in names)


def test_a_box_across_the_antimeridian_has_both_sides(catalog: Catalog) -> None:
    marks = clusters(catalog, query((170, -10, -170, 10), 4))
    assert sorted(marks.lon.round(1)) == [-179.9, 179.9]


@pytest.mark.parametrize(
    ("box", "zoom"),
    [
        ("73,18,135,54", 4),
        ("112.5,27.059126,123.75,36.597889", 7),
        ("-180,-90,180,90", 18),
        ("120.9375,30.751278,122.34375,31.952162", 9),
        ("121.289063,31.052934,121.640625,31.353637", 12),
    ],
)
def test_no_view_costs_more_than_60_kb(client: FlaskClient, box: str, zoom: int) -> None:
    answer = client.get(f"/api/v1/clusters?bbox={box}&zoom={zoom}")
    shapes.ClusterCollection.model_validate_json(answer.data)
    assert len(gzip.compress(answer.data)) <= 60_000


def test_a_view_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    address = "/api/v1/clusters?bbox=73,18,135,54&zoom=4&open_at=2026-06-03T12:00"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_single_station_has_its_name_and_state(client: FlaskClient) -> None:
    features = orjson.loads(client.get("/api/v1/clusters?bbox=59,88,61,90&zoom=3").data)["features"]
    assert [(one["id"], one["properties"]["name"], one["properties"]["open_state"]) for one in features] == [
        ("test-0005", "演示站点5", "open")
    ]
