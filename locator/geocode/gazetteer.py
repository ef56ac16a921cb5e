"""The offline geocoder: divisions and named places that travel with the package, no network.

It knows no streets: an address is placed at the seat of the smallest division it names, with that division's
95 % radius, or at a named place inside it. `with_extracts` adds the streets that an operator has. What is told
where an address is not clear:

- A hit lies inside the divisions that the address names, or it is none.
- Of equal names the one that clearly outweighs the others counts (`meanings.settled`).
- Else all meanings are `candidates`. Inside one city the answer is the city. Further apart it is the most
  populous candidate with precision `city` and a radius that holds all of them: a bare 朝阳区 is a circle over
  half of China, its `adcode` is empty, and nobody can take it for a find. More than `MAX_CANDIDATES` are no answer.
- An address that contradicts itself (广东省南京市) means either: both are candidates, the one named last first.
- A province alone is answered with the radius of the whole province; `Precision` has nothing coarser than `city`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from locator import resources
from locator.building import building
from locator.divisions import Division, Divisions, Level
from locator.errors import NotFound
from locator.geocode import meanings, spots
from locator.geocode.address import Parsed, Parser
from locator.geocode.circles import Circle, covering_radius_m, distance_m
from locator.geocode.descent import Descent
from locator.geocode.extract import Extract, ExtractGeocoder
from locator.geocode.match import Candidate, Match
from locator.geocode.names import NameIndex
from locator.geocode.parts import Parts
from locator.geocode.places import TOWNSHIP_ENDINGS, Place, Places, stands_for_itself
from locator.geocode.placing import DivisionGeocoder
from locator.geocode.plain import PlainAddresses
from locator.geocode.spots import Spot
from locator.geocode.text import clean, is_abroad
from locator.station import Precision

SOURCE = "gazetteer"
MAX_CANDIDATES = 8
SAME_PLACE_M = 5_000  # entries of one name this near to each other are one place

_PART = {
    Level.PROVINCE: "province",
    Level.PREFECTURE: "city",
    Level.COUNTY: "district",
    Level.TOWNSHIP: "township",
}
_CITY_LEVELS = (Level.PROVINCE, Level.PREFECTURE)


class Known(NamedTuple):
    """A division, where it is, and the names of it and of what it lies in."""

    division: Division
    spot: Spot
    parts: dict[str, str]
    adcode: str


class Gazetteer:
    """Looks addresses up in divisions and places. A `Geocoder`; safe to share between threads."""

    def __init__(self, divisions: Divisions, places: Places) -> None:
        self._divisions = divisions
        self._places = places
        self._index = NameIndex(divisions)
        self._descent = Descent(divisions)
        self._parser = Parser(self._index, descent=self._descent)
        self._known: dict[str, Known] = {}

    @classmethod
    def bundled(cls) -> Gazetteer:
        """The gazetteer that travels with this package; read once, at the first call.

        Raises:
            GeodataMissing: its files are not where they should be.
        """
        return _bundled()

    def with_extracts(self, extracts: Sequence[Extract]) -> DivisionGeocoder:
        """A geocoder that also knows the streets, house numbers and places of OpenStreetMap extracts."""
        return ExtractGeocoder(self, self._divisions, extracts) if extracts else self

    def locate(self, address: str, *, within: str | None = None) -> Match | None:
        """Where an address in China is; None where it names no division, or only another country's.

        With `within`, a division's code, the answer lies in that division or is None.

        Raises:
            NotFound: there is no division `within`.
        """
        if within and within not in self._index.lineage:
            raise NotFound(f"no division of China has the code {within!r}")
        text = clean(address)
        if plain := None if within else self._plain.county(text):
            return self._inside(*plain)
        if not text or is_abroad(text):
            return None
        parser = Parser(self._index, within) if within else self._parser
        parsed = parser.parse(text)
        return self._match(parsed, within or "") if parsed else self._town(text, within or "")

    @cached_property
    def _plain(self) -> PlainAddresses:
        return PlainAddresses(self._divisions, self._index, self._descent)

    def _match(self, parsed: Parsed, within: str) -> Match | None:
        rows = self._meant(parsed.codes, within)
        if parsed.against:
            rows = tuple(dict.fromkeys((*self._meant(parsed.against, within), *rows)))
        if len(rows) > 1:
            return self._unclear(rows, parsed)
        return self._inside(rows[0].code, parsed.rest, parsed.before, parsed.whole)

    def _inside(self, code: str, rest: str, before: str = "", whole: str = "") -> Match:
        """The division, or the place in it that the words begin with."""
        row, spot, divisions, adcode = self._known.get(code) or self._all_of(code)
        if place := self._place(row, rest):
            return self._at(place, divisions, (rest, before, whole), adcode)
        return _answer(spot, divisions, (rest, before, whole), adcode)

    def _at(self, place: Place, divisions: Mapping[str, str], said: tuple[str, ...], adcode: str) -> Match:
        """The place, which is a township by its name or none."""
        township = place.name if place.name.endswith(TOWNSHIP_ENDINGS) else ""
        return _answer(spots.of_place(self._divisions, place), divisions, (*said, township), adcode)

    def _all_of(self, code: str) -> Known:
        """What is told of a division again and again, found out once."""
        row = self._divisions.get(code)
        spot = spots.of_division(self._divisions, row)
        known = self._known[code] = Known(row, spot, self._parts(row), _adcode(row))
        return known

    def _meant(self, codes: tuple[str, ...], within: str) -> tuple[Division, ...]:
        """The divisions that codes may mean, those above `within` being `within` itself."""
        if within:
            above = self._index.lineage[within]
            codes = tuple(sorted({within if code in above else code for code in codes}))
        return meanings.settled(self._divisions, codes) if codes else ()

    def _place(self, division: Division, rest: str) -> Place | None:
        """The one named place in the division that the words below it begin with."""
        named = self._places.beginning(rest)
        if not named or division.level is Level.TOWNSHIP:
            return None
        if not stands_for_itself(rest, named[0].name):  # all of `named` have one name
            return None
        inside = [place for place in named if self._divisions.contains(division.code, place.adcode)]
        if not inside or not self._is_below(inside[0].name, division):
            return None
        first = inside[0]
        one = all(distance_m(first.position, place.position) < SAME_PLACE_M for place in inside)
        return first if one else None

    def _is_below(self, name: str, division: Division) -> bool:
        """Whether the name is neither a city's nor that of the division itself: 肥城 of 肥城工人文化宫."""
        above = self._index.lineage[division.code]
        meant = [name.code for name in self._index.names.get(name, ())]
        return not any(code in above or self._index.level[code] in _CITY_LEVELS for code in meant)

    def _town(self, text: str, within: str) -> Match | None:
        """A town that today's divisions do not have, by its full name; its county is not told: that is a guess."""
        named = [place for place in self._places.beginning(text) if place.name.endswith(TOWNSHIP_ENDINGS)]
        towns = [town for town in named if not within or self._divisions.contains(within, town.adcode)]
        if len(towns) != 1:
            return None
        path = self._divisions.path(towns[0].adcode)
        above = within or next(row.code for row in reversed(path) if row.level in _CITY_LEVELS)
        _, _, divisions, adcode = self._all_of(above)
        return self._at(towns[0], divisions, (text, "", ""), adcode)

    def _parts(self, division: Division) -> dict[str, str]:
        return {_PART[row.level]: row.name for row in self._divisions.path(division.code)}

    def _unclear(self, rows: tuple[Division, ...], parsed: Parsed) -> Match | None:
        """All meanings, round the city they share or round the most populous of them."""
        shared = meanings.common(self._divisions, rows)
        in_one_city = shared is not None and meanings.is_city(shared)
        if len(rows) > MAX_CANDIDATES and not in_one_city:
            return None
        centre = shared if shared and in_one_city else rows[0]
        divisions = (self._parts(shared) if shared else {}) | _shared_part(rows)
        return _answer(
            self._covering(centre, rows, precision=None if in_one_city else Precision.CITY),
            divisions,
            (parsed.rest, parsed.before, parsed.whole),
            _adcode(shared) if shared else "",
            tuple(self._candidate(row) for row in rows[:MAX_CANDIDATES]),
        )

    def _covering(self, centre: Division, rows: tuple[Division, ...], *, precision: Precision | None) -> Spot:
        """The spot of `centre`, wide enough to hold all the others."""
        spot = spots.of_division(self._divisions, centre)
        circles = [spot.circle, *(spots.of_division(self._divisions, row).circle for row in rows)]
        radius_m = covering_radius_m(spot.circle.centre, circles)
        return Spot(Circle(spot.circle.centre, radius_m), precision or spot.precision)

    def _candidate(self, row: Division) -> Candidate:
        circle = spots.of_division(self._divisions, row).circle
        name = "".join(above.name for above in self._divisions.path(row.code))
        return Candidate(name, _adcode(row), circle.centre, circle.radius_m)


@lru_cache(maxsize=1)
def _bundled() -> Gazetteer:
    with building():
        return Gazetteer(Divisions.bundled(), Places.read(resources.folder("geodata") / "places.csv"))


def _adcode(row: Division) -> str:
    """Six digits. A township's own code may still begin with that of a county it no longer belongs to."""
    return row.parent if row.level is Level.TOWNSHIP else row.code


def _shared_part(rows: tuple[Division, ...]) -> dict[str, str]:
    parts = {(_PART[row.level], row.name) for row in rows}
    return dict(parts) if len(parts) == 1 else {}


def _answer(
    spot: Spot,
    divisions: Mapping[str, str],
    said: tuple[str, ...],
    adcode: str,
    candidates: tuple[Candidate, ...] = (),
) -> Match:
    (centre, radius_m), precision = spot
    parts = MappingProxyType(Parts(divisions, said))
    return Match(centre, precision, radius_m, SOURCE, parts, candidates, adcode)
