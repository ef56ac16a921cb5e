"""BD-09 as a formula on GCJ-02: polar coordinates with a ripple, then a constant step; and back again."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.floating]

STEP_LON, STEP_LAT = 0.0065, 0.006
RIPPLE_RADIUS, RIPPLE_ANGLE = 0.00002, 0.000003
RIPPLE_FREQUENCY = np.pi * 3000 / 180
ROUNDS = 7  # each gains nearly two digits on the half kilometre at the start


def bd_from_gcj(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """The BD-09 degrees of GCJ-02 points."""
    radius = np.hypot(lon, lat) + RIPPLE_RADIUS * np.sin(lat * RIPPLE_FREQUENCY)
    angle = np.arctan2(lat, lon) + RIPPLE_ANGLE * np.cos(lon * RIPPLE_FREQUENCY)
    return radius * np.cos(angle) + STEP_LON, radius * np.sin(angle) + STEP_LAT


def gcj_from_bd(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """The GCJ-02 degrees of BD-09 points: the ripple is taken off at the point where it was put on."""
    x, y = lon - STEP_LON, lat - STEP_LAT
    rippled_radius, rippled_angle = np.hypot(x, y), np.arctan2(y, x)
    for _ in range(ROUNDS):
        radius = rippled_radius - RIPPLE_RADIUS * np.sin(y * RIPPLE_FREQUENCY)
        angle = rippled_angle - RIPPLE_ANGLE * np.cos(x * RIPPLE_FREQUENCY)
        x, y = radius * np.cos(angle), radius * np.sin(angle)
    return x, y
