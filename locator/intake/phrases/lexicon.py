"""The words of `geodata/amenity_words.toml`: where one stands in a text, and what it means."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from locator import vocabulary
from locator.resources import folder

Meanings = Mapping[str, frozenset[str]]


class Mention(NamedTuple):
    """A word in a text, `text[start:end]`, small letters in `word`, and the keys it means, mostly one."""

    start: int
    end: int
    word: str
    amenities: frozenset[str]
    services: frozenset[str]


def mentions(text: str, *, needs: bool) -> Iterator[Mention]:
    """The words for amenities and services, left to right, the longest at each place.

    Args:
        text: any text; capitals do not matter.
        needs: whether words for a need (饮水, 休息) count too, as they do in a list of provisions.
    """
    pattern, amenities, services = _lexicon(needs)
    for found in pattern.finditer(text):
        word = found[0].lower()
        yield Mention(*found.span(), word, amenities.get(word, frozenset()), services.get(word, frozenset()))


@lru_cache
def _lexicon(needs: bool) -> tuple[re.Pattern[str], Meanings, Meanings]:
    tables = tomllib.loads((folder("geodata") / "amenity_words.toml").read_text(encoding="utf-8"))
    shielded = tables.pop("none")["things"]
    services = _meanings(tables.pop("service"), ("things",))
    amenities = _meanings(tables, ("things", "needs") if needs else ("things",))
    if needs:
        amenities = _with_labels(amenities, shielded)
    words = sorted({*shielded, *services, *amenities}, key=len, reverse=True)
    pattern = re.compile("|".join(_bounded(word) for word in words), re.IGNORECASE)
    return pattern, amenities, services


def _meanings(
    tables: Mapping[str, Mapping[str, list[str]]], kinds: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for key, table in tables.items():
        for word in (word for kind in kinds for word in table.get(kind, ())):
            found[word.lower()] = found.get(word.lower(), frozenset()) | {key}
    return found


def _with_labels(meanings: Mapping[str, frozenset[str]], shielded: list[str]) -> dict[str, frozenset[str]]:
    """The keys and labels of the vocabulary are words too, where the file gives them no other meaning."""
    labels = {
        label.lower(): frozenset({term.key})
        for term in vocabulary.terms("amenity").values()
        for label in (term.key, term.zh, term.en)
        if label not in shielded
    }
    return labels | dict(meanings)


def _bounded(word: str) -> str:
    """The word as a pattern; `wc` is not in `wcs`, nor 水 in 防水."""
    if word.isascii():
        return rf"(?<![a-z]){re.escape(word)}(?![a-z])"
    return re.escape(word) if len(word) > 1 else rf"(?<![\u4e00-\u9fff]){word}(?![\u4e00-\u9fff])"
