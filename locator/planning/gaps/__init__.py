"""Where people have no station near enough: who hangs together, how many they are, what the place is called."""

from locator.planning.gaps.emptycircle import Circle, largest_empty_circle
from locator.planning.gaps.gaps import Gap, gaps_of

__all__ = ["Circle", "Gap", "gaps_of", "largest_empty_circle"]
