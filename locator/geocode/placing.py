"""Giving records a place: what has an address but no position gets the geocoder's, with its radius."""

from collections.abc import Iterable
from typing import Protocol

from locator.building import building
from locator.divisions import Divisions
from locator.factsheet import FactSheet, Venue
from locator.geocode.match import Match
from locator.station import Placement, Station


class DivisionGeocoder(Protocol):
    """A geocoder that can be told in which division the place must lie."""

    def locate(self, address: str, *, within: str | None = None) -> Match | None:
        """The position of an address; None where the division holds no such place."""


def located(addresses: Iterable[str], geocoder: DivisionGeocoder) -> list[Match | None]:
    """The positions of many addresses, in their order; quicker than one after the other, as all answers stay."""
    with building():
        return [geocoder.locate(address) for address in addresses]


def placed_sheet(sheet: FactSheet, geocoder: DivisionGeocoder) -> FactSheet:
    """The sheet with every station and venue placed that the geocoder knows a place for."""
    stations = tuple(placed_station(station, geocoder) for station in sheet.stations)
    venues = tuple(placed_venue(venue, geocoder) for venue in sheet.venues)
    return sheet.model_copy(update={"stations": stations, "venues": venues})


def placed_station(station: Station, geocoder: DivisionGeocoder) -> Station:
    """The station with a position; one that has a position keeps it."""
    if station.placement is not None:
        return station
    placement = _placement(geocoder, station.full_address or station.name, station.adcode)
    return station.model_copy(update={"placement": placement})


def placed_venue(venue: Venue, geocoder: DivisionGeocoder) -> Venue:
    """The venue with a position; one that has a position keeps it."""
    if venue.placement is not None:
        return venue
    return venue.model_copy(
        update={"placement": _placement(geocoder, venue.address or venue.name, venue.region)}
    )


def _placement(geocoder: DivisionGeocoder, address: str, within: str | None) -> Placement | None:
    match = geocoder.locate(address, within=within)
    if match is None and within is not None:  # the record names its division, so it is somewhere in there
        match = geocoder.locate(_path(within), within=within)
    return None if match is None else placement_of(match)


def placement_of(match: Match) -> Placement:
    """The match as a record holds it."""
    return Placement(
        lon=match.position.lon,
        lat=match.position.lat,
        precision=match.precision,
        uncertainty_m=match.uncertainty_m,
        source=match.source,
    )


def _path(code: str) -> str:
    return "".join(dict.fromkeys(division.name for division in Divisions.bundled().path(code)))
