"""Which stations can be found on which map app, as far as somebody looked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from locator import vocabulary
from locator.planning.standards.checking import Answer, is_listed
from locator.planning.standards.scoring import in_region
from locator.station import Station


class Listed(NamedTuple):
    """One station on one app; `checked_on` is when somebody looked, where that was told."""

    answer: Answer
    poi_id: str | None
    checked_on: date | None


class Listings(NamedTuple):
    """Of each station, in the order of their ids, what is told of each app."""

    apps: tuple[str, ...]
    stations: tuple[Station, ...]
    told: tuple[tuple[Listed, ...], ...]

    def number_of(self, app: str, answer: Answer) -> int:
        """How many stations are there on an app, are not, or nobody told."""
        number = self.apps.index(app)
        return sum(each[number].answer == answer for each in self.told)

    @property
    def everywhere(self) -> int:
        """How many are on every app."""
        return sum(all(listed.answer == "there" for listed in each) for each in self.told)


def listings_of(stations: Sequence[Station], region: str | None = None) -> Listings:
    """Where the stations of a region can be found."""
    apps = tuple(vocabulary.terms("map_app"))
    chosen = tuple(sorted(in_region(stations, region), key=lambda station: station.id))
    return Listings(apps, chosen, tuple(tuple(_listed(one, app) for app in apps) for one in chosen))


def _listed(station: Station, app: str) -> Listed:
    looked = [listing for listing in station.listings if listing.app == app]
    told = next((listing for listing in looked if listing.listed), looked[0] if looked else None)
    return Listed(is_listed(station, app), told.poi_id if told else None, told.checked_on if told else None)
