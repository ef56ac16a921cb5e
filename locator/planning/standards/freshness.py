"""How long ago each station was last verified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from locator.planning.standards.scoring import district_name, in_region
from locator.station import Station

WITHIN_DAYS = (90, 180, 365)


class Freshness(NamedTuple):
    """Ages of the last check.

    Attributes:
        today: to which they are told.
        stations: those never verified first, then the oldest, then by id.
        days: of each; None where nobody verified it. A date ahead of today is 0 days.
    """

    today: date
    stations: tuple[Station, ...]
    days: tuple[int | None, ...]

    def within(self, limit: int) -> int:
        """How many were verified within so many days."""
        return sum(each is not None and each <= limit for each in self.days)

    @property
    def never(self) -> int:
        """How many were never verified."""
        return sum(each is None for each in self.days)

    def districts(self, limit: int) -> dict[str, tuple[int, int]]:
        """By district, how many stations there are, and how many of them were verified within so many days."""
        found: dict[str, tuple[int, int]] = {}
        for station, days in zip(self.stations, self.days, strict=True):
            name = district_name(station)
            count, fresh = found.get(name, (0, 0))
            found[name] = (count + 1, fresh + (days is not None and days <= limit))
        return dict(sorted(found.items()))


def freshness_of(stations: Sequence[Station], today: date, region: str | None = None) -> Freshness:
    """How old the last check of each station of a region is."""
    aged = [(_days(station, today), station) for station in in_region(stations, region)]
    aged.sort(key=lambda pair: (pair[0] is not None, -(pair[0] or 0), pair[1].id))
    return Freshness(today, tuple(station for _, station in aged), tuple(days for days, _ in aged))


def _days(station: Station, today: date) -> int | None:
    return None if station.verified_on is None else max(0, (today - station.verified_on).days)
