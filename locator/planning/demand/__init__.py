"""Where the people are who may need a station: rasters, points, polygons, or the towns that travel with us."""

from locator.planning.demand.bundled import towns
from locator.planning.demand.layer import EVERY_HOUR, Layer, Points, checked_points, of_points
from locator.planning.demand.reading import Wanted, read_layer, wanted_layer
from locator.planning.demand.summary import Summary, summary_of

__all__ = [
    "EVERY_HOUR",
    "Layer",
    "Points",
    "Summary",
    "Wanted",
    "checked_points",
    "of_points",
    "read_layer",
    "summary_of",
    "towns",
    "wanted_layer",
]
