"""What the Chinese words in a list's cells say: opening hours and amenities, never more than is told."""

from locator.intake.phrases.amenities import amenities, services
from locator.intake.phrases.hours import Hours, hours, remarks

__all__ = ["Hours", "amenities", "hours", "remarks", "services"]
