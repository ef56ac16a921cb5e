"""A geocoder that knows divisions and, where an operator added extracts, also their streets and houses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from locator.divisions import Divisions
from locator.geocode import spots
from locator.geocode.circles import Circle, covering_radius_m
from locator.geocode.extract.areas import LEVELS, Area
from locator.geocode.extract.asking import Asked, asked, found
from locator.geocode.extract.extract import Extract, Fence, Hit
from locator.geocode.extract.latin import read_latin
from locator.geocode.match import Candidate, Match
from locator.geocode.placing import DivisionGeocoder
from locator.geocode.street import split_rest
from locator.geocode.text import clean, is_abroad
from locator.station import Precision

SOURCE = "openstreetmap"
MAX_CANDIDATES = 8


class ExtractGeocoder:
    """Finds houses, streets and named places inside the divisions that a first geocoder finds.

    Where the extracts know nothing finer, the first geocoder's answer stands.
    """

    def __init__(
        self, divisions_first: DivisionGeocoder, divisions: Divisions, extracts: Sequence[Extract]
    ) -> None:
        self._first = divisions_first
        self._divisions = divisions
        self._extracts = tuple(extracts)

    def locate(self, address: str, *, within: str | None = None) -> Match | None:
        """Where an address is, as finely as anybody here knows; `within` as for the `Gazetteer`.

        Raises:
            NotFound: there is no division `within`.
        """
        base = self._first.locate(address, within=within)
        if base is None:
            return self._without_division(address, self._fence_of(within))
        if base.candidates:
            return self._decided(base)
        fence = Fence(Circle(base.position, base.uncertainty_m), _area(base))
        return self._finer(base, _question(base, fence))

    def _finer(self, base: Match, question: Asked) -> Match:
        """The answer inside the division; several make candidates of an answer that stays as vague as it was."""
        hits = [hit for hit in found(self._extracts, question) if hit.radius_m < base.uncertainty_m]
        if len(hits) == 1:
            return _at(base, hits[0])
        if not 1 < len(hits) <= MAX_CANDIDATES:
            return base
        circles = [hit.circle for hit in hits]
        radius_m = max(base.uncertainty_m, covering_radius_m(base.position, circles))
        return replace(base, uncertainty_m=radius_m, candidates=_candidates(base, hits))

    def _decided(self, base: Match) -> Match:
        """Which of several divisions is meant, if the extracts cover all of them and one alone holds the house."""
        covered = all(any(each.covers(row.position) for each in self._extracts) for row in base.candidates)
        if not covered:
            return base
        hits = {
            row.name: found(self._extracts, _question(base, Fence(Circle(row.position, row.uncertainty_m))))
            for row in base.candidates
        }
        told = [(row, hits[row.name]) for row in base.candidates if hits[row.name]]
        if len(told) != 1 or len(told[0][1]) != 1:
            return base
        row, (hit,) = told[0]
        return replace(_at(base, hit), adcode=row.adcode, candidates=())

    def _without_division(self, address: str, fence: Fence) -> Match | None:
        text = clean(address)
        if not text:
            return self._latin(address, fence)
        if is_abroad(text):
            return None
        rest = split_rest(text)
        name = rest.name if fence.circle else ""  # a name alone is of any city
        parts = {"street": rest.street, "number": rest.number, "name": rest.name}
        return self._anywhere(asked(rest.street, rest.number, name, fence), parts)

    def _latin(self, address: str, fence: Fence) -> Match | None:
        read = read_latin(address, self._extracts, fence)
        if read is None:
            return None
        parts = {"street": read.street, "number": read.number, "name": read.question.name}
        return self._anywhere(read.question, parts)

    def _anywhere(self, question: Asked, parts: dict[str, str]) -> Match | None:
        """The only such place in all extracts; of a few, the first with a circle that holds them all."""
        hits = found(self._extracts, question)
        if not 1 <= len(hits) <= MAX_CANDIDATES:
            return None
        told = MappingProxyType({key: word for key, word in parts.items() if word})
        match = Match(hits[0].circle.centre, hits[0].precision, hits[0].radius_m, SOURCE, told)
        if len(hits) == 1:
            return match
        radius_m = covering_radius_m(match.position, [hit.circle for hit in hits])
        return replace(
            match,
            precision=Precision.CITY,
            uncertainty_m=radius_m,
            candidates=_candidates(match, hits),
        )

    def _fence_of(self, within: str | None) -> Fence:
        if not within:
            return Fence()
        path = self._divisions.path(within)
        return Fence(spots.of_division(self._divisions, path[-1]).circle)


def _question(base: Match, fence: Fence) -> Asked:
    street, number, name = (base.parts.get(part, "") for part in ("street", "number", "name"))
    return asked(street, number, name, fence)


def _area(base: Match) -> Area:
    return {str(level): base.parts[part] for part, level in LEVELS.items() if part in base.parts}


def _at(base: Match, hit: Hit) -> Match:
    return replace(
        base,
        position=hit.circle.centre,
        precision=hit.precision,
        uncertainty_m=hit.radius_m,
        source=SOURCE,
    )


def _candidates(base: Match, hits: Sequence[Hit]) -> tuple[Candidate, ...]:
    name = "".join(word for key, word in base.parts.items() if key != "name") or base.parts.get("name", "")
    return tuple(Candidate(name, base.adcode, hit.circle.centre, hit.radius_m) for hit in hits)
