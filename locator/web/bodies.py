"""Who sends slowly must not hold up others: an address has a longest length, a body a longest time.

The server hands a body over as it comes and would wait for ever, in one of few threads. So a thread of its own reads
it, which is given up when the time is over; it ends when the connection does.
"""

from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, request
from werkzeug.exceptions import RequestTimeout, RequestURITooLarge, ServiceUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_ADDRESS: Final = 8192
"""Bytes of path and query."""
BODY_TIMEOUT_S: Final = 30.0
MOST_READS: Final = 64
"""Bodies on their way at a time; given-up ones count until their connection ends."""
MOST_WAITING: Final = 4
"""Threads that wait for a body at a time, so that some are left for who needs none."""
WAIT_S: Final = 1.0
WITH_BODY: Final = ("POST", "PUT", "PATCH")


def register(app: Flask, timeout_s: float = BODY_TIMEOUT_S) -> None:
    """Refuse what is too long, and give up what takes too long; `timeout_s` is for a whole body."""
    app.before_request(_refuse_long_addresses)
    app.wsgi_app = _Patient(app.wsgi_app, timeout_s)  # type: ignore[method-assign]


def _refuse_long_addresses() -> None:
    asked = request.environ
    if len(asked["PATH_INFO"]) + len(asked["QUERY_STRING"]) > LONGEST_ADDRESS:
        raise RequestURITooLarge


class _Patient:
    def __init__(self, inner: "WSGIApplication", timeout_s: float) -> None:
        self._inner = inner
        self._timeout_s = timeout_s
        self._reads = BoundedSemaphore(MOST_READS)
        self._waiting = BoundedSemaphore(MOST_WAITING)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        if environ["REQUEST_METHOD"] in WITH_BODY and environ.get("CONTENT_LENGTH") != "0":
            until = monotonic() + self._timeout_s
            environ["wsgi.input"] = _Body(environ["wsgi.input"], until, self._reads, self._waiting)
        return self._inner(environ, start_response)


class _Body:
    """A request's body, read with a limit of time."""

    def __init__(self, source: Any, until: float, reads: BoundedSemaphore, waiting: BoundedSemaphore) -> None:
        self._source = source
        self._until = until
        self._reads = reads
        self._waiting = waiting

    def read(self, size: int = -1) -> bytes:
        """The next bytes; all that are left where no size is given.

        Raises:
            RequestTimeout: they did not come in time.
            ServiceUnavailable: too many others send slowly at the moment.
        """
        if not self._waiting.acquire(timeout=WAIT_S):
            raise ServiceUnavailable
        try:
            return self._read(size)
        finally:
            self._waiting.release()

    def _read(self, size: int) -> bytes:
        if not self._reads.acquire(blocking=False):
            raise ServiceUnavailable
        reading = _Reading(self._source, size, self._reads)
        reading.start()
        reading.join(max(0.0, self._until - monotonic()))
        if reading.is_alive():
            raise RequestTimeout
        return reading.found


class _Reading(Thread):
    def __init__(self, source: Any, size: int, permit: BoundedSemaphore) -> None:
        super().__init__(name="body", daemon=True)
        self._source = source
        self._size = size
        self._permit = permit
        self.found = b""

    def run(self) -> None:
        try:
            self.found = self._source.read(self._size)
        except OSError:
            self.found = b""  # the connection is gone, and with it who asked
        finally:
            self._permit.release()
