"""Placing the stations of a registry, as many as the budgets allow, and the rest another day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from locator.geocode.chain import Chain, Placed
from locator.geocode.match import Match
from locator.geocode.placing import placement_of
from locator.station import Station


class PlacedStation(NamedTuple):
    """A station with the place that was found for it, if one was, and what speaks against that."""

    station: Station
    placed: Placed


def has_no_place(station: Station) -> bool:
    """Whether nothing at all is known of where a station is."""
    return station.placement is None


def has_no_exact_place(station: Station) -> bool:
    """Whether at best its township or district is known."""
    return station.placement is None or not station.placement.precision.is_exact


def place_all(
    stations: Iterable[Station],
    chain: Chain,
    limit: int | None = None,
    *,
    wanting: Callable[[Station], bool] = has_no_place,
) -> Iterator[PlacedStation]:
    """The stations that want a place, one after the other, each as soon as it is settled.

    It ends after `limit` of them. Whoever stores what it yields and calls it again goes on where it stopped: what has
    a place is passed over, and what was asked already is not asked again, nor counted. A station of which only a
    provider that rests now (`chain.resting`) may know the street is left for another day.
    """
    handled = 0
    for station in stations:
        if limit is not None and handled >= limit:
            return
        if not wanting(station):
            continue
        placed = chain.place(station.full_address or station.name, within=station.adcode)
        if placed.is_settled:
            handled += 1
            yield PlacedStation(_with_place(station, placed.match), placed)


def _with_place(station: Station, match: Match | None) -> Station:
    return station.model_copy(update={"placement": placement_of(match)}) if match else station
