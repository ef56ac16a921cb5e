"""Which stations are so many minutes on foot away, along the streets of one network.

From every station one search goes back along the streets, as far as the longest walk asked for. What it reaches is
kept by junction; a place then asks the two junctions at the ends of its own street, and takes the quickest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array, csr_array
from scipy.sparse.csgraph import dijkstra

from locator.ellipsoid import Floats
from locator.planning.coverage.outlines import Outlines, Start
from locator.planning.coverage.reach import Ints
from locator.planning.coverage.triples import Triples, expanded, joined, least, quickest
from locator.planning.walking.snapping import Snap, Snapper
from locator.planning.walking.streets import BACKWARD, FORWARD, Streets, load
from locator.walk import WALK_M_PER_MIN

STATIONS_AT_ONCE = 64


class Snapped(NamedTuple):
    """Places on streets: their number among those asked, chain, metres from its tail, and minutes to the street."""

    place: Ints
    chain: Ints
    along_m: Floats
    away_min: Floats

    def rows(self, rows: Ints) -> Snapped:
        """Some of them, in that order."""
        return Snapped(self.place[rows], self.chain[rows], self.along_m[rows], self.away_min[rows])


class Walks(NamedTuple):
    """Minutes from places to stations: place and station by number, each pair once."""

    place: Ints
    station: Ints
    minutes: Floats
    off_street: NDArray[np.bool_]
    cut_off: NDArray[np.bool_]


class StationStreets:
    """A street network with the stations on it.

    Attributes:
        about: the network's source, date and size.
    """

    def __init__(self, folder: Path, lon: Floats, lat: Floats, limit_min: float) -> None:
        """The saved network of a folder, and all stations at WGS84 degrees; those beside it are not on it."""
        streets, grids, self.about = load(folder)
        self._snapper = Snapper(streets, grids.pieces)
        self._limit_min = limit_min
        self._stations = self._snapped(lon, lat)
        self._from_junction = self._searched(len(lon))
        self._components = np.unique(streets.component[streets.tail[self._stations.chain]])
        by_chain = np.argsort(self._stations.chain, kind="stable")
        self._stations = self._stations.rows(by_chain)

    @property
    def _streets(self) -> Streets:
        return self._snapper.streets

    def walks(self, lon: Floats, lat: Floats) -> Walks:
        """The walks from places (WGS84 degrees) to all stations within the limit."""
        here, streets = self._snapped(lon, lat), self._streets
        off_street = np.ones(len(lon), dtype=np.bool_)
        off_street[here.place] = False
        cut_off = np.zeros(len(lon), dtype=np.bool_)
        cut_off[here.place] = ~np.isin(streets.component[streets.tail[here.chain]], self._components)
        found = joined([self._by_end(here, FORWARD), self._by_end(here, BACKWARD), self._directly(here)])
        place, station, minutes = quickest(*found, self._limit_min)
        return Walks(here.place[place], station, minutes, off_street, cut_off)

    def reached_from(self, station: int) -> Floats:
        """Points of the streets from which a station can be reached within the limit: longitudes, latitudes in columns.

        None where the station is not on this network.
        """
        row = np.flatnonzero(self._stations.place == station)
        if not len(row):
            return np.empty((0, 2))
        chain, along_m, away_min = (float(column[row[0]]) for column in self._stations[1:])
        starts = self._by_station.indptr
        reached = slice(starts[station], starts[station + 1])
        junction, minutes = self._by_station.indices[reached], self._by_station.data[reached]
        start = Start(int(chain), along_m, self._limit_min - away_min)
        return self._outlines.points(start, junction.astype(np.int64), self._limit_min - minutes)

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines(self._streets)

    @cached_property
    def _by_station(self) -> csc_array:
        return csc_array(self._from_junction)

    def _snapped(self, lon: Floats, lat: Floats) -> Snapped:
        covers = self.about.covers
        spots = enumerate(zip(lon.tolist(), lat.tolist(), strict=True))
        inside = [(i, self._snapper.snap(*spot)) for i, spot in spots if covers(*spot)]
        return _as_arrays([(i, snap) for i, snap in inside if snap])

    def _searched(self, count: int) -> csr_array:
        """Minutes from each junction to each station, as far as the limit; one row a junction."""
        streets, stations = self._streets, self._stations
        graph = self._graph()
        parts = []
        for first in range(0, len(stations.place), STATIONS_AT_ONCE):
            some = np.arange(first, min(first + STATIONS_AT_ONCE, len(stations.place)))
            minutes = dijkstra(graph, indices=streets.junctions + some, limit=self._limit_min)
            row, junction = np.nonzero(np.isfinite(minutes[:, : streets.junctions]))
            parts.append((junction, stations.place[some[row]], minutes[row, junction]))
        junction, station, minutes = joined(parts)
        # an entry of nought would be none: a station at a junction
        found = coo_array((np.maximum(minutes, 1e-12), (junction, station)), shape=(streets.junctions, count))
        return csr_array(found)

    def _graph(self) -> csr_array:
        """The streets against the direction of walking, each station a node of its own behind the junctions."""
        streets, stations = self._streets, self._stations
        count = streets.junctions
        tail = np.repeat(np.arange(count), np.diff(streets.arc_start))
        minutes = (streets.metres * streets.pace)[streets.arc_chain]
        kind, ends = streets.kind[stations.chain], np.arange(len(stations.place), dtype=np.int64) + count
        arcs: list[Triples] = [(streets.arc_head.astype(np.int64), tail, minutes)]
        for bit, junction, metres in (
            (FORWARD, streets.tail[stations.chain], stations.along_m),
            (BACKWARD, streets.head[stations.chain], streets.metres[stations.chain] - stations.along_m),
        ):
            walked = (kind & bit) > 0
            cost = metres * streets.pace[stations.chain] + stations.away_min
            arcs.append((ends[walked], junction[walked].astype(np.int64), cost[walked]))
        row, column, cost = joined(arcs)
        return least(row, column, cost, count + len(stations.place))

    def _by_end(self, here: Snapped, bit: int) -> Triples:
        """Walks that leave a place's own chain by its head (forward) or its tail."""
        streets = self._streets
        walked = np.flatnonzero(streets.kind[here.chain] & bit)
        chain, along = here.chain[walked], here.along_m[walked]
        is_forward = bit == FORWARD
        junction = (streets.head if is_forward else streets.tail)[chain]
        metres = streets.metres[chain] - along if is_forward else along
        to_end = metres * streets.pace[chain] + here.away_min[walked]
        starts = self._from_junction.indptr.astype(np.int64, copy=False)
        first, last = starts[junction], starts[junction + 1]
        owner, entry = expanded(first, last)
        station = self._from_junction.indices[entry].astype(np.int64)
        return walked[owner], station, to_end[owner] + self._from_junction.data[entry]

    def _directly(self, here: Snapped) -> Triples:
        """Walks along one chain on which both place and station lie."""
        streets, stations = self._streets, self._stations
        first = np.searchsorted(stations.chain, here.chain)
        last = np.searchsorted(stations.chain, here.chain, side="right")
        owner, entry = expanded(first, last)
        ahead = stations.along_m[entry] - here.along_m[owner]
        chain = here.chain[owner]
        walked = (streets.kind[chain] & np.where(ahead >= 0, FORWARD, BACKWARD)) > 0
        minutes = np.abs(ahead) * streets.pace[chain] + here.away_min[owner] + stations.away_min[entry]
        return owner[walked], stations.place[entry[walked]], minutes[walked]


def _as_arrays(snaps: Sequence[tuple[int, Snap]]) -> Snapped:
    return Snapped(
        np.array([place for place, _ in snaps], dtype=np.int64),
        np.array([snap.chain for _, snap in snaps], dtype=np.int64),
        np.array([snap.along_m for _, snap in snaps], dtype=np.float64),
        np.array([snap.away_m for _, snap in snaps], dtype=np.float64) / WALK_M_PER_MIN,
    )
