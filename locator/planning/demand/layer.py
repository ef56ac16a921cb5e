"""One layer of demand: people at places, in blocks, so that a country's cells never stand in memory together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.nearest.inputs import checked_degrees

EVERY_HOUR = frozenset(range(24))


class Points(NamedTuple):
    """People at places: WGS84 degrees, and how many (or how much of whatever weighs) at each; never negative."""

    lon: Floats
    lat: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class Layer:
    """Demand of one source. It may be read more than once.

    Attributes:
        name: what people call it.
        kind: raster, points, polygons, or places.
        blocks: reads it; places without anybody are left out.
        factor: what its weights count in the sum of several layers.
        hours: the hours of the day at which it counts.
        spacing_m: how far its places are apart where they form a grid; 0 where they don't.
        is_indicative: it shows roughly where people are, and is no count of them.
        notes: what was done to it that a reader should know.
    """

    name: str
    kind: str
    blocks: Callable[[], Iterator[Points]]
    factor: float = 1.0
    hours: frozenset[int] = EVERY_HOUR
    spacing_m: float = 0.0
    is_indicative: bool = False
    notes: tuple[str, ...] = ()


def of_points(lon: ArrayLike, lat: ArrayLike, weight: ArrayLike, name: str = "demand") -> Layer:
    """A layer of places at hand.

    Raises:
        InvalidInput: degrees that are nowhere on the globe, weights that are negative or not as many.
    """
    points = checked_points(lon, lat, weight, name)
    return Layer(name, "points", lambda: iter([points]))


def checked_points(lon: ArrayLike, lat: ArrayLike, weight: ArrayLike, name: str) -> Points:
    """The places with somebody at them; a missing weight (NaN) is nobody.

    Raises:
        InvalidInput: as `of_points`; the error names the layer.
    """
    lons, lats = (np.atleast_1d(each) for each in checked_degrees(lon, lat))
    weights = np.atleast_1d(np.asarray(weight, dtype=np.float64))
    if weights.shape != lons.shape:
        raise InvalidInput(
            f"{name}: {lons.size} places but {weights.size} weights",
            field="weight",
            remedy="one weight for each place",
        )
    check_weights(weights, name)
    taken = weights > 0  # NaN is not
    return Points(lons[taken], lats[taken], weights[taken])


def check_weights(weights: Floats, name: str, remedy: str = "") -> None:
    """Nothing, if no weight is below nought or infinite.

    Raises:
        InvalidInput: one is; the error names the layer.
    """
    wrong = (weights < 0) | np.isinf(weights)
    if wrong.any():
        raise InvalidInput(
            f"{name}: 权重不能为负 weights must be 0 or more, not {weights[wrong].min():g}"
            f" ({np.count_nonzero(wrong)} of them)",
            field="weight",
            remedy=remedy or "请改正该列,或换一列 mend that column, or name another: FILE:COLUMN",
        )
