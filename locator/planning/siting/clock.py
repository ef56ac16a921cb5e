"""How much of a time limit is left."""

from __future__ import annotations

import time


class Clock:
    """Runs from when it is made."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._begun = time.monotonic()

    @property
    def left_s(self) -> float:
        """Seconds left; 0 when the time is over."""
        return max(0.0, self._limit_s - (time.monotonic() - self._begun))

    @property
    def is_over(self) -> bool:
        """Whether the time is over."""
        return self.left_s <= 0

    def part(self, share: float) -> Clock:
        """A clock for a share of the time that is left."""
        return Clock(self.left_s * share)
