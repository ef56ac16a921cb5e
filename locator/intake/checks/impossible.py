"""Coordinates that can't be right, whatever their datum: each row's fault, and the value that was likely meant."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from locator.datum import convert, mainland
from locator.intake.checks.wording import fault
from locator.intake.draft import Fault

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Pair = tuple[Floats, Floats]

# Hong Kong, Macao, and Taiwan with its islands lie outside the polygon of shifted maps, not outside China.
_BESIDES = ((113.5, 114.5, 22.05, 22.6), (118.0, 122.2, 21.7, 26.5))
_POWERS = range(-8, 9)
_MOVES = sorted(product(_POWERS, _POWERS), key=lambda move: (sum(map(bool, move)), sum(map(abs, move))))


def impossible(lon: Floats, lat: Floats) -> list[Fault | None]:
    """For each pair of degrees as given, the fault that rejects it; None where it may be a place in China."""
    found: list[Fault | None] = [None] * len(lon)
    with np.errstate(over="ignore", invalid="ignore"):
        bad = np.flatnonzero(~in_china(lon, lat) | (lon == 0) | (lat == 0))
        mistakes = list(_mistakes(lon[bad], lat[bad]))
    for code, which, meant in mistakes:
        for place in np.flatnonzero(which):
            row = bad[place]
            found[row] = found[row] or _fault(code, lon[row], lat[row], (meant[0][place], meant[1][place]))
    return found


def in_china(lon: Floats, lat: Floats) -> Bools:
    """Whether a point is in China or its waters in at least one of the datums that it may be in."""
    ground = mainland.ground()
    inside = _on_the_map(lon, lat)
    left = np.flatnonzero(
        ~inside & np.isfinite(lon) & np.isfinite(lat) & (abs(lon) <= 180) & (abs(lat) <= 90)
    )
    for datum in ("gcj02", "bd09"):
        inside[left] |= ground.contains(*convert(lon[left], lat[left], datum, "wgs84"))
    return inside


def _mistakes(lon: Floats, lat: Floats) -> Iterator[tuple[str, Bools, Pair]]:
    """The kinds of mistake, the surest first: which rows it may be, and what was meant then."""
    nothing = np.full(len(lon), np.nan), np.full(len(lon), np.nan)
    yield "coordinates_not_finite", ~(np.isfinite(lon) & np.isfinite(lat)), nothing
    yield "coordinates_zero", (lon == 0) | (lat == 0), nothing
    yield "coordinates_equal", lon == lat, nothing
    yield "coordinates_swapped", _on_the_map(lat, lon), (lat, lon)
    minutes = _from_minutes(lon), _from_minutes(lat)
    yield "degrees_minutes", _on_the_map(*minutes), minutes
    points = _from_decimals(lon, lat)
    yield "decimal_point_misplaced", ~np.isnan(points[0]), points
    beyond = (abs(lon) > 180) | (abs(lat) > 90)
    yield "coordinates_out_of_range", beyond, nothing
    yield "outside_china", ~beyond, nothing


def _fault(code: str, lon: float, lat: float, meant: tuple[float, float]) -> Fault:
    field = "lat" if 73 <= lon <= 136 and not 3 <= lat <= 54 else "lon"
    return fault(code, field, lon=lon, lat=lat, fix_lon=meant[0], fix_lat=meant[1])


def _on_the_map(lon: Floats, lat: Floats) -> Bools:
    """Whether a point is in China, a kilometre at the border aside."""
    inside: Bools = mainland.ground().contains(lon, lat)
    for west, east, south, north in _BESIDES:
        inside |= (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return inside


def _from_minutes(number: Floats) -> Floats:
    """11318.3079 as 113° 18.3079′, the way GPS receivers write (NMEA 0183); NaN where it can't be that."""
    degrees, minutes = np.divmod(number, 100)
    return np.where((number >= 300) & (number <= 13600) & (minutes < 60), degrees + minutes / 60, np.nan)


def _from_decimals(lon: Floats, lat: Floats) -> Pair:
    """The least move of the decimal points that leads to China: 1120.36 is 112.036, 113305132 is 113.305132."""
    fixed_lon, fixed_lat = np.full(len(lon), np.nan), np.full(len(lon), np.nan)
    for east, north in _MOVES:
        left = np.flatnonzero(np.isnan(fixed_lon))
        x, y = lon[left] * 10.0**east, lat[left] * 10.0**north
        likely = (x >= 73) & (x <= 136) & (y >= 3) & (y <= 54)
        hits = np.flatnonzero(likely)[_on_the_map(x[likely], y[likely])]
        fixed_lon[left[hits]], fixed_lat[left[hits]] = x[hits], y[hits]
    return fixed_lon, fixed_lat
