"""Which providers are left alone, why, and until when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from locator.geocode.budget import Clock
from locator.geocode.failures import BadKey, OverQuota, ProviderBroken, ProviderError, TooFast

BROKEN_IN_A_ROW = 3
"""So many failures one after the other, and a provider is left alone for a while."""

# From when on a provider that failed so is asked again; None is never.
_NEXT: Mapping[type[ProviderError], Callable[[Clock], datetime | None]] = {
    OverQuota: Clock.tomorrow,
    TooFast: lambda clock: clock.now() + timedelta(minutes=2),
    ProviderBroken: lambda clock: clock.now() + timedelta(minutes=10),
    BadKey: lambda clock: None,  # noqa: ARG005 - whatever the time
}


class Resting:
    """The providers that are not to be asked now."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[str, tuple[ProviderError, datetime | None]] = {}
        self._broken: dict[str, int] = {}

    def now(self) -> dict[str, ProviderError]:
        """Their names, and what each of them said."""
        now = self._clock.now()
        return {
            name: failure for name, (failure, until) in self._until.items() if until is None or now < until
        }

    def answered(self, name: str) -> None:
        """The provider works."""
        self._broken[name] = 0

    def failed(self, name: str, failure: ProviderError) -> None:
        """The provider failed; one that is broken gets another chance or two, any other rests."""
        if isinstance(failure, ProviderBroken):
            self._broken[name] = self._broken.get(name, 0) + 1
            if self._broken[name] < BROKEN_IN_A_ROW:
                return
        until = next(_NEXT[kind] for kind in type(failure).__mro__ if kind in _NEXT)(self._clock)
        self._until[name] = failure, until
