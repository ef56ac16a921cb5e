"""Which township a populated place is: by name, among the counties around it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from pypinyin import lazy_pinyin
from scipy.spatial import cKDTree

from .names import stem
from .places import Populated
from .rows import Division

Points = npt.NDArray[np.float64]
NEIGHBOURS = 8
# A township may be nearer to another county's seat than to its own, but not by more than this.
FARTHEST_TIMES, FARTHEST_M = 2.5, 40_000.0
EARTH_RADIUS_M = 6_371_008.8


class Anchor(NamedTuple):
    """A point that is known to lie in a division."""

    code: str
    lon: float
    lat: float


class Match(NamedTuple):
    """A place that is a township.

    Attributes:
        quality: 0 where the full name agrees, 1 the short one, 2 only its pinyin.
        rank: 0 where the county is the nearest.
    """

    quality: int
    rank: int
    distance_m: float
    township: str
    place: Populated


def unit_vectors(lon: npt.ArrayLike, lat: npt.ArrayLike) -> Points:
    """Points on the unit sphere; their chords rank distances of up to some hundred km well enough here."""
    lam, phi = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)


def metres(chord: npt.ArrayLike) -> Points:
    """Great-circle metres of chords on the unit sphere (0.5 % off the ellipsoid at most)."""
    length: Points = 2 * EARTH_RADIUS_M * np.arcsin(np.clip(np.asarray(chord) / 2, 0, 1))
    return length


def matches(
    places: Sequence[Populated], near: Mapping[int, list[tuple[str, float]]], townships: Iterable[Division]
) -> dict[str, Match]:
    """The place of each township that has one, by the township's code.

    A place is taken for a township when it bears its name (a place without Han name: the same pinyin), and
    the township's county is one of the eight whose anchors are nearest; of a county that has no anchor, when
    one of the eight is of the same prefecture and the full name agrees. The full name comes before the short
    one, the nearer county before the farther. No place is two townships.
    """
    by_county = _named(townships)
    unseated = _unseated(by_county, {code for ranked in near.values() for code, _ in ranked})
    found = [
        match
        for place in places
        for match in (
            *_candidates(place, near[place.geonameid], by_county),
            *_distant(place, near[place.geonameid], unseated, by_county),
        )
    ]
    found.sort(key=lambda match: (*match[:4], match.place.geonameid))
    taken: dict[str, Match] = {}
    used: set[int] = set()
    for match in found:
        if match.township not in taken and match.place.geonameid not in used:
            taken[match.township] = match
            used.add(match.place.geonameid)
    return taken


def _named(townships: Iterable[Division]) -> dict[str, dict[str, tuple[int, str]]]:
    """County → name → (quality, township): the full name, the short one, and how the short one is spelt."""
    names: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for township in townships:
        known = names[township.parent]
        short = stem(township.name, "township")
        for quality, name in enumerate((township.name, short, romanised(short))):
            known[name] = min(known.get(name, (9, "")), (quality, township.code))
    return names


def _unseated(counties: Iterable[str], anchored: set[str]) -> dict[str, list[str]]:
    """Four digits of the prefecture → its counties that no place can be near to."""
    unseated: dict[str, list[str]] = defaultdict(list)
    for county in sorted(set(counties) - anchored):
        unseated[county[:4]].append(county)
    return unseated


def _distant(
    place: Populated,
    ranked: Sequence[tuple[str, float]],
    unseated: Mapping[str, list[str]],
    by_county: Mapping[str, Mapping[str, tuple[int, str]]],
) -> Iterable[Match]:
    for prefecture in sorted({code[:4] for code, _ in ranked}):
        for county in unseated.get(prefecture, ()):
            for name in place.names:
                quality, township = by_county[county].get(name, (9, ""))
                if quality == 0:
                    yield Match(quality, NEIGHBOURS, ranked[0][1], township, place)


def romanised(name: str) -> str:
    """Pinyin without tones, gaps and apostrophes, as GeoNames spells: 肥城 → feicheng."""
    return "".join(lazy_pinyin(name, errors="ignore")).replace("ü", "u")


def nearest(known: Sequence[Anchor], points: Points, count: int) -> tuple[Points, npt.NDArray[np.intp]]:
    """Of each point (unit vectors) the `count` nearest known ones: chords and indices, a row a point."""
    tree = cKDTree(unit_vectors([point.lon for point in known], [point.lat for point in known]))
    chords, indices = tree.query(points, [*range(1, count + 1)])
    return np.asarray(chords, dtype=float), np.asarray(indices, dtype=np.intp)


def near_counties(
    places: Sequence[Populated], anchors: Sequence[Anchor]
) -> dict[int, list[tuple[str, float]]]:
    """The eight nearest counties of each place and their distance in metres, by the place's id."""
    points = unit_vectors([place.lon for place in places], [place.lat for place in places])
    chords, indices = nearest(anchors, points, NEIGHBOURS)
    lengths = metres(chords)
    return {
        place.geonameid: [(anchors[i].code, float(length)) for i, length in zip(row, far, strict=True)]
        for place, row, far in zip(places, indices, lengths, strict=True)
    }


def _candidates(
    place: Populated,
    ranked: Sequence[tuple[str, float]],
    by_county: Mapping[str, Mapping[str, tuple[int, str]]],
) -> Iterable[Match]:
    reach_m = FARTHEST_TIMES * ranked[0][1] + FARTHEST_M
    for rank, (county, distance) in enumerate(ranked):
        if distance > reach_m:
            return
        for name in place.names or (letters(place.latin),):
            if name in by_county.get(county, {}):
                quality, township = by_county[county][name]
                yield Match(quality, rank, distance, township, place)


def letters(latin: str) -> str:
    """The letters of a romanised name, small, without marks."""
    plain = unicodedata.normalize("NFKD", latin).lower()
    return "".join(letter for letter in plain if letter in ascii_lowercase)
