"""Answers come compressed to whoever can read that, each form with a tag of its own."""

import gzip

import brotli
import pytest
from flask.testing import FlaskClient

from locator.catalog import Catalog
from locator.demo import made_up_stations
from locator.settings import Settings
from locator.web import create_app, shapes
from locator.web.state import State, Told

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
SCRIPT = "/static/vendor/leaflet/leaflet.js"
ADDRESSES = (
    "/",
    "/api/v1/stations?limit=100",
    "/export/stations.geojson",
    SCRIPT,
    f"{SCRIPT}?v=1",
    "/static/icons/icons.svg",
)
PACK = "/api/v1/packs/x2429y624"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    catalog = Catalog(made_up_stations(300), version=8)
    return create_app(given=State(Settings(database_url="sqlite://"), catalog, Told())).test_client()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_form_holds_the_same(client: FlaskClient, address: str) -> None:
    plain = client.get(address, headers={"Accept-Encoding": "identity"}, buffered=True).data
    for encoding, unpack in UNPACK.items():
        answer = client.get(address, headers={"Accept-Encoding": encoding}, buffered=True)
        assert unpack(answer.data) == plain
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert encoding == "identity" or len(answer.data) < len(plain) / 2


@pytest.mark.parametrize("address", [SCRIPT, f"{SCRIPT}?v=1", "/api/v1/vocabulary", PACK])
def test_each_form_has_a_tag_that_holds_for_it_alone(client: FlaskClient, address: str) -> None:
    tags = {
        encoding: client.get(address, headers={"Accept-Encoding": encoding}, buffered=True).headers["ETag"]
        for encoding in UNPACK
    }
    assert len({*tags.values()}) == len(tags)
    for encoding, tag in tags.items():
        again = client.get(
            address, headers={"Accept-Encoding": encoding, "If-None-Match": tag}, buffered=True
        )
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


def test_small_answers_and_pictures_are_left_alone(client: FlaskClient) -> None:
    for address in ("/healthz", "/static/icons/icon-192.png"):
        assert (
            "Content-Encoding"
            not in client.get(address, headers={"Accept-Encoding": "br"}, buffered=True).headers
        )


def test_a_range_of_a_file_is_one_of_its_plain_form(client: FlaskClient) -> None:
    answer = client.get(SCRIPT, headers={"Accept-Encoding": "br", "Range": "bytes=0-9"}, buffered=True)
    assert (answer.status_code, len(answer.data), answer.headers.get("Content-Encoding")) == (206, 10, None)


def test_a_pack_answers_in_its_shape_and_only_to_its_one_address(client: FlaskClient) -> None:
    pack = shapes.Pack.model_validate_json(client.get(PACK, buffered=True).data)
    assert (pack.cell, pack.version, pack.size) == ("x2429y624", 8, 300)
    assert client.get("/api/v1/packs/x02429y624", buffered=True).status_code == 404
    assert client.get(f"{PACK}?lon=121.47", buffered=True).status_code == 400


def test_what_pages_are_made_of_carries_few_headers_and_pages_carry_all(client: FlaskClient) -> None:
    assert "Content-Security-Policy" not in client.get(SCRIPT, buffered=True).headers
    for address in ("/", "/static/icons/icons.svg", "/api/v1/vocabulary", "/sw.js"):
        assert "script-src 'self'" in client.get(address, buffered=True).headers["Content-Security-Policy"]
