"""What speaks against two records being one station, whatever else agrees."""

from collections.abc import Iterator

from rapidfuzz.fuzz import partial_ratio, ratio

from locator.intake.draft import Fault
from locator.intake.names import sounds
from locator.intake.traits import Traits

UNSURE = 0.8
"""The highest score of a pair that something forbids to be sure of."""
APART = 0.5
"""The highest score of a pair that something forbids to be one."""

TOO_FAR_M = 50_000.0
"""Further apart, not even name and house number make two records one."""

Limit = tuple[float, Fault]


def limits_of(a: Traits, b: Traits, metres: float | None) -> list[Limit]:
    """The highest scores that two records may have, each with its reason; `metres` as they stand apart, if known."""
    return [*_forbids(a, b), *_forbidding_places(a, b, metres), *_hinders(a, b)]


def hosts_alike(a: Traits, b: Traits) -> float:
    """How alike the hosts' names are, from 0 to 1; one inside the other is as good as equal."""
    return partial_ratio(*sorted((a.host, b.host))) / 100


def _forbids(a: Traits, b: Traits) -> Iterator[Limit]:
    """What tells that the two are not one."""
    if not _one_holds_other(a.marks, b.marks):
        yield (
            APART,
            Fault("name", "other_number", "名称中的编号或方位不同", "another number or side in the name"),
        )
    if a.floors and b.floors and not a.floors & b.floors:
        yield APART, Fault("floor", "other_floor", "楼层不同", "another floor")
    if a.all_brands and b.all_brands and not a.all_brands & b.all_brands:
        yield APART, Fault("host", "other_brand", "所属企业不同", "another bank or company")
    if _other_branch(a, b):
        yield APART, Fault("name", "other_branch", "网点不同", "another branch")
    if a.host and b.host and hosts_alike(a, b) < 0.5:
        yield APART, Fault("host", "other_host", "承建单位不同", "another host")


def _forbidding_places(a: Traits, b: Traits, metres: float | None) -> Iterator[Limit]:
    if (metres or 0.0) > TOO_FAR_M:
        yield APART, Fault("placement", "too_far", "相距太远", "too far apart")
    if metres is None and a.county and b.county and a.county != b.county:
        yield APART, Fault("placement", "no_positions", "没有坐标可比较", "no positions to compare")


def _hinders(a: Traits, b: Traits) -> Iterator[Limit]:
    """What forbids to be sure."""
    if a.marks != b.marks and _one_holds_other(a.marks, b.marks):
        yield (
            UNSURE,
            Fault("name", "number_missing", "只有一方写明编号或方位", "only one names a number or side"),
        )
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        yield UNSURE, Fault("host_type", "other_kind", "单位类型不同", "another kind of host")
    if bool(a.brands) != bool(b.brands):
        yield (
            UNSURE,
            Fault("host", "brand_missing", "只有一方写明所属企业", "only one names a bank or company"),
        )
    if not _one_holds_other(a.numbers, b.numbers):
        yield UNSURE, Fault("address", "other_numbers", "地址中的号码不同", "other numbers in the address")
    if a.roads and b.roads and not set(sounds([*a.roads])) & set(sounds([*b.roads])):
        yield UNSURE, Fault("name", "other_road", "名称中的路名不同", "another road in the name")


def _one_holds_other(a: frozenset[str], b: frozenset[str]) -> bool:
    return a <= b or b <= a


def _other_branch(a: Traits, b: Traits) -> bool:
    if not a.branch or not b.branch or a.branch in b.core or b.branch in a.core:
        return False
    return ratio(*sounds([a.branch, b.branch])) < 70
