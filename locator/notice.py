"""A dated notice: what holds at some stations for some days instead of their hours, checked once when it is made."""

from datetime import datetime, timedelta
from secrets import token_hex
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, ValidationInfo, field_validator

from locator import hours
from locator.station import Adcode, Code, Record, Rule

YEARS = range(1950, 2200)
MOST_STATIONS = 10_000
RULE_OF = MappingProxyType({"closed": hours.ALWAYS_CLOSED, "open": hours.ALWAYS_OPEN})

Kind = Literal["closed", "hours", "open", "info"]


def _in_china(moment: datetime) -> datetime:
    if moment.year not in YEARS:
        raise ValueError(f"the year {moment.year} is out of range: {YEARS.start} to {YEARS.stop - 1}")
    return moment.astimezone(hours.CHINA)


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character NUL: take it out, no database keeps it in text")
    return text


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


Moment = Annotated[AwareDatetime, AfterValidator(_in_china)]
Minute = Annotated[Moment, AfterValidator(_to_the_minute)]
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_without_nul)
]


class Notice(Record):
    """What holds from `starts` on and before `ends`; without `ends`, until the notice is withdrawn.

    It is about the stations of the ids in `stations`, or about the division of `adcode`, or `everywhere`: one
    of the three. Of the notices in force the one issued last decides. `kind` tells what it does to the hours:
    `closed` and `open` all the time, `hours` by the rule in `opening_hours` (OSM's grammar, on public holidays
    too unless it says otherwise), `info` nothing. From `withdrawn_at` on it holds no more; before, it did.
    Moments are aware and come back in China's time; what holds begins and ends with whole minutes, so their seconds
    are dropped.

    Raises:
        pydantic.ValidationError: a field is wrong; each error names its field.
    """

    id: Code = Field(default_factory=lambda: f"n-{token_hex(4)}")
    kind: Kind
    opening_hours: Rule | None = Field(default=None, validate_default=True)
    starts: Minute
    ends: Minute | None = None
    text_zh: Words
    text_en: Words | None = None
    source: Words | None = None
    adcode: Adcode | None = None
    everywhere: bool = False
    stations: tuple[Code, ...] = Field(default=(), max_length=MOST_STATIONS, validate_default=True)
    issued_at: Moment = Field(default_factory=lambda: datetime.now(hours.CHINA))
    withdrawn_at: Minute | None = None

    @property
    def over_at(self) -> datetime | None:
        """The moment from which it holds no more, as far as anybody knows."""
        return min((moment for moment in (self.ends, self.withdrawn_at) if moment), default=None)

    @property
    def override(self) -> hours.Override | None:
        """What it does to the hours; None where it does nothing."""
        rule = self.opening_hours or RULE_OF.get(self.kind)
        return None if rule is None else hours.Override(self.starts, self.over_at, rule)

    def holds_within(self, start: datetime, end: datetime) -> bool:
        """Whether it is in force at some moment from `start` up to `end`, both included."""
        return self.starts <= end and not self.is_over(start)

    def is_over(self, at: datetime) -> bool:
        """Whether it holds neither at a moment nor later."""
        over = self.over_at
        return over is not None and (over <= at or over <= self.starts)

    def is_current(self, at: datetime, ahead: timedelta) -> bool:
        """Whether it is in force at a moment or begins within some time from it."""
        return self.holds_within(at, at + ahead)

    def text(self, lang: str) -> str:
        """What it says, in Chinese where nobody wrote it in the language asked for."""
        return (self.text_en if lang == "en" else None) or self.text_zh

    def withdrawn(self, at: datetime) -> Self:
        """The same, withdrawn at a moment."""
        return type(self).model_validate({**self.model_dump(), "withdrawn_at": at})

    @field_validator("opening_hours")
    @classmethod
    def _rule_where_it_is_needed(cls, rule: str | None, info: ValidationInfo) -> str | None:
        needed = info.data.get("kind") == "hours"
        if needed and rule is None:
            raise ValueError("kind hours needs the hours, in OSM's grammar")
        if rule is not None and not needed:
            raise ValueError("only kind hours has hours")
        return rule

    @field_validator("ends")
    @classmethod
    def _ends_after_it_starts(cls, ends: datetime | None, info: ValidationInfo) -> datetime | None:
        starts = info.data.get("starts")
        if ends and starts and ends <= starts:
            raise ValueError("it ends before it starts")
        return ends

    @field_validator("stations")
    @classmethod
    def _about_something(cls, stations: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        told = [bool(stations), info.data.get("adcode") is not None, info.data.get("everywhere") is True]
        if sum(told) != 1 and {"adcode", "everywhere"} <= info.data.keys():
            raise ValueError("name stations, or a division's adcode, or everywhere: one of the three")
        return tuple(dict.fromkeys(stations))
