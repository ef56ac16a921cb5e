"""What the words of an address say besides where it is: township, street, number and name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from locator.geocode import boundary
from locator.geocode.street import split_rest


class Parts(Mapping[str, str]):
    """The parts of an address, the divisions' first; told apart when first looked at, as of a long list few are.

    `said` are the words below the divisions, then, where there are such: those in front, the whole of words that
    are not to be torn apart, and a township that the words below begin with.
    """

    __slots__ = ("_divisions", "_said", "_told")

    def __init__(self, divisions: Mapping[str, str], said: tuple[str, ...]) -> None:
        self._divisions = divisions
        self._said = said
        self._told: dict[str, str] | None = None

    def _all(self) -> dict[str, str]:
        if self._told is None:
            self._told = {**self._divisions, **_words(*self._said)}
        return self._told

    def __getitem__(self, part: str) -> str:
        return self._all()[part]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def _words(rest: str, before: str = "", whole: str = "", township: str = "") -> dict[str, str]:
    rest = rest.removeprefix(township).strip() if township else rest
    branch = boundary.BRANCH.match(rest) if whole else None
    below = split_rest(rest[branch.end() :].strip() if branch else rest)
    goes_on = not below.street or (branch and below.name and not below.number)
    name = (whole if rest and goes_on else "") or f"{before} {below.name}".strip()
    words = {"township": township, "street": below.street, "number": below.number, "name": name}
    return {key: word for key, word in words.items() if word}
