"""The stations of a catalog on disk, each made from its text when it is asked for."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple, overload

import orjson

from locator.catalog.texts import Texts
from locator.station import Station

KEPT = 2_048
"""How many are kept made: those that people look at now."""


class Label(NamedTuple):
    """What a map or a list writes beside a station; the precision is None where nobody knows the place."""

    name: str
    precision: str | None

    @classmethod
    def of(cls, station: Station) -> "Label":
        """A record's."""
        return cls(station.name, str(station.placement.precision) if station.placement else None)


class Records(Sequence[Station]):
    """Station records, row by row."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        # bound to the texts alone: a cache bound to its owner is a cycle, which only the collector would free
        self._station = lru_cache(KEPT)(partial(_read, texts))

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, row: int) -> Station: ...
    @overload
    def __getitem__(self, row: slice) -> list[Station]: ...
    def __getitem__(self, row: int | slice) -> Station | list[Station]:
        if isinstance(row, slice):
            return [self._station(one) for one in range(*row.indices(len(self)))]
        return self._station(range(len(self))[row])

    def label(self, row: int) -> Label:
        """The label of a row's station, without making its record, which takes four times as long."""
        told = orjson.loads(self._texts[row])
        place = told.get("placement")
        return Label(told["name"], place and place["precision"])


def _read(texts: Texts, row: int) -> Station:
    return Station.model_validate_json(texts[row])
