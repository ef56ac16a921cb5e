"""A match as plain values that any store can keep, and back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from locator.geocode.match import Candidate, Match
from locator.station import Position, Precision


def kept(match: Match | None) -> dict[str, Any]:
    """The match, ready for JSON; empty where nothing was found."""
    return {**match.as_dict(), "adcode": match.adcode} if match else {}


def match_of(answer: Mapping[str, Any]) -> Match | None:
    """The match that was kept; None where nothing was found."""
    if not answer:
        return None
    return Match(
        position=Position(answer["lon"], answer["lat"]),
        precision=Precision(answer["precision"]),
        uncertainty_m=answer["uncertainty_m"],
        source=answer["source"],
        parts=MappingProxyType(dict(answer["parts"])),
        candidates=tuple(_candidate(one) for one in answer["candidates"]),
        adcode=answer["adcode"],
    )


def _candidate(one: Mapping[str, Any]) -> Candidate:
    return Candidate(one["name"], one["adcode"], Position(one["lon"], one["lat"]), one["uncertainty_m"])
