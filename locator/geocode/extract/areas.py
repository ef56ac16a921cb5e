"""In which administrative divisions a point lies, as the extract's own boundaries and tags have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from locator.geocode.extract.elements import Boundary

LEVELS = {"province": 4, "city": 5, "district": 6, "township": 8}
"""OpenStreetMap's `admin_level` in China of the parts of an address."""

Area = Mapping[str, str]  # the names of the divisions that hold a point, by level: {"6": "吉阳区"}


class Areas:
    """Collects points, and numbers the different sets of divisions that they lie in."""

    def __init__(self, boundaries: Sequence[Boundary]) -> None:
        self._boundaries = [row for row in boundaries if row.level in LEVELS.values()]
        self._tree = shapely.STRtree([row.outline for row in self._boundaries])
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {(): 0}

    @property
    def known(self) -> list[Area]:
        """The sets of divisions, by number."""
        return [dict(area) for area in self._numbers]

    def numbers(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64], tagged: Sequence[Area] = ()
    ) -> NDArray[np.int32]:
        """The number of each point's set; what its tags say fills in where no boundary is drawn."""
        inside: list[dict[str, str]] = [dict(area) for area in tagged] or [{} for _ in lon]
        if self._boundaries and len(lon):
            points, rows = self._tree.query(shapely.points(lon, lat), predicate="intersects")
            for point, row in zip(points.tolist(), rows.tolist(), strict=True):
                inside[point][str(self._boundaries[row].level)] = self._boundaries[row].name
        return np.array([self._number(area) for area in inside], dtype=np.int32)

    def _number(self, area: Area) -> int:
        return self._numbers.setdefault(tuple(sorted(area.items())), len(self._numbers))


def verdicts(known: Sequence[Area], wanted: Area) -> NDArray[np.int8]:
    """For each set of divisions: 1 if it surely lies in the wanted one, -1 if surely not, 0 if nobody knows."""
    return np.array([_verdict(area, wanted) for area in known], dtype=np.int8)


def _verdict(area: Area, wanted: Area) -> int:
    shared = [level for level in wanted if level in area]
    if any(not _same(area[level], wanted[level]) for level in shared):
        return -1
    return int(bool(wanted) and max(wanted, key=int) in shared)


def _same(one: str, other: str) -> bool:
    """Whether two names may be one division's: tags leave out the 区 of 吉阳区."""
    return one.startswith(other) or other.startswith(one)
