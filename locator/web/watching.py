"""Round everything that answers: each request is timed and counted, what fails or is slow is told.

This stands outside of the short way and of the framework, so that nothing goes past it.
"""

import logging
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import orjson
from flask import Flask, request
from werkzeug.wsgi import ClosingIterator

from locator.logs import tell, tell_error
from locator.web import lane
from locator.web.metrics import MOST_PENDING, Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SLOW_S: Final = 1.0
NO_ROUTE: Final = "none"
ROUTE: Final = "locator.route"
FAILED: Final = [("Content-Type", "application/problem+json")]
_log = logging.getLogger(__name__)


def register(app: Flask, metrics: Metrics, slow_s: float = SLOW_S) -> None:
    """Watch all that an app answers, from outside of all that was registered before; what takes `slow_s` is told."""
    app.before_request(_note_route)
    app.wsgi_app = _Watched(app.wsgi_app, metrics, slow_s)  # type: ignore[method-assign]


class _Watched:
    def __init__(self, inner: "WSGIApplication", metrics: Metrics, slow_s: float) -> None:
        self._inner = inner
        self._slow_s = slow_s
        self._metrics = metrics
        self._in_flight = metrics.in_flight
        self._finished = metrics.finished

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        begun = perf_counter()
        status = "500"

        def starting(line: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            nonlocal status
            status = line
            return start_response(line, headers, *error)

        self._in_flight.append(None)
        try:
            answer = self._inner(environ, starting)
        except Exception as error:  # noqa: BLE001 - the framework answers its own; this is the last one to do so
            answer = _failed(error, starting)
        if isinstance(answer, list):  # all of it is there
            self._end(environ, status, begun)
            return answer
        return ClosingIterator(answer, lambda: self._end(environ, status, begun))

    def _end(self, environ: "WSGIEnvironment", status: str, begun: float) -> None:
        seconds = perf_counter() - begun
        self._in_flight.pop()
        # a route's template, such as /stations/<station_id>, never what stood in its place; only the framework notes it
        route = environ.get(ROUTE, lane.PATH)
        self._finished.append((route, status, seconds))
        if len(self._finished) > MOST_PENDING:
            self._metrics.flush()
        if seconds > self._slow_s:
            told = {"route": route, "status": int(status[:3]), "seconds": round(seconds, 3)}
            tell(_log, "slow request", logging.WARNING, **told)


def _note_route() -> None:
    request.environ[ROUTE] = request.url_rule.rule if request.url_rule else NO_ROUTE


def _failed(error: Exception, starting: "StartResponse") -> list[bytes]:
    request_id = tell_error(_log, error)
    starting("500 Internal Server Error", FAILED)
    problem = {"type": "about:blank", "title": "服务出错了", "status": 500, "request": request_id}
    return [orjson.dumps(problem)]
