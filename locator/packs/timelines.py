"""Timelines: when a schedule's state flips in the coming weeks, so that a phone needs no hours engine."""

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from locator.catalog import Catalog
from locator.hours import OpenState
from locator.station import Station

STATES = ("closed", "open", "unknown")
"""The states by the digit that stands for each."""
DAYS = 21
MINUTE_S = 60
Timeline = dict[str, Any]


class Looked:
    """What was looked through already of one catalog from one moment on: a schedule costs milliseconds."""

    def __init__(self) -> None:
        self._of: tuple[Catalog, datetime] | None = None
        self._known: dict[Hashable, Timeline] = {}

    def through(self, catalog: Catalog, start: datetime) -> dict[Hashable, Timeline]:
        """The timelines known so far, by schedule; another catalog or moment begins anew."""
        if self._of is None or self._of[0] is not catalog or self._of[1] != start:
            self._of, self._known = (catalog, start), {}
        return self._known


_LOOKED = Looked()


def timelines(catalog: Catalog, schedules: Mapping[Hashable, Station], start: datetime) -> list[Timeline]:
    """The timeline of each schedule, in order; `schedules` names a station that has it."""
    known = _LOOKED.through(catalog, start)
    for schedule, station in schedules.items():
        if schedule not in known:
            known[schedule] = timeline(partial(catalog.opening_of, station), start)
    return [known[schedule] for schedule in schedules]


def course(catalog: Catalog, station: Station, now: datetime, days: int) -> Timeline:
    """One station's timeline from this minute on, with what it takes to read it by itself."""
    start = now.replace(second=0, microsecond=0)
    first = int(start.timestamp()) // MINUTE_S
    return {
        "from_minute": first,
        "until_minute": first + days * 24 * 60,
        "states": list(STATES),
        "timeline": timeline(partial(catalog.opening_of, station), start, days),
    }


def timeline(state_at: Callable[[datetime], OpenState], start: datetime, days: int = DAYS) -> Timeline:
    """The states from a moment on for so many days.

    `first` is the state at the start, as a digit of `STATES`; `flips` are pairs, flat: minutes since the flip
    before (at first since the start), and the digit from then on. The last pair may lie past the end: it says
    until when the state lasts that holds there. Without one, that state lasts for as long as anybody can tell.

    Args:
        state_at: the state at an aware moment.
        start: a whole minute.
        days: how many.
    """
    end = start + timedelta(days=days)
    opening = state_at(start)
    first, flips, last = opening.state, list[int](), start
    while opening.until is not None and opening.then is not None:
        flips += [int((opening.until - last).total_seconds()) // MINUTE_S, STATES.index(opening.then)]
        last = opening.until
        if last >= end:
            break
        opening = state_at(last)
    return {"first": STATES.index(first), "flips": flips}
