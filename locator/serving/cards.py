"""The part of a found station's JSON that hangs neither on the question nor on the moment, made beforehand.

A GeoJSON feature of `/api/v1/nearest` is a card's text and then `rest_of_card`.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, overload

import orjson

from locator import navigation
from locator.export.features import (
    card_facts,
    notice_list,
    opening_properties,
    point,
)
from locator.hours import OpenState
from locator.lookup import Reach
from locator.station import Station
from locator.walk import Walk, estimated

CARDS: Final = "cards"
REST: Final = (
    b',"distance_m":%.1f,"distance_min_m":%.1f,"distance_max_m":%.1f,"bearing_deg":%.1f,'
    b'"walk_m":%b,"walk_min":%b,"walk_by":%b,%b,"notices":%b}}'
)
NO_WALK: Final = (0.0, 0.0, "")


class Cards(Sequence[bytes]):
    """The cards of stations that are in memory, each made when it is asked for."""

    def __init__(self, stations: Sequence[Station]) -> None:
        self._stations = stations

    def __len__(self) -> int:
        return len(self._stations)

    @overload
    def __getitem__(self, row: int) -> bytes: ...
    @overload
    def __getitem__(self, row: slice) -> list[bytes]: ...
    def __getitem__(self, row: int | slice) -> bytes | list[bytes]:
        if isinstance(row, slice):
            return [*card_texts(self._stations[row])]
        return next(iter(card_texts(self._stations[row : row + 1])))


def card_texts(stations: Sequence[Station], lang: str = "zh") -> Iterable[bytes]:
    """One text a station."""
    together = zip(stations, navigation.links_of(stations), strict=True)
    return (
        _open_ended(station, card_facts(station, lang) | {"navigate": links}) for station, links in together
    )


def _open_ended(station: Station, properties: dict[str, Any]) -> bytes:
    whole = {
        "type": "Feature",
        "id": station.id,
        "geometry": point(station.placement),
        "properties": properties,
    }
    return orjson.dumps(whole).removesuffix(b"}}")


def rest_of_card(reach: Reach, lang: str, walk: Walk | None) -> bytes:
    """What completes a card's text: the properties that hang on the question or the moment.

    The same as `features.reach_properties`, written without a table between: that is a third of a lookup's time.
    """
    metres, minutes, by = (walk or estimated(reach.distance_m)) if reach.is_exact else NO_WALK
    notices = orjson.dumps(notice_list(reach.notices, lang)) if reach.notices else b"[]"
    return REST % (
        reach.distance_m,
        reach.distance_min_m,
        reach.distance_max_m,
        round(reach.bearing_deg, 1),
        *(
            (b"%.1f" % metres, b"%.1f" % minutes, b'"%b"' % by.encode())
            if by
            else (b"null", b"null", b"null")
        ),
        _opening_text(reach.opening),
        notices,
    )


@lru_cache(4096)
def _opening_text(opening: OpenState) -> bytes:
    return orjson.dumps(opening_properties(opening))[1:-1]
