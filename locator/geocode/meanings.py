"""Several divisions of one name: which of them is meant, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from locator.divisions import Division, Divisions, Level
from locator.divisions.names import short_form
from locator.geocode import boundary

_CLEARLY = 2  # a city outweighs its namesakes when it has more people than twice all of theirs


def settled(divisions: Divisions, codes: Sequence[str]) -> tuple[Division, ...]:
    """The meanings that can't be decided between, most populous first; one, if it is clear.

    A division holds what lies in it; a province comes before whatever is called like it, a city before its
    namesakes if it clearly outweighs them, a county before townships.
    """
    if len(codes) == 1:
        return (divisions.get(codes[0]),)
    rows = [divisions.get(code) for code in codes]
    apart = [row for row in rows if not _has_ancestor(divisions, row, rows)]
    found = sorted(apart, key=lambda row: -(row.population or 0))
    return tuple(_provinces(found) or _outweighing(found) or _above_towns(found))


def common(divisions: Divisions, rows: Iterable[Division]) -> Division | None:
    """The smallest division that holds all of them; None where they share no province."""
    first, *others = (divisions.path(row.code) for row in rows)
    shared = [row for row in first if all(row in path for path in others)]
    return shared[-1] if shared else None


def is_city(division: Division | None) -> bool:
    """Whether it is a city or smaller, and no whole province: Beijing is a city."""
    return division is not None and (division.level is not Level.PROVINCE or division.name.endswith("市"))


def _has_ancestor(divisions: Divisions, row: Division, rows: list[Division]) -> bool:
    return any(other.code != row.code and divisions.contains(other.code, row.code) for other in rows)


def _provinces(found: list[Division]) -> list[Division]:
    return [row for row in found if row.level is Level.PROVINCE]


def _outweighing(found: list[Division]) -> list[Division]:
    """The city that clearly outweighs the others; without a census, one whose name is no everyday word."""
    cities = [row for row in found if row.level is Level.PREFECTURE]
    if len(cities) != 1:
        return []
    weight = sum(row.population or 0 for row in found if row is not cities[0])
    if cities[0].population and weight:
        return cities if cities[0].population > _CLEARLY * weight else []
    return [] if short_form(cities[0].name, Level.PREFECTURE) in boundary.EVERYDAY else cities


def _above_towns(found: list[Division]) -> list[Division]:
    """东城区 is a district, even if some township is named so; without such a district, all of them."""
    return [row for row in found if row.level is not Level.TOWNSHIP] or found
