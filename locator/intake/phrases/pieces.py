"""One clause of an OSM rule to be, and its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from locator.intake.phrases.clock import Span
from locator.intake.phrases.tokens import HOLIDAY, OSM_DAYS

EVERY_DAY = frozenset(OSM_DAYS)


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause of the rule to be; `dates` empty means the whole year."""

    dates: tuple[str, ...]
    days: frozenset[str]
    spans: tuple[Span, ...] = ()
    state: Literal["open", "closed", "unknown"] = "open"

    def __str__(self) -> str:
        state = {"open": "", "closed": "off", "unknown": "unknown"}[self.state]
        words = (",".join(self.dates), _days_text(self.days), ",".join(self._times()), state)
        text = " ".join(filter(None, words))
        return "24/7" if text == "00:00-24:00" else text

    def _times(self) -> Iterable[str]:
        return ("00:00-24:00" if span.is_whole_day else str(span) for span in self.spans)


def _days_text(days: frozenset[str]) -> str:
    if days == EVERY_DAY:
        return ""
    runs: list[list[str]] = []
    for place, day in enumerate(OSM_DAYS):
        if day in days and runs and place and OSM_DAYS[place - 1] == runs[-1][-1]:
            runs[-1].append(day)
        elif day in days:
            runs.append([day])
    names = [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ",".join([*names, *([HOLIDAY] if HOLIDAY in days else [])])
