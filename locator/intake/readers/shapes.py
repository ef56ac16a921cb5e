"""Shapes of a map file as the one point that stands for each."""

from typing import Any

import numpy as np
import shapely

from locator.intake.readers.crs import Degrees
from locator.intake.readers.table import Spot


def spots_of(shapes: Any, degrees: Degrees) -> list[Spot | None]:
    """Where each shape lies; None for an empty one. What is no point is represented by a point inside it."""
    inside = shapely.point_on_surface(shapes)
    told = ~(shapely.is_missing(inside) | shapely.is_empty(inside))
    kinds = shapely.get_type_id(shapes)
    exact = (kinds == 0) | ((kinds == 4) & (shapely.get_num_geometries(shapes) == 1))
    x, y = np.where(told, shapely.get_x(inside), 0.0), np.where(told, shapely.get_y(inside), 0.0)
    lon, lat = degrees.points(x, y)
    rows = zip(told.tolist(), lon.tolist(), lat.tolist(), exact.tolist(), strict=True)
    return [Spot(east, north, one) if there else None for there, east, north, one in rows]
