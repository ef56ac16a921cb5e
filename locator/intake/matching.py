"""Which rows of a source are stations of the registry, which are one and the same, and which may be.

Records that are equal in name, address and the coordinates as given are one at once. The others are compared with
what stands near them or shares a key with them (`candidates`), and scored (`likeness`). Sure pairs are joined,
the surest first, into groups with at most one station of the registry; a record joins a group only if it is
surely like every member, so that no chain of likenesses joins two that differ.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np

from locator.intake.candidates import EXACT_M, Records, candidates
from locator.intake.draft import Fault
from locator.intake.grouping import Groups
from locator.intake.likeness import DOUBT, SAME_PLACE_M, Likeness, compare
from locator.intake.traits import Traits, traits_of
from locator.station import Station

_SAME = Fault("", "same_record", "名称、地址、坐标均相同", "same name, address and coordinates")
_SAME_RECORD = Likeness(1.0, (_SAME,), math.inf)
_LARGEST_REACH_M = 300.0
_TIE = 0.25
_MOST_DOUBTS = 3
_MOST_RIVALS = 8


class Doubtful(NamedTuple):
    """A draft that may be a station of the registry, or the same as another draft; both by their numbers."""

    draft: int
    other: int
    is_station: bool
    likeness: Likeness


class Matches(NamedTuple):
    """What became of each draft.

    `station` has the registry's row for each draft that is one, `leader` for each draft the first draft of its
    group (its own number where it is the first), `likeness` why a draft was joined to something.
    """

    station: Mapping[int, int]
    leader: Sequence[int]
    likeness: Mapping[int, Likeness]
    doubts: Sequence[Doubtful]


class _Pair(NamedTuple):
    likeness: Likeness
    row: int
    other: int


def match(
    drafts: Sequence[Station], registry: Sequence[Station], codes: Mapping[int, str] | None = None
) -> Matches:
    """What each draft is.

    Args:
        drafts: the rows of a source, as records whose ids play no part.
        registry: the stations that are there.
        codes: ids of their own that drafts came with; such a draft is no station of the registry, and the same
            as drafts of the same id.
    """
    if not drafts:
        return Matches({}, (), {}, ())
    joining = _Joining(drafts, registry, codes or {})
    settled = joining.settle_equals()
    pairs = joining.compared(settled)
    torn = joining.torn(pairs)
    undecided = [pair for pair in pairs if not joining.is_one(pair, torn)]
    return joining.outcome(settled, undecided)


class _Joining:
    """Rows of the registry, then drafts, being joined into groups."""

    def __init__(
        self, drafts: Sequence[Station], registry: Sequence[Station], codes: Mapping[int, str]
    ) -> None:
        self._stations = [*registry, *drafts]
        self._first = len(registry)
        self._records = Records(self._stations)
        identities: dict[int, object] = {row: row for row in range(self._first)}
        identities |= {self._first + draft: code for draft, code in codes.items()}
        self._groups = Groups(len(self._stations), identities)
        self._traits: dict[int, tuple[Traits, ...]] = {}

    def settle_equals(self) -> dict[int, Likeness]:
        """Join what is equal in name, address and coordinates as given; why, by row."""
        firsts: dict[tuple[object, ...], int] = {}
        settled = {}
        for row, station in enumerate(self._stations):
            twin = firsts.setdefault(identity(station), row)
            if row >= self._first and twin != row and self._groups.unite(row, twin):
                settled[row] = _SAME_RECORD
        return settled

    def compared(self, settled: Iterable[int]) -> list[_Pair]:
        """All pairs of the other drafts worth a look that are at least doubtful, the most alike first."""
        loose = np.ones(len(self._stations), dtype=bool)
        loose[: self._first] = False
        loose[list(settled)] = False
        pairs = (self._pair(row, other) for row, other in candidates(self._records, loose, self._first))
        return sorted(
            (pair for pair in pairs if pair.likeness.score >= DOUBT),
            key=lambda pair: (-pair.likeness.support, min(pair[1:]), max(pair[1:])),
        )

    def torn(self, pairs: Iterable[_Pair]) -> set[int]:
        """The rows that are surely, and equally, like two that are not one: a person must say which they are."""
        best: dict[int, tuple[float, list[int]]] = {}
        torn = set()
        for likeness, *two in pairs:
            for row, other in (two, reversed(two)) if likeness.is_sure else ():
                support, rivals = best.setdefault(row, (likeness.support, []))
                if row not in torn and len(rivals) < _MOST_RIVALS and support - likeness.support < _TIE:
                    rivals.append(other)
                    if not all(self._are_sure(rival, other) for rival in rivals[:-1]):
                        torn.add(row)
        return torn

    def is_one(self, pair: _Pair, torn: AbstractSet[int] = frozenset()) -> bool:
        """Whether the two of a pair are one now: they are if they surely were, and nothing speaks against it."""
        sure = pair.likeness.is_sure and not torn & set(pair[1:])
        return sure and self._groups.unite_alike(pair.row, pair.other, self._are_sure)

    def outcome(self, settled: Mapping[int, Likeness], undecided: Iterable[_Pair]) -> Matches:
        """The groups as they are now, and the doubts about drafts that are in none with a station."""
        first = self._first
        station: dict[int, int] = {}
        leader = list(range(len(self._stations) - first))
        likeness: dict[int, Likeness] = {}
        for group in self._groups.of_several():
            lowest, head = min(group), min(row for row in group if row >= first)
            for row in group:
                if row >= first:
                    leader[row - first] = head - first
                    if lowest < first:
                        station[row - first] = lowest
                    if row != lowest:
                        why = settled.get(row) or self._pair(row, lowest if row == head else head).likeness
                        likeness[row - first] = why
        doubts = self._doubts(undecided, station, leader)
        return Matches(station, leader, likeness, tuple(_first_of_each(doubts)))

    def _doubts(
        self, undecided: Iterable[_Pair], station: Mapping[int, int], leader: Sequence[int]
    ) -> Iterator[Doubtful]:
        for likeness, row, other in undecided:
            is_station = other < self._first
            draft = leader[row - self._first]
            rival = other if is_station else leader[other - self._first]
            is_new = draft not in station or not (is_station or rival in station)
            if is_new and not self._groups.are_one(row, other):
                yield Doubtful(draft, rival, is_station, likeness)

    def _pair(self, row: int, other: int) -> _Pair:
        """How alike two rows are, under those of their names that are most alike."""
        metres, reach_m = self._apart(row, other)
        every = (compare(a, b, metres, reach_m) for a in self._traits_of(row) for b in self._traits_of(other))
        return _Pair(max(every, key=lambda likeness: (likeness.score, likeness.support)), row, other)

    def _are_sure(self, row: int, other: int) -> bool:
        return self._pair(row, other).likeness.is_sure

    def _apart(self, row: int, other: int) -> tuple[float | None, float]:
        """How far apart two rows are, and how far one station's two positions may lie; None where it is vague."""
        metres = math.dist(self._records.points[row], self._records.points[other])
        if math.isnan(metres):
            return None, SAME_PLACE_M
        one, two = float(self._records.radius_m[row]), float(self._records.radius_m[other])
        if max(one, two) <= EXACT_M:
            return metres, min(max(math.hypot(one, two), SAME_PLACE_M), _LARGEST_REACH_M)
        return (metres if metres > one + two else None), one + two

    def _traits_of(self, row: int) -> tuple[Traits, ...]:
        if row not in self._traits:
            station = self._stations[row]
            names = (station.name, *station.other_names)
            self._traits[row] = tuple(traits_of(station, name) for name in names)
        return self._traits[row]


def identity(station: Station) -> tuple[object, ...]:
    """What two records have in common that are one row of a list, told twice."""
    place = station.placement
    given = (place.datum_given, place.lon_given, place.lat_given) if place else ()
    if place and place.lon_given is None:
        given = (None, round(place.lon, 6), round(place.lat, 6))
    return station.name, station.address, station.township, station.adcode, station.floor, station.host, given


def _first_of_each(doubts: Iterable[Doubtful]) -> Iterator[Doubtful]:
    """Each pair's first doubt, and of each draft's the first few."""
    seen: set[frozenset[tuple[int, bool]]] = set()
    number: Counter[int] = Counter()
    for doubt in doubts:
        pair = frozenset({(doubt.draft, False), (doubt.other, doubt.is_station)})
        if pair not in seen and number[doubt.draft] < _MOST_DOUBTS:
            seen.add(pair)
            number[doubt.draft] += 1
            yield doubt
