"""The words a station's record may use, and the standards stations are held to, as geodata/ lists them."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from locator import resources
from locator.errors import UnknownTerm


class Term(NamedTuple):
    """One word: its stable key and what people read."""

    key: str
    zh: str
    en: str


class Standard(NamedTuple):
    """A checklist of one place or of the nation; each item is one table of geodata/standards.toml."""

    key: str
    zh: str
    en: str
    region: str | None
    items: tuple[Mapping[str, Any], ...]


@lru_cache
def terms(kind: str) -> Mapping[str, Term]:
    """The words of one kind (`amenity`, `host_type`, …) by key, in the order people see them.

    Raises:
        UnknownTerm: there is no such kind.
    """
    tables = _read("vocabulary.toml")
    if kind not in tables:
        remedy = nearest_words(kind, tables)
        raise UnknownTerm(f"no vocabulary is called {kind!r}", field="kind", remedy=remedy)
    return MappingProxyType({key: Term(key, entry["zh"], entry["en"]) for key, entry in tables[kind].items()})


def kinds() -> tuple[str, ...]:
    """The names of all vocabularies."""
    return tuple(_read("vocabulary.toml"))


@lru_cache
def standards() -> Mapping[str, Standard]:
    """The checklists by key."""
    return MappingProxyType(
        {
            key: Standard(key, entry["zh"], entry["en"], entry.get("region"), tuple(entry["items"]))
            for key, entry in _read("standards.toml").items()
        }
    )


def known(kind: str, key: str) -> str:
    """The key itself, when the vocabulary of that kind has it.

    Raises:
        UnknownTerm: it has not; the message names the nearest words.
    """
    words = terms(kind)
    if key not in words:
        remedies = {"remedy": nearest_words(key, words), "remedy_zh": near_zh(key, words)}
        raise UnknownTerm(f"{key!r} is no {kind}", field=kind, **remedies)
    return key


def nearest_words(word: str, words: Iterable[str]) -> str:
    """The known words nearest to a misspelt one, as a phrase; all of them where none is near."""
    words = list(words)
    near = _near(word, words)
    return "did you mean " + " / ".join(near) + "?" if near else "one of " + ", ".join(words)


def near_zh(word: str, words: Iterable[str]) -> str:
    """The same phrase in Chinese."""
    words = list(words)
    near = _near(word, words)
    return "是不是 " + " / ".join(near) + "?" if near else "可用:" + "、".join(words)


def _near(word: str, words: list[str]) -> list[str]:
    return difflib.get_close_matches(word, words, n=3, cutoff=0.5)


@lru_cache
def _read(file_name: str) -> Mapping[str, Any]:
    return tomllib.loads((resources.folder("geodata") / file_name).read_text(encoding="utf-8"))
