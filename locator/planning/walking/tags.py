"""Which ways of OpenStreetMap one may walk along, how fast, and in which direction. Pure: tags in, a rule out.

Tags as in the OpenStreetMap wiki: highway, foot, access, motorroad, oneway:foot, route=ferry, duration. Where they say
nothing of walkers, walkers may use every road but motorways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from locator.walk import WALK_M_PER_MIN

STEPS_M_PER_MIN = 35.0
"""On stairs, measured along the ground: about half of the pace on the level."""
FERRY_M_PER_MIN = 150.0
"""9 km/h, a river ferry's, where no duration is given or one that can't be."""
_FERRY_SPEEDS = (10.0, 1_500.0)  # metres a minute: what is outside was mistyped

ROADS = frozenset((
    "bridleway", "corridor", "crossing", "cycleway", "elevator", "footway", "ladder", "living_street", "path",
    "pedestrian", "platform", "primary", "primary_link", "residential", "rest_area", "road", "secondary",
    "secondary_link", "service", "services", "steps", "tertiary", "tertiary_link", "track", "trail", "trunk",
    "trunk_link", "unclassified",
))  # fmt: skip
ROADS_BY_LEAVE = frozenset(("motorway", "motorway_link", "bus_guideway", "busway", "raceway", "via_ferrata"))
"""Walked along only where `foot` says so in words."""
OTHERS: Mapping[str, str] = {"railway": "platform", "public_transport": "platform", "man_made": "pier"}

_LEAVE = frozenset(("yes", "designated", "permissive", "official", "destination", "customers", "public"))
_NO_FOOT = frozenset(("no", "private", "use_sidepath", "never"))
_NO_ACCESS = frozenset(("no", "private", "military", "agricultural", "forestry", "delivery", "restricted"))
_CLOCK = re.compile(r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,4})(?::(?P<seconds>\d{1,2}))?")
_PERIOD = re.compile(r"PT(?:(?P<hours>\d{1,3})H)?(?:(?P<minutes>\d{1,4})M)?(?:(?P<seconds>\d{1,5})S)?")


class Rule(NamedTuple):
    """How one walks along a way.

    Attributes:
        m_per_min: the speed; None where it follows from `duration_min` and the way's length.
        forward: whether one may walk in the way's own direction.
        backward: whether one may walk against it.
        boards: True for a ferry, which one enters at its ends only.
        duration_min: how long the whole way takes, where it is told.
    """

    m_per_min: float
    forward: bool = True
    backward: bool = True
    boards: bool = False
    duration_min: float | None = None

    def pace(self, length_m: float) -> float:
        """Minutes per metre on a way of that length."""
        if self.duration_min and length_m:
            told = length_m / self.duration_min
            if _FERRY_SPEEDS[0] <= told <= _FERRY_SPEEDS[1]:
                return 1 / told
        return 1 / self.m_per_min


def rule_of(tags: Mapping[str, str]) -> Rule | None:
    """How one walks along a way with these tags; None where one may not, or can't."""
    foot = tags.get("foot", "")
    if foot in _NO_FOOT or (tags.get("access") in _NO_ACCESS and foot not in _LEAVE):
        return None
    if tags.get("route") == "ferry":
        return Rule(FERRY_M_PER_MIN, boards=True, duration_min=minutes_of(tags.get("duration", "")))
    if not is_street(tags):
        return None
    forward, backward = directions(tags.get("oneway:foot", ""))
    return Rule(STEPS_M_PER_MIN if tags.get("highway") == "steps" else WALK_M_PER_MIN, forward, backward)


def is_street(tags: Mapping[str, str]) -> bool:
    """Whether it is of a kind that people walk along, whoever may."""
    road = tags.get("highway")
    if road in ROADS and tags.get("motorroad") != "yes":
        return True
    if road in ROADS or road in ROADS_BY_LEAVE:
        return tags.get("foot") in _LEAVE
    return any(tags.get(key) == value for key, value in OTHERS.items())


def directions(oneway: str) -> tuple[bool, bool]:
    """Whether one may walk forward, backward; other one-way streets are so for vehicles only."""
    return oneway != "-1", oneway not in ("yes", "1", "true")


def minutes_of(duration: str) -> float | None:
    """A duration as tagged (15, 00:15, 01:30:00, PT1H30M) in minutes; None where it says none."""
    found = _CLOCK.fullmatch(duration.strip()) or _PERIOD.fullmatch(duration.strip())
    if not found:
        return None
    hours, minutes, seconds = (float(found[name] or 0) for name in ("hours", "minutes", "seconds"))
    return hours * 60 + minutes + seconds / 60 or None
