"""Positions from the degrees that a list gives: converted to WGS84, with an honest precision and radius.

Nobody knows how a list came by its degrees: surveyed, tapped on a map, or geocoded from the address. So they count as
`street`, within the radius that the caller states (50 m by default), and as `rooftop` only where that is
30 m or less. Degrees written with few decimals get at least the radius that the rounding leaves: 79 m
for three decimals, 0.8 km for two. From 500 m on they are a `township`'s, from 5 km on a `district`'s.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from locator.datum import convert
from locator.intake.draft import Draft
from locator.intake.records import records_of
from locator.station import Placement, Precision

Floats = NDArray[np.float64]
Placed = Placement | dict[str, Any] | None

UNCERTAINTY_M = 50.0
_PRECISIONS = (
    (30.0, Precision.ROOFTOP),
    (500.0, Precision.STREET),
    (5_000.0, Precision.TOWNSHIP),
    (50_000.0, Precision.DISTRICT),
    (math.inf, Precision.CITY),
)
_HALF_DIAGONAL_M = 111_320 * math.sqrt(2) / 2  # of a square of one degree


def placements(
    drafts: Sequence[Draft], source: str, datum: str = "wgs84", uncertainty_m: float = UNCERTAINTY_M
) -> list[Placed]:
    """Each draft's Placement; None where it has no degrees, or brings a placement of its own.

    Impossible degrees come through as the fields of one: the record's own check refuses them.

    Args:
        drafts: as read.
        source: who says so.
        datum: that of drafts which name none.
        uncertainty_m: the radius within which the true place lies with 95 %.

    Raises:
        UnknownDatum: a datum other than the four known ones.
    """
    found: list[Placed] = [None] * len(drafts)
    by_datum: dict[str, list[int]] = defaultdict(list)
    for row, draft in enumerate(drafts):
        if (draft.lon is not None or draft.lat is not None) and "placement" not in draft.values:
            by_datum[draft.datum or datum].append(row)
    for one, rows in sorted(by_datum.items()):
        fields = list(_fields([drafts[row] for row in rows], one, source, uncertainty_m))
        for row, told, made in zip(rows, fields, records_of(Placement, fields), strict=True):
            found[row] = made or told
    return found


def _fields(
    drafts: Sequence[Draft], datum: str, source: str, uncertainty_m: float
) -> Iterator[dict[str, Any]]:
    lon, lat = [draft.lon for draft in drafts], [draft.lat for draft in drafts]
    x, y = np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64)
    radii_m = np.maximum(_rounding_m(x, y), uncertainty_m).tolist()
    sound = (np.abs(x) <= 180) & (np.abs(y) <= 90)  # False for NaN, which None has become
    x[sound], y[sound] = convert(x[sound], y[sound], datum, "wgs84")
    given, its_name = zip(lon, lat, strict=True), datum.lower()
    at = zip(x.tolist(), y.tolist(), strict=True)
    for told, place, is_sound, radius_m in zip(given, at, sound.tolist(), radii_m, strict=True):
        lon_wgs84, lat_wgs84 = place if is_sound else told
        yield {
            "lon": lon_wgs84,
            "lat": lat_wgs84,
            "precision": _precision(radius_m),
            "uncertainty_m": radius_m,
            "source": source,
            "datum_given": its_name,
            "lon_given": told[0],
            "lat_given": told[1],
        }


@lru_cache
def _precision(radius_m: float) -> Precision:
    return next(precision for limit_m, precision in _PRECISIONS if radius_m <= limit_m)


def _rounding_m(lon: Floats, lat: Floats) -> Floats:
    """How far the true places may be from degrees that were cut to at most three decimals, both of them; else 0."""
    radii_m = np.zeros(len(lon))
    with np.errstate(over="ignore", invalid="ignore"):
        placed = np.isfinite(lon) & np.isfinite(lat)
        for decimals in (3, 2, 1, 0):
            is_cut = (np.round(lon, decimals) == lon) & (np.round(lat, decimals) == lat) & placed
            radii_m[is_cut] = round(_HALF_DIAGONAL_M / 10**decimals, 1)
    return radii_m
