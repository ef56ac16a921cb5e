"""The stretches of streets from which a station can be reached in time, as points to draw an outline round."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from locator.ellipsoid import Floats
from locator.planning.coverage.reach import Ints
from locator.planning.walking.streets import BACKWARD, FORWARD, Streets


class Start(NamedTuple):
    """Where a station lies on a street: chain, metres from its tail, and minutes left when one stands there."""

    chain: int
    along_m: float
    left_min: float


class Stretches(NamedTuple):
    """Parts of chains, in metres from their tails."""

    chain: Ints
    first_m: Floats
    last_m: Floats


class Outlines:
    """The streets of one network."""

    def __init__(self, streets: Streets) -> None:
        self._streets = streets

    def points(self, start: Start, junction: Ints, left_min: Floats) -> Floats:
        """The corners and ends of what can be walked: longitudes and latitudes in two columns, WGS84 degrees.

        Args:
            start: the station.
            junction: those from which it can be reached in time.
            left_min: of each, the minutes that are left then.
        """
        found = self._stretches(start, junction, left_min)
        streets = self._streets
        junctions = np.column_stack((streets.node_lon[junction], streets.node_lat[junction]))
        return np.concatenate([junctions, self._corners(found), self._ends(found)])

    def _stretches(self, start: Start, junction: Ints, left_min: Floats) -> Stretches:
        streets = self._streets
        rows, owner = self._incident(junction)
        chain, is_tail = rows % len(streets.tail), rows < len(streets.tail)
        chain = np.concatenate([chain, [start.chain, start.chain]])
        at_m = np.concatenate([np.where(is_tail, 0.0, streets.metres[chain[:-2]]), [start.along_m] * 2])
        reach_m = np.concatenate([left_min[owner], [start.left_min] * 2]) / streets.pace[chain]
        # walked towards the station: from beyond a tail one comes backward along the chain
        is_up = np.concatenate([is_tail, [True, False]])
        walked = (streets.kind[chain] & np.where(is_up, BACKWARD, FORWARD)) > 0
        first = np.where(is_up, at_m, np.maximum(at_m - reach_m, 0.0))
        last = np.where(is_up, np.minimum(at_m + reach_m, streets.metres[chain]), at_m)
        return Stretches(chain[walked], first[walked], last[walked])

    def _incident(self, junction: Ints) -> tuple[Ints, Ints]:
        """The chains at some junctions, those at whose head they are counted on behind all; and of each whose."""
        order, starts = self._by_junction
        first, sizes = starts[junction], starts[junction + 1] - starts[junction]
        owner = np.repeat(np.arange(len(junction)), sizes)
        place = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return order[first[owner] + place], owner

    @cached_property
    def _by_junction(self) -> tuple[Ints, Ints]:
        ends = np.concatenate([self._streets.tail, self._streets.head])
        order = np.argsort(ends, kind="stable")
        return order, np.searchsorted(ends[order], np.arange(self._streets.junctions + 1))

    def _corners(self, found: Stretches) -> Floats:
        """The chains' own nodes within the stretches."""
        streets = self._streets
        first, sizes = streets.inner[found.chain], np.diff(streets.inner)[found.chain]
        owner = np.repeat(np.arange(len(sizes)), sizes)
        node = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + first[owner]
        along = streets.along_m[node]
        node = node[(along >= found.first_m[owner]) & (along <= found.last_m[owner])] + streets.junctions
        return np.column_stack((streets.node_lon[node], streets.node_lat[node]))

    def _ends(self, found: Stretches) -> Floats:
        """Where a stretch ends within its chain; at a chain's end there is a junction."""
        streets, ends = self._streets, []
        for metres in (found.first_m, found.last_m):
            within = np.flatnonzero((metres > 0) & (metres < streets.metres[found.chain]))
            for chain, at in zip(found.chain[within].tolist(), metres[within].tolist(), strict=True):
                nodes, along = streets.nodes_of(chain), streets.metres_of(chain)
                axes = (streets.node_lon[nodes], streets.node_lat[nodes])
                ends.append([float(np.interp(at, along, axis)) for axis in axes])
        return np.array(ends, dtype=np.float64).reshape(-1, 2)
