"""Which records are worth comparing, found in arrays: near each other on the ground, or equal in some key."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from locator.ellipsoid import ecef_m

NEAR_M = 300.0
MOST_IN_ONE_PLACE = 300
"""So many records within one cell of `NEAR_M` are a placeholder's, not a town's; see `near`."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Pairs = tuple[Ints, Ints]

_AT_ONCE = 1_000_000
_SPREAD = 0x1E3779B97F4A7C15  # salts of different keys lie far apart


def points_m(lon: Floats, lat: Floats) -> Floats:
    """Earth-centred x, y, z in metres of WGS84 degrees; NaN where there are none."""
    placed = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
    points = np.full((len(lon), 3), np.nan)
    points[placed] = ecef_m(lon[placed], lat[placed])
    return points


def near(points: Floats, left: Ints, within: Ints) -> Iterator[Pairs]:
    """Pairs of one record of `left` with each that lies within `NEAR_M` metres of it, itself included.

    Cells with over `MOST_IN_ONE_PLACE` records are thinned to those that also agree in `within`, a key for each
    record. `points` are earth-centred metres; NaN is near nothing.
    """
    placed = np.flatnonzero(np.isfinite(points[:, 0]))
    cells = np.zeros(points.shape, dtype=np.int64)
    cells[placed] = np.floor(points[placed] / NEAR_M)
    left = left[np.isfinite(points[left, 0])]
    left = left[
        np.argsort(_packed(cells[left]))
    ]  # neighbours are sought one after another: five times faster
    crowded = _crowded(_packed(cells[placed]))
    yield from _near(points, cells, left, placed[~crowded], np.zeros_like(within), reach=1)
    if crowded.any():
        yield from _near(points, cells, left, placed[crowded], within * _SPREAD, reach=0)


def _near(points: Floats, cells: Ints, left: Ints, right: Ints, salt: Ints, *, reach: int) -> Iterator[Pairs]:
    """As `near`; a `reach` of 1 looks up three cells in a row at once, whose codes follow one another."""
    code = _packed(cells[right]) + salt[right]
    order = np.argsort(code, kind="stable")
    right, code = right[order], code[order]
    for step in np.ndindex(3, 3, 3 - 2 * reach):
        sought = _packed(cells[left] + np.array(step) - (1, 1, 1 - reach)) + salt[left]
        for i, j in _joined(left, sought, right, code, MOST_IN_ONE_PLACE * (1 + 2 * reach), reach=reach):
            apart = points[i] - points[j]
            close = (apart * apart).sum(axis=1) <= NEAR_M * NEAR_M
            yield i[close], j[close]


def sharing(key: Sequence[str], left: Ints, most: int) -> Iterator[Pairs]:
    """Pairs of one record of `left` with each of the same key, itself included; an empty key is nobody's.

    A key that more than `most` records have tells nothing, and is left out.
    """
    codes: dict[str, int] = {"": 0}
    code = np.array([codes.setdefault(text, len(codes)) for text in key], dtype=np.int64)
    told = np.flatnonzero(code)
    order = told[np.argsort(code[told], kind="stable")]
    left = left[code[left] > 0]
    yield from _joined(left, code[left], order, code[order], most)


def common_length(a: list[str], b: list[str]) -> Ints:
    """How long the longest common subsequence of each two texts is."""
    found: Ints = cpdist(a, b, scorer=LCSseq.similarity, dtype=np.int64)
    return found


def _packed(cells: Ints) -> Ints:
    """One number for three small ones, the three kept apart."""
    shifted = cells + (1 << 16)
    return (shifted[:, 0] << 40) | (shifted[:, 1] << 20) | shifted[:, 2]


def _crowded(code: Ints) -> NDArray[np.bool_]:
    """Which of some cells' codes occur too often."""
    _, inverse, counts = np.unique(code, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse] > MOST_IN_ONE_PLACE)


def _joined(
    left: Ints, sought: Ints, right: Ints, sorted_code: Ints, most: int, *, reach: int = 0
) -> Iterator[Pairs]:
    """Pairs of a left record and each right one whose code is within `reach` of the one sought, some at a time."""
    first = np.searchsorted(sorted_code, sought - reach, side="left")
    counts = np.searchsorted(sorted_code, sought + reach, side="right") - first
    counts[counts > most] = 0
    some = np.flatnonzero(counts)
    for part in _parts(counts[some]):
        chosen = some[part]
        number = counts[chosen]
        starts = np.repeat(first[chosen] - (np.cumsum(number) - number), number)
        yield np.repeat(left[chosen], number), right[starts + np.arange(number.sum())]


def _parts(counts: Ints) -> Iterator[slice]:
    """Slices of some rows whose counts sum up to about `_AT_ONCE`."""
    ends = np.cumsum(counts)
    start = 0
    while start < len(counts):
        base = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, base + _AT_ONCE)))
        yield slice(start, stop)
        start = stop
