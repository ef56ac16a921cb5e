"""The 95 % radius of every division that has a seat. The method and what it was measured against: README.md."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from .cells import STEP_M, Ground, owners, reach_m
from .matching import Anchor
from .rows import Division
from .seats import anchors, is_zone
from .survey import Degrees

# A county's cell is a guess; the fewer points of it are known, the worse. (points known at most, factor)
WIDER = ((2, 2.1), (4, 1.75), (9, 1.6), (math.inf, 1.4))
WIDER_ABOVE = 1.25
FLOOR_M = {"province": 10_000.0, "prefecture": 8_000.0, "county": 4_000.0, "township": 3_000.0}
TOWNSHIP_WIDER = 2.5
ROUND_TO_M = 100
SEATED = ("county", "prefecture", "province")


class Reach:
    """What the cells say: how far each division reaches, how much of it is known, how large it is."""

    def __init__(self, divisions: Sequence[Division], land: Ground) -> None:
        self.by_code = {division.code: division for division in divisions}
        self.townships = Counter(division.parent for division in divisions if division.level == "township")
        seats = [seat for seat in anchors(divisions) if not is_zone(seat.code)]
        points = known_points(divisions)
        lawful = [point for point in points if not is_zone(point.code)]
        self.known = Counter(point.code for point in points)
        owner = owners(land, lawful)
        self.area_m2 = {code: count * STEP_M**2 for code, count in Counter(owner).items()}
        guesses = [self._reach(owners(land, seats), land), self._reach(owner, land)]
        zones = {code: far for code, far in self._reach(owners(land, points), land).items() if is_zone(code)}
        self.far_m = _shared(_means(*guesses) | zones, _seats(self.by_code))

    def _reach(self, owner: Sequence[str], land: Ground) -> dict[str, float]:
        """Of counties, prefectures and provinces, each from its own seat."""
        found: dict[str, float] = {}
        for level in SEATED:
            parts = {code: self._ancestor(code, level) for code in set(owner)}
            at = {
                code: seat for code, seat in _seats(self.by_code).items() if self.by_code[code].level == level
            }
            found |= reach_m(land, [parts[code] for code in owner], at)
        return found

    def _ancestor(self, code: str, level: str) -> str:
        while code and self.by_code[code].level != level:
            code = self.by_code[code].parent
        return code


def _means(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    """The mean of the two guesses where there are two."""
    return {
        code: (first.get(code, second.get(code, 0.0)) + second.get(code, first.get(code, 0.0))) / 2
        for code in first.keys() | second.keys()
    }


def _shared(far_m: Mapping[str, float], seats: Mapping[str, Degrees]) -> dict[str, float]:
    """Divisions that share a seat share its cell: the nearest-point rule had given it to one of them."""
    at: dict[tuple[Degrees, int], float] = {}
    for code, seat in seats.items():
        at[seat, _digits(code)] = max(at.get((seat, _digits(code)), 0.0), far_m.get(code, 0.0))
    return {code: at[seat, _digits(code)] for code, seat in seats.items()}


def _digits(code: str) -> int:
    """How many digits of the code count: 2 for a province, 4 for a prefecture, 6 for a county."""
    return 6 - 2 * code[2:].endswith("00") - 2 * code.endswith("0000")


def known_points(divisions: Iterable[Division]) -> list[Anchor]:
    """Seats and townships, each under the code of its county (or of the prefecture that has none)."""
    listed = list(divisions)
    return [
        *anchors(listed),
        *(
            Anchor(division.parent, division.lon, division.lat)
            for division in listed
            if division.level == "township" and division.lon is not None and division.lat is not None
        ),
    ]


def _seats(by_code: Mapping[str, Division]) -> dict[str, Degrees]:
    return {
        division.code: (division.lon, division.lat)
        for division in by_code.values()
        if division.level in SEATED and division.lon is not None and division.lat is not None
    }


def with_radii(divisions: Iterable[Division], land: Ground) -> list[Division]:
    """The divisions with `radius_m` wherever there is a seat."""
    listed = list(divisions)
    reach = Reach(listed, land)
    radius: dict[str, float] = {}
    for level in ("province", "prefecture", "county", "township"):
        for division in listed:
            if division.level == level and division.lon is not None:
                radius[division.code] = max(FLOOR_M[level], _radius_m(division, reach, radius))
    return [
        replace(division, radius_m=_rounded(radius[division.code])) if division.code in radius else division
        for division in listed
    ]


def _radius_m(division: Division, reach: Reach, above: Mapping[str, float]) -> float:
    """A division that has only its parent's seat has its parent's radius too."""
    if division.radius_m is not None:
        return division.radius_m
    if division.source.endswith("+parent"):
        return above[division.parent]
    if division.level == "township":
        return min(_township_m(division, reach), above[division.parent])
    far = reach.far_m.get(division.code, 0.0)
    if division.level != "county":
        return far * WIDER_ABOVE
    return far * next(factor for most, factor in WIDER if reach.known[division.code] <= most)


def _township_m(township: Division, reach: Reach) -> float:
    """As if the county's townships were of one size, and widened because they are not."""
    each_m2 = reach.area_m2.get(township.parent, STEP_M**2) / reach.townships[township.parent]
    return TOWNSHIP_WIDER * math.sqrt(each_m2 / math.pi)


def _rounded(radius_m: float) -> int:
    return math.ceil(radius_m / ROUND_TO_M) * ROUND_TO_M
