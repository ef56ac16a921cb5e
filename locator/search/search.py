"""The search: a text in, somewhere to go out."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator import resources
from locator.building import building
from locator.catalog import Catalog
from locator.divisions import Divisions, Level
from locator.search import matching
from locator.search.names import Names
from locator.search.places import Collection, Found, Gazetteer, Stations
from locator.search.query import PlaceQuery
from locator.search.ranking import ALL_WORDS, LOOSE, Mask, Spot, ranked
from locator.search.spelling import runs, words

__all__ = ["Found", "PlaceSearch"]

Patterns = Iterable[tuple[matching.Step, ...]]
Ranks = dict[tuple[int, int], float]
"""The rank of an item of an index; less is better."""

LONGEST_DIVISION = 12
SPANS = {Level.PROVINCE: 10_000, Level.PREFECTURE: 100, Level.COUNTY: 1}
"""How many adcodes from its own on belong to a division: a province has 460000 to 469999."""


class Laid(NamedTuple):
    """Names of a catalog's stations that were laid out beforehand; `row_of` has the row of each name, -1 for none."""

    names: Names
    row_of: NDArray[np.int32]


class Index(NamedTuple):
    """A collection and its names, laid out for finding."""

    held: Collection
    names: Names

    def hits(self, pattern: tuple[matching.Step, ...]) -> Iterator[matching.Hits]:
        """Where the pattern stands in these names, kind by kind."""
        return map(self._present, matching.hits(self.names, pattern))

    def _present(self, found: matching.Hits) -> matching.Hits:
        """The hits in names that still belong to somebody."""
        stays = self.items(found) >= 0
        if stays.all():
            return found
        return found.among(stays)

    def items(self, found: matching.Hits) -> NDArray[np.int32]:
        """The items of those hits, again for each hit."""
        return self.held.item_of[self.names.name_of[found.positions]]


class PlaceSearch:
    """Stations, divisions and places by name.

    The gazetteer's names are laid out once in a process, a catalog's once for each unless that was done beforehand;
    when first asked for, or by `prepare`.
    """

    def __init__(self, catalog: Catalog, laid: Sequence[Laid] | None = None) -> None:
        """`laid` has all names of the catalog's stations, None where they are not laid out yet."""
        self._catalog = catalog
        self._laid = laid
        self._lock = Lock()
        self._indexes: tuple[Index, ...] = ()

    def prepare(self) -> tuple[Index, ...]:
        """The names laid out; for hundreds of thousands that takes seconds, and a second caller waits for the first."""
        with self._lock:
            if not self._indexes:
                with building():
                    self._indexes = (gazetteer(), *self._of_stations())
        return self._indexes

    def _of_stations(self) -> Iterable[Index]:
        stations = Stations(self._catalog)
        if self._laid is None:
            return [_laid_out(stations.named_by_all())]
        return [Index(stations.named([], laid.row_of), laid.names) for laid in self._laid]

    def find(self, query: PlaceQuery) -> list[Found]:
        """What the text names, best first: the exact name, what begins so, a word in it that does, what contains it.

        Among equals the better known and nearer comes first. A text of several words, or one that begins with a
        division's name, also finds what has them all in its name or lies in that division.
        """
        indexes = self._indexes or self.prepare()
        typed = words(query.text)
        spot = (query.near.lon, query.near.lat) if query.near else None
        ranks: Ranks = {}
        for found in _tiers(indexes, typed, spot, query.limit) if typed else ():
            for key, rank in found:
                ranks[key] = min(rank, ranks.get(key, rank))
            if len(ranks) >= query.limit:
                break
        best = sorted(ranks, key=lambda key: (ranks[key], key))[: query.limit]
        return [indexes[index].held.describe(item) for index, item in best]


@lru_cache(maxsize=1)
def gazetteer() -> Index:
    """The names of the bundled gazetteer, laid out when they are first asked for."""
    return _laid_out(Gazetteer(Divisions.bundled(), resources.folder("geodata") / "places.csv"))


def _laid_out(held: Gazetteer | Stations) -> Index:
    index = Index(held, Names(held.names))
    held.names = []  # the layout has them all
    return index


def _tiers(
    indexes: tuple[Index, ...], typed: list[str], spot: Spot | None, limit: int
) -> Iterator[Iterable[tuple[tuple[int, int], float]]]:
    """What is found, in ever more generous ways; the next is only asked for where the last was not enough."""
    text = "".join(typed)
    yield _matched(indexes, matching.exact_patterns(text), spot, limit)
    yield _matched(indexes, matching.loose_patterns(text), spot, limit, LOOSE)
    parts = typed if len(typed) > 1 else _divided(indexes[0].held.division_names, text)
    if len(parts) > 1:
        yield _with_all(indexes, parts, spot, limit)


def _matched(
    indexes: tuple[Index, ...], patterns: Patterns, spot: Spot | None, limit: int, penalty: float = 0.0
) -> Iterator[tuple[tuple[int, int], float]]:
    for pattern in patterns:
        for number, index in enumerate(indexes):
            for rank, item in ranked(index.names, index.held, index.hits(pattern), near=spot, limit=limit):
                yield (number, item), rank + penalty


def _with_all(
    indexes: tuple[Index, ...], parts: list[str], spot: Spot | None, limit: int
) -> Iterator[tuple[tuple[int, int], float]]:
    """What has every word in its name, or lies in the division that the word names; one at least in its name."""
    patterns = [list(matching.exact_patterns(part)) or list(matching.loose_patterns(part)) for part in parts]
    spans = [_named_divisions(indexes[0], of_part) for of_part in patterns]
    for number, index in enumerate(indexes):
        found = [[list(index.hits(pattern)) for pattern in of_part] for of_part in patterns]
        masks = [_having(index, of_part, inside) for of_part, inside in zip(found, spans, strict=True)]
        within = np.logical_and.reduce(masks)
        for hits in (hits for of_part in found for hits in of_part):
            for rank, item in ranked(index.names, index.held, hits, within=within, near=spot, limit=limit):
                yield (number, item), rank + ALL_WORDS


def _having(index: Index, found: list[list[matching.Hits]], spans: set[tuple[int, int]]) -> Mask:
    """The items whose name has the word, or that lie in the division of that name."""
    mask = np.zeros(len(index.held.adcode), dtype=np.bool_)
    for hits in (hits for of_pattern in found for hits in of_pattern):
        mask[index.items(hits)] = True
    for first, count in spans:
        mask |= (index.held.adcode >= first) & (index.held.adcode < first + count)
    return mask


def _named_divisions(gazetteer: Index, patterns: Patterns) -> set[tuple[int, int]]:
    """The adcodes, first and how many, of the counties and above that have this name."""
    spans = set()
    for found in (next(gazetteer.hits(pattern), None) for pattern in patterns):
        for item in gazetteer.items(found)[found.is_whole].tolist() if found else ():
            level = gazetteer.held.level(item)
            if level in SPANS:
                spans.add((int(gazetteer.held.adcode[item]), SPANS[level]))
    return spans


def _divided(names: frozenset[str], text: str) -> list[str]:
    """三亚市天涯区驿站 as 三亚市, 天涯区, 驿站: the divisions that a text begins with, and the rest."""
    for end in range(min(LONGEST_DIVISION, len(text) - 2), 1, -1):
        if text[:end] in names and len(runs(text[end:])) > 1:
            return [text[:end], *_divided(names, text[end:])]
    return [text]
