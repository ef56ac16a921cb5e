"""One saved extract, and what it knows of a street, a number or a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from locator.geocode.circles import Circle
from locator.geocode.extract import keys
from locator.geocode.extract.areas import Area, verdicts
from locator.geocode.extract.building import PRECISIONS
from locator.geocode.extract.elements import M_PER_DEG
from locator.geocode.extract.nearness import near_each_other
from locator.geocode.extract.tables import Table, Tables, load, read_meta, rows_of_key
from locator.station import Position, Precision

STREET_WIDTH_M = 30.0  # an address stands beside its street
MOST_STREETS = 5_000  # of one name; more are not looked at
_WIDEST_GAP_M = 1_000.0  # between two numbers, for one between them to be told from them
_SIDE_M = 40.0  # the other side of the street, and houses that stand back
_MOST_CENTRES = 500  # hits that are tried as the centre of all
_SURE = 2.0  # a point that a boundary puts inside may be so many radii away from the seat


class Hit(NamedTuple):
    """One place that was found, WGS84."""

    lon: float
    lat: float
    radius_m: float
    precision: Precision

    @property
    def circle(self) -> Circle:
        """Where, and how far round it."""
        return Circle(Position(self.lon, self.lat), self.radius_m)


class Fence(NamedTuple):
    """What a hit must lie in: a circle, and divisions where the extract knows them. Without a circle, anywhere."""

    circle: Circle | None = None
    area: Area = MappingProxyType({})


class Extract:
    """The streets, house numbers and named places of one OpenStreetMap file. Safe to share between threads."""

    def __init__(
        self, name: str, tables: Tables, areas: Sequence[Area], box: tuple[float, float, float, float]
    ) -> None:
        self.name = name
        self._tables = tables
        self._areas = areas
        self._box = box

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The extract saved in a folder; its tables stay on the disk until they are looked into.

        Raises:
            InvalidInput: the folder is damaged.
        """
        meta = read_meta(folder)
        return cls(folder.name, load(folder), meta.get("areas", [{}]), tuple(meta.get("box", (0, 0, 0, 0))))

    def covers(self, position: Position) -> bool:
        """Whether the position lies in the box round all that the extract holds."""
        west, south, east, north = self._box
        return west <= position.lon <= east and south <= position.lat <= north

    def knows_street(self, street: str) -> bool:
        """Whether it has a street of that name, drawn or in a house's address."""
        key = keys.key(street)
        return len(rows_of_key(self._tables.streets, key)) + len(rows_of_key(self._tables.houses, key)) > 0

    def knows_city(self, word: str) -> bool:
        """Whether the word is a city's name, or one of its words, in the extract."""
        return len(rows_of_key(self._tables.cities, keys.key(word))) > 0

    def houses(self, street: str, number: str, fence: Fence) -> list[Hit]:
        """All that bears exactly this number; what only includes it, such as 2-6 the 4, where nothing else does."""
        rows = self._on_street(street)
        rows = self._inside(rows[rows["number"] == np.uint64(keys.key(number))], fence)
        exact = rows[rows["is_it"]]
        least_m = 0.0 if len(exact) else _SIDE_M
        return [
            Hit(lon, lat, max(radius_m, least_m), Precision.ROOFTOP)
            for lon, lat, radius_m in (exact if len(exact) else rows)[["lon", "lat", "radius_m"]].tolist()
        ]

    def between(self, street: str, value: int, fence: Fence) -> list[Hit]:
        """Where a number must be that is not there itself, seen its neighbours on the same street."""
        rows = self._inside(self._on_street(street), fence)
        rows = rows[(rows["value"] >= 0) & (rows["value"] != value)]
        groups = near_each_other([[point] for point in rows[["lon", "lat"]].tolist()])
        return [hit for group in groups if (hit := _interpolated(rows[group], value))]

    def streets(self, street: str, fence: Fence) -> list[Hit]:
        """Each street of that name: the point on it nearest to its middle, wide enough to hold all of it."""
        rows = rows_of_key(self._tables.streets, keys.key(street))[:MOST_STREETS]
        pieces = (self._tables.points[start:end] for start, end in rows[["start", "end"]].tolist())
        inside = (self._inside(points, fence) for points in pieces)
        return [_middle(points) for points in inside if len(points)]

    def places(self, name: str, fence: Fence) -> list[Hit]:
        """The named places."""
        rows = self._inside(rows_of_key(self._tables.places, keys.key(name)), fence)
        columns = rows[["lon", "lat", "radius_m", "precision"]].tolist()
        return [Hit(lon, lat, radius_m, PRECISIONS[number]) for lon, lat, radius_m, number in columns]

    def _on_street(self, street: str) -> Table:
        key = keys.key(street)
        signs = {key, *rows_of_key(self._tables.streets, key)["sign"].tolist()}
        return np.concatenate([rows_of_key(self._tables.houses, sign) for sign in sorted(signs)])

    def _inside(self, rows: Table, fence: Fence) -> Table:
        if fence.circle is None or not len(rows):
            return rows
        centre, radius_m = fence.circle
        away_m = distances_m(centre.lon, centre.lat, rows)
        numbers, which = np.unique(rows["area"], return_inverse=True)
        verdict = verdicts([self._areas[number] for number in numbers], fence.area)[which]
        inside: Table = rows[(verdict >= 0) & (away_m <= radius_m * np.where(verdict > 0, _SURE, 1.0))]
        return inside


