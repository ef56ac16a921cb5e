"""The operator's street networks: which of them tells how far it is on foot.

Without a network nothing of the libraries that search one is imported.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from locator.errors import LocatorError
from locator.lookup import Reach, Spot
from locator.planning.about import About, networks_in
from locator.walk import FARTHEST_M, Walk

if TYPE_CHECKING:
    from locator.planning.walking import Network, Route

MISSING_LIBRARY = "pip install 'station-locator[planning]'"
_log = logging.getLogger(__name__)


def walking(module: str) -> Any:
    """A module of `locator.planning.walking`, imported when it is first needed.

    Raises:
        LocatorError: SciPy, which is an extra of this package, is not installed.
    """
    try:
        return import_module(f"locator.planning.walking.{module}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("locator"):
            raise
        raise LocatorError(f"步行网络需要 street networks need {error.name}: {MISSING_LIBRARY}") from error


class Networks:
    """The networks in a folder, as they were when this was made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.about = networks_in(folder)
        self._loaded: dict[str, Network | None] = {}

    def walks(self, lon: float, lat: float, places: Sequence[tuple[float, float]]) -> list[Walk | None]:
        """The walk along the streets from one spot to each of some places; None where no network knows one."""
        found: list[Walk | None] = [None] * len(places)
        for about, network in self._covering(lon, lat):
            asked = [i for i, place in enumerate(places) if found[i] is None and about.covers(*place)]
            lons, lats = [places[i][0] for i in asked], [places[i][1] for i in asked]
            for i, walk in zip(asked, network.to_many(lon, lat, lons, lats, FARTHEST_M), strict=True):
                found[i] = walk
        return found

    def route(self, lon: float, lat: float, to_lon: float, to_lat: float) -> Route | None:
        """The way along the streets; None where no network knows one."""
        for about, network in self._covering(lon, lat):
            if about.covers(to_lon, to_lat):
                route = network.route(lon, lat, to_lon, to_lat, FARTHEST_M)
                if route:
                    return route
        return None

    def prepare(self) -> None:
        """Load all of them, so that the first who asks does not wait."""
        for name in self.about:
            self._network(name)

    def _covering(self, lon: float, lat: float) -> Iterator[tuple[About, Network]]:
        """The networks whose box holds a place, the smallest first: a city's own before its province's."""
        for name, about in sorted(self.about.items(), key=lambda each: (_size(each[1]), each[0])):
            if about.covers(lon, lat):
                network = self._network(name)
                if network is not None:
                    yield about, network

    def _network(self, name: str) -> Network | None:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> Network | None:
        try:
            loaded: Network = walking("network").Network.load(self._folder / name)
        except LocatorError as error:  # the list of stations does not wait for its mending
            _log.warning("%s", error)
            return None
        return loaded


def walks_to(networks: Networks, query: Spot, reaches: Sequence[Reach]) -> list[Walk | None]:
    """The walks along the streets to the stations found, where they are known and near enough."""
    found: list[Walk | None] = [None] * len(reaches)
    if not networks.about:
        return found
    wanted = [i for i, reach in enumerate(reaches) if reach.is_exact and reach.distance_m <= FARTHEST_M]
    if wanted:
        places = [(reaches[i].lon, reaches[i].lat) for i in wanted]
        for i, walk in zip(wanted, networks.walks(*query.wgs84(), places), strict=True):
            found[i] = walk
    return found


def _size(about: About) -> float:
    west, south, east, north = about.box
    return (east - west) * (north - south)
