"""Finds the chains of a street network: runs of segments through nodes at which there is nothing to choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from locator.ellipsoid import Floats, geodesics_m
from locator.planning.walking.grid import Ints
from locator.planning.walking.reading import Ways
from locator.planning.walking.streets import BACKWARD, BOARDS, FORWARD


@dataclass(frozen=True, slots=True)
class Segments:
    """The straight pieces between following nodes of ways, and the nodes they join, numbered from 0.

    `pace` is minutes per metre; `kind` holds the bits of `Streets.kind`, forward being from `start` to `end`.
    """

    lon: Floats
    lat: Floats
    start: Ints
    end: Ints
    metres: Floats
    pace: Floats
    kind: NDArray[np.uint8]


def segments_of(ways: Ways) -> Segments:
    """Every node once, and what lies between following ones; a node that follows itself is taken once."""
    _nodes, first, number = np.unique(
        np.array(ways.node, dtype=np.int64), return_index=True, return_inverse=True
    )
    lon, lat = (np.array(degrees, dtype=np.float64)[first] for degrees in (ways.lon, ways.lat))
    way_ends = np.array([0, *ways.end], dtype=np.int64)
    way = np.repeat(np.arange(len(ways.end)), np.diff(way_ends))
    inside = (way[1:] == way[:-1]) & (number[1:] != number[:-1])
    start, end, way = number[:-1][inside], number[1:][inside], way[1:][inside]
    metres = geodesics_m(lon[start], lat[start], lon[end], lat[end])
    lengths = np.bincount(way, weights=metres, minlength=len(ways.rules)).tolist()
    pace = np.array([rule.pace(length) for rule, length in zip(ways.rules, lengths, strict=True)])
    bits = [rule.forward * FORWARD + rule.backward * BACKWARD + rule.boards * BOARDS for rule in ways.rules]
    kind = np.array(bits, dtype=np.uint8)
    return Segments(lon, lat, start, end, metres, pace[way], kind[way])


def junctions_of(segments: Segments) -> NDArray[np.bool_]:
    """True for each node at which one may choose, must stop, or goes on in another way.

    What is one-way or a ferry is a chain by itself, so that a chain's inner nodes may be left both ways.
    """
    ends = np.concatenate([segments.start, segments.end])
    degree = np.bincount(ends, minlength=len(segments.lon))
    plain = segments.kind == FORWARD + BACKWARD
    quick, slow = np.zeros(len(degree)), np.full(len(degree), np.inf)
    np.maximum.at(quick, ends, np.tile(segments.pace, 2))
    np.minimum.at(slow, ends, np.tile(segments.pace, 2))
    is_plain = np.ones(len(degree), dtype=np.bool_)
    is_plain[ends[~np.tile(plain, 2)]] = False
    return np.asarray((degree != 2) | (quick != slow) | ~is_plain)


def chains_of(segments: Segments, is_junction: NDArray[np.bool_]) -> Iterator[tuple[list[int], list[int]]]:
    """Each chain's nodes from its tail to its head, and the segments between them; every segment is in one.

    A ring without a junction is entered at one of its nodes, which becomes one: `is_junction` is changed.
    """
    walk = _Walk(segments, is_junction)
    for node, segment in walk.ways_out():
        if not walk.seen[segment]:
            yield walk.along(node, segment)
    for segment, seen in enumerate(walk.seen):
        if not seen and not walk.seen[segment]:
            node = int(segments.start[segment])
            walk.stops[node] = is_junction[node] = True
            yield walk.along(node, segment)


class _Walk:
    """Goes along segments; plain lists, for a million single looks are faster in them than in arrays."""

    def __init__(self, segments: Segments, is_junction: NDArray[np.bool_]) -> None:
        ends = np.concatenate([segments.start, segments.end])
        numbers = np.tile(np.arange(len(segments.start)), 2)
        # of a node with two segments the sum less one is the other; so too of a segment's two nodes
        self._sum_at = (
            np.bincount(ends, weights=numbers, minlength=len(segments.lon)).astype(np.int64).tolist()
        )
        self._sum_of = (segments.start + segments.end).tolist()
        at_stop = is_junction[ends]
        self._out = list(zip(ends[at_stop].tolist(), numbers[at_stop].tolist(), strict=True))
        self.stops: list[bool] = is_junction.tolist()
        self.seen = [False] * len(segments.start)

    def ways_out(self) -> list[tuple[int, int]]:
        """Each junction with each segment that touches it."""
        return self._out

    def along(self, node: int, segment: int) -> tuple[list[int], list[int]]:
        """The nodes and segments from a junction on, through this segment, to the next junction."""
        nodes, taken = [node], [segment]
        while True:
            self.seen[segment] = True
            node = self._sum_of[segment] - node
            nodes.append(node)
            if self.stops[node]:
                return nodes, taken
            segment = self._sum_at[node] - segment
            taken.append(segment)
