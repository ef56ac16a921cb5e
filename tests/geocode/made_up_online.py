"""Stand-ins written by hand: a memory, a clock, providers that say what a test wants."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from locator.errors import ProviderError
from locator.geocode.budget import CHINA, Clock
from locator.geocode.match import Match
from locator.station import Position, Precision

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=CHINA)


@dataclass
class Memory:
    """A `GeocodeMemory` in memory."""

    answers: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    counts: Counter[tuple[str, date]] = field(default_factory=Counter)

    def cached(self, provider: str, query: str) -> Mapping[str, Any] | None:
        return self.answers.get((provider, query))

    def keep(self, provider: str, query: str, answer: Mapping[str, Any]) -> None:
        self.answers[provider, query] = answer

    def spend(self, provider: str, day: date, requests: int) -> int:
        self.counts[provider, day] += requests
        return self.counts[provider, day]


class Time:
    """A clock that moves only when somebody sleeps or a test says so."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_by(seconds=seconds)

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)

    def clock(self, jitter: float = 0.0) -> Clock:
        return Clock(now=lambda: self.now, sleep=self.sleep, jitter=lambda: jitter)


class Provider:
    """Gives the answers of a table, by what the address contains; a failure is raised."""

    def __init__(self, name: str, answers: Mapping[str, Match | ProviderError | None]) -> None:
        self.name = name
        self.answers = dict(answers)
        self.asked: list[tuple[str, str | None]] = []

    def locate(self, address: str, *, within: str | None = None) -> Match | None:
        self.asked.append((address, within))
        for words, answer in self.answers.items():
            if words in address:
                if isinstance(answer, ProviderError):
                    raise answer
                return answer
        return None


def match(
    source: str,
    lon: float,
    lat: float,
    precision: Precision = Precision.ROOFTOP,
    uncertainty_m: float = 400.0,
    *,
    adcode: str = "",
) -> Match:
    return Match(Position(lon, lat), precision, uncertainty_m, source, adcode=adcode)
