"""What it means that a station is near enough, and who tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from locator.ellipsoid import Floats
from locator.errors import InvalidInput

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Band(NamedTuple):
    """Near enough: within so many metres in a straight line, or so many minutes on foot."""

    kind: Literal["radius", "minutes"]
    limit: float

    @property
    def label(self) -> str:
        """Such as 500 m, 10 min."""
        return f"{self.limit:g} {'m' if self.kind == 'radius' else 'min'}"


class Stations(NamedTuple):
    """Stations as arrays: WGS84 degrees, and how many people each has room for (nan where unknown)."""

    lon: Floats
    lat: Floats
    capacity: Floats


class Reached(NamedTuple):
    """Which of some places each station is near enough to.

    Attributes:
        point, station, band: row by row one pair, no pair twice; `band` is the number of the smallest that holds.
        on_streets: of each place, whether a street network told; a straight line did else.
        off_street: of each place, whether it lies in a network's box, but too far from every street.
        cut_off: of each place, whether it lies on streets from which no way leads to any station.
    """

    point: Ints
    station: Ints
    band: Ints
    on_streets: Flags
    off_street: Flags
    cut_off: Flags


class Reach(Protocol):
    """Tells which stations are near enough to places."""

    @property
    def bands(self) -> tuple[Band, ...]:
        """From the nearest to the farthest."""

    def pairs(self, lon: Floats, lat: Floats) -> Reached:
        """The pairs of places (WGS84 degrees) and stations."""


def in_metres(limits: Iterable[float]) -> tuple[Band, ...]:
    """Bands of metres, ascending.

    Raises:
        InvalidInput: none, or one that is not above 0 or beyond 100 km.
    """
    return tuple(Band("radius", limit) for limit in _checked(limits, "radius", 100_000))


def in_minutes(limits: Iterable[float]) -> tuple[Band, ...]:
    """Bands of minutes, ascending.

    Raises:
        InvalidInput: none, or one that is not above 0 or beyond two hours.
    """
    return tuple(Band("minutes", limit) for limit in _checked(limits, "minutes", 120))


def _checked(limits: Iterable[float], field: str, most: float) -> list[float]:
    asked = sorted({float(limit) for limit in limits})
    if not asked or not all(0 < limit <= most for limit in asked):
        raise InvalidInput(
            f"{field}: {', '.join(f'{each:g}' for each in asked) or '?'}",
            field=field,
            remedy=f"大于 0,至多 above 0 and up to {most:,}",
        )
    return asked


def nothing_reached(places: int) -> Reached:
    """No pair at all."""
    none, no = np.empty(0, dtype=np.int64), np.zeros(places, dtype=np.bool_)
    return Reached(none, none, none, no, no.copy(), no.copy())
