"""Opening hours: a weekly rule and the kind of day give open, closed or unknown, and until exactly when."""

from locator.hours.evaluation import HolidayRule, OpenState, state, states, validate

__all__ = ["HolidayRule", "OpenState", "state", "states", "validate"]
