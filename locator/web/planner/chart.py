"""Coverage through the day as bars, one small chart for each kind of day, all of one scale."""

from typing import Any, NamedTuple

from locator.web.planner.figures import day_names

BAR, GAP, HEIGHT = 8, 2, 90
NIGHT = frozenset({22, 23, 0, 1, 2, 3, 4, 5})


class Bar(NamedTuple):
    """One hour, in pixels; `share` is of the people in the area."""

    hour: int
    x: int
    y: float
    height: float
    share: float
    is_night: bool


class Chart(NamedTuple):
    """One kind of day, and the day that stands for it."""

    name: str
    date: str
    bars: list[Bar]


def charts(hours: list[dict[str, Any]]) -> list[Chart]:
    """The charts of a coverage document, by the widest band."""
    return [
        Chart(name, told[0]["date"], [_bar(each) for each in told])
        for kind, name in day_names().items()
        if (told := [each for each in hours if each["day"] == kind])
    ]


def _bar(told: dict[str, Any]) -> Bar:
    share = told["bands"][-1]["share"] or 0.0
    height = round(share * HEIGHT, 1)
    x = told["hour"] * (BAR + GAP)
    return Bar(told["hour"], x, round(HEIGHT - height, 1), height, share, told["hour"] in NIGHT)
