"""Room in the stations for the people round them: the two-step floating catchment area method.

Luo and Wang, "Measures of spatial accessibility to health care in a GIS environment", Environment and Planning B 30
(2003). First each station's room is divided by the people who have it near; then these ratios are added up over the
stations that a place has near. The mean over a zone's people is told, and adds up to the stations' room.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from locator.ellipsoid import Floats
from locator.planning.coverage.coverage import Coverage
from locator.planning.coverage.sums import summed

PEOPLE = 10_000


class Access(NamedTuple):
    """Places to rest for 10,000 people of each zone, by band, and how room was taken where it is unknown.

    Attributes:
        places: bands by zones; nan where nobody is.
        people_near: bands by stations: how many people have each station near.
        known: how many stations tell their room; `assumed` is what the others were given, the median of these,
            or one each where nobody tells: then stations are counted, not places.
    """

    places: Floats
    people_near: Floats
    known: int
    assumed: float


def access_of(coverage: Coverage, capacity: Floats) -> Access:
    """What room there is, at the first moment.

    Args:
        coverage: of the stations.
        capacity: people each has room for; nan where unknown.
    """
    told = capacity[~np.isnan(capacity)]
    assumed = float(np.median(told)) if len(told) else 1.0
    room = np.where(np.isnan(capacity), assumed, capacity)
    zones, stations, bands = coverage.people.shape[1], len(capacity), len(coverage.bands)
    rest, zone = np.divmod(coverage.load.key, zones)
    band, station = np.divmod(rest, max(stations, 1))
    near = summed(rest, coverage.load.people, bands * stations).reshape(bands, stations)
    ratio = np.divide(room, near, out=np.zeros_like(near), where=near > 0)
    given = summed(band * zones + zone, coverage.load.people * ratio[band, station], bands * zones)
    with np.errstate(divide="ignore", invalid="ignore"):
        places = given.reshape(bands, zones) / np.where(coverage.people[0] > 0, coverage.people[0], np.nan)
    return Access(places * PEOPLE, near, len(told), assumed)
