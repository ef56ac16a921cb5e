"""What every geocoder answers, and what every geocoder is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from locator.station import Position, Precision

PART_KEYS = ("province", "city", "district", "township", "street", "number", "name")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the places that an ambiguous address may mean; `name` is its full path, province first."""

    name: str
    adcode: str
    position: Position
    uncertainty_m: float

    def as_dict(self) -> dict[str, Any]:
        """The candidate as the command line and the API write it."""
        return {
            "name": self.name,
            "adcode": self.adcode,
            "lon": self.position.lon,
            "lat": self.position.lat,
            "uncertainty_m": self.uncertainty_m,
        }


@dataclass(frozen=True, slots=True)
class Match:
    """Where an address is, WGS84.

    Attributes:
        uncertainty_m: the true place lies within this radius with 95 %; where `candidates` are listed, the
            circle holds all of them.
        source: who says so.
        parts: what was understood, of `PART_KEYS`; divisions by their full official names.
        candidates: empty unless the address may mean several places.
        adcode: the division that surely holds the place, 6 digits; empty if only China does.
    """

    position: Position
    precision: Precision
    uncertainty_m: float
    source: str
    parts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    candidates: tuple[Candidate, ...] = ()
    adcode: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The match as `locator locate --json` and the API write it."""
        return {
            "lon": self.position.lon,
            "lat": self.position.lat,
            "precision": str(self.precision),
            "uncertainty_m": self.uncertainty_m,
            "source": self.source,
            "parts": dict(self.parts),
            "candidates": [candidate.as_dict() for candidate in self.candidates],
        }


class Geocoder(Protocol):
    """Whoever can tell where an address is. `tests/geocode/contract.py` holds what all must keep."""

    def locate(self, address: str) -> Match | None:
        """The position of an address in China; None where there is none to be told honestly."""
