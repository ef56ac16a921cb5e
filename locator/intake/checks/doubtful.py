"""Coordinates that may be right and look wrong: shared by several, a division's own seat, too few decimals."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from locator.datum import convert
from locator.divisions import Divisions
from locator.intake.checks.neighbours import AnyFloats, near
from locator.intake.checks.wording import fault
from locator.intake.draft import Fault

Floats = NDArray[np.float64]
Found = list[tuple[int, Fault]]

SEAT_M = 5.0  # seats are kept to five decimals, about a metre
SEAT_DEGREES = 1e-4  # farther than that in any direction
LISTED_LINES = 10


def shared_points(lon: Floats, lat: Floats, lines: Sequence[int], addresses: Sequence[str]) -> Found:
    """Rows whose point is exactly another row's, unless all of them also give one and the same address."""
    points = _packed(lon, lat, 1e-7)
    _, which, counts = np.unique(points, return_inverse=True, return_counts=True)
    groups: dict[int, list[int]] = {}
    for row in np.flatnonzero(counts[which] > 1).tolist():
        groups.setdefault(int(which[row]), []).append(row)
    found: Found = []
    for rows in groups.values():
        told = {addresses[row] for row in rows}
        if len(told) > 1 or "" in told:
            found += _shared(rows, lines)
    return found


def _shared(rows: Sequence[int], lines: Sequence[int]) -> Found:
    listed = ", ".join(str(lines[row]) for row in rows[:LISTED_LINES])
    shown = listed + ("…" if len(rows) > LISTED_LINES else "")
    said = fault("shared_point", "lon", count=len(rows), lines=shown)
    return [(row, said) for row in rows]


def division_seats(lon: Floats, lat: Floats, divisions: Divisions) -> Found:
    """Rows that stand exactly on the seat of a division, in whichever datum that seat was copied."""
    seats = [division for division in divisions if division.is_placed]
    seat_lon, seat_lat = (np.array([getattr(s, axis) for s in seats]) for axis in ("lon", "lat"))
    found: dict[int, Fault] = {}
    for datum in ("wgs84", "gcj02", "bd09"):
        places = convert(seat_lon, seat_lat, "wgs84", datum)
        beside = _beside(lon, lat, *places)
        exact = near(lon[beside], lat[beside], *places, SEAT_M).first(1)
        for row, seat in zip(beside[exact.point].tolist(), exact.place, strict=True):
            place = "".join(division.name for division in divisions.path(seats[seat].code))
            found.setdefault(row, fault("division_seat", "lon", place=place))
    return sorted(found.items())


def _beside(lon: Floats, lat: Floats, seat_lon: AnyFloats, seat_lat: AnyFloats) -> NDArray[np.int64]:
    """The few rows in a cell that a seat's surroundings reach into; to measure all would take ten times as long."""
    corners = [
        _packed(seat_lon + east * SEAT_DEGREES, seat_lat + north * SEAT_DEGREES, 0.001)
        for east, north in product((-1, 1), repeat=2)
    ]
    return np.flatnonzero(np.isin(_packed(lon, lat, 0.001), np.concatenate(corners)))


def _packed(lon: AnyFloats, lat: AnyFloats, cell: float) -> NDArray[np.int64]:
    """One number for the cell of so many degrees in which a point lies."""
    x, y = (np.round(degrees / cell).astype(np.int64) for degrees in (lon, lat))
    return (x << 32) + y


def few_decimals(lon: Floats, lat: Floats) -> Found:
    """Rows where neither number has a third decimal: a grid of a kilometre."""
    coarse = np.all([np.abs(x * 100 - np.round(x * 100)) < 1e-7 for x in (lon, lat)], axis=0)
    return [(int(row), fault("few_decimals", "lon")) for row in np.flatnonzero(coarse)]
