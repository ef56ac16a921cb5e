"""An opening-hours rule read into clauses.

The grammar is OpenStreetMap's `opening_hours`
(https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification), parsed and spelt one way by
`opening-hours-py`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # missing in its stub

from locator.errors import InvalidHours

State = Literal["open", "closed", "unknown"]

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
STATES: dict[str, State] = {"open": "open", "closed": "closed", "unknown": "unknown"}
REMEDY = 'write OSM opening_hours, such as "Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00" or "24/7"'
REFUSED = {
    r"\bSH\b": ("school holidays differ by place and are not known here", "write the dates"),
    r"\bPH [+-]?\d+ days?\b": ("days counted from a holiday are not supported", "write PH or the dates"),
    r"\b(dawn|sunrise|sunset|dusk)\b": ("the sun's times are not known for a rule", "write clock times"),
}
COMMENT = re.compile(r'\s*(?:\b(open|closed|off|unknown))?\s*"[^"]*"', re.IGNORECASE)
CLAUSE_ENDS = re.compile(r"(; |, | \|\| )")
WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
DAY_ITEM = rf"(?:PH|{WEEKDAY}(?:-{WEEKDAY})?(?:\[[^\]]*\](?: [+-]\d+ days?)?)?)"
CLAUSE = re.compile(
    rf"(?P<dates>.*?)(?:(?:^|\s)(?P<days>{DAY_ITEM}(?:,{DAY_ITEM})*))?"
    r"(?:(?:^|\s)(?P<times>\d\d:\d\d\S*))?(?:(?:^|\s)(?P<state>closed|unknown|open))?"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: which dates, which days, which clock times, and what holds then.

    `joint` is how it joins those before it: `;` replaces the day, `,` adds to it, `||` fills what is closed.
    Empty `dates`, `days` or `times` mean all of them.
    """

    joint: str
    dates: str
    days: tuple[str, ...]
    times: tuple[str, ...]
    state: State

    @property
    def names_holidays(self) -> bool:
        """Whether it says something of public holidays."""
        return "PH" in self.days

    @property
    def replaces_day(self) -> bool:
        """Whether a day it speaks of forgets the clauses before. `off` with clock times only cuts a hole."""
        if self.state == "closed":
            return not self.times and self.joint != "||"
        return self.joint == ";"

    def on(self, weekday: str) -> str:
        """The clause as a rule of its own, for one weekday instead of its days."""
        return " ".join(filter(None, (self.dates, weekday, ",".join(self.times), self.state)))


@lru_cache(maxsize=16384)
def clauses(rule: str) -> tuple[Clause, ...]:
    """The clauses of a rule.

    A comment without a state word means unknown, as the grammar's specification says.

    Raises:
        InvalidHours: the rule can't be read, or asks for what can't be known here.
    """
    try:
        text = str(evaluator(COMMENT.sub(lambda found: f" {found[1] or 'unknown'}", rule).strip()))
        _refuse_unknowable(rule, text)
        parts = ["; ", *CLAUSE_ENDS.split(text)]
        joints, texts = parts[::2], parts[1::2]
        found = tuple(_clause(joint.strip(), part) for joint, part in zip(joints, texts, strict=True))
        for clause in found:
            evaluator(clause.on(WEEKDAYS[0]))
    except ParserError as error:
        raise InvalidHours(f"{rule!r} can't be read", field="opening_hours", remedy=REMEDY) from error
    return found


@lru_cache(maxsize=16384)
def evaluator(text: str) -> OpeningHours:
    """The evaluator of a rule's text; it has no calendar of holidays. Raises the package's ParserError."""
    return OpeningHours(text)


def _refuse_unknowable(rule: str, text: str) -> None:
    for pattern, (complaint, remedy) in REFUSED.items():
        if re.search(pattern, text):
            raise InvalidHours(f"{rule!r}: {complaint}", field="opening_hours", remedy=remedy)


def _clause(joint: str, text: str) -> Clause:
    found = CLAUSE.fullmatch(text)
    if found is None:
        raise ParserError(text)
    return Clause(
        joint,
        dates="" if found["dates"] == "24/7" else found["dates"].strip(),
        days=_listed(found["days"]),
        times=_listed(found["times"]),
        state=STATES[found["state"] or "open"],
    )


def _listed(text: str | None) -> tuple[str, ...]:
    """Items between commas; a comma inside brackets (`Sa[1,3]`) separates nothing."""
    return tuple(re.split(r",(?![^\[]*\])", text)) if text else ()
