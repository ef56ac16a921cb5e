"""Named places (towns, villages, suburbs) with a position, looked up inside one county or city."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from locator.divisions import rows_of
from locator.geocode import boundary
from locator.geocode.names import lengths_by_start
from locator.station import Position

_ADMINISTRATIVE = "县市区旗盟州省"
TOWNSHIP_ENDINGS = ("镇", "乡", "街道", "苏木")


class Place(NamedTuple):
    """One place, WGS84 degrees; `adcode` is the county it lies in, or the city where that has no counties."""

    name: str
    lon: float
    lat: float
    adcode: str

    @property
    def position(self) -> Position:
        """Where it is; made only when asked for, as few of the many are ever asked for."""
        return Position(self.lon, self.lat)


class Places:
    """Places by name. Names of counties and cities are left out: the divisions know those."""

    def __init__(self, places: list[Place]) -> None:
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            if len(place.name) > 1 and place.name[-1] not in _ADMINISTRATIVE:
                self._by_name[place.name].append(place)
        self._lengths = lengths_by_start(self._by_name)

    @classmethod
    def read(cls, path: Path) -> Places:
        """The places of a file like `geodata/places.csv`.

        Raises:
            GeodataMissing: there is no such file.
        """
        return cls(
            [Place(name, float(lon), float(lat), adcode) for name, lon, lat, _, adcode, _, _ in rows_of(path)]
        )

    def beginning(self, text: str) -> list[Place]:
        """The places with the longest name that the text begins with."""
        for length in self._lengths.get(text[:2], ()):
            if places := self._by_name.get(text[:length]):
                return places
        return []


def stands_for_itself(text: str, name: str) -> bool:
    """Whether the text names the place that it begins with, and no street, feature or firm of a longer name."""
    end = len(name)
    longer = not name.endswith(TOWNSHIP_ENDINGS) and boundary.is_longer_name(text, end, city=False)
    return not (longer or boundary.goes_on_as_feature(text, end) or boundary.goes_on_as_brand(text, end))
