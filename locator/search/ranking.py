"""Which of the names found come first.

The exact name, what begins so, a word in a name that begins so, what contains it; among equals the best known and
nearest.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.search.matching import Hits
from locator.search.names import INSIDE, NAME_START, WORD_START, Names
from locator.search.places import Collection

CLASS = 100.0  # above every difference of weight
CLASS_OF = {NAME_START: CLASS, WORD_START: 2 * CLASS, INSIDE: 3 * CLASS}
"""The rank of a hit by where it stands; that of a whole name is 0."""
LOOSE = CLASS / 2
"""So much later comes a hit by initials than the same by whole syllables or characters."""
BEGUN = CLASS / 4
"""So much later comes what the last syllable only begins: sanya is 三亚 before it is 三阳."""
ALL_WORDS = 4 * CLASS
"""What has all the words somewhere comes after all that has the text as it stands."""

NEAR_KM = 5.0
KM_PER_DEGREE = 111.2
FAR_KM = 20_000.0

Spot = tuple[float, float]
Mask = NDArray[np.bool_]


class Ranked(NamedTuple):
    """An item and its rank; less is better."""

    rank: float
    item: int


def ranked(
    names: Names,
    held: Collection,
    found: Iterable[Hits],
    *,
    within: Mask | None = None,
    near: Spot | None,
    limit: int,
) -> list[Ranked]:
    """The best items of one pattern's hits, best first.

    Args:
        names: the names that the hits are in.
        held: the collection of those names.
        found: the hits, kind by kind, best first; no more kinds are taken than are needed.
        within: shape (items,), the items that may be found; None for all.
        near: longitude and latitude in degrees; of equally good names the nearer and better known comes first.
        limit: how many at most.
    """
    best: dict[int, float] = {}
    for hits in found:
        items = held.item_of[names.name_of[hits.positions]]
        ranks = _classes(hits) - _weights(held, items, near)
        if within is not None:
            items, ranks = items[within[items]], ranks[within[items]]
        for rank, item in _first(items, ranks, limit):
            best[item] = min(rank, best.get(item, rank))
        if len(best) >= limit:
            break  # what is left is of a worse kind
    return sorted(Ranked(rank, item) for item, rank in best.items())[:limit]


def _classes(hits: Hits) -> NDArray[np.float32]:
    whole = hits.is_whole & (hits.start == NAME_START)
    return np.where(whole, 0, CLASS_OF[hits.start] + BEGUN * hits.is_begun).astype(np.float32)


def _first(items: NDArray[np.int32], ranks: NDArray[np.float32], limit: int) -> list[Ranked]:
    if len(ranks) > 4 * limit:  # an item stands there once for each of its names, of which few have many
        first = np.argpartition(ranks, 4 * limit)[: 4 * limit]
        ranks, items = ranks[first], items[first]
    return [Ranked(rank, item) for rank, item in zip(ranks.tolist(), items.tolist(), strict=True)]


def _weights(held: Collection, items: NDArray[np.int32], near: Spot | None) -> NDArray[np.float32]:
    weights = held.prominence[items]
    if near is None:
        return weights
    east = (held.lon[items] - np.float32(near[0])) * np.float32(np.cos(np.radians(near[1])))
    north = held.lat[items] - np.float32(near[1])
    km = np.nan_to_num(np.float32(KM_PER_DEGREE) * np.hypot(east, north), nan=FAR_KM)
    return np.asarray(weights - np.log10(1 + km / np.float32(NEAR_KM)), dtype=np.float32)
