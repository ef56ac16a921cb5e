"""Keeping to what a provider allows: so many requests a day, not too fast, slower when it says so.

Nothing here looks at the machine's clock or sleeps by itself: a `Clock` is handed in.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from locator.geocode.failures import OverQuota, TooFast
from locator.geocode.online import Ask, Fetch

CHINA = ZoneInfo("Asia/Shanghai")
"""Where a provider's day begins."""

BACK_OFF_S = (1.0, 4.0, 16.0)
"""How long to wait before the same request is sent again, once for each; up to half as much again by chance."""


class Spending(Protocol):
    """Remembers what was spent, over restarts and for all processes of a registry."""

    def spend(self, provider: str, day: date, requests: int, /) -> int:
        """Adds to the requests that a provider got on a day, and tells their new sum. One step, not two."""


def _now() -> datetime:
    return datetime.now(CHINA)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance. `jitter` gives numbers from 0 to below 1."""

    now: Callable[[], datetime] = _now
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = field(default=random.SystemRandom().random)

    def today(self) -> date:
        """The date in China."""
        return self.now().astimezone(CHINA).date()

    def tomorrow(self) -> datetime:
        """The moment at which China's next day begins."""
        return datetime.combine(self.today() + timedelta(days=1), datetime.min.time(), CHINA)


class Metered:
    """A `Fetch` that keeps to one provider's budget and pace.

    Each request counts before it is sent, so that a crash never makes it free. A provider that says that its own
    quota is used up ends the day's budget, whatever was left of it.
    """

    def __init__(
        self,
        fetch: Fetch,
        provider: str,
        spending: Spending,
        *,
        requests_a_day: int,
        pause_s: float,
        clock: Clock,
    ) -> None:
        self._fetch = fetch
        self._provider = provider
        self._spending = spending
        self._requests_a_day = requests_a_day
        self._pause_s = pause_s
        self._clock = clock
        self._last: datetime | None = None

    def __call__(self, ask: Ask) -> Any:
        """The reply, after as many pauses as it takes.

        Raises:
            OverQuota: the day's budget is used up.
            TooFast: the provider still says so after the last pause.
            ProviderError: any other failure, at once.
        """
        for pause_s in BACK_OFF_S:
            try:
                return self._once(ask)
            except TooFast:
                self._clock.sleep(pause_s * (1 + self._clock.jitter() / 2))
        return self._once(ask)

    def _once(self, ask: Ask) -> Any:
        self._count()
        self._keep_pace()
        try:
            return self._fetch(ask)
        except OverQuota:
            self._end_the_day()
            raise

    def _end_the_day(self) -> None:
        today = self._clock.today()
        left = self._requests_a_day - self._spending.spend(self._provider, today, 0)
        self._spending.spend(self._provider, today, max(left, 0))

    def _count(self) -> None:
        if self._spending.spend(self._provider, self._clock.today(), 1) > self._requests_a_day:
            raise OverQuota(f"{self._provider}: today's {self._requests_a_day} requests are used up")

    def _keep_pace(self) -> None:
        now = self._clock.now()
        if self._last is not None:
            since_s = (now - self._last).total_seconds()
            if 0 <= since_s < self._pause_s:  # a clock that was set back makes nobody wait
                self._clock.sleep(self._pause_s - since_s)
        self._last = self._clock.now()
