"""The app factory. Settings are read here, or handed in; nothing is read when the package is imported."""

from contextlib import closing
from datetime import datetime
from threading import Thread

from flask import Flask, Response, jsonify

from locator import resources
from locator.lookup import CHINA
from locator.maps import basemap
from locator.maps.basemaps import tile_hosts
from locator.settings import Settings
from locator.store import open_store
from locator.web import compression, headers, install, language, offline, problems, renewal, versions
from locator.web.api import api
from locator.web.clusters import views
from locator.web.downloads import downloads
from locator.web.indexing import indexing
from locator.web.maps import base_map_of, maps
from locator.web.openapi import document
from locator.web.pages import pages
from locator.web.places import places
from locator.web.routes import routes
from locator.web.sheets import sheets
from locator.web.state import EXTENSION, State, read_state

LARGEST_BODY = 64 * 1024


def create_app(settings: Settings | None = None, given: State | None = None) -> Flask:
    """The web service over the registry that the settings name.

    Args:
        settings: what the operator set; read from the environment when None.
        given: what to show instead of reading the registry.

    Raises:
        StoreError: the database can't be read; `locator init` makes it.
    """
    settings = settings or (given.settings if given else Settings())
    app = Flask(__name__, template_folder=str(resources.folder("templates")))
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[EXTENSION] = given or _read(settings)
    if given is None:
        Thread(target=_warm_up, args=(app.extensions[EXTENSION],), daemon=True).start()
        renewal.register(app, settings, _warm_up)
    compression.register(app)
    headers.register(app, tile_hosts(base_map_of(settings)))
    versions.register(app)
    language.register(app)
    problems.register(app)
    offline.register(app)
    install.register(app)
    for blueprint in (pages, sheets, indexing, maps, api, places, routes, downloads, views):
        app.register_blueprint(blueprint)
    app.add_url_rule("/openapi.json", view_func=lambda: jsonify(document()), endpoint="openapi")
    app.add_url_rule("/healthz", view_func=_healthz, endpoint="healthz")
    return app


def _read(settings: Settings) -> State:
    with closing(open_store(settings.database_url)) as store:
        return read_state(settings, store)


def _warm_up(held: State) -> None:
    """Load what the first visitor would else wait for: gazetteer, names, hours, the base map's names, streets."""
    held.geocoder.locate("中国")
    held.places.prepare()
    held.catalog.opening(datetime.now(CHINA))
    basemap.tile(4, 12, 6)
    held.networks.prepare()


def _healthz() -> Response:
    return jsonify(status="ok")
