"""A short way round the framework for the question asked most: `GET /api/v1/nearest`, where it is plain.

Whatever is not plain (other parameters, escapes, repeats, a street network, anything wrong) goes the long way, which
knows all of it and says what is wrong. The answer is the same either way.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Flask

from locator import vocabulary
from locator.building import trusted
from locator.export.geojson import MEDIA_TYPE
from locator.lookup import CHINA, NearestQuery
from locator.web.state import present

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/api/v1/nearest"
LONG_WAY = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")
"""Who sends these wants a compressed answer, or none: the framework's work."""
DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,17})?", re.ASCII)
WORDS = re.compile(r"[a-z0-9_]+(,[a-z0-9_]+)*", re.ASCII)
PLAIN = {
    "lon": DEGREES,
    "lat": DEGREES,
    "k": re.compile("[1-9][0-9]?", re.ASCII),
    "amenities": WORDS,
    "state": WORDS,
    "open_at": re.compile("now"),
}
STATES = frozenset(("open", "closed", "unknown"))
FARTHEST_LAT = 72.0  # farther north, the long way looks for swapped coordinates
BY_DEFAULT = dict(NearestQuery(lon=0, lat=0))


def register(app: Flask, headers: Mapping[str, str]) -> None:
    """Let an app answer plain questions the short way; `headers` are those of its API's answers."""
    app.wsgi_app = _Lane(app, app.wsgi_app, headers)  # type: ignore[method-assign]


class _Lane:
    def __init__(self, app: Flask, long_way: "WSGIApplication", headers: Mapping[str, str]) -> None:
        self._app = app
        self._long_way = long_way
        self._headers = [*headers.items(), ("Content-Type", MEDIA_TYPE)]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        query = None
        if (
            environ["PATH_INFO"] == PATH
            and environ["REQUEST_METHOD"] == "GET"
            and not environ.keys() & LONG_WAY
        ):
            query = plain_query(environ["QUERY_STRING"])
        held = present(self._app)
        if query is None or held.networks.about:
            return self._long_way(environ, start_response)
        found = held.finder.found(query)
        body = held.finder.json(found, [None] * len(found))
        start_response("200 OK", [*self._headers, ("Content-Length", str(len(body)))])
        return [body]


def plain_query(text: str) -> NearestQuery | None:
    """The question of a plain query string; None where it is not plain, or not right."""
    said: dict[str, str] = {}
    for part in text.split("&"):
        name, _equals, value = part.partition("=")
        form = PLAIN.get(name)
        if form is None or name in said or not form.fullmatch(value):
            return None
        said[name] = value
    return _checked(said) if "lon" in said and "lat" in said else None


def _checked(said: Mapping[str, str]) -> NearestQuery | None:
    values: dict[str, Any] = BY_DEFAULT | {"open_at": datetime.now(CHINA)}
    values["lon"], values["lat"] = lon, lat = float(said["lon"]), float(said["lat"])
    if not (-180 <= lon <= 180 and -FARTHEST_LAT <= lat <= FARTHEST_LAT):
        return None
    for name, known in (("amenities", vocabulary.terms("amenity")), ("state", STATES)):
        if name in said:
            values[name] = keys = tuple(said[name].split(","))
            if not all(key in known for key in keys):
                return None
    if "k" in said:
        values["k"] = int(said["k"])
    return trusted(NearestQuery, values)
