"""Walking distances the slow way: every node and segment by itself, one search per place, no arrays, no index."""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import hypot, inf
from pathlib import Path

import osmium
from geographiclib.geodesic import Geodesic

from locator.planning.walking.tags import Rule, rule_of

Spot = tuple[float, float]


def metres(one: Spot, other: Spot) -> float:
    """Along the ellipsoid, by Karney's own implementation."""
    told: float = Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0], Geodesic.DISTANCE)["s12"]
    return told


def walkable_ways(path: Path) -> Iterator[tuple[Rule, list[tuple[int, Spot]]]]:
    """Each way that one may walk on: what holds on it, and its nodes in their order."""
    squares = {
        member.ref
        for relation in osmium.FileProcessor(path, osmium.osm.RELATION)
        if relation.tags.get("type") == "multipolygon" and rule_of(dict(relation.tags))
        for member in relation.members
    }
    for way in osmium.FileProcessor(path, osmium.osm.NODE | osmium.osm.WAY).with_locations():
        rule = rule_of(dict(way.tags)) if way.is_way() else None
        if way.is_way() and way.id in squares:
            rule = rule or rule_of({"highway": "pedestrian"})
        if rule:
            yield rule, [(node.ref, (node.lon, node.lat)) for node in way.nodes if node.location.valid()]


class SlowNetwork:
    """What a file's walkable ways join."""

    def __init__(self, path: Path) -> None:
        self.spots: dict[int, Spot] = {}
        self.to: dict[int, dict[int, float]] = defaultdict(dict)
        for rule, nodes in walkable_ways(path):
            self.spots.update(nodes)
            for (start, a), (end, b) in pairwise(nodes):
                self._join(start, end, metres(a, b), rule.forward, rule.backward)

    def _join(self, start: int, end: int, length: float, forward: bool, backward: bool) -> None:
        for source, target, allowed in ((start, end, forward), (end, start, backward)):
            if allowed:
                self.to[source][target] = min(length, self.to[source].get(target, inf))

    def nearest_point(self, spot: Spot) -> tuple[float, dict[int, float]]:
        """Metres to the nearest street, and from there to the two ends of its segment."""
        east = metres(spot, (spot[0] + 1e-3, spot[1])) * 1e3
        north = metres(spot, (spot[0], spot[1] + 1e-3)) * 1e3
        best = (inf, 0, 0, 0.0)
        for start, ends in self.to.items():
            x, y = ((self.spots[start][i] - spot[i]) * (east, north)[i] for i in (0, 1))
            for end in ends:
                dx = (self.spots[end][0] - spot[0]) * east - x
                dy = (self.spots[end][1] - spot[1]) * north - y
                share = min(1.0, max(0.0, -(x * dx + y * dy) / max(dx * dx + dy * dy, 1e-12)))
                best = min(best, (hypot(x + share * dx, y + share * dy), start, end, share))
        away, start, end, share = best
        length = metres(self.spots[start], self.spots[end])
        return away, {start: share * length, end: (1 - share) * length}

    def from_spot(self, spot: Spot) -> dict[int, float]:
        """Metres of the shortest way from a spot to every node it reaches, where streets lead both ways."""
        away, ends = self.nearest_point(spot)
        found: dict[int, float] = {}
        queue = [(away + rest, node) for node, rest in ends.items()]
        heapq.heapify(queue)
        while queue:
            far, node = heapq.heappop(queue)
            if node not in found:
                found[node] = far
                for other, length in self.to[node].items():
                    heapq.heappush(queue, (far + length, other))
        return found
