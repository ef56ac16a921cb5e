"""The people a suggestion counts: those of all layers at the moment, in the area, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.planning.areas.areas import Areas
from locator.planning.coverage.coverage import factor_at
from locator.planning.coverage.moments import Moment
from locator.planning.coverage.reach import Flags, Ints
from locator.planning.coverage.sums import summed
from locator.planning.coverage.work import lots_of
from locator.planning.demand.layer import Layer, Points

MOST_PLACES = 5_000_000
_NO_FLAGS: Flags = np.empty(0, dtype=np.bool_)


class People(NamedTuple):
    """Places with people in the area, and how many people are outside of it."""

    points: Points
    outside: float


def people_of(layers: Sequence[Layer], at: datetime | None, areas: Areas | None) -> People:
    """The people at a moment (None: the mean over a day).

    Raises:
        InvalidInput: nobody is there, then or in the area; or more places than can be searched.
    """
    moment = Moment(at, "", _NO_FLAGS, _NO_FLAGS)
    lots: list[Points] = []
    outside, places = 0.0, 0
    for lot in _counted(layers, moment):
        inside, beyond = _inside(lot, areas)
        outside += beyond
        places += len(inside.weight)
        lots.append(inside)
        if places > MOST_PLACES:
            raise InvalidInput(
                f"需求超过 {MOST_PLACES:,} 处 more than {MOST_PLACES:,} places of demand",
                field="demand",
                remedy="用 --area 缩小区域,或给粗一些的栅格 an area, or a coarser raster",
            )
    if not places:
        raise _nobody(layers, outside)
    return People(_joined(lots), outside)


def _counted(layers: Sequence[Layer], moment: Moment) -> Iterator[Points]:
    """Lots of places with what they count at the moment."""
    for layer in layers:
        if factor := factor_at(layer, moment):
            for lot in lots_of(layer.blocks()):
                yield lot._replace(weight=lot.weight * factor)


def _inside(lot: Points, areas: Areas | None) -> tuple[Points, float]:
    """The people of a lot in the area, and how many are outside."""
    if areas is None:
        return lot, 0.0
    shares = areas.shares(lot.lon, lot.lat)
    is_in = shares.area < len(areas)
    share = np.bincount(shares.point[is_in], shares.share[is_in], minlength=len(lot.weight))
    weight = lot.weight * share
    taken = weight > 0
    return Points(lot.lon[taken], lot.lat[taken], weight[taken]), float((lot.weight - weight).sum())


def _joined(lots: Sequence[Points]) -> Points:
    """All lots as one, each place once."""
    lon, lat, weight = (np.concatenate(column) for column in zip(*lots, strict=True))
    _, first, place = np.unique(np.column_stack([lon, lat]), axis=0, return_index=True, return_inverse=True)
    return Points(lon[first], lat[first], summed(place.ravel(), weight, len(first)))


def _nobody(layers: Sequence[Layer], outside: float) -> InvalidInput:
    names = "、".join(layer.name for layer in layers)
    if outside:
        return InvalidInput(
            f"{names}: 区域内没有需求 there is no demand in the area",
            field="area",
            remedy="--area 与 --demand 不在一处,或坐标系写错了 do they lie in the same place, in the datum told?",
        )
    return InvalidInput(
        f"{names}: 没有需求 nobody is there, or not at that hour",
        field="demand",
        remedy="给出人口数据 give people: --demand FILE",
    )


def district_of(areas: Areas, lon: Floats, lat: Floats) -> Ints:
    """The number of the district of each place, -1 outside all of them; the first of several."""
    shares = areas.shares(lon, lat)
    found = np.full(len(lon), len(areas))
    np.minimum.at(found, shares.point, shares.area)
    return np.where(found == len(areas), -1, found)
