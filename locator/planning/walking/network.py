"""A city's streets for people on foot: how far it is, and which way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.folders import moved_into_place, sha256_of
from locator.planning.about import About
from locator.planning.walking.building import streets_of
from locator.planning.walking.chains import segments_of
from locator.planning.walking.reading import read_ways
from locator.planning.walking.routing import line_of, ways_to
from locator.planning.walking.snapping import SNAP_LIMIT_M, Snap, Snapper
from locator.planning.walking.streets import Grids, Streets, load, save
from locator.planning.walking.sweep import nearest_of
from locator.walk import FARTHEST_M, WALK_M_PER_MIN, Walk

Unit = Literal["metres", "minutes"]


class Route(NamedTuple):
    """A way on foot: WGS84 longitudes and latitudes from the spot to the destination, its metres and minutes."""

    coordinates: list[tuple[float, float]]
    metres: float
    minutes: float


class Network:
    """A street network. What it says holds for people on foot.

    Attributes:
        node_lon, node_lat: WGS84 degrees, one entry per OpenStreetMap node of a walkable way.
        component: of each node; 0 is the largest, and no way leads from one to another.
        about: its source, date and size.
    """

    def __init__(self, streets: Streets, grids: Grids, about: About) -> None:
        self.about = about
        self.node_lon, self.node_lat = streets.node_lon, streets.node_lat
        self._streets, self._grids = streets, grids
        self._snapper = Snapper(streets, grids.pieces)
        self._snap_place = lru_cache(maxsize=10_000)(self._snapper.snap)

    @classmethod
    def from_osm(cls, path: str | Path) -> Network:
        """The network of an OpenStreetMap file (.osm.pbf, .osm).

        Raises:
            InvalidInput: the file is missing, broken, or holds no way to walk along.
        """
        path = Path(path)
        ways = read_ways(path)
        segments = segments_of(ways)
        if not len(segments.start):
            raise InvalidInput(
                f"{path.name} holds no way to walk along",
                field="pbf",
                remedy="请下载城市的完整提取 take an extract of a city that was not filtered",
            )
        streets, grids = streets_of(segments)
        return cls(streets, grids, _about(path, ways.date, streets))

    @classmethod
    def load(cls, folder: Path) -> Network:
        """A saved network, mapped into memory.

        Raises:
            InvalidInput: there is none, or it is damaged.
        """
        return cls(*load(folder))

    def save(self, folder: Path) -> None:
        """Puts the network into a folder, in one move; one that was there is replaced."""
        with moved_into_place(folder) as made:
            save(made, self._streets, self._grids, self.about)

    @property
    def component(self) -> NDArray[np.int32]:
        """The component of each node."""
        streets = self._streets
        inner = np.repeat(streets.component[streets.tail], np.diff(streets.inner))
        return np.concatenate([streets.component, inner])

    def snap(self, lon: float, lat: float, limit_m: float = SNAP_LIMIT_M) -> Snap | None:
        """The point of a street nearest to a spot; None where none is within `limit_m`."""
        return self._snapper.snap(lon, lat, limit_m)

    def nearest(self, station_lon: ArrayLike, station_lat: ArrayLike, unit: Unit = "metres") -> Floats:
        """How far it is from each node to the nearest station, by its streets and then from the street to its door.

        Args:
            station_lon: WGS84 degrees; a station more than 500 m from every street is out of reach.
            station_lat: as many.
            unit: metres of the shortest way, or minutes of the quickest.

        Returns:
            One entry per node; inf where no station can be reached.
        """
        lon, lat = np.broadcast_arrays(
            *(np.atleast_1d(np.asarray(each, float)) for each in (station_lon, station_lat))
        )
        snaps = [snap for x, y in zip(lon.tolist(), lat.tolist(), strict=True) if (snap := self.snap(x, y))]
        if unit == "minutes":
            return nearest_of(self._snapper, snaps, self._streets.pace, 1 / WALK_M_PER_MIN)
        return nearest_of(self._snapper, snaps, np.ones(len(self._streets.pace)), 1.0)

    def to_many(
        self,
        lon: float,
        lat: float,
        lons: Sequence[float],
        lats: Sequence[float],
        limit_m: float = FARTHEST_M,
    ) -> list[Walk | None]:
        """The quickest walk from one spot to each of several places, in one search.

        `limit_m` bounds the search: in time to what one walks in it on level ground, in space to as much in a
        straight line. None where a place is beyond, or it or the spot lies on no street.
        """
        start, ends = self.snap(lon, lat), [self._snap_place(x, y) for x, y in zip(lons, lats, strict=True)]
        ways = ways_to(self._snapper, self._grids.junctions, start, ends, limit_m)
        return [Walk(way.metres, way.minutes, "streets") if way else None for way in ways]

    def route(
        self, lon: float, lat: float, to_lon: float, to_lat: float, limit_m: float = FARTHEST_M
    ) -> Route | None:
        """The quickest way from a spot to a place, as `to_many` finds it; None where there is none."""
        start, end = self.snap(lon, lat), self._snap_place(to_lon, to_lat)
        (way,) = ways_to(self._snapper, self._grids.junctions, start, [end], limit_m)
        if way is None or start is None or end is None:
            return None
        streets = line_of(self._streets, way.legs)
        line = [(lon, lat), (start.lon, start.lat), *streets, (end.lon, end.lat), (to_lon, to_lat)]
        return Route(
            [at for i, at in enumerate(line) if i == 0 or at != line[i - 1]], way.metres, way.minutes
        )


def _about(path: Path, date: str | None, streets: Streets) -> About:
    sizes, lon, lat = streets.component_nodes, streets.node_lon, streets.node_lat
    return About(
        source=path.name,
        sha256=sha256_of(path),
        date=date,
        box=(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())),
        nodes=len(lon),
        junctions=streets.junctions,
        chains=len(streets.tail),
        kilometres=round(float(streets.metres.sum()) / 1000, 1),
        components=len(sizes),
        largest_share=round(float(sizes[0] / sizes.sum()), 4),
    )
