"""Named ways become streets: pieces of one name that lie near each other are one street."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import cos, floor, hypot, radians
from typing import NamedTuple

from locator.geocode.extract import keys
from locator.geocode.extract.elements import M_PER_DEG, Way
from locator.geocode.extract.nearness import near_each_other

_STEP_M = 40.0  # vertices nearer than this to the one before say nothing new

Point = tuple[float, float]


class Street(NamedTuple):
    """A street: the name on its signs, all its names, and points along it."""

    name: str
    names: frozenset[str]
    points: tuple[Point, ...]


def streets_of(ways: Iterable[Way]) -> Iterator[Street]:
    """The streets that the ways make up. Names are plain, as `keys.name` writes them."""
    by_name: dict[str, list[Way]] = defaultdict(list)
    for way in ways:
        if plain_name := keys.name(way.names[0]):
            by_name[plain_name].append(way)
    for plain_name, pieces in by_name.items():
        for numbers in near_each_other([way.line for way in pieces]):
            group = [pieces[number] for number in numbers]
            names = frozenset(keys.name(name) for way in group for name in way.names)
            points = tuple(point for way in group for point in thinned(way.line))
            yield Street(plain_name, names - {""} | {plain_name}, points)


def thinned(line: Sequence[Point]) -> Iterator[Point]:
    """The line's first and last vertex, and those in between that lie apart; long pieces get points of their own."""
    last = line[0]
    yield last
    for vertex in line[1:]:
        step_m = _flat_m(last, vertex)
        if step_m < _STEP_M and vertex is not line[-1]:
            continue
        pieces = max(1, floor(step_m / (4 * _STEP_M)))
        for piece in range(1, pieces + 1):
            share = piece / pieces
            yield last[0] + share * (vertex[0] - last[0]), last[1] + share * (vertex[1] - last[1])
        last = vertex


def _flat_m(one: Point, other: Point) -> float:
    return M_PER_DEG * hypot((one[0] - other[0]) * cos(radians(one[1])), one[1] - other[1])
