"""Which county each populated place lies in, and the rows of places.csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .matching import Anchor, Match, letters, nearest, romanised, unit_vectors
from .names import stem
from .places import Populated
from .rows import Division, Place

UNSURE_WITHIN = 1.3
SEAT_WITHIN_M = 15_000
AROUND = 4


def place_rows(
    places: Sequence[Populated],
    found: Mapping[str, Match],
    by_code: Mapping[str, Division],
    known: Sequence[Anchor],
    near: Mapping[int, list[tuple[str, float]]],
) -> list[Place]:
    """One row for each Han name of each place, by id, then by name.

    A place without Han name gets that of the township which it is, or of the county whose seat it must be.

    A place that is a township lies in that township's county. Any other lies where the nearest known point
    does; where a point of another county is less than 1.3 times as far, only their common prefecture or
    province is said.
    """
    township = {match.place.geonameid: by_code[code] for code, match in found.items()}
    counties = _counties(places, known, by_code)
    rows = []
    for place, around in zip(places, counties, strict=True):
        own = township.get(place.geonameid)
        names = place.names or (both(own) if own else _seat_names(place, near[place.geonameid][0], by_code))
        adcode = own.parent if own else around
        rows += [
            Place(name, place.lon, place.lat, place.population or None, adcode, place.latin, source)
            for source in [f"geonames:{place.geonameid}"]
            for name in sorted(set(names))
        ]
    return rows


def both(division: Division) -> tuple[str, ...]:
    """The full name and the short one."""
    return division.name, stem(division.name, division.level)


def _seat_names(
    place: Populated, closest: tuple[str, float], by_code: Mapping[str, Division]
) -> tuple[str, ...]:
    """The short name of the nearest county, when the place is spelt like it and close to its seat."""
    code, distance_m = closest
    short = stem(by_code[code].name, by_code[code].level)
    is_seat = distance_m <= SEAT_WITHIN_M and letters(place.latin) == romanised(short)
    return (short,) if is_seat else ()


def _counties(
    places: Sequence[Populated], known: Sequence[Anchor], by_code: Mapping[str, Division]
) -> list[str]:
    points = unit_vectors([place.lon for place in places], [place.lat for place in places])
    chords, indices = nearest(known, points, AROUND)
    answers = []
    for far, row in zip(chords, indices, strict=True):
        close = {known[i].code for i, chord in zip(row, far, strict=True) if chord <= UNSURE_WITHIN * far[0]}
        answers.append(_common(sorted(close), by_code))
    return answers


def _common(codes: Sequence[str], by_code: Mapping[str, Division]) -> str:
    """The lowest division that holds all of these; the first one where there is none."""
    chains = [_chain(code, by_code) for code in codes]
    return next((code for code in chains[0] if all(code in chain for chain in chains)), codes[0])


def _chain(code: str, by_code: Mapping[str, Division]) -> list[str]:
    chain = []
    while code:
        chain.append(code)
        code = by_code[code].parent
    return chain
