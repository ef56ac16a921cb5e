"""The registry as one immutable snapshot: arrays to filter and to search by, records, and a GeoDataFrame.

Everything that answers reads a catalog; nothing writes to one. A newer registry is a newer catalog.
"""

from collections.abc import Hashable, Iterable, Sequence
from contextlib import closing
from datetime import datetime
from functools import cached_property, lru_cache, partial
from typing import NamedTuple, Self

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from locator import divisions, hours
from locator.catalog.columns import Columns, amenity_bits, gathered, status_numbers
from locator.catalog.folder import RECORDS, Mapped
from locator.catalog.frame import frame_of
from locator.catalog.records import Label, Records
from locator.catalog.timetable import Openings, Timetable
from locator.errors import NotFound
from locator.nearest import NearestIndex
from locator.notice import Notice
from locator.settings import Settings
from locator.station import Station
from locator.store import Store, open_store

Mask = NDArray[np.bool_]
MASKS_KEPT = 16
"""Filters whose answer is kept: a map asks the same one for every view and tile."""


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
        columns: what filters read of them, row by row.
        index: exact nearest over the stations with a position; its positions are rows.
        located: how many stations have a position; they are the first rows.
        notices: what is out about its stations.
    """

    def __init__(
        self,
        stations: Iterable[Station],
        version: int = 0,
        notices: Iterable[Notice] = (),
        *,
        columns: Columns | None = None,
    ) -> None:
        """`columns` are given where the stations stand in order and were gathered before."""
        self.version = version
        self.stations: Sequence[Station]
        if columns is None:
            self.stations = tuple(sorted(stations, key=lambda one: (one.placement is None, one.id)))
            columns = gathered(self.stations)
        else:
            assert isinstance(stations, Sequence)  # noqa: S101 - for the type checker
            self.stations = stations
        self.columns = columns
        self.located = int(np.count_nonzero(~np.isnan(columns.rows["lon"])))
        placed = columns.rows[: self.located]
        self.index = NearestIndex(placed["lon"], placed["lat"])
        self.notices = tuple(notices)
        self._timetable = Timetable(columns, self.notices)
        self._passing = lru_cache(MASKS_KEPT)(partial(_passing, columns.rows))

    @classmethod
    def of(cls, mapped: Mapped, notices: Iterable[Notice] = ()) -> Self:
        """The catalog in a folder."""
        return cls(Records(mapped.texts[RECORDS]), mapped.version, notices, columns=mapped.columns)

    def __len__(self) -> int:
        return len(self.stations)

    @property
    def ids(self) -> list[str]:
        """The stations' ids, row by row."""
        return [one.decode() for one in self.columns.rows["id"].tolist()]

    def station(self, station_id: str) -> Station:
        """The station of that id.

        Raises:
            NotFound: there is none.
        """
        return self.stations[self.row_of(station_id)]

    def row_of(self, station_id: str) -> int:
        """The row of the station of that id.

        Raises:
            NotFound: there is none.
        """
        wanted = station_id.encode(errors="replace")
        for first, end in ((0, self.located), (self.located, len(self))):
            row = first + int(np.searchsorted(self.columns.rows["id"][first:end], wanted))
            if row < end and self.columns.rows["id"][row] == wanted:
                return row
        raise NotFound(f"there is no station {station_id!r}")

    def labels(self, rows: Iterable[int]) -> list[Label]:
        """What is written beside the stations of some rows."""
        if isinstance(self.stations, Records):
            return [self.stations.label(row) for row in rows]
        return [Label.of(self.stations[row]) for row in rows]

    @cached_property
    def frame(self) -> gpd.GeoDataFrame:
        """The stations as a GeoDataFrame, row by row (see `COLUMNS`)."""
        return frame_of(self.stations)

    def rows(self, wanted: Filter) -> Mask:
        """True for every row that a filter lets pass; the caller's own."""
        return self._passing(wanted).copy()

    @property
    def exact(self) -> Mask:
        """True for every row whose building or street is known."""
        return np.asarray(self.columns.rows["exact"])

    def told_by(self, source: str) -> NDArray[np.intp]:
        """The rows of the stations that a source told of."""
        origins = [number for number, sources in enumerate(self.columns.origins) if source in sources]
        return np.flatnonzero(np.isin(self.columns.rows["origin"], origins))

    def opening(self, at: datetime) -> Openings:
        """Whether each row is open at a moment, notices considered."""
        return self._timetable.at(at)

    def opening_of(self, station: Station, at: datetime) -> hours.OpenState:
        """Whether one of its stations is open at a moment, notices considered."""
        return self._timetable.of(self.row_of(station.id), at)

    def openings_of(self, stations: Iterable[Station], at: datetime) -> list[hours.OpenState]:
        """The same of many of its stations, in their order; those of one schedule share one evaluation."""
        openings = self.opening(at)
        return [openings[self.row_of(station.id)] for station in stations]

    def notices_of(self, station: Station, at: datetime) -> list[Notice]:
        """The notices about a station that are in force at a moment or begin within seven days of it."""
        return self.notices_at(self.row_of(station.id), at)

    def notices_at(self, row: int, at: datetime) -> list[Notice]:
        """The same of the station of a row."""
        return self._timetable.notices(row, at)

    def schedule(self, station: Station) -> Hashable:
        """What decides when a station is open: where it is equal, `opening_of` is too."""
        return self._timetable.group(self.row_of(station.id))


def _passing(rows: NDArray[np.void], wanted: Filter) -> Mask:
    bits = np.uint64(amenity_bits(wanted.amenities))
    passing = (rows["amenities"] & bits) == bits
    if wanted.status:
        passing &= np.isin(rows["status"], status_numbers(wanted.status))
    if wanted.max_uncertainty_m is not None:
        passing &= rows["uncertainty_m"] <= wanted.max_uncertainty_m
    if wanted.adcode is not None:
        passing &= np.strings.startswith(rows["adcode"], divisions.prefix(wanted.adcode).encode())
    if wanted.open_24h is not None:
        passing &= rows["open_24h"] == wanted.open_24h
    return np.asarray(passing)


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
