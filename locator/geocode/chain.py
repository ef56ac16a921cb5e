"""One geocoder made of many: the offline one first, then the online providers in the operator's order.

- What the offline gazetteer knows to the street or the house is taken at once.
- Else providers are asked until `opinions` of them know the house; the next takes over from one whose budget is
  used up, so a long list spreads over all of them.
- Every answer is kept, "nothing found" too, and is never asked for again.
- The finest answer inside the division that the address names is taken. An answer outside of it is never taken
  while there is one inside; it is among the doubts. Where nobody online knows better, it is the offline circle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from locator.divisions import Divisions
from locator.errors import ProviderError
from locator.geocode.budget import Clock, Spending
from locator.geocode.doubts import Doubt, doubts, strays
from locator.geocode.failures import BadKey
from locator.geocode.keeping import kept, match_of
from locator.geocode.match import Match
from locator.geocode.placing import DivisionGeocoder
from locator.geocode.resting import Resting
from locator.geocode.text import clean
from locator.station import Precision

FINENESS = {precision: rank for rank, precision in enumerate(Precision)}


class Named(DivisionGeocoder, Protocol):
    """A provider, as the answers and the budget know it."""

    name: str


class GeocodeMemory(Spending, Protocol):
    """What a registry remembers for its geocoders. Answers are plain values, ready for JSON."""

    def cached(self, provider: str, query: str, /) -> Mapping[str, Any] | None:
        """The answer kept; None where none is."""

    def keep(self, provider: str, query: str, answer: Mapping[str, Any], /) -> None:
        """Keeps an answer instead of the one before; an empty one says that the provider knows no such place."""


class Placed(NamedTuple):
    """What came of one address.

    Attributes:
        match: the place; None where nobody knows one.
        doubts: why a person should look at it.
        answers: what the online providers said, in the order in which they were asked.
        waiting: the providers that were due and could not answer, and may later; where none answered, all of them.
    """

    match: Match | None
    doubts: tuple[Doubt, ...] = ()
    answers: tuple[Match, ...] = ()
    waiting: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether asking again later would be of no use, or of little: nobody is waited for, or a street is known."""
        return not self.waiting or (self.match is not None and self.match.precision.is_exact)


class Chain:
    """The offline geocoder and the online ones as one `Geocoder`. For one thread."""

    def __init__(
        self,
        offline: DivisionGeocoder,
        online: Sequence[Named],
        memory: GeocodeMemory,
        *,
        opinions: int = 2,
        clock: Clock | None = None,
        divisions: Divisions | None = None,
    ) -> None:
        self._offline = offline
        self._online = tuple(online)
        self._memory = memory
        self._opinions = opinions
        self._resting = Resting(clock or Clock())
        self._divisions = divisions or Divisions.bundled()

    @property
    def resting(self) -> dict[str, ProviderError]:
        """The providers that are not asked now, and what each of them said."""
        return self._resting.now()

    @property
    def is_out(self) -> bool:
        """Whether there are online providers and none of them can be asked now."""
        return bool(self._online) and len(self.resting) == len(self._online)

    def locate(self, address: str, *, within: str | None = None) -> Match | None:
        """Where an address is, as far as anybody asked knows.

        Raises:
            NotFound: there is no division `within`.
        """
        return self.place(address, within=within).match

    def place(self, address: str, *, within: str | None = None) -> Placed:
        """Where an address is, and what speaks against it. A provider's failure is no error here: see `resting`.

        Raises:
            NotFound: there is no division `within`.
        """
        parsed = self._parsed(address, within)
        if not clean(address) or (parsed and parsed.precision.is_exact):
            return Placed(parsed)
        answers, waiting = self._answers(address, within or (parsed.adcode if parsed else "") or None, parsed)
        best = self._best(answers, parsed)
        found = doubts(best, answers, parsed, self._divisions) if best else ()
        return Placed(best, found, tuple(answers), tuple(waiting))

    def _parsed(self, address: str, within: str | None) -> Match | None:
        """What the words say; where the division one knows holds no such place, that division itself."""
        parsed = self._offline.locate(address, within=within)
        if parsed or not within:
            return parsed
        names = dict.fromkeys(row.name for row in self._divisions.path(within))
        return self._offline.locate("".join(names), within=within)

    def _answers(
        self, address: str, within: str | None, parsed: Match | None
    ) -> tuple[list[Match], list[str]]:
        """What the providers say, and which of them should be asked again later."""
        answers: list[Match] = []
        unable: dict[str, ProviderError] = {}
        asked = 0
        for provider in self._online:
            if sum(self._is_sure(match, parsed) for match in answers) >= self._opinions:
                break
            asked += 1
            try:
                match = self._answer(provider, address, within)
                answers += [match] if match else []
            except ProviderError as failure:
                unable[provider.name] = failure
        if len(unable) == asked:  # nobody answered at all: not even a key to be mended is passed over
            return answers, list(unable)
        return answers, [name for name, failure in unable.items() if not isinstance(failure, BadKey)]

    def _is_sure(self, match: Match, parsed: Match | None) -> bool:
        return match.precision is Precision.ROOFTOP and not strays(match, parsed, self._divisions)

    def _answer(self, provider: Named, address: str, within: str | None) -> Match | None:
        query = f"{clean(address)}|{within or ''}"
        answer = self._memory.cached(provider.name, query)
        if answer is not None:
            return match_of(answer)
        match = self._asked(provider, address, within)
        self._memory.keep(provider.name, query, kept(match))
        return match

    def _asked(self, provider: Named, address: str, within: str | None) -> Match | None:
        if provider.name in self.resting:
            raise self.resting[provider.name]
        try:
            match = provider.locate(address, within=within)
        except ProviderError as failure:
            self._resting.failed(provider.name, failure)
            raise
        self._resting.answered(provider.name)
        return match

    def _best(self, answers: Sequence[Match], parsed: Match | None) -> Match | None:
        known = [*answers, parsed] if parsed else [*answers]
        return min(
            known,
            key=lambda match: (
                strays(match, parsed, self._divisions),
                FINENESS[match.precision],
                match.uncertainty_m,
            ),
            default=None,
        )
