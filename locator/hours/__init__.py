"""Opening hours: open, closed or unknown, and until when, by weekly rule, kind of day and what overrides them."""

from locator.hours.course import HolidayRule
from locator.hours.evaluation import (
    ALWAYS_CLOSED,
    ALWAYS_OPEN,
    CHINA,
    HORIZON,
    OpenState,
    Override,
    day_end,
    state,
    validate,
)

__all__ = [
    "ALWAYS_CLOSED",
    "ALWAYS_OPEN",
    "CHINA",
    "HORIZON",
    "HolidayRule",
    "OpenState",
    "Override",
    "day_end",
    "state",
    "validate",
]
