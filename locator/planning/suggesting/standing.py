"""The stations that stand already, and which of them count at the moment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from locator.catalog import Catalog
from locator.ellipsoid import Floats
from locator.planning.coverage.counted import Counted, counted_stations, states_at
from locator.planning.suggesting.asked import Asked


class Standing(NamedTuple):
    """Stations at WGS84 degrees.

    Attributes:
        counted: which stations of the catalog; None where none were to be counted.
        lon, lat: of those that count at the moment.
        all_lon, all_lat: of all, open or not: new sites keep their distance from each.
        unknown: how many have unknown hours at the moment, and don't count.
    """

    counted: Counted | None
    lon: Floats
    lat: Floats
    all_lon: Floats
    all_lat: Floats
    unknown: int


def standing(catalog: Catalog, asked: Asked) -> Standing:
    """The stations beside which new ones are placed.

    Raises:
        NotFound: none has a position that counts.
    """
    if asked.is_from_nothing:
        none = np.empty(0)
        return Standing(None, none, none, none, none, 0)
    counted = counted_stations(catalog, asked.wanted, include_coarse=asked.include_coarse)
    lon, lat = counted.stations.lon, counted.stations.lat
    if asked.at is None:
        return Standing(counted, lon, lat, lon, lat, 0)
    open_, unknown = states_at(catalog, counted.rows, asked.at)
    return Standing(counted, lon[open_], lat[open_], lon, lat, int(unknown.sum()))
