"""Shortest ways through a street network: from one spot as far as one would walk, and from many at once.

Dijkstra's algorithm, as scipy.sparse.csgraph has it. A spot on a street is a node of its own, tied to the junctions
that it reaches along its chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from locator.ellipsoid import Floats
from locator.planning.walking.grid import Grid
from locator.planning.walking.snapping import Exit
from locator.planning.walking.streets import Streets

NOWHERE = -9999
"""What scipy gives as predecessor where there is none."""


@dataclass(frozen=True)
class Arcs:
    """Some of a network's junctions, numbered from 0, and the arcs between them.

    `junctions` are their numbers in the network, `local` the other way round (-1 where one is not among them).
    `head` is one past the last junction for an arc that leads out.
    """

    junctions: NDArray[np.int64]
    local: NDArray[np.int32]
    start: NDArray[np.int32]
    head: NDArray[np.int32]
    chain: NDArray[np.int32]


def arcs_near(streets: Streets, grid: Grid, lon: float, lat: float, reach_m: float) -> Arcs:
    """The part of a network that lies within `reach_m` of a spot, and a little more."""
    stretches = list(grid.stretches(streets.junction_cell, lon, lat, reach_m))
    junctions = np.concatenate([np.empty(0, np.int64), *(np.arange(*stretch) for stretch in stretches)])
    arcs = [(streets.arc_start[first], streets.arc_start[last]) for first, last in stretches]
    degrees = np.concatenate(
        [[0], *(np.diff(streets.arc_start[first : last + 1]) for first, last in stretches)]
    )
    local = np.full(streets.junctions, len(junctions), dtype=np.int32)
    local[junctions] = np.arange(len(junctions), dtype=np.int32)
    none = np.empty(0, dtype=np.int32)
    heads = np.concatenate([none, *(streets.arc_head[first:last] for first, last in arcs)])
    chain = np.concatenate([none, *(streets.arc_chain[first:last] for first, last in arcs)])
    return Arcs(junctions, local, np.cumsum(degrees, dtype=np.int32), local[heads], chain)


@dataclass(frozen=True)
class Tree:
    """The quickest ways from one spot, over `arcs`.

    Attributes:
        minutes: to each of the junctions; inf beyond the limit.
        before: the junction before each, by its number in `arcs`; the spot's own number for the first ones.
        spot: that number.
        arc: the arc by which each is reached.
    """

    arcs: Arcs
    minutes: Floats
    before: list[int]
    spot: int
    arc: list[int]

    def reach(self, ways: Sequence[Exit], pace: float) -> tuple[float, Exit | None]:
        """Minutes to a snapped spot, and by which of the junctions that lead to it."""
        best, best_way = np.inf, None
        for way in ways:
            minutes = self.minutes[self.arcs.local[way.junction]] + way.metres * pace
            if minutes < best:
                best, best_way = float(minutes), way
        return best, best_way

    def steps(self, junction: int) -> list[tuple[int, int]]:
        """From the spot to a junction of the network: each junction on the way, and the chain that leads to it.

        The first one's chain is the spot's own, given as -1.
        """
        node, steps = int(self.arcs.local[junction]), []
        while node != self.spot:
            arc = self.arc[node] if self.before[node] != self.spot else -1
            steps.append((int(self.arcs.junctions[node]), int(self.arcs.chain[arc]) if arc >= 0 else -1))
            node = self.before[node]
        return steps[::-1]


def tree_from(streets: Streets, arcs: Arcs, exits: Sequence[Exit], pace: float, limit_min: float) -> Tree:
    """The quickest ways from a snapped spot's exits to all junctions of `arcs`."""
    spot = len(arcs.junctions) + 1  # after the junction that stands for the outside
    minutes = streets.metres[arcs.chain] * streets.pace[arcs.chain]
    ways_out = [way for way in exits if arcs.local[way.junction] < len(arcs.junctions)]
    graph = csr_array(
        (
            np.concatenate([minutes, [way.metres * pace for way in ways_out]]),
            np.concatenate([arcs.head, [arcs.local[way.junction] for way in ways_out]]).astype(np.int32),
            np.concatenate([arcs.start, [arcs.start[-1], arcs.start[-1] + len(ways_out)]]).astype(np.int32),
        ),
        shape=(spot + 1, spot + 1),
    )
    (reached,), (before,) = dijkstra(graph, indices=[spot], limit=limit_min, return_predecessors=True)
    source = np.repeat(np.arange(len(arcs.junctions)), np.diff(arcs.start))
    # the sums are those that scipy made, so that the arc taken is the one whose sum is equal
    taken = np.flatnonzero((before[arcs.head] == source) & (reached[source] + minutes == reached[arcs.head]))
    arc = np.full(spot + 1, -1, dtype=np.int64)
    arc[arcs.head[taken]] = taken
    reached[spot - 1] = np.inf
    return Tree(arcs, reached, before.tolist(), spot, arc.tolist())
