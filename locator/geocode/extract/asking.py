"""What an address asks of an extract, and what the extracts answer together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from locator.geocode.circles import covering_radius_m, distance_m
from locator.geocode.extract import keys
from locator.geocode.extract.elements import ROOFTOP_M
from locator.geocode.extract.extract import Extract, Fence, Hit, pooled
from locator.station import Precision

_ON_ITS_STREET_M = 300.0
_BESIDE_M = 150.0
_HOUSE_BESIDE_M = 60.0  # 138-2 is so near to 138
_HOUSE_IN_LANE_M = 150.0  # 1234弄5 to the houses that are known of 1234弄
_SECTION = re.compile(r"(?<=[路街道])[东西南北中]?[一二三四五六七八九十]*段$")
_STATION = re.compile(
    r"(?:(?:户外)?(?:劳动者|工会|爱心|职工|暖心|司机|骑手|新就业形态)*(?:服务)?(?:驿站|站点|服务站|服务点)"
    r"|党群服务中心|内|旁|门口|对面|附近)+$"
)


class Asked(NamedTuple):
    """Street and name plain, as `keys.name` writes them; the number as `keys.number`; where the hit must lie."""

    street: str = ""
    number: str = ""
    name: str = ""
    fence: Fence = Fence()


def asked(street: str, number: str, name: str, fence: Fence) -> Asked:
    """The question of an address whose words are as people wrote them."""
    return Asked(keys.name(street), keys.number(number), keys.name(name), fence)


def found(extracts: Sequence[Extract], question: Asked) -> list[Hit]:
    """The places that the question may mean, from its finest part that is known; one, if it is clear."""
    return (
        _houses(extracts, question)
        or _named(extracts, question)
        or _beside(extracts, question)
        or _between(extracts, question)
        or _streets(extracts, question)
    )


def _houses(extracts: Sequence[Extract], question: Asked) -> list[Hit]:
    if not (question.street and question.number):
        return []
    found = [
        hit for each in extracts for hit in each.houses(question.street, question.number, question.fence)
    ]
    houses = [_as_wide_as_it_is(hit) for hit in pooled(found)]
    return _at_the_name(extracts, question, houses) or houses


def _at_the_name(extracts: Sequence[Extract], question: Asked, houses: Sequence[Hit]) -> list[Hit]:
    """The named place at one of these numbers: the shop in a house that is wide, or has many doors."""
    for name in _names(question.name) if houses else ():
        places = [hit for each in extracts for hit in each.places(name, question.fence)]
        beside = [hit for hit in places if any(_is_near(hit, house, _BESIDE_M) for house in houses)]
        there = [hit for hit in pooled(beside) if hit.radius_m <= max(house.radius_m for house in houses)]
        if len(there) == 1:
            return there
    return []


def _named(extracts: Sequence[Extract], question: Asked) -> list[Hit]:
    """The named place, near the street where one is told and known; of a chain with many shops none."""
    streets = _streets(extracts, question)
    for name in _names(question.name):
        hits = pooled([hit for each in extracts for hit in each.places(name, question.fence)])
        if streets:
            hits = [hit for hit in hits if any(_is_near(hit, street, _ON_ITS_STREET_M) for street in streets)]
        if len(hits) == 1:
            return hits
    return []


def _names(name: str) -> Iterator[str]:
    """The name, and what it is without what stations are called: 工人文化宫 of 工人文化宫爱心驿站."""
    if len(name) > 1:
        yield name
    shorter = _STATION.sub("", name)
    if shorter != name and len(shorter) > 2:
        yield shorter


def _is_near(hit: Hit, other: Hit, margin_m: float) -> bool:
    return distance_m(hit.circle.centre, other.circle.centre) <= other.radius_m + margin_m


def _beside(extracts: Sequence[Extract], question: Asked) -> list[Hit]:
    main = keys.main_number(question.number)
    if not main:
        return []
    margin_m = _HOUSE_IN_LANE_M if main.endswith("弄") else _HOUSE_BESIDE_M
    hits = _houses(extracts, question._replace(number=main))
    return [hit._replace(radius_m=hit.radius_m + margin_m, precision=Precision.STREET) for hit in hits]


def _between(extracts: Sequence[Extract], question: Asked) -> list[Hit]:
    value = keys.leading(question.number)
    if value < 0 or not question.street:
        return []
    return pooled([hit for each in extracts for hit in each.between(question.street, value, question.fence)])


def _streets(extracts: Sequence[Extract], question: Asked) -> list[Hit]:
    """The street, or the whole of it where its section (中段) is not known by itself."""
    whole = _SECTION.sub("", question.street)
    for street in dict.fromkeys((question.street, whole)):
        hits = [hit for each in extracts for hit in each.streets(street, question.fence)] if street else []
        if hits:
            return _merged(hits)
    return []


def _merged(hits: list[Hit]) -> list[Hit]:
    """The streets, those that overlap made one: the same street of two extracts, or both halves of a cut one."""
    apart: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: -hit.radius_m):
        for number, other in enumerate(apart):
            if distance_m(hit.circle.centre, other.circle.centre) < hit.radius_m + other.radius_m:
                radius_m = covering_radius_m(other.circle.centre, [hit.circle, other.circle])
                apart[number] = other._replace(radius_m=radius_m)
                break
        else:
            apart.append(hit)
    return apart


def _as_wide_as_it_is(hit: Hit) -> Hit:
    return hit if hit.radius_m <= ROOFTOP_M else hit._replace(precision=Precision.STREET)
