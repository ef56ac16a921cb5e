"""The one place where this package asks the network: JSON from an address that the operator has set.

It does not leave the host that it was sent to, waits for nobody longer than `Patience`, and reads no more than
`MAX_BYTES`. Failures tell the host and what went wrong, never the URL: the key stands in it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx
import orjson

from locator.errors import ProviderError
from locator.geocode.failures import BadKey, ProviderBroken, TooFast
from locator.geocode.online import Ask

MAX_BYTES = 1_000_000
MAX_REDIRECTS = 3

TALKATIVE = ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")))

STATUS: Mapping[int, type[ProviderError]] = {401: BadKey, 403: BadKey, 418: BadKey, 429: TooFast}
"""What an HTTP status means; 418 is the answer of a gateway in China that takes a request for an attack."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: for a connection, for the next bytes, for the whole reply."""

    connect_s: float = 5.0
    read_s: float = 10.0
    whole_s: float = 20.0


@contextmanager
def json_client(user_agent: str, patience: Patience | None = None) -> Iterator[JsonClient]:
    """A client that is closed at the end; proxies are those of the environment."""
    limits = patience or Patience()
    timeout = httpx.Timeout(limits.read_s, connect=limits.connect_s)
    headers = {"User-Agent": user_agent, "Accept": "application/json", "Accept-Encoding": "identity"}
    for name in TALKATIVE:
        logging.getLogger(name).addFilter(_is_a_warning)
    with httpx.Client(timeout=timeout, headers=headers, follow_redirects=False) as client:
        yield JsonClient(client, limits)


def _is_a_warning(record: logging.LogRecord) -> bool:
    """Whether it is one; below, the library logs each request's URL, key and all, and what came back."""
    return record.levelno >= logging.WARNING


class JsonClient:
    """A `Fetch` over HTTP."""

    def __init__(self, client: httpx.Client, patience: Patience) -> None:
        self._client = client
        self._patience = patience

    def __call__(self, ask: Ask) -> Any:
        """The decoded reply, whatever its form.

        Raises:
            BadKey, TooFast, ProviderBroken: by the HTTP status, or because nothing readable came in time.
        """
        start = httpx.URL(ask.url, params=dict(ask.params))
        body, trouble = b"", ""
        try:
            body = self._body(start)
        except httpx.TimeoutException:
            trouble = "no answer in time"
        except (httpx.HTTPError, httpx.InvalidURL):
            trouble = "the connection failed"
        if trouble:  # outside of the handler: httpx's own error holds the request, and with it the key
            raise ProviderBroken(f"{start.host}: {trouble}")
        return _decoded(start.host, body)

    def _body(self, start: httpx.URL) -> bytes:
        url = start
        for _ in range(MAX_REDIRECTS + 1):
            with self._client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    return self._read(response)
                url = _followed(url, response.headers["Location"])
        raise ProviderBroken(f"{start.host}: it redirects in a circle")

    def _read(self, response: httpx.Response) -> bytes:
        host, status = response.url.host, response.status_code
        if status != httpx.codes.OK:
            raise STATUS.get(status, ProviderBroken)(f"{host}: HTTP {status}")
        deadline = time.monotonic() + self._patience.whole_s
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MAX_BYTES:
                raise ProviderBroken(f"{host}: the reply is too large")
            if time.monotonic() > deadline:
                raise ProviderBroken(f"{host}: no answer in time")
        return bytes(body)


def _followed(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads, on the same host and not away from https."""
    target = url.join(location)
    if target.host != url.host or (url.scheme, target.scheme) == ("https", "http"):
        raise ProviderBroken(f"{url.host}: it redirects to another host")
    return target


def _decoded(host: str, body: bytes) -> Any:
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(body)
    raise ProviderBroken(f"{host}: the reply is no JSON")
