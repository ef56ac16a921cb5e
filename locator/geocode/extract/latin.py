"""Reads addresses in scripts that part words by blanks and have no list of divisions: Aleksanterinkatu 52, Helsinki.

The extract itself tells which words are a street. What follows must be a known city, or say nothing: behind words
that nobody knows, the address may be one of another city that has such a street, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from locator.geocode.extract import keys
from locator.geocode.extract.asking import Asked
from locator.geocode.extract.extract import Extract, Fence
from locator.geocode.text import MAX_LENGTH, plain

_MOST_WORDS = 8  # of a street's name
_MOST_PARTS = 6  # of a number, such as 2, 2. krs. / Floor 2
_SHORT = 3  # staircase, flat or country: B, 12, FI


_HOUSE_NUMBER = re.compile(r"\d{1,4}(?!\d)")  # five digits are a postcode

Run = tuple[int, int]  # the first word, and the one behind the last


class Latin(NamedTuple):
    """What was read: the question, and its street and number as they were written."""

    question: Asked
    street: str
    number: str


def read_latin(address: str, extracts: Sequence[Extract], fence: Fence) -> Latin | None:
    """Street, number and name of an address; None where it tells no street or name that the extracts know."""
    words = plain(address).split() if len(address) <= MAX_LENGTH else []
    streets = [run for run in _runs(len(words)) if _is_street(words[slice(*run)], extracts)]
    for look in (_known_number, _any_number):
        for first, last in streets:
            start, end = look(words, first, last, extracts)
            if end > start:
                return _explained(words, (first, last), (start, end), extracts, fence)
    if streets:
        last = streets[0][1]
        return _explained(words, streets[0], (last, last), extracts, fence)
    return _name_only(words, extracts, fence)


def _runs(count: int) -> Iterator[Run]:
    """Where runs of words begin and end, the longest first."""
    for length in range(min(count, _MOST_WORDS), 0, -1):
        yield from ((first, first + length) for first in range(count - length + 1))


def _is_street(words: Sequence[str], extracts: Sequence[Extract]) -> bool:
    street = keys.name(" ".join(words))
    return bool(street) and any(each.knows_street(street) for each in extracts)


def _known_number(words: Sequence[str], first: int, last: int, extracts: Sequence[Extract]) -> Run:
    """The longest run beside the street that is a number there; empty where none is."""
    street = keys.name(" ".join(words[first:last]))
    behind = ((last, end) for end in range(min(len(words), last + _MOST_PARTS), last, -1))
    before = ((start, first) for start in range(max(0, first - _MOST_PARTS), first))
    for start, end in (*behind, *before):
        number = keys.number(" ".join(words[start:end]))
        if any(each.houses(street, number, Fence()) for each in extracts):
            return start, end
    return last, last


def _any_number(words: Sequence[str], first: int, last: int, _: Sequence[Extract]) -> Run:
    """The word behind or before the street that looks like a number."""
    for start in (last, first - 1):
        if 0 <= start < len(words) and _HOUSE_NUMBER.match(words[start]):
            return start, start + 1
    return last, last


def _explained(
    words: Sequence[str], street: Run, number: Run, extracts: Sequence[Extract], fence: Fence
) -> Latin | None:
    """What was read, if the extracts know the city that is named behind it; what stands before is a name."""
    if not _is_explained(words[max(street[1], number[1]) :], extracts):
        return None
    name = keys.name(" ".join(words[: min(street[0], number[0])]))
    street_as_is, number_as_is = " ".join(words[slice(*street)]), " ".join(words[slice(*number)])
    question = Asked(keys.name(street_as_is), keys.number(number_as_is), name, fence)
    return Latin(question, street_as_is, number_as_is)


def _is_explained(words: Sequence[str], extracts: Sequence[Extract]) -> bool:
    plain_words = [keys.name(word) for word in words]
    if any(each.knows_city(word) for each in extracts for word in plain_words):
        return True
    return all(len(word) <= _SHORT or word.isdigit() for word in plain_words)


def _name_only(words: Sequence[str], extracts: Sequence[Extract], fence: Fence) -> Latin | None:
    """A named place, with or without its city behind it."""
    for end in range(len(words), 0, -1):
        name = keys.name(" ".join(words[:end]))
        if (
            name
            and _is_explained(words[end:], extracts)
            and any(each.places(name, fence) for each in extracts)
        ):
            return Latin(Asked("", "", name, fence), "", "")
    return None
