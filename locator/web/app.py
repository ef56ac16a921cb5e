"""The app factory. Settings are read here, or handed in; nothing is read when the package is imported."""

from flask import Flask, jsonify

from locator import resources
from locator.maps.basemaps import tile_hosts
from locator.settings import Settings
from locator.web import (
    bodies,
    bundles,
    compression,
    headers,
    install,
    lane,
    language,
    metrics,
    offline,
    planner,
    problems,
    readiness,
    tiles,
    versions,
    watching,
)
from locator.web.api import api
from locator.web.batch import batches
from locator.web.clusters import views
from locator.web.downloads import downloads
from locator.web.following import following
from locator.web.indexing import indexing
from locator.web.maps import base_map_of, maps
from locator.web.openapi import document
from locator.web.pages import pages
from locator.web.places import places
from locator.web.routes import routes
from locator.web.sheets import sheets
from locator.web.state import Given, State, hold

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
    counts = metrics.register(app, settings.metrics_token)
    ready = readiness.Readiness(None) if given else readiness.Readiness()
    compression.register(app)
    headers.register(app, tile_hosts(base_map_of(settings)))
    versions.register(app)
    bundles.register(app)
    language.register(app)
    problems.register(app)
    offline.register(app)
    install.register(app)
    tiles.register(app)
    planner.register(app, settings)
    for blueprint in (pages, sheets, indexing, maps, api, batches, places, routes, downloads, views):
        app.register_blueprint(blueprint)
    app.add_url_rule("/openapi.json", view_func=lambda: jsonify(document()), endpoint="openapi")
    readiness.register(app, ready)
    lane.register(app, headers.of_api(tile_hosts(base_map_of(settings))))
    watching.register(app, counts)
    bodies.register(app)
    # last: it starts threads that read arrays' headers as Python, which Python before 3.11.8 can't do beside the
    # routes' being compiled (its issue 106905)
    hold(app, Given(given) if given else following(settings, counts, ready))
    return app
