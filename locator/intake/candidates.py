"""The pairs of records that may be one station, for few of the many that are near each other."""

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from locator.intake import pairs
from locator.intake.names import bit_masks, marks, readings, sounds
from locator.intake.pairs import Floats, Ints, Pairs
from locator.station import Station

EXACT_M = 500.0
"""Positions with a larger radius say nothing of two stations in one town."""

_LEAST_IN_COMMON = 0.5
_TIGHT_M = 30.0
_MOST_OF_ONE_NAME = 8
_MOST_OF_ONE_KEY = 60
_HOUSE = re.compile(r"([^\W\d]{2}(?:大道|大街|公路|路|街|巷))(\d+)")


class Records:
    """Many records, with what of them is looked at in arrays; names are read when they are first needed."""

    def __init__(self, stations: Sequence[Station]) -> None:
        self.stations = stations
        places = [station.placement for station in stations]
        nan = float("nan")
        rows = [(p.lon, p.lat, p.uncertainty_m) if p else (nan, nan, nan) for p in places]
        columns = np.array(rows, dtype=np.float64).reshape(-1, 3)
        self.lon, self.lat, self.radius_m = columns[:, 0], columns[:, 1], columns[:, 2]
        self.exact = np.nan_to_num(self.radius_m, nan=np.inf) <= EXACT_M
        self.points = pairs.points_m(self.lon, self.lat)
        self._read = np.zeros(len(stations), dtype=bool)
        self._sound = np.full(len(stations), "", dtype=object)
        self._length = np.zeros(len(stations), dtype=np.int64)
        self._mask = np.zeros(len(stations), dtype=np.int64)
        self._house = np.zeros(len(stations), dtype=np.int64)
        self._several = np.array([bool(station.other_names) for station in stations], dtype=bool)

    def metres(self, chosen: Pairs) -> Floats:
        """How far apart the two of each pair are, straight through the ground; NaN where one has no position."""
        apart = self.points[chosen[0]] - self.points[chosen[1]]
        metres: Floats = np.sqrt((apart * apart).sum(axis=1))
        return metres

    def sounds_of(self, rows: Ints) -> list[str]:
        """How the cores of the names of some records sound."""
        self._read_names(rows)
        return [str(sound) for sound in self._sound[rows]]

    def promising(self, chosen: Pairs) -> Pairs:
        """Those pairs whose names have much in common, or that share a house or a spot; no other can score high."""
        self._read_names(np.unique(np.concatenate(chosen)))
        i, j = chosen
        houses = (self._house[i] != 0) & (self._house[i] == self._house[j])
        both = self._mask[i] & self._mask[j]
        numbers = (both == self._mask[i]) | (both == self._mask[j])
        i, j, houses = i[numbers], j[numbers], houses[numbers]
        shorter = np.minimum(self._length[i], self._length[j])
        common = pairs.common_length(self._sound[i].tolist(), self._sound[j].tolist())
        alike = (shorter > 0) & (common >= _LEAST_IN_COMMON * shorter)
        nameless = (shorter == 0) & (self.metres((i, j)) <= _TIGHT_M)
        keep = houses | nameless | alike | self._several[i] | self._several[j]
        return i[keep], j[keep]

    def _read_names(self, rows: Ints) -> None:
        new = rows[~self._read[rows]]
        if not len(new):
            return
        stations = [self.stations[row] for row in new]
        read = readings([station.name for station in stations])
        self._mask[new] = bit_masks(marks(name.plain) for name in read)
        self._house[new] = [_house(station.address) for station in stations]
        self._sound[new] = sounds([name.core for name in read])
        self._length[new] = [len(name.core) for name in read]
        self._read[new] = True


def candidates(records: Records, loose: NDArray[np.bool_], first_draft: int) -> Iterator[tuple[int, int]]:
    """Pairs (row, row) in which the first is `loose` and the two may be one; each pair once.

    Args:
        records: the stations of the registry, then the drafts.
        loose: the drafts whose station is not known yet.
        first_draft: the row of the first draft.
    """
    seen: set[tuple[int, int]] = set()
    for i, j in _worth_comparing(records, np.flatnonzero(loose)):
        once = (j < first_draft) | ~loose[j] | (j < i)
        for pair in zip(i[once].tolist(), j[once].tolist(), strict=True):
            if pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                yield pair


def _worth_comparing(records: Records, left: Ints) -> Iterator[Pairs]:
    if not len(left):
        return
    starts = np.array(
        [crc32(station.name[:2].encode()) & 0xFFFF for station in records.stations], dtype=np.int64
    )
    exact = np.where(records.exact[:, None], records.points, np.nan)
    for found in pairs.near(exact, left, starts):
        yield records.promising(_different(found))
    names = [station.name for station in records.stations]
    for key in (names, [station.contact or "" for station in records.stations]):
        for found in pairs.sharing(key, left, _MOST_OF_ONE_NAME):
            yield records.promising(_different(found))
    yield from _without_place(records, left)


def _without_place(records: Records, left: Ints) -> Iterator[Pairs]:
    """Pairs of which one has no exact position: they share the city and a part of the name, or the house."""
    vague = ~records.exact
    if not vague.any():
        return
    everyone = (
        np.arange(len(records.stations)) if vague[left].any() else np.union1d(left, np.flatnonzero(vague))
    )
    for key in _keys(records, everyone):
        for i, j in pairs.sharing(key, left, _MOST_OF_ONE_KEY):
            some = vague[i] | vague[j]
            yield records.promising(_different((i[some], j[some])))


def _keys(records: Records, rows: Ints) -> Iterator[list[str]]:
    columns: list[list[str]] = [[""] * len(records.stations) for _ in range(4)]
    for row, sound in zip(rows.tolist(), records.sounds_of(rows), strict=True):
        station = records.stations[row]
        city = (station.adcode or "")[:4]
        house = _HOUSE.search(station.address or "")
        columns[0][row] = sound if len(sound) > 1 else ""
        if city:
            columns[1][row] = city + sound[:2] if sound else ""
            columns[2][row] = city + sound[-2:] if sound else ""
            columns[3][row] = city + house[0] if house else ""
    yield from columns


def _different(found: Pairs) -> Pairs:
    other = found[0] != found[1]
    return found[0][other], found[1][other]


def _house(address: str | None) -> int:
    """A number for the road and house number; 0 where the address has none. 号 and what stands before differ."""
    found = _HOUSE.search(address) if address else None
    return crc32(found[0].encode()) if found else 0
