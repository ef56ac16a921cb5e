"""Coordinates of any reference system as degrees of longitude and latitude."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from locator.intake.readers.content import unreadable

Floats = npt.NDArray[np.float64]

DATUM_OF = {"WGS 84": "wgs84", "WGS 84 (CRS84)": "wgs84", "China Geodetic Coordinate System 2000": "cgcs2000"}
"""The datums of geographic systems whose degrees are taken as they are; CGCS2000 keeps its name."""


@dataclass(frozen=True, slots=True)
class Degrees:
    """Turns coordinates of one reference system into degrees, longitude first; `datum` is what they are then in."""

    datum: str | None
    turn: Callable[[Any, Any], tuple[Any, Any]] | None = None

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One point."""
        return self.turn(x, y) if self.turn else (x, y)

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Many points; what can't be turned is infinite."""
        return self.turn(x, y) if self.turn else (x, y)


def degrees_of(crs: Any, name: str) -> Degrees:
    """How the coordinates of a reference system become degrees; None is an unknown one, taken as degrees of no datum.

    Raises:
        InvalidInput: nobody knows the system, or it is no system of the Earth's surface; names the file.
    """
    if crs is None:
        return Degrees(None)
    try:
        system = CRS.from_user_input(crs)
        if system.is_geographic and len(system.axis_info) == 2 and system.name in DATUM_OF:
            return Degrees(DATUM_OF[system.name])
        return Degrees("wgs84", Transformer.from_crs(system, "EPSG:4326", always_xy=True).transform)
    except (ProjError, ValueError, TypeError) as error:
        raise unreadable(
            name,
            f"坐标参考系读不懂 unknown coordinate reference system: {str(error)[:200]}",
            "转成 WGS84 convert to WGS84",
        ) from None
