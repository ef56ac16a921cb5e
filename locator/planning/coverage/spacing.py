"""How far stations stand from each other."""

import numpy as np
from numpy.typing import ArrayLike

from locator.ellipsoid import Floats
from locator.nearest import NearestIndex


def spacing_m(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Metres from each station to the nearest other one, along the ellipsoid; inf where there is no other.

    Args:
        lon: WGS84 degrees.
        lat: as many.

    Raises:
        InvalidPosition: degrees that are nowhere on the globe.
    """
    index = NearestIndex(lon, lat)
    _, metres = index.query(np.atleast_1d(lon), np.atleast_1d(lat), 2)
    return np.asarray(metres[:, 1])  # the first is the station itself, or one at the same spot: 0 either way
