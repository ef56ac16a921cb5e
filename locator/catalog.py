"""The registry as one immutable snapshot: a GeoDataFrame with fixed columns, and the index over it.

Everything that answers reads a catalog; nothing writes to one. A newer registry is a newer catalog.
"""

from collections.abc import Hashable, Iterable, Mapping
from contextlib import closing
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from locator import divisions, hours, vocabulary
from locator.errors import NotFound
from locator.nearest import NearestIndex
from locator.notice import Notice
from locator.settings import Settings
from locator.station import Station
from locator.store import Store, open_store
from locator.timetable import Openings, Timetable

Mask = NDArray[np.bool_]

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "name": "string",
        "address": "string",
        "province": "string",
        "city": "string",
        "district": "string",
        "township": "string",
        "adcode": "string",
        "status": "category",
        "form": "category",
        "host_type": "category",
        "precision": "category",
        "uncertainty_m": "float64",
        "position_source": "string",
        "opening_hours": "string",
        "holidays": "category",
        "entry": "category",
        "amenities": "object",
        "area_m2": "float64",
        "capacity": "Int64",
        "open_24h": "boolean",
        "opened": "string",
        "verified_on": "datetime64[s]",
    }
)
"""The columns of `Catalog.frame` beside `geometry` (points, EPSG:4326) and their types, in order.

The index is the station's id. `amenities` holds a dict of "yes" and "no"; what it does not name is unknown.
`uncertainty_m` is in metres, `area_m2` in square metres; a missing value is NA, a missing position a None.
"""


class Filter(NamedTuple):
    """Which stations take part; an empty tuple or None asks nothing."""

    amenities: tuple[str, ...] = ()
    status: tuple[str, ...] = ("operating",)
    max_uncertainty_m: float | None = None
    adcode: str | None = None
    open_24h: bool | None = None


class Catalog:
    """One state of the registry.

    Attributes:
        version: the registry's revision that this is a reading of.
        stations: the records, those with a position first, each part by id.
        frame: the same as a GeoDataFrame, row by row (see `COLUMNS`).
        index: exact nearest over the stations with a position; its positions are rows of `frame`.
        located: how many stations have a position; they are the first rows.
    """

    def __init__(self, stations: Iterable[Station], version: int = 0, notices: Iterable[Notice] = ()) -> None:
        self.version = version
        self.stations = tuple(sorted(stations, key=lambda station: (station.placement is None, station.id)))
        self.located = sum(station.placement is not None for station in self.stations)
        self.frame = _frame(self.stations)
        self._timetable = Timetable(self.stations, notices)
        self._row_of = {station.id: row for row, station in enumerate(self.stations)}
        points = self.frame.geometry.iloc[: self.located]
        self.index = NearestIndex(points.x.to_numpy(), points.y.to_numpy())

    def __len__(self) -> int:
        return len(self.stations)

    def station(self, station_id: str) -> Station:
        """The station of that id.

        Raises:
            NotFound: there is none.
        """
        if station_id not in self._row_of:
            raise NotFound(f"there is no station {station_id!r}")
        return self.stations[self._row_of[station_id]]

    def rows(self, wanted: Filter) -> Mask:
        """True for every row that a filter lets pass."""
        passing = np.ones(len(self), dtype=np.bool_)
        for key in wanted.amenities:
            passing &= self._has[key]
        if wanted.status:
            passing &= self.frame["status"].isin(wanted.status).to_numpy()
        if wanted.max_uncertainty_m is not None:
            passing &= self.frame["uncertainty_m"].to_numpy() <= wanted.max_uncertainty_m
        if wanted.adcode is not None:
            passing &= self._lies_in(wanted.adcode)
        if wanted.open_24h is not None:
            passing &= self._around_the_clock == wanted.open_24h
        return passing

    @cached_property
    def exact(self) -> Mask:
        """True for every row whose building or street is known."""
        return np.array([_is_exact(station) for station in self.stations], dtype=np.bool_)

    def opening(self, at: datetime) -> Openings:
        """Whether each row is open at a moment, notices considered."""
        return self._timetable.at(at)

    def opening_of(self, station: Station, at: datetime) -> hours.OpenState:
        """Whether one of its stations is open at a moment, notices considered."""
        return self._timetable.of(self._row_of[station.id], at)

    def openings_of(self, stations: Iterable[Station], at: datetime) -> list[hours.OpenState]:
        """The same of many of its stations, in their order; those of one schedule share one evaluation."""
        openings = self.opening(at)
        return [openings[self._row_of[station.id]] for station in stations]

    def notices_of(self, station: Station, at: datetime) -> list[Notice]:
        """The notices about a station that are in force at a moment or begin within seven days of it."""
        return self._timetable.notices(station, at)

    def schedule(self, station: Station) -> Hashable:
        """What decides when a station is open: where it is equal, `opening_of` is too."""
        return self._timetable.group(self._row_of[station.id])

    @cached_property
    def _has(self) -> Mapping[str, Mask]:
        return {
            key: np.array([station.amenities.get(key) == "yes" for station in self.stations], dtype=np.bool_)
            for key in vocabulary.terms("amenity")
        }

    @cached_property
    def _around_the_clock(self) -> Mask:
        return np.array(
            [station.open_24h is True or station.opening_hours == "24/7" for station in self.stations],
            dtype=np.bool_,
        )

    def _lies_in(self, adcode: str) -> Mask:
        prefix = divisions.prefix(adcode)
        return np.array(
            [(station.adcode or "").startswith(prefix) for station in self.stations], dtype=np.bool_
        )


def load_catalog(url: str | None = None) -> Catalog:
    """A catalog of the registry at a database URL, else at the one that the settings name.

    Raises:
        StoreError: the database can't be read.
    """
    with closing(open_store(url or Settings().database_url)) as store:
        return read_catalog(store)


def read_catalog(store: Store) -> Catalog:
    """A catalog of an open registry.

    Raises:
        StoreError: the database can't be read.
    """
    version, stations = store.snapshot()
    # read after the version: a notice that comes between is in this catalog, and the next version has it too
    return Catalog(stations, version, store.notices.all())


def _is_exact(station: Station) -> bool:
    return station.placement is not None and station.placement.precision.is_exact


def _frame(stations: tuple[Station, ...]) -> gpd.GeoDataFrame:
    records = [station.model_dump(include={*COLUMNS}) | _place(station) for station in stations]
    table = pd.DataFrame(records, columns=[*COLUMNS]).astype(dict(COLUMNS))
    table.index = pd.Index([station.id for station in stations], name="id", dtype="object")
    lon, lat = ([getattr(station.placement, axis, np.nan) for station in stations] for axis in ("lon", "lat"))
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), index=table.index, crs="EPSG:4326")
    return gpd.GeoDataFrame(table, geometry=points.where(~np.isnan(np.array(lon, dtype=float)), None))


def _place(station: Station) -> dict[str, object]:
    placement = station.placement
    if placement is None:
        return {}
    return {
        "precision": str(placement.precision),
        "uncertainty_m": placement.uncertainty_m,
        "position_source": placement.source,
    }
