"""What one item of a checklist asks of a station: it is there, it is missing, or nobody told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np

from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.nearest import NearestIndex
from locator.station import Station
from locator.walk import DETOUR, WALK_M_PER_MIN

Answer = Literal["there", "missing", "unknown"]
Item = Mapping[str, Any]


class Neighbours:
    """How far it is from a station to the next ones, among those whose building or street is known."""

    def __init__(self, stations: list[Station]) -> None:
        places = {
            one.id: one.placement for one in stations if one.placement and one.placement.precision.is_exact
        }
        self._row = {station: row for row, station in enumerate(places)}
        lon, lat = (
            np.array([getattr(place, axis) for place in places.values()], dtype=float)
            for axis in ("lon", "lat")
        )
        self._lon, self._lat = lon, lat
        self._index = NearestIndex(lon, lat)
        self._metres: dict[int, Floats] = {}

    def metres(self, station: Station, number: int) -> float | None:
        """To the nearest ones, counting the station itself as the first: of the number-th; None if it has no place."""
        row = self._row.get(station.id)
        if row is None:
            return None
        if number not in self._metres:
            self._metres[number] = self._index.query(self._lon, self._lat, number)[1][:, number - 1]
        return float(self._metres[number][row])


def answer(item: Item, station: Station, neighbours: Neighbours) -> Answer:
    """Whether a station has what an item asks.

    Raises:
        InvalidInput: the item asks nothing that is known here.
    """
    kind = next((kind for kind in ASKS if kind in item), None)
    if kind is None:
        raise InvalidInput(f"standards.toml: {item.get('zh', item)}", field="standard", remedy=" ".join(ASKS))
    return ASKS[kind](item, station, neighbours)


def is_listed(station: Station, app: str) -> Answer:
    """Whether a station can be found on a map app; unknown where nobody looked."""
    looked = [listing.listed for listing in station.listings if listing.app == app]
    if not looked:
        return "unknown"
    return "there" if any(looked) else "missing"


def _amenity(item: Item, station: Station, _neighbours: Neighbours) -> Answer:
    """One that is broken is missing until it is mended."""
    keys = [item["amenity"], *item.get("or", ())]
    told = [station.amenities.get(key) for key in keys]
    if any(each == "yes" and key not in station.broken for key, each in zip(keys, told, strict=True)):
        return "there"
    return "unknown" if None in told else "missing"


def _field(item: Item, station: Station, _neighbours: Neighbours) -> Answer:
    value = getattr(station, item["field"])
    if item["field"] == "opening_hours":
        value = value or station.opening_hours_text
    if value is None or value in ("", ()):
        return "unknown"
    return "missing" if "at_least" in item and value < item["at_least"] else "there"


def _listed(item: Item, station: Station, _neighbours: Neighbours) -> Answer:
    told = {is_listed(station, app) for app in item["listed_on"]}
    return "missing" if "missing" in told else "unknown" if "unknown" in told else "there"


def _spaced(item: Item, station: Station, neighbours: Neighbours) -> Answer:
    return _within(neighbours.metres(station, 2), item["spacing_m"])


def _covered(item: Item, station: Station, neighbours: Neighbours) -> Answer:
    """Whether so many stations are within reach of where it stands, itself the first, by an estimated walk."""
    metres = min(item["reach_m"], item["reach_min"] * WALK_M_PER_MIN / DETOUR)
    return _within(neighbours.metres(station, item["covers"]), metres)


def _within(metres: float | None, limit_m: float) -> Answer:
    if metres is None:
        return "unknown"
    return "there" if metres <= limit_m else "missing"


ASKS: Mapping[str, Callable[[Item, Station, Neighbours], Answer]] = {
    "amenity": _amenity,
    "field": _field,
    "listed_on": _listed,
    "spacing_m": _spaced,
    "reach_m": _covered,
}
"""By the word in an item that says what it asks."""
