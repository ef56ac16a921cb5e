"""Makes a street network's arrays from the walkable ways of a map."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from locator.ellipsoid import Floats
from locator.planning.walking.chains import Segments, chains_of, junctions_of
from locator.planning.walking.grid import Grid, Ints
from locator.planning.walking.streets import BACKWARD, BOARDS, FORWARD, Grids, Streets

JUNCTION_CELL_M = 500.0
PIECE_CELL_M = 150.0


class _Chains(NamedTuple):
    """The chains one after another; nodes and segments are still numbered as in `Segments`."""

    tail: Ints
    head: Ints
    inner_nodes: Ints
    inner: Ints
    along_m: Floats
    metres: Floats
    pace: Floats
    kind: NDArray[np.uint8]


def streets_of(segments: Segments) -> tuple[Streets, Grids]:
    """The network of these segments; there is one at the least."""
    lon, lat = segments.lon, segments.lat
    is_junction = junctions_of(segments)
    chains = _chains(segments, is_junction)
    box = float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
    grids = Grids(Grid.over(box, JUNCTION_CELL_M), Grid.over(box, PIECE_CELL_M))

    junctions = np.flatnonzero(is_junction)
    cells = grids.junctions.cells(lon[junctions], lat[junctions])
    order = np.argsort(cells, kind="stable")
    number = np.empty(len(lon), dtype=np.int64)
    nodes = np.concatenate([junctions[order], chains.inner_nodes])
    number[nodes] = np.arange(len(nodes))
    tail, head = number[chains.tail].astype(np.int32), number[chains.head].astype(np.int32)

    component, sizes = components_of(len(junctions), tail, head, np.diff(chains.inner))
    arc_start, arc_head, arc_chain = arcs_of(len(junctions), tail, head, chains.kind)
    node_lon, node_lat = lon[nodes], lat[nodes]
    piece_cell, piece_segment = _pieces(node_lon, node_lat, chains, (tail, head), grids.pieces)
    streets = Streets(
        node_lon=node_lon, node_lat=node_lat, junction_cell=cells[order],
        component=component, component_nodes=sizes,
        tail=tail, head=head, inner=chains.inner, along_m=chains.along_m,
        metres=chains.metres, pace=chains.pace, kind=chains.kind,
        arc_start=arc_start, arc_head=arc_head, arc_chain=arc_chain,
        piece_cell=piece_cell, piece_segment=piece_segment,
    )  # fmt: skip
    return streets, grids


def _chains(segments: Segments, is_junction: NDArray[np.bool_]) -> _Chains:
    found = list(chains_of(segments, is_junction))
    first = np.array([taken[0] for _nodes, taken in found], dtype=np.int64)
    tail = np.array([nodes[0] for nodes, _taken in found], dtype=np.int64)
    head = np.array([nodes[-1] for nodes, _taken in found], dtype=np.int64)
    counts = np.array([len(taken) for _nodes, taken in found], dtype=np.int64)
    inner_nodes = np.array([node for nodes, _taken in found for node in nodes[1:-1]], dtype=np.int64)
    lengths = segments.metres[
        np.array([segment for _nodes, taken in found for segment in taken], dtype=np.int64)
    ]
    ends = np.cumsum(counts)
    total = np.concatenate([[0.0], np.cumsum(lengths)])
    along = total[1:] - np.repeat(total[ends - counts], counts)
    is_last = np.zeros(len(lengths), dtype=np.bool_)
    is_last[ends - 1] = True
    kind = segments.kind[first]
    against = segments.start[first] != tail
    turned = (kind & BOARDS) | (kind & FORWARD) * BACKWARD | (kind & BACKWARD) // BACKWARD
    return _Chains(
        tail, head, inner_nodes, np.concatenate([[0], np.cumsum(counts - 1)]), along[~is_last],
        along[is_last], segments.pace[first], np.where(against, turned, kind).astype(np.uint8),
    )  # fmt: skip


def components_of(
    junctions: int, tail: NDArray[np.int32], head: NDArray[np.int32], inner_nodes: Ints
) -> tuple[NDArray[np.int32], Ints]:
    """The component of each junction, largest first, and how many nodes each has; one-way streets join as well."""
    graph = csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(junctions, junctions))
    count, label = connected_components(graph, directed=False)
    sizes = np.bincount(label, minlength=count)
    sizes += np.bincount(label[tail], weights=inner_nodes, minlength=count).astype(np.int64)
    order = np.argsort(-sizes, kind="stable")
    rank = np.empty(count, dtype=np.int32)
    rank[order] = np.arange(count, dtype=np.int32)
    return rank[label], sizes[order]


def arcs_of(
    junctions: int, tail: NDArray[np.int32], head: NDArray[np.int32], kind: NDArray[np.uint8]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Where each junction's arcs start, where they lead, and along which chain. A loop is no arc: it leads nowhere."""
    forward = np.flatnonzero((kind & FORWARD > 0) & (tail != head))
    backward = np.flatnonzero((kind & BACKWARD > 0) & (tail != head))
    source = np.concatenate([tail[forward], head[backward]])
    target = np.concatenate([head[forward], tail[backward]])
    chain = np.concatenate([forward, backward]).astype(np.int32)
    order = np.argsort(source, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=junctions))]).astype(np.int32)
    return start, target[order], chain[order]


def _pieces(
    lon: Floats, lat: Floats, chains: _Chains, ends: tuple[NDArray[np.int32], NDArray[np.int32]], grid: Grid
) -> tuple[Ints, NDArray[np.int32]]:
    """Each cell with each segment that touches it, cells sorted; a ferry is entered at its ends and stands in none."""
    tail, head = ends
    counts = np.diff(chains.inner) + 1
    last = np.cumsum(counts) - 1
    inner = np.arange(len(chains.inner_nodes)) + (len(lon) - len(chains.inner_nodes))
    start, end = np.empty(counts.sum(), dtype=np.int64), np.empty(counts.sum(), dtype=np.int64)
    is_first, is_last = np.zeros(len(start), dtype=np.bool_), np.zeros(len(start), dtype=np.bool_)
    is_first[last - counts + 1] = is_last[last] = True
    start[is_first], start[~is_first] = tail, inner
    end[is_last], end[~is_last] = head, inner
    walked = np.flatnonzero(np.repeat(chains.kind & BOARDS == 0, counts))
    start, end = start[walked], end[walked]
    cells, line = grid.touched((lon[start], lat[start]), (lon[end], lat[end]))
    return cells, walked[line].astype(np.int32)
