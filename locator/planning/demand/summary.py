"""What is checked of demand before anything is reckoned with it: how much, where, how much of it in the area."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from locator.planning.demand.layer import Layer, Points

Box = tuple[float, float, float, float]


class Summary(NamedTuple):
    """A layer's sum, number of places, and west, south, east, north in WGS84 degrees (None when nobody is there)."""

    total: float
    places: int
    extent: Box | None


NOBODY = Summary(0.0, 0, None)


def summary_of(layer: Layer) -> Summary:
    """The sum, number and extent of a layer's places."""
    summary = NOBODY
    for points in layer.blocks():
        summary = grown(summary, points)
    return summary


def grown(summary: Summary, points: Points) -> Summary:
    """The summary with some places more."""
    lon, lat, weight = points
    if not len(weight):
        return summary
    west, south, east, north = summary.extent or (np.inf, np.inf, -np.inf, -np.inf)
    extent = (
        min(west, float(lon.min())), min(south, float(lat.min())),
        max(east, float(lon.max())), max(north, float(lat.max())),
    )  # fmt: skip
    return Summary(summary.total + float(weight.sum()), summary.places + len(weight), extent)
