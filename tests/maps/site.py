"""A small site that serves maps as the real one does, under the strictest policy they must live with."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flask
from werkzeug.serving import make_server

import locator
from locator.maps.assets import MapParts
from locator.maps.basemap import tile

STATIC = Path(locator.__file__).parent / "web/static"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>map</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
{css}<link rel="stylesheet" href="/page.css"><div class="stage">{html}</div>{js}</html>"""


def page_of(parts: MapParts) -> str:
    css = "".join(f'<link rel="stylesheet" href="{url}">' for url in parts.css)
    js = "".join(f'<script src="{url}"></script>' for url in (*parts.js, "/map/it.js"))
    return PAGE.format(css=css, html=parts.html, js=js)


def app_of(parts: MapParts, image_hosts: tuple[str, ...]) -> flask.Flask:
    app = flask.Flask(__name__, static_folder=str(STATIC), static_url_path="/static")
    app.after_request(lambda response: with_policy(response, " ".join((POLICY, *image_hosts))))
    app.add_url_rule("/", view_func=lambda: page_of(parts))
    app.add_url_rule("/page.css", "css", lambda: flask.Response(PAGE_CSS, mimetype="text/css"))
    app.add_url_rule("/map/it.js", "js", lambda: flask.Response(parts.script, mimetype="text/javascript"))
    app.add_url_rule("/basemap/<int:z>/<int:x>/<int:y>.json", "tile", json_tile)
    return app


PAGE_CSS = "html, body, .stage { margin: 0; height: 100% }"


def json_tile(z: int, x: int, y: int) -> flask.Response:
    return flask.Response(tile(z, x, y), mimetype="application/json")


def with_policy(response: flask.Response, policy: str) -> flask.Response:
    response.headers["Content-Security-Policy"] = policy
    return response


@contextmanager
def served(parts: MapParts, image_hosts: tuple[str, ...] = ()) -> Iterator[str]:
    """The site's address while it runs, on a port of its own."""
    server = make_server("127.0.0.1", 0, app_of(parts, image_hosts), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
