"""The table of moments in `moments.txt`, held against the evaluator."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from locator.hours import CHINA, Override, state
from locator.hours.rules import WEEKDAYS

WORDS = {"(none)": None, "(blank)": "  "}


class Case(NamedTuple):
    rule: str | None
    holidays: str
    overrides: tuple[Override, ...]
    weekday: str
    at: datetime
    state: str
    until: datetime | None
    then: str | None


def china(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day if len(day) > 5 else f'2026-{day}'} {clock}").replace(tzinfo=CHINA)


def override(line: str) -> Override:
    span, _, rule = line.removeprefix("! ").partition(" = ")
    start, _, end = span.partition(" .. ")
    return Override(china(*start.split()), None if end == "-" else china(*end.split()), rule)


def cases(text: str) -> list[Case]:
    found: list[Case] = []
    rule = holidays = ""
    overrides: tuple[Override, ...] = ()
    for line in text.splitlines():
        if line.startswith("= "):
            rule, _, holidays = line.removeprefix("= ").rpartition(" | ")
            overrides = ()
        elif line.startswith("! "):
            overrides += (override(line),)
        elif line and not line.startswith("#"):
            weekday, day, clock, now, *change = line.split()
            until, then = (china(*change[:2]), change[2]) if len(change) == 3 else (None, None)
            found.append(
                Case(WORDS.get(rule, rule), holidays, overrides, weekday, china(day, clock), now, until, then)
            )
    return found


CASES = cases((Path(__file__).parent / "moments.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.at:%Y-%m-%d %H:%M}")
def test_state_and_change_are_as_worked_out_by_hand(case: Case) -> None:
    found = state(case.rule, case.at, case.holidays, case.overrides)  # type: ignore[arg-type]
    assert found[:3] == (case.state, case.until, case.then)


def test_the_table_names_300_moments_each_with_its_weekday() -> None:
    assert len(set(CASES)) == len(CASES) >= 300
    assert [case.weekday for case in CASES] == [WEEKDAYS[case.at.weekday()] for case in CASES]
