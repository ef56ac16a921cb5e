"""A running app keeps up with the registry: no answer fails, and none is made of two versions."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from locator.geocode.extract.tables import FORMAT, META
from locator.serving.builder import refreshed
from locator.settings import Settings
from locator.store import Store, open_store
from locator.web import create_app, readiness
from locator.web.state import EXTENSION
from tests.made_up import station

STATIONS, REFRESHES = 40, 10
SPOT = {"lon": 109.5, "lat": 18.25}
PATIENCE_S = 60


def write(store: Store, version: int) -> None:
    """All stations anew; each name tells the version."""
    store.put_stations(
        [
            station(number, 109.4 + number / 500, 18.25, name=f"演示版{version}号站{number}", adcode="460204")
            for number in range(STATIONS)
        ]
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{tmp_path}/registry.db",
        snapshot_folder=tmp_path / "snapshots",
        gazetteer_folder=tmp_path / "gazetteer",
        network_folder=tmp_path / "networks",
    )


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with closing(open_store(settings.database_url, create=True)) as opened:
        opened.upgrade()
        write(opened, 0)
        yield opened


@pytest.fixture
def app(settings: Settings, store: Store) -> Flask:
    made = create_app(settings)
    made.extensions[EXTENSION].stop()  # the test says when to look
    return made


def ask(client: FlaskClient) -> list[Any]:
    """One question of each kind: the short way, the long way, by body, a list, a map's view, a name."""
    view = "bbox=109.3,18.2,109.6,18.3&zoom=16"
    return [
        client.get("/api/v1/nearest?lon=109.5&lat=18.25&k=20"),
        client.get("/api/v1/nearest?lon=109.5&lat=18.25&k=20&lang=en"),
        client.post("/api/v1/nearest", json=SPOT | {"k": 20}),
        client.get("/api/v1/stations?limit=100"),
        client.get(f"/api/v1/clusters?{view}"),
        client.get("/api/v1/places?text=演示版"),
    ]


def test_while_versions_are_swapped_every_answer_is_wholly_of_one(
    app: Flask, store: Store, settings: Settings
) -> None:
    answers: list[tuple[int, str]] = []
    over = Event()

    def keep_asking() -> None:
        client = app.test_client()
        while not over.is_set():
            answers.extend((answer.status_code, answer.text) for answer in ask(client))
            over.wait(0.02)

    askers = [Thread(target=keep_asking) for _one in range(3)]
    for asker in askers:
        asker.start()
    try:
        for version in range(1, REFRESHES + 1):
            write(store, version)
            refreshed(settings.snapshot_folder, settings.database_url)
            assert app.extensions[EXTENSION].look()
    finally:
        over.set()
        for asker in askers:
            asker.join()
    seen = [set(re.findall("演示版([0-9]+)号", text)) for _status, text in answers]
    assert {status for status, _text in answers} == {200}
    assert {len(versions) for versions in seen} == {1}
    assert len({version for versions in seen for version in versions}) > 2
    assert all(set(re.findall("演示版([0-9]+)号", one.text)) == {"10"} for one in ask(app.test_client()))


def test_refreshes_are_counted_and_the_snapshots_age_is_told(
    app: Flask, store: Store, settings: Settings
) -> None:
    write(store, 1)
    refreshed(settings.snapshot_folder, settings.database_url)
    app.extensions[EXTENSION].look()
    text = app.test_client().get("/metrics").text
    assert "locator_refresh_seconds_count 1.0" in text
    assert re.search(r"^locator_snapshot_age_seconds [0-9]", text, re.MULTILINE)
    assert re.search(r"^locator_catalog_version 2.0$", text, re.MULTILINE)


def test_an_app_is_ready_once_all_is_loaded(app: Flask) -> None:
    client, waited = app.test_client(), Event()
    for _try in range(PATIENCE_S * 10):
        answer = client.get("/readyz")
        if answer.status_code == 200:
            break
        assert (answer.status_code, answer.json["reason"]) == (503, readiness.LOADING)  # type: ignore[index]
        assert answer.headers["Retry-After"]
        waited.wait(0.1)
    assert answer.json == {"status": "ready"}
    assert client.get("/healthz").status_code == 200


def test_what_is_missing_is_told_by_its_kind_and_the_rest_answers(settings: Settings, store: Store) -> None:
    extract = settings.gazetteer_folder / "city"
    extract.mkdir(parents=True)
    (extract / META).write_text(json.dumps({"format": FORMAT}))  # and nothing else of what belongs to it
    client, waited = create_app(settings).test_client(), Event()
    for _try in range(PATIENCE_S * 10):
        answer = client.get("/readyz")
        if answer.json["reason"] != readiness.LOADING:  # type: ignore[index]
            break
        waited.wait(0.1)
    assert answer.status_code == 503
    assert "InvalidInput" in answer.json["reason"]  # type: ignore[index]
    assert client.get("/healthz").status_code == 200
