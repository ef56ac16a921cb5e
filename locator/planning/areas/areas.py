"""Districts as polygons, and which of them a place lies in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from locator.ellipsoid import Floats
from locator.planning.demand.pieces import Shapes, areas_m2

SLIVER_M = 20.0
"""A place no farther from a district than this, and in none, lies in it: neighbours drawn apart leave strips."""
_SLIVER_DEG = SLIVER_M / 111_320.0
_LONGEST_LINE_DEG = 0.02


class Shares(NamedTuple):
    """Which place counts for which district with which share; a place's shares add up to one.

    `area` is the district's number, or how many there are for a place outside all of them.
    """

    point: NDArray[np.int64]
    area: NDArray[np.int64]
    share: Floats


@dataclass(frozen=True)
class Areas:
    """Districts. Their polygons may overlap, touch, have holes, and leave strips between them.

    Attributes:
        names: of each.
        codes: of each, "" where the file has none.
        shapes: polygons and multipolygons, valid, WGS84 degrees.
        notes: what was mended when they were read.
    """

    names: tuple[str, ...]
    codes: tuple[str, ...]
    shapes: Shapes
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all of them, WGS84 degrees."""
        west, south, east, north = shapely.total_bounds(self.shapes).tolist()
        return west, south, east, north

    @cached_property
    def km2(self) -> Floats:
        """Square kilometres of each."""
        return areas_m2(shapely.segmentize(self.shapes, _LONGEST_LINE_DEG)) / 1e6

    @cached_property
    def overlap_km2(self) -> float:
        """Square kilometres that lie in more than one of them, once for each further one."""
        merged = shapely.segmentize(shapely.union_all(self.shapes), _LONGEST_LINE_DEG)
        return max(0.0, float(self.km2.sum() - areas_m2(np.array([merged]))[0] / 1e6))

    @cached_property
    def lines(self) -> shapely.STRtree:
        """Their borders in short pieces, to cut at."""
        edges = shapely.get_parts(shapely.boundary(self.shapes))
        corners, ring = shapely.get_coordinates(edges, return_index=True)
        same = ring[1:] == ring[:-1]
        return shapely.STRtree(shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1)[same]))

    def shares(self, lon: Floats, lat: Floats) -> Shares:
        """In which districts places lie; one that lies in several, or on their common border, counts in equal parts.

        Args:
            lon: WGS84 degrees.
            lat: as many.
        """
        spots = np.atleast_1d(np.asarray(shapely.points(lon, lat)))
        point, area = self._tree.query(spots, predicate="intersects")
        missing = np.setdiff1d(np.arange(len(spots)), point)
        near, strip = self._tree.query_nearest(spots[missing], max_distance=_SLIVER_DEG, all_matches=False)
        outside = np.delete(missing, near)
        points = np.concatenate([point, missing[near], outside])
        areas = np.concatenate([area, strip, np.full(len(outside), len(self))])
        counts = np.bincount(points, minlength=len(spots))
        return Shares(points, areas, 1.0 / counts[points])

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)


def whole() -> Areas:
    """No district at all: everybody lies outside."""
    return Areas((), (), np.empty(0, dtype=object))
