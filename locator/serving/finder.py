"""The nearest stations of one catalog as JSON: the answers of `lookup.nearest`, without making a record.

What hangs neither on the question nor on the moment is prepared (`cards`), the filters' stations are kept in their
own subsets, and an open state is evaluated once a schedule. Filtered searches are as exact as the others.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from operator import itemgetter
from typing import Final

from locator.catalog import Catalog, Filter, Openings
from locator.hours import OpenState
from locator.lookup import EXACT_FIRST_WITHIN_M, Language, NearestQuery, Reach
from locator.nearest import Found, Subset
from locator.serving.cards import card_texts, rest_of_card
from locator.walk import Walk

SUBSETS_KEPT: Final = 64
"""Filters whose stations are kept laid out; what most people ask is among them."""
AHEAD: Final = b'{"type":"FeatureCollection","features":['


class Finder:
    """Answers questions for the nearest stations; safe to share between threads."""

    def __init__(self, catalog: Catalog, cards: Sequence[bytes]) -> None:
        """`cards` has a text a row, in Chinese (see `locator.serving.cards`)."""
        self.catalog = catalog
        self._cards = cards
        placed = catalog.columns.rows[: catalog.located]
        # plain Python numbers come out of a memoryview several times faster than out of an array
        self._lon, self._lat, self._uncertainty_m, self._exact = (
            placed[name].copy().data for name in ("lon", "lat", "uncertainty_m", "exact")
        )
        # bound to the catalog alone: a cache bound to its owner is a cycle, which only the collector would free
        self._subsets = lru_cache(SUBSETS_KEPT)(partial(_laid_out, catalog))
        self._subsets(Filter(), (), None)

    def found(self, query: NearestQuery) -> list[tuple[int, Reach]]:
        """The rows of the stations, best first, and how each lies."""
        lon, lat = (query.lon, query.lat) if query.datum == "wgs84" else query.wgs84()
        openings = self.catalog.opening(query.open_at)
        wanted = Filter(query.amenities, query.status, query.max_uncertainty_m, None, query.open_24h)
        subsets = self._subsets(wanted, query.state, openings if query.state else None)
        best = nearest_of_both(*subsets, (lon, lat), query.k, query.max_distance_m or math.inf)
        at = query.open_at
        return [(row, self._reach(row, metres, azimuth, at, openings[row])) for metres, row, azimuth in best]

    def json(
        self, found: Sequence[tuple[int, Reach]], walks: Sequence[Walk | None], lang: Language = "zh"
    ) -> bytes:
        """What was found as a GeoJSON FeatureCollection."""
        rows = [row for row, _reach in found]
        cards = map(self._cards.__getitem__, rows) if lang == "zh" else self._made(rows, lang)
        features = [
            card + rest_of_card(reach, lang, walk)
            for card, (_row, reach), walk in zip(cards, found, walks, strict=True)
        ]
        return AHEAD + b",".join(features) + b"]}"

    def _made(self, rows: Sequence[int], lang: Language) -> Iterable[bytes]:
        """Cards in a language in which none are prepared."""
        return card_texts([self.catalog.stations[row] for row in rows], lang)

    def _reach(self, row: int, metres: float, azimuth: float, at: datetime, opening: OpenState) -> Reach:
        exact, notices = bool(self._exact[row]), self.catalog.notices_at(row, at)
        lon, lat, radius_m = self._lon[row], self._lat[row], self._uncertainty_m[row]
        return Reach(lon, lat, metres, radius_m, azimuth % 360, exact, opening, notices)


def _laid_out(
    catalog: Catalog, wanted: Filter, state: tuple[str, ...], openings: Openings | None
) -> tuple[Subset, Subset]:
    """The exact and the coarse stations that pass; the openings tell the state, where one is wanted."""
    passing = catalog.rows(wanted)
    if openings is not None:
        passing &= openings.among(state)
    here = passing[: catalog.located]
    exact = catalog.exact[: catalog.located]
    return catalog.index.subset(here & exact), catalog.index.subset(here & ~exact)


def nearest_of_both(
    exact: Subset, coarse: Subset, point: tuple[float, float], k: int, within_m: float
) -> Found:
    """The k best: exact ones near by come first, then all by distance."""
    found = exact.nearest(*point, k, within_m)
    are_enough = len(found) == k
    if not len(coarse) or (are_enough and found[-1][0] <= EXACT_FIRST_WITHIN_M):
        return found
    rivals = coarse.nearest(*point, k, found[-1][0] if are_enough else within_m)
    if not rivals:
        return found
    near = next((n for n, one in enumerate(found) if one[0] > EXACT_FIRST_WITHIN_M), len(found))
    return [*found[:near], *sorted([*found[near:], *rivals], key=itemgetter(0))][:k]
