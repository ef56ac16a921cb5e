"""Which ways one may walk along, how fast, in which direction."""

import pytest

from locator.planning.walking.tags import minutes_of, rule_of

WALKED = [
    {"highway": "residential"},
    {"highway": "footway"},
    {"highway": "pedestrian", "area": "yes"},
    {"highway": "service", "service": "parking_aisle"},
    {"highway": "trunk"},
    {"highway": "motorway", "foot": "yes"},
    {"highway": "trunk", "motorroad": "yes", "foot": "designated"},
    {"highway": "service", "access": "private", "foot": "yes"},
    {"highway": "service", "access": "no", "foot": "permissive"},
    {"highway": "service", "access": "destination"},
    {"highway": "residential", "oneway": "yes"},
    {"highway": "steps"},
    {"railway": "platform"},
    {"man_made": "pier"},
    {"route": "ferry"},
]
NOT_WALKED = [
    {},
    {"building": "yes"},
    {"highway": "motorway"},
    {"highway": "motorway_link"},
    {"highway": "trunk", "motorroad": "yes"},
    {"highway": "construction"},
    {"highway": "proposed"},
    {"highway": "residential", "foot": "no"},
    {"highway": "residential", "foot": "private"},
    {"highway": "secondary", "foot": "use_sidepath"},
    {"highway": "service", "access": "private"},
    {"highway": "service", "access": "no"},
    {"highway": "raceway"},
    {"route": "ferry", "foot": "no"},
    {"railway": "rail"},
]


@pytest.mark.parametrize("tags", WALKED, ids=str)
def test_one_may_walk_there(tags: dict[str, str]) -> None:
    assert rule_of(tags) is not None


@pytest.mark.parametrize("tags", NOT_WALKED, ids=str)
def test_one_may_not_walk_there(tags: dict[str, str]) -> None:
    assert rule_of(tags) is None


@pytest.mark.parametrize(
    ("oneway", "both"), [("yes", (True, False)), ("-1", (False, True)), ("no", (True, True))]
)
def test_only_a_one_way_street_for_walkers_binds_walkers(oneway: str, both: tuple[bool, bool]) -> None:
    rule = rule_of({"highway": "footway", "oneway": "yes", "oneway:foot": oneway})
    assert rule is not None
    assert (rule.forward, rule.backward) == both


def test_steps_take_longer_than_a_street() -> None:
    steps, street = rule_of({"highway": "steps"}), rule_of({"highway": "residential"})
    assert steps is not None
    assert street is not None
    assert steps.pace(100) > street.pace(100) == pytest.approx(1 / 75)


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [
        ("15", 15), ("00:20", 20), ("1:30", 90), ("01:30:30", 90.5), ("PT20M", 20), ("PT1H5M", 65),
        ("PT90S", 1.5), ("", None), ("soon", None), ("0", None), ("PT", None),
    ],
)  # fmt: skip
def test_a_duration_is_read_as_people_tag_it(duration: str, minutes: float | None) -> None:
    assert minutes_of(duration) == minutes


def test_a_ferry_takes_as_long_as_it_says_unless_that_can_not_be() -> None:
    told, mistyped = (rule_of({"route": "ferry", "duration": text}) for text in ("10", "00:00:10"))
    assert told is not None
    assert mistyped is not None
    assert told.pace(2_000) * 2_000 == pytest.approx(10)
    assert 5 < mistyped.pace(2_000) * 2_000 < 30
