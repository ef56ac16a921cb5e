"""Where a spot reaches the streets: the nearest point of the nearest street, its distance counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.ellipsoid import Floats, geodesic_inverse
from locator.planning.walking.grid import Grid, Ints, metres_per_degree
from locator.planning.walking.streets import BACKWARD, FORWARD, Streets

SNAP_LIMIT_M = 500.0
"""Farther from every street nobody is taken to be on the network."""
NEAR_M = 250.0
"""Within this distance a street that leads somewhere is taken before a nearer one that leads nowhere."""
REACHES_M = (60.0, NEAR_M)
"""Most spots are in a street or beside one: what is farther is looked at only where nothing is so near."""
SMALL_SHARE = 0.01
"""A component with less than this share of the largest one's nodes leads nowhere."""


class Snap(NamedTuple):
    """A point of a street: `along_m` from the tail of a chain, `away_m` from the spot that was asked about."""

    chain: int
    along_m: float
    away_m: float
    lon: float
    lat: float


class Exit(NamedTuple):
    """A junction that a snapped spot reaches along its own chain, how far it is, and where in the chain: at an end."""

    junction: int
    metres: float
    at_m: float


class _Found(NamedTuple):
    """The nearest points of segments, one row each, on a plane true at the spot."""

    chain: Ints
    segment: Ints
    share: Floats
    away_m: Floats
    lon: Floats
    lat: Floats

    def only(self, rows: NDArray[np.bool_]) -> _Found:
        """Some of the rows."""
        return _Found(
            self.chain[rows], self.segment[rows], self.share[rows], self.away_m[rows], self.lon[rows], self.lat[rows]
        )  # fmt: skip


@dataclass(frozen=True)
class Snapper:
    """Finds the streets near a spot."""

    streets: Streets
    grid: Grid

    def snap(self, lon: float, lat: float, limit_m: float = SNAP_LIMIT_M) -> Snap | None:
        """The nearest point of the streets to a WGS84 spot; None where none is within `limit_m`.

        Streets that lead nowhere count only where none that leads somewhere is near.
        """
        for reach_m in (*(reach for reach in REACHES_M if reach < limit_m), limit_m):
            found = self._within(lon, lat, reach_m)
            leads = self._leads_somewhere[self.streets.component[self.streets.tail[found.chain]]]
            if leads.any():
                return self._best(lon, lat, found.only(leads))
            if len(leads) and reach_m >= NEAR_M:
                break
        return self._best(lon, lat, found) if len(leads) else None

    def exits(self, snap: Snap, *, reverse: bool = False) -> list[Exit]:
        """The junctions that one may walk to from a snapped spot; in reverse, those one may come from."""
        streets, chain = self.streets, snap.chain
        length = float(streets.metres[chain])
        bits = (BACKWARD, FORWARD) if not reverse else (FORWARD, BACKWARD)
        ends = (
            Exit(int(streets.tail[chain]), snap.along_m, 0.0),
            Exit(int(streets.head[chain]), length - snap.along_m, length),
        )
        return [way for way, bit in zip(ends, bits, strict=True) if streets.kind[chain] & bit]

    def component(self, snap: Snap) -> int:
        """The component that a snapped spot is on; no way leads from one to another."""
        return int(self.streets.component[self.streets.tail[snap.chain]])

    def directly(self, start: Snap, end: Snap) -> float:
        """Metres from one snapped spot to another of the same chain without leaving it; else inf."""
        bit = FORWARD if end.along_m >= start.along_m else BACKWARD
        if start.chain != end.chain or not self.streets.kind[start.chain] & bit:
            return np.inf
        return abs(end.along_m - start.along_m)

    @cached_property
    def _first_segment(self) -> Ints:
        return self.streets.first_segments()

    @cached_property
    def _leads_somewhere(self) -> NDArray[np.bool_]:
        sizes = self.streets.component_nodes
        return np.asarray(sizes >= SMALL_SHARE * sizes[0])

    def _within(self, lon: float, lat: float, reach_m: float) -> _Found:
        """The nearest points, no farther than `reach_m`, of all segments that have one."""
        stretches = self.grid.stretches(self.streets.piece_cell, lon, lat, reach_m)
        parts = [self.streets.piece_segment[first:last] for first, last in stretches]
        segments = np.concatenate([np.empty(0, dtype=np.int32), *parts]).astype(np.int64)
        found = self._nearest_points(lon, lat, segments)
        return found.only(found.away_m <= reach_m)

    def _nearest_points(self, lon: float, lat: float, segment: Ints) -> _Found:
        chain = np.searchsorted(self._first_segment, segment, side="right") - 1
        start, end = self._ends(chain, segment)
        streets, (east, north) = self.streets, metres_per_degree(lat)
        x, y = (streets.node_lon[start] - lon) * east, (streets.node_lat[start] - lat) * north
        dx, dy = (streets.node_lon[end] - lon) * east - x, (streets.node_lat[end] - lat) * north - y
        length_2 = np.maximum(dx * dx + dy * dy, 1e-12)
        share = np.clip(-(x * dx + y * dy) / length_2, 0.0, 1.0)
        x, y = x + share * dx, y + share * dy
        return _Found(chain, segment, share, np.hypot(x, y), lon + x / east, lat + y / north)

    def _ends(self, chain: Ints, segment: Ints) -> tuple[Ints, Ints]:
        """The two nodes of each segment."""
        streets, step = self.streets, segment - self._first_segment[chain]
        inner = streets.junctions + streets.inner[chain] + step
        is_last = step == streets.inner[chain + 1] - streets.inner[chain]
        start = np.where(step == 0, streets.tail[chain], inner - 1)
        return start, np.where(is_last, streets.head[chain], inner)

    def _best(self, lon: float, lat: float, found: _Found) -> Snap:
        best = int(found.away_m.argmin())
        chain, step = (
            int(found.chain[best]),
            int(found.segment[best] - self._first_segment[found.chain[best]]),
        )
        metres = self.streets.metres_of(chain)
        along = float(metres[step] + found.share[best] * (metres[step + 1] - metres[step]))
        at = float(found.lon[best]), float(found.lat[best])
        return Snap(chain, along, geodesic_inverse(lon, lat, *at)[2], *at)
