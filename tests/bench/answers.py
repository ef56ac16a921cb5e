"""Whether a server's answers are the nearest stations: held against a look at every station."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import httpx
import numpy as np
from pyproj import Geod, Transformer

from locator.catalog import Catalog, Filter
from locator.lookup import CHINA, EXACT_FIRST_WITHIN_M
from tests.bench.served import PATH

GEOD = Geod(ellps="WGS84")
EARTH_CENTRED = Transformer.from_crs(4979, 4978, always_xy=True)
MEASURED = 2_000  # of the shortest chords
DIGITS_M = 0.1  # to which the service rounds
PATIENCE_S = 60


class Asked(NamedTuple):
    """A question but for the point; `open_at` None is now."""

    amenities: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    open_at: datetime | None = None
    k: int = 5

    @property
    def rest(self) -> str:
        """As it follows the point in a query string."""
        said = {
            "k": str(self.k),
            "amenities": ",".join(self.amenities),
            "state": ",".join(self.state),
            "open_at": f"{self.open_at:%Y-%m-%dT%H:%M}" if self.open_at else "",
        }
        return "".join(f"&{name}={value}" for name, value in said.items() if value)


def check(home: str, catalog: Catalog, asked: Asked, points: Iterable[tuple[float, float]]) -> int:
    """Fail where an answer is not what looking at every station gives; how many stations were told of."""
    judge, told = Judge(catalog, asked), 0
    with httpx.Client(base_url=home, timeout=PATIENCE_S) as client:
        for lon, lat in points:
            features = client.get(f"{PATH}?lon={lon:.6f}&lat={lat:.6f}{asked.rest}").raise_for_status().json()
            judge.check((round(lon, 6), round(lat, 6)), features["features"])
            told += len(features["features"])
    return told


class Judge:
    """Knows the answers to a question, by looking at every station."""

    def __init__(self, catalog: Catalog, asked: Asked) -> None:
        self.catalog = catalog
        self.k = asked.k
        self.rows = catalog.columns.rows[: catalog.located]
        passing = catalog.rows(Filter(asked.amenities))
        if asked.state:
            passing &= catalog.opening(asked.open_at or datetime.now(CHINA)).among(asked.state)
        self.passing = passing[: catalog.located]
        exact = self.rows["exact"]
        self.groups = [Group(self.rows, np.flatnonzero(self.passing & kind)) for kind in (exact, ~exact)]

    def expected(self, point: tuple[float, float]) -> np.ndarray:
        """The metres, in order: exact positions within 5 km come first."""
        exact, coarse = (group.nearest(point, self.k) for group in self.groups)
        near = exact[exact <= EXACT_FIRST_WITHIN_M]
        return np.concatenate((near, np.sort(np.concatenate((exact[len(near) :], coarse)))))[: self.k]

    def check(self, point: tuple[float, float], found: Sequence[dict[str, Any]]) -> None:
        told = [feature["properties"]["distance_m"] for feature in found]
        np.testing.assert_allclose(told, self.expected(point), rtol=0, atol=DIGITS_M)
        there = [self.catalog.row_of(feature["id"]) for feature in found]
        assert self.passing[there].all()
        np.testing.assert_allclose(metres(point, self.rows[there]), told, rtol=0, atol=DIGITS_M)


class Group:
    """Some of the stations, and where they stand in space."""

    def __init__(self, rows: np.ndarray, taking_part: np.ndarray) -> None:
        self.rows = rows[taking_part]
        self.xyz = in_space(self.rows["lon"], self.rows["lat"])

    def nearest(self, point: tuple[float, float], k: int) -> np.ndarray:
        """The metres of the k nearest. Chord and geodesic differ by less than the many that are measured."""
        chords = ((self.xyz - in_space(*point)) ** 2).sum(axis=1)
        some = np.argpartition(chords, MEASURED)[:MEASURED] if len(chords) > MEASURED else slice(None)
        return np.sort(metres(point, self.rows[some]))[:k]


def in_space(lon: Any, lat: Any) -> np.ndarray:
    """Earth-centred metres."""
    return np.stack(EARTH_CENTRED.transform(lon, lat, np.zeros_like(lon)), axis=-1)


def metres(point: tuple[float, float], rows: np.ndarray) -> np.ndarray:
    """Geodesics from a point to stations."""
    return GEOD.inv(*np.full((len(rows), 2), point).T, rows["lon"], rows["lat"])[2]
