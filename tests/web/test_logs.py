"""What the log tells, and what it never does."""

import io
import json
import logging
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from locator.catalog import Catalog
from locator.errors import StoreError
from locator.logs import Lines, tell
from locator.serving.told import Told
from locator.settings import Settings
from locator.store import Departed
from locator.web import create_app, watching
from locator.web.metrics import Metrics
from locator.web.state import State

HERE = ("109.51234", "18.24321", "海口市龙华区", "Mozilla/5.0 (a phone)", "203.0.113.9")
"""Where somebody stands, and what he comes with."""
LON, LAT, ADDRESS, BROWSER, HOST = HERE


class BrokenPast:
    """A past that can't be asked, and says what it was asked."""

    def departed(self, station_id: str) -> Departed | None:
        if station_id.startswith("store"):
            raise StoreError("the database can't be read")
        raise RuntimeError(f"nobody knows {station_id} near {LON} {LAT} {ADDRESS}")

    def last_changes(self) -> Mapping[str, datetime]:
        return {}


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """All that goes to the log, however unimportant."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    handler.setFormatter(Lines())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def app(catalog: Catalog) -> Flask:
    settings = Settings(database_url="sqlite://")
    made = create_app(given=State(settings, catalog, Told(), BrokenPast()))
    watching.register(made, Metrics(), slow_s=0.0)  # every request is slow
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def lines(told: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.getvalue().splitlines()]


def test_wherever_somebody_says_where_he_is_the_log_does_not(client: FlaskClient, told: io.StringIO) -> None:
    headers = {
        "User-Agent": BROWSER, "Referer": f"http://x/?lon={LON}", "X-Forwarded-For": HOST, "X-Request-ID": LON,
        "Cookie": f"spot={LON}", "Accept-Language": LAT,
    }  # fmt: skip
    spot, who = {"lon": float(LON), "lat": float(LAT)}, {"REMOTE_ADDR": HOST}
    asked = [
        ("GET", f"/api/v1/nearest?lon={LON}&lat={LAT}", {}),
        ("GET", f"/api/v1/nearest?lon={LON}&lat={LAT}&lang=en&nonsense={LON}", {}),
        ("POST", "/api/v1/nearest", {"json": spot}),
        ("POST", "/api/v1/nearest", {"json": spot | {"k": f"{LON}"}}),
        ("POST", "/api/v1/nearest", {"data": f"{LON} is no JSON", "content_type": "application/json"}),
        ("POST", "/api/v1/places", {"json": {"text": ADDRESS, "near": spot}}),
        ("GET", f"/api/v1/locate?address={ADDRESS}", {}),
        ("POST", "/api/v1/locate", {"json": {"address": ADDRESS}}),
        ("GET", f"/{LON}/{LAT}", {}),
        ("GET", f"/stations/{LON}-{LAT}", {}),
        ("GET", f"/stations/{ADDRESS}", {}),
        ("GET", f"/api/v1/stations/{LON}", {}),
        ("PUT", f"/api/v1/nearest?lon={LON}", {"data": LAT}),
        ("GET", f"/?lon={LON}" + "9" * 10_000, {}),
    ]
    statuses = []
    for method, path, more in asked:
        with client.open(path, method=method, headers=headers, environ_overrides=who, **more) as answer:
            statuses.append(answer.status_code)
    assert {200, 400, 404, 405, 414, 500} <= set(statuses)
    assert len(lines(told)) >= len(asked)
    assert not [word for word in HERE if word in told.getvalue() or word in json.dumps(lines(told))]


def test_an_error_is_told_under_the_id_that_the_answer_carries(
    client: FlaskClient, told: io.StringIO
) -> None:
    answer = client.get("/stations/test-9999")
    assert answer.status_code == 500
    [error] = [line for line in lines(told) if line["event"] == "error"]
    assert error["request_id"] == answer.headers["X-Request-ID"]
    assert (error["error"], error["route"], error["status"]) == (
        "RuntimeError",
        "/stations/<station_id>",
        500,
    )
    assert error["at"][-1].startswith("test_logs.py:")


def test_that_the_registry_can_not_be_read_is_told_too(client: FlaskClient, told: io.StringIO) -> None:
    answer = client.get("/stations/store-1")
    assert answer.status_code == 503
    [error] = [line for line in lines(told) if line["event"] == "error"]
    assert (error["error"], error["request_id"]) == ("StoreError", answer.headers["X-Request-ID"])


def test_a_slow_request_is_told_by_its_template(client: FlaskClient, told: io.StringIO) -> None:
    client.get("/stations/test-0001").close()
    [slow] = [line for line in lines(told) if line["event"] == "slow request"]
    assert (slow["route"], slow["status"], slow["level"]) == ("/stations/<station_id>", 200, "warning")
    assert slow["seconds"] > 0


def test_what_fails_outside_of_the_framework_is_answered_and_told(told: io.StringIO) -> None:
    app = Flask("failing")

    def failing(_environ: object, _start_response: object) -> list[bytes]:
        raise RuntimeError(f"{LON} {LAT}")

    app.wsgi_app = failing  # type: ignore[assignment,method-assign]
    watching.register(app, Metrics())
    answer = app.test_client().get("/")
    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    [error] = lines(told)
    assert error["error"] == "RuntimeError"
    assert answer.json["request"] == error["request_id"]  # type: ignore[index]
    assert LON not in told.getvalue()


def test_a_line_is_one_json_object(told: io.StringIO) -> None:
    tell(logging.getLogger("locator.test"), "happened", answer=42, text="two\nlines")
    [line] = lines(told)
    assert {"event": "happened", "answer": 42, "text": "two\nlines", "level": "info"}.items() <= line.items()
    assert time.time() - datetime.fromisoformat(line["time"]).timestamp() < 60


def test_of_other_libraries_sentences_only_the_unfilled_form_is_told(told: io.StringIO) -> None:
    logging.getLogger("some.library").warning("no route to %s", HOST)
    assert lines(told)[0]["event"] == "no route to %s"
