"""Stations within so many minutes on foot: along the streets where there is a network, else estimated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from locator.ellipsoid import Floats, geodesics_m
from locator.nearest.inputs import checked_degrees
from locator.planning.about import About, networks_in
from locator.planning.coverage.reach import Band, Flags, Ints, Reached
from locator.planning.coverage.straight import StraightLine
from locator.planning.coverage.streets import StationStreets, Walks
from locator.planning.coverage.triples import Triples
from locator.walk import DETOUR, WALK_M_PER_MIN


class OnFoot:
    """Stations that are near on foot. A place in a network's box is reached along streets or not at all.

    Of several networks the first that has a street near the place is asked.

    Attributes:
        bands: of minutes.
        networks: those that were asked, by name.

    Raises:
        InvalidPosition: degrees that are nowhere on the globe.
        InvalidInput: a network is damaged.
    """

    def __init__(
        self, lon: ArrayLike, lat: ArrayLike, bands: tuple[Band, ...], networks: Sequence[Path] = ()
    ) -> None:
        """Stations at WGS84 degrees; the saved networks of some folders, the most detailed first."""
        self.bands = bands
        lons, lats = (np.atleast_1d(each) for each in checked_degrees(lon, lat))
        self._lon, self._lat = lons, lats
        limit_min = bands[-1].limit
        self._streets = [StationStreets(folder, lons, lats, limit_min) for folder in networks]
        self._straight = StraightLine(lons, lats, bands, WALK_M_PER_MIN / DETOUR)
        self.networks = {
            folder.name: each.about for folder, each in zip(networks, self._streets, strict=True)
        }

    @classmethod
    def with_networks_in(
        cls, folder: Path, lon: ArrayLike, lat: ArrayLike, bands: tuple[Band, ...]
    ) -> OnFoot:
        """With the networks that an operator added, the smallest first: a city's own before its province's."""
        found = sorted(networks_in(folder).items(), key=lambda each: (_size(each[1]), each[0]))
        return cls(lon, lat, bands, [folder / name for name, _ in found])

    @property
    def streets(self) -> Sequence[StationStreets]:
        """The stations on each network, in the order of asking."""
        return self._streets

    def pairs(self, lon: Floats, lat: Floats) -> Reached:
        """The stations within the bands of each place."""
        walked, beside = self._walks(lon, lat)
        parts = [(some, self._banded(walks, len(some))) for some, walks in walked]
        parts.append((beside, self._straight.pairs(lon[beside], lat[beside])))
        return _merged(parts, len(lon))

    def minutes(self, lon: Floats, lat: Floats) -> Triples:
        """Which station is how many minutes from which place, within the widest band: place, station, minutes."""
        walked, beside = self._walks(lon, lat)
        near = self._straight.pairs(lon[beside], lat[beside])
        place = beside[near.point]
        metres = geodesics_m(lon[place], lat[place], self._lon[near.station], self._lat[near.station])
        parts = [(some[walks.place], walks.station, walks.minutes) for some, walks in walked]
        parts.append((place, near.station, metres * DETOUR / WALK_M_PER_MIN))
        place, station, minutes = (np.concatenate(column) for column in zip(*parts, strict=True))
        return place, station, minutes

    def _walks(self, lon: Floats, lat: Floats) -> tuple[list[tuple[Ints, Walks]], Ints]:
        """The walks of some places each along one network's streets; and the places in no network's box."""
        is_left, is_in_a_box = np.ones(len(lon), dtype=np.bool_), np.zeros(len(lon), dtype=np.bool_)
        found: list[tuple[Ints, Walks]] = []
        for streets in self._streets:
            some = np.flatnonzero(is_left & _covered(streets.about, lon, lat))
            found.append((some, streets.walks(lon[some], lat[some])))
            is_in_a_box[some] = True
            is_left[some] = found[-1][1].off_street
        return found, np.flatnonzero(~is_in_a_box)

    def _banded(self, walks: Walks, places: int) -> Reached:
        band = np.searchsorted([band.limit for band in self.bands], walks.minutes)
        on_streets = np.ones(places, dtype=np.bool_)
        return Reached(walks.place, walks.station, band, on_streets, walks.off_street, walks.cut_off)


def reach_of(
    bands: tuple[Band, ...], lon: ArrayLike, lat: ArrayLike, networks: Path | None
) -> StraightLine | OnFoot:
    """What tells which stations (WGS84 degrees) are within the bands, with the street networks of a folder."""
    if bands[0].kind == "radius":
        return StraightLine(lon, lat, bands)
    if networks is None:
        return OnFoot(lon, lat, bands)
    return OnFoot.with_networks_in(networks, lon, lat, bands)


def metres_of(band: Band) -> float:
    """How far a band reaches in a straight line, about."""
    return band.limit if band.kind == "radius" else band.limit * WALK_M_PER_MIN / DETOUR


def _covered(about: About, lon: Floats, lat: Floats) -> Flags:
    spots = zip(lon.tolist(), lat.tolist(), strict=True)
    return np.array([about.covers(*spot) for spot in spots], dtype=np.bool_)


def _merged(parts: Sequence[tuple[Ints, Reached]], places: int) -> Reached:
    """Answers for some places each, as one for all; of several about a place the last tells."""
    pairs = [
        np.concatenate([np.empty(0, dtype=np.int64), *columns])
        for columns in zip(
            *((some[each.point], each.station, each.band) for some, each in parts), strict=True
        )
    ]
    flags = []
    for name in ("on_streets", "off_street", "cut_off"):
        flag = np.zeros(places, dtype=np.bool_)
        for some, each in parts:
            flag[some] = getattr(each, name)
        flags.append(flag)
    return Reached(*pairs, *flags)


def _size(about: About) -> float:
    west, south, east, north = about.box
    return (east - west) * (north - south)
