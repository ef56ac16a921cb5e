"""What filters and searches read of the stations: one entry a row, nothing that only a person reads."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator import vocabulary
from locator.hours import HolidayRule
from locator.station import Placement, Station

Schedule = tuple[str | None, HolidayRule]
"""An opening rule and what holds on public holidays; stations of one schedule are open at the same moments."""

ROW: Final = np.dtype(
    [
        ("id", "S40"),
        ("lon", "f8"),
        ("lat", "f8"),
        ("uncertainty_m", "f8"),
        ("exact", "?"),
        ("amenities", "u8"),
        ("status", "u1"),
        ("open_24h", "?"),
        ("capacity", "f4"),
        ("adcode", "S9"),
        ("schedule", "i4"),
        ("origin", "i4"),
    ]
)
"""One station. Degrees are WGS84, NaN where nobody knows the place; so is `capacity`. `amenities` has a bit for each
that is there and `status` a number, both in the vocabulary's order; `schedule` and `origin` are places in the lists of
`Columns`."""

NOWHERE: Final = (np.nan, np.nan, np.nan, False)


class Columns(NamedTuple):
    """The stations' rows, and what many rows share.

    Attributes:
        rows: one of `ROW` a station.
        schedules: the distinct schedules.
        origins: the distinct sets of sources that told of a station.
    """

    rows: NDArray[np.void]
    schedules: tuple[Schedule, ...]
    origins: tuple[tuple[str, ...], ...]

    def reordered(self) -> tuple["Columns", NDArray[np.intp]]:
        """Those with a position first, each part by id; and which old row each new one is."""
        order = np.lexsort((self.rows["id"], np.isnan(self.rows["lon"])))
        return self._replace(rows=self.rows[order]), order


class Gathering:
    """Columns in the making: stations come one by one, and none is kept."""

    def __init__(self, known: Columns | None = None) -> None:
        """`known` lends its lists, so that its rows and the new ones count alike."""
        self._rows: list[tuple[object, ...]] = []
        self._schedules = {schedule: n for n, schedule in enumerate(known.schedules if known else ())}
        self._origins = {origin: n for n, origin in enumerate(known.origins if known else ())}

    def add(self, station: Station) -> None:
        """One more row."""
        schedule = station.opening_hours, station.holidays
        origin = tuple(dict.fromkeys(item.source for item in station.provenance))
        self._rows.append(
            (
                station.id,
                *_place(station.placement),
                amenity_bits(key for key, there in station.amenities.items() if there == "yes"),
                _numbers("status")[station.status],
                station.open_24h is True or station.opening_hours == "24/7",
                station.capacity or np.nan,
                station.adcode or "",
                self._schedules.setdefault(schedule, len(self._schedules)),
                self._origins.setdefault(origin, len(self._origins)),
            )
        )

    def columns(self) -> Columns:
        """The columns of the stations so far, in the order in which they came."""
        return Columns(np.array(self._rows, dtype=ROW), tuple(self._schedules), tuple(self._origins))


def gathered(stations: Iterable[Station]) -> Columns:
    """The columns of some stations, in their order."""
    made = Gathering()
    for station in stations:
        made.add(station)
    return made.columns()


def amenity_bits(keys: Iterable[str]) -> int:
    """The bits of some amenities."""
    numbers = _numbers("amenity")
    return sum(1 << numbers[key] for key in keys)


@lru_cache(4096)
def amenities_of(bits: int) -> tuple[str, ...]:
    """The amenities of some bits."""
    return tuple(key for key, number in _numbers("amenity").items() if bits >> number & 1)


def status_numbers(keys: Iterable[str]) -> list[int]:
    """The numbers of some statuses."""
    return [_numbers("status")[key] for key in keys]


@cache
def _numbers(kind: str) -> Mapping[str, int]:
    return {key: number for number, key in enumerate(vocabulary.terms(kind))}


def _place(placement: Placement | None) -> tuple[float, float, float, bool]:
    if placement is None:
        return NOWHERE
    return placement.lon, placement.lat, placement.uncertainty_m, placement.precision.is_exact
