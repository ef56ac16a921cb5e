"""Why a person should look at a place that was found: the reasons, and when each holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from locator.divisions import Division, Divisions
from locator.errors import NotFound
from locator.geocode import spots
from locator.geocode.circles import distance_m
from locator.geocode.match import Match
from locator.station import Precision


class Doubt(NamedTuple):
    """One reason, in both languages."""

    code: str
    zh: str
    en: str


def doubts(
    best: Match, answers: Sequence[Match], parsed: Match | None, divisions: Divisions
) -> tuple[Doubt, ...]:
    """What speaks against a match.

    Args:
        best: the match that is taken: one of `answers`, or `parsed`.
        answers: what the online providers said.
        parsed: what the words of the address say by themselves, offline; its division is what the address names.
        divisions: where the districts are.
    """
    found = list(_strays(answers, parsed, divisions))
    if parsed and parsed.candidates:
        found.append(_ambiguous(parsed))
    if best is not parsed:
        found += _disagreements(best, answers)
        found += [] if best.precision is Precision.ROOFTOP else [_imprecise(best)]
    return tuple(found)


def strays(match: Match, parsed: Match | None, divisions: Divisions) -> bool:
    """Whether a match lies outside of the division that the address names.

    By the provider's own code of the division where that is one of today's, else by the circle round the seat that
    holds 95 % of the division.
    """
    if not parsed or match is parsed or not _known(divisions, parsed.adcode):
        return False
    if _known(divisions, match.adcode):
        inside = divisions.contains(parsed.adcode, match.adcode)
        return not (inside or divisions.contains(match.adcode, parsed.adcode))
    circle = spots.of_division(divisions, divisions.get(parsed.adcode)).circle
    return distance_m(circle.centre, match.position) > circle.radius_m


def _disagreements(best: Match, others: Iterable[Match]) -> Iterator[Doubt]:
    """Of each pair: when neither place lies within the other's radius."""
    for other in others:
        apart_m = distance_m(best.position, other.position)
        if apart_m > max(best.uncertainty_m, other.uncertainty_m):
            yield Doubt(
                "disagreement",
                f"{best.source} 与 {other.source} 的位置相差 {apart_m:,.0f} 米",
                f"{best.source} and {other.source} are {apart_m:,.0f} m apart",
            )


def _strays(matches: Iterable[Match], parsed: Match | None, divisions: Divisions) -> Iterator[Doubt]:
    for match in matches:
        if parsed and strays(match, parsed, divisions):
            name = divisions.get(parsed.adcode).name
            yield Doubt(
                "outside_district",
                f"{match.source} 给出的位置不在{name}",
                f"{match.source} puts it outside of {name}",
            )


def _ambiguous(parsed: Match) -> Doubt:
    names = [candidate.name for candidate in parsed.candidates]
    return Doubt("ambiguous", f"地址可指：{'、'.join(names)}", f"the address may mean {', '.join(names)}")


def _imprecise(match: Match) -> Doubt:
    return Doubt(
        "imprecise",
        f"{match.source} 只找到大致位置，误差约 {match.uncertainty_m:,.0f} 米",
        f"{match.source} found it only to within {match.uncertainty_m:,.0f} m",
    )


def _known(divisions: Divisions, code: str) -> Division | None:
    """The division of a code, which may be a former one or none at all."""
    try:
        return divisions.get(code)
    except NotFound:
        return None
