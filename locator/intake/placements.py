"""Positions from the degrees that a list gives: converted to WGS84, with an honest precision and radius.

Nobody knows how a list came by its degrees: surveyed, tapped on a map, or geocoded from the address. So they count as
`street`, within the radius that the caller states (50 m by default), and as `rooftop` only where that is
30 m or less. Degrees written with few decimals get at least the radius that the rounding leaves: 79 m
for three decimals, 0.8 km for two. From 500 m on they are a `township`'s, from 5 km on a `district`'s.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from locator.datum import convert
from locator.intake.draft import Draft
from locator.station import Precision

UNCERTAINTY_M = 50.0
_PRECISIONS = (
    (30.0, Precision.ROOFTOP),
    (500.0, Precision.STREET),
    (5_000.0, Precision.TOWNSHIP),
    (50_000.0, Precision.DISTRICT),
    (math.inf, Precision.CITY),
)
_HALF_DIAGONAL_M = 111_320 * math.sqrt(2) / 2  # of a square of one degree
_ROUNDED = (0, 1, 2, 3)


def placements(
    drafts: Sequence[Draft], source: str, datum: str = "wgs84", uncertainty_m: float = UNCERTAINTY_M
) -> list[dict[str, Any] | None]:
    """The fields of each draft's Placement; None where it has no degrees, or brings a placement of its own.

    Impossible degrees come through as they are: the record's own check refuses them.

    Args:
        drafts: as read.
        source: who says so.
        datum: that of drafts which name none.
        uncertainty_m: the radius within which the true place lies with 95 %.

    Raises:
        UnknownDatum: a datum other than the four known ones.
    """
    given = [draft.lon is not None or draft.lat is not None for draft in drafts]
    rows = [row for row, has in enumerate(given) if has and "placement" not in drafts[row].values]
    found: list[dict[str, Any] | None] = [None] * len(drafts)
    datums = [drafts[row].datum or datum for row in rows]
    for one in sorted(set(datums)):
        chosen = [row for row, its in zip(rows, datums, strict=True) if its == one]
        for row, at in zip(chosen, _in_wgs84([drafts[row] for row in chosen], one), strict=True):
            found[row] = _fields(drafts[row], at, uncertainty_m) | {
                "source": source,
                "datum_given": one.lower(),
            }
    return found


def _in_wgs84(drafts: Sequence[Draft], datum: str) -> list[tuple[float | None, float | None]]:
    lon = [draft.lon for draft in drafts]
    lat = [draft.lat for draft in drafts]
    x, y = np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64)
    sound = (np.abs(x) <= 180) & (np.abs(y) <= 90)  # False for NaN, which None has become
    x[sound], y[sound] = convert(x[sound], y[sound], datum, "wgs84")
    for row in np.flatnonzero(sound).tolist():
        lon[row], lat[row] = float(x[row]), float(y[row])
    return list(zip(lon, lat, strict=True))


def _fields(draft: Draft, at: tuple[float | None, float | None], uncertainty_m: float) -> dict[str, Any]:
    radius_m = max(uncertainty_m, _rounding_m(draft.lon, draft.lat))
    return {
        "lon": at[0],
        "lat": at[1],
        "precision": next(precision for limit_m, precision in _PRECISIONS if radius_m <= limit_m),
        "uncertainty_m": radius_m,
        "lon_given": draft.lon,
        "lat_given": draft.lat,
    }


def _rounding_m(lon: float | None, lat: float | None) -> float:
    """How far the true place may be from degrees that were cut to at most three decimals, both of them."""
    if (
        lon is None
        or lat is None
        or not math.isfinite(lon + lat)
        or round(lon, 3) != lon
        or round(lat, 3) != lat
    ):
        return 0.0
    decimals = next(n for n in _ROUNDED if round(lon, n) == lon and round(lat, n) == lat)
    return float(round(_HALF_DIAGONAL_M / 10**decimals, 1))
