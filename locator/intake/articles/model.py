"""What an article tells: stations, venues and figures, each with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from locator.station import Evidence


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the press gives it: 80 约, 3200 余; `unit` is the text's own measure word."""

    value: int | float
    unit: str = ""
    at_least: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is told. `year` is None and `relative` "this" or "last" for 今年2月, 去年."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: str | None = None

    @property
    def iso(self) -> str:
        """2019-09; where the year is only relative, `--02` as ISO 8601 once wrote it."""
        year = f"{self.year:04d}" if self.year else "-"
        parts = [year, *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of visits over a period, the period in the text's own words (empty: not told)."""

    number: Quantity
    period: str


@dataclass(frozen=True, slots=True)
class Region:
    """A division an article speaks of, with what holds it as far as known; `code` empty where unlisted."""

    name: str
    code: str = ""
    province: str = ""
    city: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of one place; whatever is not told is empty."""

    address: str = ""
    builder: str = ""
    host: str = ""
    operator: str = ""
    operation: str = ""
    amenities: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    area_m2: Quantity | None = None
    cost_yuan: Quantity | None = None
    capacity: Quantity | None = None
    opened: PartialDate | None = None
    opening_hours_text: str = ""
    visits: tuple[Count, ...] = ()
    honours: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class FoundStation:
    """A rest station that an article names. `name` is empty of regions that only say where it is."""

    name: str
    region: Region | None
    township: str
    host: str
    host_type: str
    facts: Facts
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class FoundVenue:
    """A place for workers that is no rest station: a culture square, a workers' palace."""

    name: str
    region: Region | None
    facts: Facts
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number told of a region. `kind` is a word of the vocabulary `figure`; `period` is the text's own words."""

    region: Region | None
    kind: str
    number: Quantity
    period: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one text tells."""

    stations: tuple[FoundStation, ...]
    venues: tuple[FoundVenue, ...]
    figures: tuple[FoundFigure, ...]

    def __iter__(self) -> Iterator[tuple[FoundStation, ...] | tuple[FoundFigure, ...]]:
        """Stations, then figures: the pair most callers unpack. Venues are no stations, so they ask for them."""
        return iter((self.stations, self.figures))
