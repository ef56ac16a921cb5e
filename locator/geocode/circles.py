"""Circles on the ground, and the one that holds several."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from locator.station import Position

_POLAR_RADIUS_OF_CURVATURE_M = 6_399_594  # the ellipsoid's largest: distances come out long, never short


class Circle(NamedTuple):
    """A place and how far round it."""

    centre: Position
    radius_m: float


def covering_radius_m(centre: Position, circles: Iterable[Circle]) -> float:
    """The radius round `centre` that holds all the circles; at most 1.1 % of the distance too large."""
    return max(distance_m(centre, circle.centre) + circle.radius_m for circle in circles)


def distance_m(one: Position, other: Position) -> float:
    """Metres between two positions, by the haversine formula; up to 1.1 % long, never short."""
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half_lat, half_lon = (lat2 - lat1) / 2, radians(other.lon - one.lon) / 2
    haversine = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
    return 2 * _POLAR_RADIUS_OF_CURVATURE_M * asin(sqrt(haversine))
