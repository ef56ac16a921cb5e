"""Tokens read into clauses: on which days of which season it is open from when to when, or closed, or unknown.

Each form of clause is a pattern over the tokens' letters; `FORMS` lists them, the first that fits is taken.
Letters: D days, F a named festival, S season, M months, T times, A around the clock, W all day, O open, R no day of
rest, Y all the year, C closed, X except, I included, K day of rest:, B midday break, U told elsewhere,
a comma for whatever separates.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from locator.intake.phrases.clock import WHOLE_DAY, Span
from locator.intake.phrases.tokens import Token

What = Literal[
    "open", "closed", "unknown", "break", "included", "festival", "no_rest", "elsewhere", "no_times"
]


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing said. No days means every day, no seasons the whole year.

    `days_lead` tells that the days stand before the season, and so may hold for the seasons that follow.
    """

    what: What
    days: frozenset[str] = frozenset()
    seasons: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    days_lead: bool = False


_DAYS = "D(?:,?D)*"
_SEASON = "(?:S,?M|M,?S|S|M)"
_SEASONS = rf"{_SEASON}(?:,?{_SEASON})*"
_ONE_TIME = "T(?!,?[CB])"
_TIMES = rf"(?:[AW](?!,?C)|{_ONE_TIME}(?:,?{_ONE_TIME})*)"
_SAYS_MORE = "(?!,?[TAWCOUSMDR])"
FORMS: tuple[tuple[What, str], ...] = (
    ("break", r"B,?(?P<times>T)(?:,?C)?"),
    ("break", r"(?P<times>T),?[BC]"),
    ("festival", r"X?,?F(?:,?F)*,?[COUR]"),
    ("open", rf"(?P<times>{_TIMES}),?O?,?(?P<days>{_DAYS}){_SAYS_MORE}"),
    ("open", (rf"(?:(?P<days>{_DAYS}),?)?(?:(?P<seasons>{_SEASONS}),?)?(?:(?P<more>{_DAYS}),?)?"
             rf"O?,?(?P<times>{_TIMES})(?:,?O)?")),
    ("closed", rf"(?:X,?(?P<days>{_DAYS}),?C?|K,?(?P<more>{_DAYS}))"),
    ("closed", rf"(?:(?P<days>{_DAYS})|(?P<seasons>{_SEASONS})),?C"),
    ("included", rf"I,?(?P<days>{_DAYS})(?:,?[OR])?"),
    ("no_times", rf"(?P<days>{_DAYS}),?[OR]"),
    ("unknown", rf"(?:(?P<days>{_DAYS})|(?P<seasons>{_SEASONS})),?U"),
    ("no_rest", r"Y|R"),
    ("elsewhere", r"U"),
    ("included", r"O"),
)  # fmt: skip
TRAILING: tuple[tuple[What, str], ...] = (
    ("open", rf"(?P<times>{_TIMES}),?O?,?(?:(?P<days>{_DAYS})|(?P<seasons>{_SEASONS}))"),
    *(form for form in FORMS if form[0] != "open"),
)
"""Where every time stands before its days or season: `8:00-20:00（夏季）8:30-18:00（冬季）`."""


def clauses(tokens: Sequence[Token]) -> tuple[Clause, ...] | None:
    """What the tokens say, in their order; None where they don't add up to clauses."""
    letters = "".join(token.kind for token in tokens)
    if "T" in letters and "W" in letters:
        return None  # beside clock times 全天 may mean all of the working day
    for forms in (FORMS, TRAILING):
        found = _read(letters, tokens, forms)
        if found is not None:
            return found
    return None


def _read(
    letters: str, tokens: Sequence[Token], forms: tuple[tuple[What, str], ...]
) -> tuple[Clause, ...] | None:
    found: list[Clause] = []
    position = 0
    while position < len(letters):
        if letters[position] == ",":
            position += 1
            continue
        fits = ((what, m) for what, pattern in _compiled(forms) if (m := pattern.match(letters, position)))
        what, match = next(fits, (None, None))
        if what is None or match is None:
            return None
        found.append(_clause(what, match, tokens))
        position = match.end()
    return tuple(found)


@lru_cache
def _compiled(forms: tuple[tuple[What, str], ...]) -> tuple[tuple[What, re.Pattern[str]], ...]:
    return tuple((what, re.compile(pattern)) for what, pattern in forms)


def _clause(what: What, match: re.Match[str], tokens: Sequence[Token]) -> Clause:
    parts: Mapping[str, Sequence[Token]] = {
        name: tokens[match.start(name) : match.end(name)] for name, text in match.groupdict().items() if text
    }
    days = frozenset[str]().union(*(token.days for name in ("days", "more") for token in parts.get(name, ())))
    spans = tuple(token.span or WHOLE_DAY for token in parts.get("times", ()) if token.kind in "TAW")
    return Clause(what, days, _seasons(parts.get("seasons", ())), spans, {"days", "seasons"} <= set(parts))


def _seasons(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The season's months where they are told, else its name: 夏季（6月至9月） is the months."""
    seasons: list[str] = []
    previous = ""
    for token in (token for token in tokens if token.kind in "SM"):
        if token.kind == "M" and previous == "S":
            seasons[-1] = token.season
        elif not (token.kind == "S" and previous == "M"):
            seasons.append(token.season)
        previous = token.kind
    return tuple(seasons)
