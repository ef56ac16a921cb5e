"""Where a division or a named place is put on the map, and how fine that is."""

from __future__ import annotations

from typing import NamedTuple

from locator.divisions import Division, Divisions, Level
from locator.geocode.circles import Circle
from locator.geocode.places import Place
from locator.station import Position, Precision

_PRECISION = {
    Level.PROVINCE: Precision.CITY,
    Level.PREFECTURE: Precision.CITY,
    Level.COUNTY: Precision.DISTRICT,
    Level.TOWNSHIP: Precision.TOWNSHIP,
}


class Spot(NamedTuple):
    """A circle and how fine it is."""

    circle: Circle
    precision: Precision


def of_division(divisions: Divisions, division: Division) -> Spot:
    """The seat of the division, or of the next one above whose own seat and radius are known.

    Raises:
        LookupError: not even the province has a seat, so the file of divisions is broken.
    """
    for row in reversed(divisions.path(division.code)):
        if row.is_placed and row.lon is not None and row.lat is not None and row.radius_m is not None:
            return Spot(Circle(Position(row.lon, row.lat), row.radius_m), _PRECISION[row.level])
    raise LookupError(f"{division.name} and all above it have no seat")


def of_place(divisions: Divisions, place: Place) -> Spot:
    """The place's own position, as wide as the widest township of its county; without such, as the county."""
    around = [row for row in divisions.children(place.adcode) if row.level is Level.TOWNSHIP]
    widest = [row.radius_m for row in around if row.is_placed and row.radius_m is not None]
    radius_m = max(widest, default=of_division(divisions, divisions.get(place.adcode)).circle.radius_m)
    return Spot(Circle(place.position, radius_m), Precision.TOWNSHIP)
