"""How far a division reaches from its seat, estimated without its boundary.

Every 2 km of land goes to the division whose known point is nearest: once with the seats alone (one Voronoi
cell a county), once with the townships that GeoNames places as well (which sees that a county lies all
round a city, or to one side of its seat). Neither sees a boundary: radii.py takes the mean and widens it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from .matching import EARTH_RADIUS_M, Anchor, metres, nearest, unit_vectors

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

STEP_M = 2000.0
SHARE = 0.95


class Ground(NamedTuple):
    """Points of land 2 km apart: degrees, and the same on the unit sphere."""

    lon: Floats
    lat: Floats
    unit: Floats


def ground(land: BaseGeometry, step_m: float = STEP_M) -> Ground:
    """The land sampled in rows of equal spacing on the ground, so that each point stands for the same area."""
    west, south, east, north = land.bounds
    step = float(np.degrees(step_m / EARTH_RADIUS_M))
    rows = []
    for lat in np.arange(south, north, step):
        lon = np.arange(west, east, step / np.cos(np.radians(lat)))
        rows.append(np.stack([lon, np.full_like(lon, lat)], axis=-1))
    points = np.concatenate(rows)
    shapely.prepare(land)
    inside = points[shapely.contains_xy(land, points[:, 0], points[:, 1])]
    return Ground(inside[:, 0], inside[:, 1], unit_vectors(inside[:, 0], inside[:, 1]))


def owners(land: Ground, known: Sequence[Anchor]) -> list[str]:
    """The division of each point of land: that of the nearest known point."""
    _, indices = nearest(known, land.unit, 1)
    codes = [point.code for point in known]
    return [codes[index] for index in indices[:, 0]]


def reach_m(land: Ground, owner: Sequence[str], seats: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Radius of the circle round each seat that holds 95 % of the land which the division owns, in metres.

    A division that owns no point of land is left out.
    """
    codes = sorted(seats)
    index = {code: number for number, code in enumerate(codes)}
    own: Ints = np.array([index.get(code, -1) for code in owner], dtype=np.intp)
    seat = unit_vectors([seats[code][0] for code in codes], [seats[code][1] for code in codes])
    far = metres(np.linalg.norm(land.unit[own >= 0] - seat[own[own >= 0]], axis=1))
    own = own[own >= 0]
    order = np.lexsort((far, own))
    own, far = own[order], far[order]
    first = np.searchsorted(own, np.arange(len(codes)), "left")
    count = np.searchsorted(own, np.arange(len(codes)), "right") - first
    return {
        code: float(far[start + min(number - 1, int(SHARE * number))])
        for code, start, number in zip(codes, first, count, strict=True)
        if number
    }
