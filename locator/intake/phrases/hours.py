"""Opening hours in words, as a rule in OpenStreetMap's grammar.

A phrase is spelt one way (`spelling`), cut into tokens (`tokens`, `clock`), read into clauses (`clauses`) and
composed (`weekly`). Each step may refuse, and then the phrase is not understood: nothing is guessed. What has
to be assumed nevertheless (the months of 夏季) is told in `Hours.assumed`, and `remarks` puts it in words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from locator.errors import InvalidHours
from locator.hours import HolidayRule, validate
from locator.intake.draft import Fault
from locator.intake.phrases import seasons, weekly
from locator.intake.phrases.clauses import Clause, clauses
from locator.intake.phrases.spelling import normalised
from locator.intake.phrases.tokens import HOLIDAY, WORKDAY, tokens

_NOTHING_TOLD = re.compile(
    r"[\s/\\.。-]*|(?:暂?无|没有|未知|不详|不明|待定|待?未定|暂未公布|n/?a|none|null|nan|unknown)[。.]?"
)
_OSM = re.compile(r"(?=.*\d)(?=.*(?:\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b|24/7))[\x20-\x7e]+")


class Hours(NamedTuple):
    """What a phrase says of the opening hours.

    Attributes:
        rule: in OSM's grammar, sure to be valid; None where no hours are told or they are not understood.
        holidays: what the phrase says of public holidays apart from the rule; None where it says nothing.
        understood: whether all of the phrase was; one that says the hours are unknown is understood.
        assumed: what was taken for granted, keys of `REMARKS`.
    """

    rule: str | None
    holidays: HolidayRule | None
    understood: bool
    assumed: tuple[str, ...] = ()


REMARKS = {
    "season_months": Fault(
        "opening_hours", "season_months",
        "只写了季节，未写月份；暂按“夏季5—9月、冬季10—4月”（写明春秋时按气象季节）理解",
        "a season without its months: taken as May to September and October to April "
        "(meteorological seasons where spring or autumn is named)",
        "请写明月份，例如“5月1日—9月30日 8:00-20:00”", "write the months, such as May 1 to September 30",
    ),
    "subject_to_notice": Fault(
        "opening_hours", "subject_to_notice",
        "原文注明以公告或预约等为准，所写时间仅供参考",
        "the text says that a notice or an appointment prevails over the hours",
        "请向站点核实开放时间", "ask the station for its hours",
    ),
}  # fmt: skip
CONTRADICTION: Final = "contradiction"
_NOT_UNDERSTOOD = Hours(None, None, understood=False)


@lru_cache(maxsize=4096)
def hours(text: str) -> Hours:
    """The hours that a phrase tells: a valid OSM rule and the holiday rule, or that they are not told."""
    if _OSM.fullmatch(text.strip()) and (rule := _valid(text.strip())):
        return Hours(rule, None, understood=True)
    plain = normalised(text)
    if _NOTHING_TOLD.fullmatch(plain):
        return Hours(None, None, understood=True)
    cut = tokens(plain)
    said = clauses(cut) if cut else None
    return _composed(said) if said else _NOT_UNDERSTOOD


def remarks(found: Hours) -> tuple[Fault, ...]:
    """What a steward should know of hours that needed an assumption; warnings, no faults."""
    return tuple(REMARKS[key] for key in found.assumed)


def _composed(said: Sequence[Clause]) -> Hours:
    rule, holidays = weekly.rule(said), _holidays(said)
    if rule is None or holidays == CONTRADICTION:
        return _NOT_UNDERSTOOD
    if not rule:
        return Hours(None, holidays, understood=bool(holidays) or any(c.what == "elsewhere" for c in said))
    valid = _valid(rule)
    return Hours(valid, holidays, understood=True, assumed=_assumed(said)) if valid else _NOT_UNDERSTOOD


def _valid(rule: str) -> str | None:
    try:
        return validate(rule)
    except InvalidHours:
        return None


_OF_HOLIDAYS: dict[str, HolidayRule] = {
    "closed": "closed", "included": "open", "no_times": "open", "unknown": "unknown"
}  # fmt: skip
_OF_ALL: dict[str, HolidayRule] = {"festival": "unknown", "no_rest": "open"}


def _holidays(said: Sequence[Clause]) -> HolidayRule | Literal["contradiction"] | None:
    """What is said of holidays; a workday is by its meaning none, where only workdays have hours."""
    told = {_OF_HOLIDAYS[c.what] for c in said if HOLIDAY in c.days and c.what in _OF_HOLIDAYS}
    told |= {_OF_ALL[clause.what] for clause in said if clause.what in _OF_ALL}
    by_the_rule = any(clause.what == "open" and HOLIDAY in clause.days for clause in said)
    if {"open", "closed"} <= told or (by_the_rule and told):
        return CONTRADICTION
    if told:
        return "unknown" if "unknown" in told else told.pop()
    open_on = [clause.days for clause in said if clause.what in ("open", "no_times")]
    return "closed" if open_on and all(WORKDAY in days for days in open_on) else None


def _assumed(said: Sequence[Clause]) -> tuple[str, ...]:
    season = any(seasons.is_assumed(name) for clause in said for name in clause.seasons)
    notice = any(clause.what == "elsewhere" for clause in said)
    return tuple(key for key, holds in (("season_months", season), ("subject_to_notice", notice)) if holds)
