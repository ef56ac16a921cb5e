"""Who has a station near enough, at which hour, and who has not."""

from locator.planning.coverage.access import Access, access_of
from locator.planning.coverage.coverage import Coverage, coverage
from locator.planning.coverage.moments import Moment, kinds_of_day, moments_of
from locator.planning.coverage.onfoot import OnFoot
from locator.planning.coverage.reach import Band, Reached, Stations, in_metres, in_minutes
from locator.planning.coverage.spacing import spacing_m
from locator.planning.coverage.straight import StraightLine

__all__ = [
    "Access",
    "Band",
    "Coverage",
    "Moment",
    "OnFoot",
    "Reached",
    "Stations",
    "StraightLine",
    "access_of",
    "coverage",
    "in_metres",
    "in_minutes",
    "kinds_of_day",
    "moments_of",
    "spacing_m",
]
