"""A real HTTP server on this machine that answers as a provider does, and fails in all the ways one fails."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

HURRY_S = 5.0
"""No handler waits longer for the test to end."""


class Raw(NamedTuple):
    """A reply as it goes over the wire."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    promised: int | None = None
    drip_s: float | None = None


def as_json(body: Any, status: int = 200) -> Raw:
    return Raw(json.dumps(body, ensure_ascii=False).encode(), status)


SLOW = Raw(b"", drip_s=HURRY_S)
TROUBLES: dict[str, Raw] = {
    "broken JSON": Raw(b'{"status": "1", "geoco'),
    "truncated": Raw(b'{"status": 0}', promised=500),
    "empty": Raw(b""),
    "HTML": Raw(b"<html>418</html>"),
    "not UTF-8": Raw(b'{"status": "\xff\xfe"}'),
    "NaN": Raw(b'{"status": NaN}'),
    "deep": Raw(b"[" * 100_000),
    "null": Raw(b"null"),
    "a number": Raw(b"7"),
    "another object": Raw(b'{"status": {"a": 1}, "infocode": [], "place_rank": "x"}'),
    "a list": Raw(b'[["x"], {}, 3]'),
    "too large": Raw(b'"' + b"x" * 1_100_000 + b'"'),
    "HTTP 500": Raw(b"{}", status=500),
    "HTTP 502": Raw(b"<html>", status=502),
    "HTTP 404": Raw(b"{}", status=404),
    "elsewhere": Raw(b"", status=302, headers=(("Location", "http://localhost:9/other"),)),
    "in a circle": Raw(b"", status=302, headers=(("Location", "/again"),)),
    "no compression": Raw(b"plain", headers=(("Content-Encoding", "gzip"),)),
}
"""What must never be taken for an answer."""


def _hung_up(*_told: object) -> None:
    """A client that does not wait is no error here."""


class ProviderServer:
    """Answers by `answer`, or by `always` once that is set. `asked` holds the parameters of each request."""

    def __init__(self, answer: Callable[[dict[str, str]], Any]) -> None:
        self.answer = answer
        self.always: Raw | None = None
        self.asked: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.handle_error = _hung_up  # type: ignore[method-assign]
        self.url = f"http://127.0.0.1:{self._http.server_port}/geocode"

    @contextmanager
    def running(self) -> Iterator["ProviderServer"]:
        thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            self._http.shutdown()
            thread.join()
            self._http.server_close()

    def reply(self, path: str, headers: dict[str, str]) -> Raw:
        params = dict(parse_qsl(urlsplit(path).query))
        self.asked.append(params)
        self.headers.append(headers)
        return self.always or as_json(self.answer(params))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                raw = server.reply(self.path, dict(self.headers))
                self.send_response(raw.status)
                for name, value in raw.headers:
                    self.send_header(name, value)
                length = len(raw.body) if raw.promised is None else raw.promised
                if raw.drip_s is None:
                    self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(raw.body)
                while raw.drip_s is not None and not server.over.wait(raw.drip_s):
                    self.wfile.write(b" ")

            def log_message(self, *_args: Any) -> None:
                """Silence."""

        return Handler
