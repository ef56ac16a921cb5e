"""One field of a station, of which a source says something else than the registry."""

from typing import Any, NamedTuple, Protocol

from locator.intake.draft import Fault

NOTHING: tuple[Any, ...] = (None, "", (), {})
"""Values that say nothing."""

Outcome = tuple[Any, tuple[Fault, ...]]
"""The value that a rule decides on, and what a person should know."""


class Origin(Protocol):
    """Who told a field's value, and whether a person verified it."""

    @property
    def source(self) -> str | None:
        """The source's id."""

    @property
    def verified(self) -> bool:
        """Whether a person stands for the value."""


class Case(NamedTuple):
    """One field's old and new value; `own` where the same source told the old one."""

    field: str
    old: Any
    new: Any
    own: bool