def distances_m(lon: float, lat: float, rows: Table) -> NDArray[np.float64]:
    """Metres from a point to each row, on a plane true at the rows' latitudes: right to 1 % in a city."""
    squeeze = np.cos(np.radians(rows["lat"]))
    metres: NDArray[np.float64] = M_PER_DEG * np.hypot((rows["lon"] - lon) * squeeze, rows["lat"] - lat)
    return metres


def _middle(points: Table) -> Hit:
    lon = (points["lon"].min() + points["lon"].max()) / 2
    lat = (points["lat"].min() + points["lat"].max()) / 2
    nearest = points[distances_m(lon, lat, points).argmin()]
    radius_m = distances_m(nearest["lon"], nearest["lat"], points).max() + STREET_WIDTH_M
    return Hit(float(nearest["lon"]), float(nearest["lat"]), float(radius_m), Precision.STREET)


def _interpolated(rows: Table, value: int) -> Hit | None:
    """Between the next lower and the next higher number, of the same side of the street if there are such."""
    for same_side in (rows[rows["value"] % 2 == value % 2], rows):
        below, above = same_side[same_side["value"] < value], same_side[same_side["value"] > value]
        if len(below) and len(above):
            return _on_the_way(below[below["value"].argmax()], above[above["value"].argmin()], value)
    return None


def _on_the_way(below: Any, above: Any, value: int) -> Hit | None:
    gap_m = float(distances_m(below["lon"], below["lat"], np.array([above]))[0])
    if gap_m > _WIDEST_GAP_M:
        return None
    share = (value - below["value"]) / (int(above["value"]) - below["value"])
    lon, lat = (float(below[axis] + share * (above[axis] - below[axis])) for axis in ("lon", "lat"))
    return Hit(lon, lat, max(share, 1 - share) * gap_m + _SIDE_M, Precision.STREET)


def pooled(hits: Sequence[Hit]) -> list[Hit]:
    """The hits with those that are near each other made one, where they stand closest, wide enough for 95 % of them."""
    groups = near_each_other([[(hit.lon, hit.lat)] for hit in hits])
    return [_central([hits[number] for number in group]) for group in groups]


def _central(hits: list[Hit]) -> Hit:
    if len(hits) == 1:
        return hits[0]
    spots = np.array([(hit.lon, hit.lat) for hit in hits], dtype=[("lon", "<f8"), ("lat", "<f8")])
    apart_m = np.array([distances_m(hit.lon, hit.lat, spots) for hit in hits[:_MOST_CENTRES]])
    neighbours = (apart_m <= STREET_WIDTH_M).sum(axis=1)
    best = int(np.lexsort((apart_m.sum(axis=1), -neighbours))[0])
    reach_m = apart_m[best] + np.array([hit.radius_m for hit in hits])
    return hits[best]._replace(radius_m=float(np.quantile(reach_m, 0.95, method="higher")))


def extracts_in(folder: Path) -> Iterator[Extract]:
    """All extracts that were added to a folder; none where it does not exist.

    Raises:
        InvalidInput: one of them is damaged.
    """
    for each in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not each.name.startswith(".") and read_meta(each):
            yield Extract.read(each)
