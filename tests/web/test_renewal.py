"""The service keeps up with the registry."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from locator.settings import Settings
from locator.store import Store, open_store
from locator.web import create_app
from locator.web.renewal import Renewal, register
from locator.web.state import State, read_state, state
from tests.made_up import notice, station


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{tmp_path}/locator.db")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with closing(open_store(settings.database_url, create=True)) as opened:
        opened.upgrade()
        opened.put_stations([station(1, 109.5, 18.25, opening_hours="24/7")])
        yield opened


@pytest.fixture
def app(settings: Settings, store: Store) -> Flask:
    return create_app(given=read_state(settings, store))


def look(app: Flask, every_s: float = 0) -> None:
    prepared: list[State] = []
    if looker := Renewal(app, state(app).settings, prepared.append, every_s).look():
        looker.join()
    assert all(reading is state(app) for reading in prepared)


def open_state(app: Flask) -> str:
    answer = app.test_client().get("/api/v1/stations/test-0001/card").json
    told: str = answer["properties"]["open_state"]
    return told


def test_a_notice_that_was_put_up_meanwhile_is_told(app: Flask, store: Store) -> None:
    assert open_state(app) == "open"
    store.notices.add(notice())
    look(app)
    assert open_state(app) == "closed"


def test_every_request_is_an_occasion_to_look(app: Flask, store: Store) -> None:
    register(app, state(app).settings, lambda _: None, every_s=0)
    store.notices.add(notice())
    assert "closed" in [open_state(app) for _ in range(20)]


def test_a_registry_that_did_not_move_is_not_read_again(app: Flask) -> None:
    before = state(app)
    look(app)
    assert state(app) is before


def test_what_hangs_not_on_the_registry_is_not_loaded_again(app: Flask, store: Store) -> None:
    geocoder = state(app).geocoder
    store.notices.add(notice())
    look(app)
    assert state(app).geocoder is geocoder


def test_it_looks_no_oftener_than_it_was_told(app: Flask, store: Store) -> None:
    store.notices.add(notice())
    look(app, every_s=3600)
    assert open_state(app) == "open"


def test_a_registry_that_is_away_leaves_what_is_there(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "locator.db").rename(tmp_path / "gone.db")
    look(app)
    assert open_state(app) == "open"
    assert "could not be read" in caplog.text
