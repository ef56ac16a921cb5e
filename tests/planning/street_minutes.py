"""Minutes on foot the slow way: every OpenStreetMap segment by itself, one search by hand for each station."""

import heapq
from collections import defaultdict
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pyproj import Geod

from tests.planning.reference import Spot, walkable_ways

GEOD = Geod(ellps="WGS84")

NEAR_M, FAR_M, M_PER_MIN, SMALL = 250.0, 500.0, 75.0, 0.01


class On(NamedTuple):
    """A spot on a segment: metres from its start, and minutes from the spot to the street."""

    segment: int
    along_m: float
    away_min: float


class SlowMinutes:
    """The segments of a file's walkable ways."""

    def __init__(self, path: Path) -> None:
        self.spots: dict[int, Spot] = {}
        self.rows: list[tuple[int, int, float, float, bool, bool]] = []
        for rule, nodes in walkable_ways(path):
            self.spots.update(nodes)
            lengths = GEOD.line_lengths(*zip(*(spot for _, spot in nodes), strict=True))
            pace = rule.pace(sum(lengths))
            for ((start, _), (end, _)), far in zip(pairwise(nodes), lengths, strict=True):
                self.rows.append((start, end, far, pace, rule.forward, rule.backward))
        self.to_here: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for start, end, far, pace, forward, backward in self.rows:
            if forward:
                self.to_here[end].append((start, far * pace))
            if backward:
                self.to_here[start].append((end, far * pace))
        ends = np.array([(self.spots[row[0]], self.spots[row[1]]) for row in self.rows])
        self.start, self.end = ends[:, 0], ends[:, 1]
        self.reach = (
            *(np.minimum(self.start, self.end) - 0.006).T,
            *(np.maximum(self.start, self.end) + 0.006).T,
        )
        self.part = self._parts()
        self.leads = self._leads()

    def _parts(self) -> dict[int, int]:
        """The part of the network that each node is in."""
        near = defaultdict(list)
        for start, end, *_ in self.rows:
            near[start].append(end)
            near[end].append(start)
        part: dict[int, int] = {}
        for first in near:
            todo = [first] if first not in part else []
            while todo:
                node = todo.pop()
                if node not in part:
                    part[node] = first
                    todo += near[node]
        return part

    def _leads(self) -> np.ndarray:
        """Of each segment, whether its part is large enough to lead somewhere."""
        sizes: dict[int, int] = defaultdict(int)
        for first in self.part.values():
            sizes[first] += 1
        least = SMALL * max(sizes.values())
        return np.array([sizes[self.part[row[0]]] >= least for row in self.rows])

    def on(self, lon: float, lat: float) -> On | None:
        """The point of a street that a spot belongs to."""
        east, north = (
            GEOD.inv(lon, lat, lon + right, lat + up)[2] * 1e3 for right, up in ((1e-3, 0.0), (0.0, 1e-3))
        )
        scale = np.array([east, north])
        west, south, east_end, north_end = self.reach
        near = np.flatnonzero((west <= lon) & (lon <= east_end) & (south <= lat) & (lat <= north_end))
        if not len(near):
            return None
        a, b = (self.start[near] - (lon, lat)) * scale, (self.end[near] - (lon, lat)) * scale
        along = b - a
        share = np.clip(-(a * along).sum(1) / np.maximum((along**2).sum(1), 1e-12), 0, 1)
        away = np.hypot(*(a + share[:, None] * along).T)
        leading = np.where(self.leads[near], away, inf)
        for among, limit in ((leading, NEAR_M), (away, NEAR_M), (leading, FAR_M), (away, FAR_M)):
            at = int(among.argmin())
            if among[at] <= limit:
                row = int(near[at])
                return On(row, float(share[at] * self.rows[row][2]), float(away[at] / M_PER_MIN))
        return None

    def to_station(self, station: On, limit: float) -> dict[int, float]:
        """Minutes from every node to a station, as far as the limit."""
        start, end, far, pace, forward, backward = self.rows[station.segment]
        queue = []
        if forward:
            queue.append((station.along_m * pace + station.away_min, start))
        if backward:
            queue.append(((far - station.along_m) * pace + station.away_min, end))
        heapq.heapify(queue)
        found: dict[int, float] = {}
        while queue:
            minutes, node = heapq.heappop(queue)
            if node not in found and minutes <= limit:
                found[node] = minutes
                for other, more in self.to_here[node]:
                    heapq.heappush(queue, (minutes + more, other))
        return found

    def minutes(self, place: On, station: On, to_station: dict[int, float]) -> float:
        """From a place to the station."""
        start, end, far, pace, forward, backward = self.rows[place.segment]
        ways = [inf]
        if forward:
            ways.append((far - place.along_m) * pace + to_station.get(end, inf))
        if backward:
            ways.append(place.along_m * pace + to_station.get(start, inf))
        ahead = station.along_m - place.along_m
        if place.segment == station.segment and (forward if ahead >= 0 else backward):
            ways.append(abs(ahead) * pace + station.away_min)
        return min(ways) + place.away_min
