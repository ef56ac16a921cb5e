"""How far it is from everywhere to the nearest of many places: one search over the whole network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from locator.ellipsoid import Floats
from locator.planning.walking.snapping import Snap, Snapper
from locator.planning.walking.streets import Streets


def nearest_of(snapper: Snapper, snaps: Sequence[Snap], cost: Floats, off_street: float) -> Floats:
    """From each node to the nearest of some snapped places, in the direction of walking; inf where there is none.

    Args:
        snapper: the network.
        snaps: the places.
        cost: of a metre of each chain; metres of it are the answer's unit.
        off_street: of a metre between a place and its street.
    """
    streets = snapper.streets
    if not snaps:
        return np.full(len(streets.node_lon), np.inf)
    away = np.array([snap.away_m for snap in snaps]) * off_street
    ties = [
        (place, way.junction, way.metres * cost[snap.chain] + away[place])
        for place, snap in enumerate(snaps)
        for way in snapper.exits(snap, reverse=True)
    ]
    at_junctions = _to_junctions(streets, streets.metres * cost, len(snaps), ties)
    return np.concatenate([at_junctions, _inside_chains(streets, at_junctions, snaps, cost, away)])


def _to_junctions(
    streets: Streets, weight: Floats, places: int, ties: Sequence[tuple[int, int, float]]
) -> Floats:
    """The same for junctions: Dijkstra's algorithm against the direction of walking, places as nodes of their own."""
    count = streets.junctions
    arcs = (weight[streets.arc_chain], streets.arc_head, streets.arc_start)
    backward = csr_array(arcs, shape=(count, count)).T.tocsr()
    place, junction, distance = (np.array(column) for column in zip(*ties, strict=True))
    ties_of = np.bincount(place.astype(np.int64), minlength=places)
    graph = csr_array(
        (
            np.concatenate([backward.data, distance]),
            np.concatenate([backward.indices, junction]),
            np.concatenate([backward.indptr, backward.indptr[-1] + np.cumsum(ties_of)]),
        ),
        shape=(count + places, count + places),
    )
    found = dijkstra(graph, indices=np.arange(count, count + places), min_only=True)
    return np.asarray(found[:count])


def _inside_chains(
    streets: Streets, at_junctions: Floats, snaps: Sequence[Snap], cost: Floats, away: Floats
) -> Floats:
    """The same for the nodes within chains: by one end or the other, or straight to a place on the same chain."""
    chain = np.repeat(np.arange(len(streets.tail)), np.diff(streets.inner))
    by_tail = at_junctions[streets.tail[chain]] + streets.along_m * cost[chain]
    by_head = at_junctions[streets.head[chain]] + (streets.metres[chain] - streets.along_m) * cost[chain]
    found = np.minimum(by_tail, by_head)
    for snap, off in zip(snaps, away.tolist(), strict=True):
        on = slice(streets.inner[snap.chain], streets.inner[snap.chain + 1])
        straight = np.abs(streets.along_m[on] - snap.along_m) * cost[snap.chain] + off
        found[on] = np.minimum(found[on], straight)
    return np.asarray(found)
