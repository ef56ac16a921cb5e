"""What the online geocoders have in common: how one is asked, and how its reply becomes a `Match`.

An adapter (`amap`, `baidu`, `tencent`, `tianditu`, `nominatim`) is two pure halves, `asks` and `read`, and its
tables. Fetching is handed in, so that a test hands in a dict and `budget.Metered` can stand between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from locator.divisions import Division, Divisions, Level, short_form
from locator.geocode.failures import ProviderBroken
from locator.geocode.match import Match
from locator.geocode.text import clean, is_abroad


class Ask(NamedTuple):
    """One request: where to, and with which parameters, the key among them."""

    url: str
    params: Mapping[str, str]


Fetch: TypeAlias = Callable[[Ask], Any]
"""A request in, decoded JSON out; raises a `ProviderError`."""


class Query(NamedTuple):
    """What is looked for: an address made plain, and the city it lies in where that is known."""

    address: str
    city: str = ""
    city_code: str = ""


@dataclass(frozen=True, slots=True)
class Adapter:
    """What sets one provider apart from the others.

    Attributes:
        asks: the parameters to send, without the key; where there are several, the next is sent when the one before
            found nothing.
        read: a decoded reply to a match, or None where nothing was found; raises a `ProviderError`. A reply of
            another form may raise what Python raises.
        key_param: the name under which the key is sent; empty where none is needed.
        requests_a_day: what a personal key may ask in a day.
        pause_s: the least time between two requests.
    """

    name: str
    asks: Callable[[Query], Iterable[Mapping[str, str]]]
    read: Callable[[Any], Match | None]
    key_param: str
    requests_a_day: int
    pause_s: float


class OnlineGeocoder:
    """One provider. A `Geocoder`; it neither remembers nor counts, that is the chain's and the fetch's."""

    def __init__(
        self, adapter: Adapter, fetch: Fetch, url: str, key: str = "", divisions: Divisions | None = None
    ) -> None:
        self.name = adapter.name
        self._adapter = adapter
        self._fetch = fetch
        self._url = url
        self._key = {adapter.key_param: key} if adapter.key_param else {}
        self._divisions = divisions or Divisions.bundled()

    def locate(self, address: str, *, within: str | None = None) -> Match | None:
        """Where the provider puts an address; None where it knows no such place in China.

        `within`, a division's code, helps it to find the right city; the answer may still lie elsewhere.

        Raises:
            ProviderError: it refuses or fails.
            NotFound: there is no division `within`.
        """
        query = query_of(address, within, self._divisions)
        if not query.address:
            return None
        for params in self._adapter.asks(query):
            match = self._read(self._fetch(Ask(self._url, {**params, **self._key})))
            if match:
                return match
        return None

    def _read(self, reply: Any) -> Match | None:
        # Raised outside of a handler, here and in `http`: the error suppressed may hold the reply, and that the key.
        with suppress(ValueError, TypeError, LookupError, AttributeError):
            return self._adapter.read(reply)
        raise ProviderBroken(f"{self.name}: the reply has another form than expected")


_BLANK_IN_WORDS = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")


def query_of(address: str, within: str | None, divisions: Divisions) -> Query:
    """The address made plain, its divisions put before it where it names none of them, and its city.

    Raises:
        NotFound: there is no division `within`.
    """
    text = _BLANK_IN_WORDS.sub("", clean(address))
    if not text or is_abroad(text):
        return Query("")
    path = divisions.path(within) if within else ()
    if path and not any(_is_named(row, text) for row in path):
        text = "".join(row.name for row in path) + text
    city = _city(path)
    return Query(text, city.name, city.code) if city else Query(text)


def _is_named(row: Division, text: str) -> bool:
    return row.name in text or (short_form(row.name, row.level) or row.name) in text


_MUNICIPALITIES = frozenset(("110000", "120000", "310000", "500000", "810000", "820000"))


def _city(path: Iterable[Division]) -> Division | None:
    """The prefecture, the municipality, or the county that stands right below its province."""
    for row in path:
        if row.code in _MUNICIPALITIES or row.level in (Level.PREFECTURE, Level.COUNTY):
            return row
    return None
