"""What the service counts of itself."""

import os
import subprocess
import sys

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from locator.catalog import Catalog
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app
from locator.web.metrics import BUCKETS_S, Durations
from locator.web.state import State

Labels = tuple[str, ...]
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


def samples(text: str, name: str) -> dict[Labels, float]:
    families = text_string_to_metric_families(text)
    found = (sample for family in families for sample in family.samples if sample.name == name)
    return {tuple(value for _label, value in sorted(one.labels.items())): one.value for one in found}


@pytest.fixture
def counted(catalog: Catalog) -> FlaskClient:
    """A client of an app that has counted nothing yet."""
    return create_app(given=State(Settings(database_url="sqlite://"), catalog, Told())).test_client()


@pytest.fixture
def guarded(catalog: Catalog) -> FlaskClient:
    settings = Settings(database_url="sqlite://", metrics_token=SecretStr("a-token"))
    return create_app(given=State(settings, catalog, Told())).test_client()


def test_requests_are_counted_by_template_and_status(counted: FlaskClient) -> None:
    asked = [
        "/api/v1/nearest?lon=109.51234&lat=18.24321",  # the short way
        "/api/v1/nearest?lon=109.51234&lat=18.24321&lang=en",  # the long way
        "/api/v1/nearest?lon=x",
        "/stations/test-0001",
        "/stations/no-such-one",
        "/no/such/page",
    ]
    for address in asked:
        counted.get(address).close()
    text = counted.get("/metrics").text
    assert samples(text, "locator_request_seconds_count") == {
        ("/api/v1/nearest", "200"): 2,
        ("/api/v1/nearest", "400"): 1,
        ("/stations/<station_id>", "200"): 1,
        ("/stations/<station_id>", "404"): 1,
        ("none", "404"): 1,
    }
    assert not [word for word in ("109.5", "18.24", "test-0001", "no-such", "no/such") if word in text]


def test_a_request_is_in_flight_until_it_is_answered(counted: FlaskClient) -> None:
    counted.get("/api/v1/vocabulary").close()
    assert samples(counted.get("/metrics").text, "locator_requests_in_flight") == {(): 1}  # the one that asks


def test_what_is_served_is_told(counted: FlaskClient, catalog: Catalog) -> None:
    text = counted.get("/metrics").text
    told = {
        "locator_catalog_version": catalog.version,
        "locator_stations": len(catalog),
        "locator_index_stations": catalog.located,
        "locator_index_bytes": catalog.columns.rows.nbytes,
    }
    assert {name: samples(text, name)[()] for name in told} == told
    assert samples(text, "locator_process_memory_bytes")[()] > 1e6


def test_only_who_asks_on_the_same_machine_is_told(counted: FlaskClient) -> None:
    assert counted.get("/metrics").status_code == 200
    assert counted.get("/metrics", environ_overrides={"REMOTE_ADDR": "::1"}).status_code == 200
    refused = counted.get("/metrics", environ_overrides=ELSEWHERE)
    assert refused.status_code == 403
    assert refused.content_type == "application/problem+json"
    assert counted.get("/metrics", environ_overrides={"REMOTE_ADDR": ""}).status_code == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_who_comes_through_a_proxy_is_not_on_the_same_machine(counted: FlaskClient, header: str) -> None:
    assert counted.get("/metrics", headers={header: "127.0.0.1"}).status_code == 403


def test_with_a_token_only_who_has_it_is_told(guarded: FlaskClient) -> None:
    right = {"Authorization": "Bearer a-token"}
    assert guarded.get("/metrics", headers=right, environ_overrides=ELSEWHERE).status_code == 200
    for wrong in ({}, {"Authorization": "Bearer another"}, {"Authorization": "a-token"}):
        assert guarded.get("/metrics", headers=wrong).status_code == 403


@given(st.lists(st.floats(0, 20), min_size=1))
def test_many_observations_at_once_are_the_same_as_one_by_one(seconds: list[float]) -> None:
    texts = []
    for together in (True, False):
        registry = CollectorRegistry()
        found = Durations("s", "s", ["x"], buckets=BUCKETS_S, registry=registry).labels("y")
        found.observe_all(seconds) if together else [found.observe(one) for one in seconds]
        lines = generate_latest(registry).decode().splitlines()
        texts.append([line for line in lines if "_created" not in line and "_sum" not in line])
    assert texts[0] == texts[1]


IN_TWO_PROCESSES = """
import os, sys
from locator.web.metrics import Metrics
counts = Metrics(os.environ["PROMETHEUS_MULTIPROC_DIR"])
counts.in_flight.append(None)
counts.finished.append(("/x", "200 OK", 0.01))
counts.flush()
if os.fork() == 0:
    counts.finished.append(("/x", "200 OK", 0.3))
    counts.finished.append(("/y", "404 Not Found", 0.3))
    counts.flush()
    os._exit(0)
os.wait()

class Held:
    made_at = None
    class catalog:
        version, located = 1, 0
        def __len__(self): return 0
        class columns:
            class rows: nbytes = 0
    catalog = catalog()

print(counts.text(Held).decode())
"""


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one of two processes tells, the other of which is no more."""
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path_factory.mktemp("counts"))}
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", IN_TWO_PROCESSES],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    return done.stdout


def test_several_processes_are_counted_together(together: str) -> None:
    assert samples(together, "locator_request_seconds_count") == {("/x", "200"): 2, ("/y", "404"): 1}


def test_what_an_ended_process_had_in_flight_is_forgotten(together: str) -> None:
    assert samples(together, "locator_requests_in_flight") == {(): 1}
