"""A small still map as SVG paths: for paper, where nobody moves it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import shapely

from locator import resources
from locator.maps.basemap import read_shapes
from locator.maps.mercator import Floats, unit

Bounds = tuple[float, float, float, float]
WIDTH, TALLEST, LOWEST = 720.0, 540.0, 320.0
AROUND = 0.06
"""Room round what is shown, as a share of its size."""
LEAST_DEG = 0.02
"""Smaller things are shown with so much round them."""


class Frame(NamedTuple):
    """What of the ground is shown: its upper left corner on Mercator's unit square, how large a unit is, the size."""

    x: float
    y: float
    scale: float
    width: float
    height: float
    bounds: Bounds


def frame_of(bounds: Bounds) -> Frame:
    """A frame round west, south, east, north in WGS84 degrees."""
    west, south, east, north = _roomy(bounds)
    (left, right), (top, bottom) = unit([west, east], [north, south])
    wide, high = right - left, bottom - top
    height = float(np.clip(WIDTH * high / wide, LOWEST, TALLEST))
    scale = min(WIDTH / wide, height / high)
    x, y = (left + right) / 2 - WIDTH / scale / 2, (top + bottom) / 2 - height / scale / 2
    return Frame(float(x), float(y), float(scale), WIDTH, height, (west, south, east, north))


def spots(lon: Any, lat: Any, frame: Frame) -> Floats:
    """Where places lie in a frame, in its pixels: x and y in two columns."""
    x, y = unit(lon, lat)
    return np.column_stack(((x - frame.x) * frame.scale, (y - frame.y) * frame.scale))


def path(shapes: Iterable[Any], frame: Frame, *, least_px: float = 0.4) -> str:
    """Polygons in a frame as one SVG path, to be filled by the even-odd rule; corners closer than `least_px` join."""
    lines = shapely.get_rings(shapely.get_parts(shapely.get_parts(np.array([*shapes], dtype=object))))
    return "".join(_ring(shapely.get_coordinates(line), frame, least_px) for line in lines)


@lru_cache(maxsize=32)
def ground(frame: Frame) -> dict[str, str]:
    """Land and lakes behind everything, as paths."""
    west, south, east, north = frame.bounds
    wide, high = east - west, north - south
    box = (west - wide, max(south - high, -85.0), east + wide, min(north + high, 85.0))
    shapes = {name: shapely.clip_by_rect(_natural(name), *box) for name in ("land", "lakes")}
    return {name: path([shape], frame) for name, shape in shapes.items()}


def _ring(corners: Floats, frame: Frame, least_px: float) -> str:
    line = shapely.LinearRing(spots(corners[:, 0], corners[:, 1], frame))
    # it may well cross itself then: it is only drawn
    places = shapely.get_coordinates(shapely.simplify(line, least_px, preserve_topology=False))
    return (
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places[:-1].tolist()) + "Z" if len(places) > 3 else ""
    )


def _roomy(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    lon, lat = (max((LEAST_DEG - size) / 2, size * AROUND) for size in (east - west, north - south))
    return max(west - lon, -180.0), max(south - lat, -85.0), min(east + lon, 180.0), min(north + lat, 85.0)


@lru_cache(maxsize=2)
def _natural(name: str) -> Any:
    return read_shapes(resources.folder("geodata") / "basemap" / f"{name}.geojson")
