"""How alike two records are: a score from 0 to 1, and the reasons in words.

The score is the weighted mean of what both records tell: name 5, address up to 3, place 2 to 4, host 1.5, phone
1.5, county 1 to 2. What one of them leaves out does not count. The name must speak for it: two stations at one
address with names of their own are two. Some facts forbid that they are one, whatever else agrees (another
number or gate in the name, another floor, another bank, another branch); others only forbid to be sure.

From `SURE` on two records are one station; from `DOUBT` on a person should look. Weights and limits are ours,
set by reading real lists. The score is symmetric.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio, ratio

from locator.intake.conflicts import UNSURE, hosts_alike, limits_of
from locator.intake.draft import Fault
from locator.intake.names import sounds
from locator.intake.traits import Traits

SURE = 0.85
DOUBT = 0.62

SAME_PLACE_M = 50.0
FADING_M = 300.0
"""Over this many metres beyond what the positions' radii explain, a distance comes to speak fully against."""
FAR_M = 2_000.0
"""Further apart, distance weighs double: no datum and no geocoder of streets explains it."""


class Likeness(NamedTuple):
    """How alike two records are, and why.

    `support` grows with how much they agree in, where the score is only the mean: of two that are surely alike, the
    one with the greater support is meant.
    """

    score: float
    reasons: tuple[Fault, ...] = ()
    support: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether the two are one station."""
        return self.score >= SURE

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should decide."""
        return DOUBT <= self.score < SURE


class _Part(NamedTuple):
    """One thing that both records tell: how much it counts, how well it agrees."""

    weight: float
    agreement: float
    reason: Fault


def compare(a: Traits, b: Traits, metres: float | None = None, reach_m: float = SAME_PLACE_M) -> Likeness:
    """How alike two records are.

    Args:
        a: one of them.
        b: the other.
        metres: how far apart, where both positions are exact enough to tell.
        reach_m: how far apart one station's two positions may well lie.
    """
    name = _name(a, b)
    parts = [part for part in (name, *_around(a, b, metres, reach_m)) if part]
    agreed, told = sum(part.weight * part.agreement for part in parts), sum(part.weight for part in parts)
    score = agreed / (told or 1.0)
    if name and name.agreement >= 0.95 and _same_spot(a, b):
        score = max(score, 0.9)
    limits = limits_of(a, b, metres)
    if name is None or len(parts) == 1:
        limits.append((UNSURE, Fault("", "little_told", "可比较的信息太少", "too little to compare")))
    score = min(score, *(limit for limit, _ in limits), 1.0)
    reasons = (*(part.reason for part in parts), *(reason for _, reason in limits))
    return Likeness(round(score, 4), reasons, round(agreed - told / 2, 4))


def _name(a: Traits, b: Traits) -> _Part | None:
    alike = _names_alike(a, b)
    if (a.bare or b.bare) and alike < 0.8:
        return None  # 中心路工会驿站 only says its street: its name speaks neither for nor against
    return _Part(5.0, alike, _name_reason(a, b, alike))


def _names_alike(a: Traits, b: Traits) -> float:
    """Likeness of the cores, the less the more their own words differ."""
    if not a.core or not b.core:
        return 0.0
    whole = _texts_alike(a.core, b.core)
    if len(min(a.core, b.core, key=len)) > 1 and partial_ratio(*sorted(sounds([a.core, b.core]))) >= 95:
        whole = max(whole, 0.8)
    if not a.own or not b.own:
        return 0.7 * whole if a.own != b.own or whole < 1 else 0.85
    return whole * (0.4 + 0.6 * _texts_alike(a.own, b.own))


def _texts_alike(a: str, b: str) -> float:
    """1 for equal texts, a little less for equal sounds, or for the same characters in another order."""
    if a == b:
        return 1.0
    sound_a, sound_b = sounds([a, b])
    in_any_order = ratio("".join(sorted(sound_a)), "".join(sorted(sound_b)))
    return max(ratio(a, b), 0.95 * ratio(sound_a, sound_b), 0.9 * in_any_order) / 100


def _name_reason(a: Traits, b: Traits, alike: float) -> Fault:
    if a.name == b.name:
        return Fault("name", "same_name", "名称相同", "same name")
    if a.core == b.core:
        return Fault(
            "name", "same_core", "名称去掉通用词后相同", "same name but for words all stations share"
        )
    if a.sound == b.sound:
        return Fault("name", "same_sound", "名称读音相同", "names sound alike")
    return Fault("name", "alike_name", f"名称相似度 {alike:.0%}", f"names are {alike:.0%} alike")


def _around(a: Traits, b: Traits, metres: float | None, reach_m: float) -> Iterator[_Part | None]:
    yield _address(a, b)
    yield _place(metres, reach_m)
    yield _host(a, b)
    yield _phone(a, b)
    yield _county(a, b)


def _same_house(a: Traits, b: Traits) -> bool:
    return bool(a.number) and (a.street, a.number) == (b.street, b.number)


def _same_spot(a: Traits, b: Traits) -> bool:
    """Whether the addresses alone fix the place; not where the counties differ: every town has a 中心路97号."""
    same_text = a.address == b.address and len(a.address) > 5 and bool(a.own)
    return (same_text or _same_house(a, b)) and (a.county == b.county or not a.county or not b.county)


def _address(a: Traits, b: Traits) -> _Part | None:
    if not a.address or not b.address:
        return None
    if a.address == b.address:
        return _Part(
            3.0 if a.number else 2.0, 1.0, Fault("address", "same_address", "地址相同", "same address")
        )
    if _same_house(a, b):
        return _Part(2.5, 0.95, Fault("address", "same_house", "门牌相同", "same house number"))
    if a.street and a.street == b.street and a.number and b.number:
        zh, en = f"同路不同号（{a.number}、{b.number}）", f"same street, numbers {a.number} and {b.number}"
        return _Part(2.0, 0.3, Fault("address", "other_house", zh, en))
    alike = _texts_alike(a.address, b.address)
    words = f"地址相似度 {alike:.0%}", f"addresses are {alike:.0%} alike"
    return _Part(2.0 if alike > 0.5 else 1.0, alike, Fault("address", "alike_address", *words))


def _place(metres: float | None, reach_m: float) -> _Part | None:
    if metres is None:
        return None
    near = max(0.0, min(1.0, 1 - (metres - reach_m) / FADING_M))
    reason = Fault("placement", "distance", f"相距 {metres:.0f} 米", f"{metres:.0f} m apart")
    return _Part(2.0 if metres < FAR_M else 4.0, near, reason)


def _host(a: Traits, b: Traits) -> _Part | None:
    if not a.host or not b.host:
        return None
    alike = hosts_alike(a, b)
    words = f"承建单位相似度 {alike:.0%}", f"hosts are {alike:.0%} alike"
    return _Part(1.5, alike, Fault("host", "alike_host", *words))


def _phone(a: Traits, b: Traits) -> _Part | None:
    if not a.phones & b.phones:
        return None  # a station may have many telephones: another number tells nothing
    return _Part(1.5, 1.0, Fault("contact", "same_phone", "电话相同", "same telephone"))


def _county(a: Traits, b: Traits) -> _Part | None:
    if not a.county or not b.county:
        return None
    if a.county == b.county:
        return _Part(1.0, 1.0, Fault("adcode", "same_county", "同一区县", "same county or district"))
    return _Part(2.0, 0.0, Fault("adcode", "other_county", "区县不同", "another county or district"))
