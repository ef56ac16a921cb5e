"""Coordinates that may be right and look wrong: shared by several, a division's own seat, too few decimals."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from locator.datum import convert
from locator.divisions import Divisions
from locator.intake.checks.neighbours import near
from locator.intake.checks.wording import fault
from locator.intake.draft import Fault

Floats = NDArray[np.float64]
Found = list[tuple[int, Fault]]

SEAT_M = 5.0  # seats are kept to five decimals, about a metre
LISTED_LINES = 10


def shared_points(lon: Floats, lat: Floats, lines: Sequence[int], addresses: Sequence[str]) -> Found:
    """Rows whose point is exactly another row's, unless all of them also give one and the same address."""
    points = np.column_stack([lon, lat]).round(7)
    _, which, counts = np.unique(points, axis=0, return_inverse=True, return_counts=True)
    several = np.flatnonzero(counts[which.ravel()] > 1)
    groups: dict[int, list[int]] = {}
    for row in several:
        groups.setdefault(int(which.ravel()[row]), []).append(int(row))
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
        exact = near(lon, lat, *convert(seat_lon, seat_lat, "wgs84", datum), SEAT_M).first(1)
        for row, seat in zip(exact.point, exact.place, strict=True):
            place = "".join(division.name for division in divisions.path(seats[seat].code))
            found.setdefault(int(row), fault("division_seat", "lon", place=place))
    return sorted(found.items())


def few_decimals(lon: Floats, lat: Floats) -> Found:
    """Rows where neither number has a third decimal: a grid of a kilometre."""
    coarse = np.all([np.abs(x * 100 - np.round(x * 100)) < 1e-7 for x in (lon, lat)], axis=0)
    return [(int(row), fault("few_decimals", "lon")) for row in np.flatnonzero(coarse)]
