"""Cells that tell words of a vocabulary. Each reader raises ValueError where it understands nothing."""

from typing import Any

from locator import vocabulary
from locator.intake import phrases
from locator.intake.cells import values
from locator.intake.cells.remarks import remark
from locator.intake.cells.said import Said, plain
from locator.intake.columns.names import words

VOCABULARY_OF = {
    "build_mode": "build_mode",
    "host_type": "host_type",
    "form": "form",
    "entry": "entry",
    "status": "status",
    "audience": "audience",
    "services": "service",
    "broken": "amenity",
}


def word(kind: str, said: str) -> str | None:
    """The word of a vocabulary that a text says: its key, its name, or the longest of the words lists write for it."""
    folded = said.strip().casefold()
    for key, term in vocabulary.terms(kind).items():
        if folded in (key, term.zh.casefold(), term.en.casefold()):
            return key
    spoken = words("words").get(kind, {})
    found = [(len(short), key) for key, shorts in spoken.items() for short in shorts if short in folded]
    return max(found, key=lambda hit: hit[0])[1] if found else None


def one_word(field: str, cell: Any, column: str) -> Said:
    """The word of the field's vocabulary that the cell says."""
    del column
    key = word(VOCABULARY_OF[field], values.text(cell))
    if key is None:
        raise ValueError(cell)
    return Said({field: key})


def some_words(field: str, cell: Any, column: str) -> Said:
    """All words of the field's vocabulary that the cell says."""
    del column
    keys = listed(VOCABULARY_OF[field], values.text(cell))
    if not keys:
        raise ValueError(cell)
    return Said({field: keys})


def listed(kind: str, said: str) -> tuple[str, ...]:
    """Every word of a vocabulary that a text holds, in the vocabulary's order."""
    folded = said.casefold()
    spoken = words("words").get(kind, {})
    return tuple(
        key
        for key, term in vocabulary.terms(kind).items()
        if any(short in folded for short in (key, term.zh.casefold(), *spoken.get(key, ())))
    )


def kind(cell: Any, column: str) -> Said:
    """A word for the kind of station, which may tell its host, its form, how it was built, or its brand."""
    said = values.text(cell)
    if said.endswith(tuple(words("brands")["ends"])) and word("host_type", said) in (None, "union"):
        return plain("brand", said, column)
    told = {field: key for field in ("host_type", "build_mode", "form") if (key := word(field, said))}
    if not told:
        raise ValueError(said)
    return Said(told)


def facilities(cell: Any, column: str) -> Said:
    """Amenities, and services among them: lists put both into one cell."""
    said = values.text(cell)
    keys = {key.strip() for key in said.split("、")} & set(vocabulary.terms("amenity"))
    amenities = {**phrases.amenities(said), **dict.fromkeys(keys, "yes")}
    services = listed("service", said)
    if not amenities and not services:
        return Said({}, (remark("not_understood", "amenities", column=column, cell=said),))
    told = {"amenities": amenities, "services": services}
    return Said({field: value for field, value in told.items() if value})


def datum(cell: Any, column: str) -> Said:
    """A datum, by its own name or the name of a map that uses it."""
    del column
    key = next((datum for datum, shorts in words("words")["datum"].items() if _says(cell, shorts)), None)
    if key is None:
        raise ValueError(cell)
    return Said({"datum": key})


def _says(cell: Any, shorts: list[str]) -> bool:
    said = values.text(cell).casefold()
    return any(short in said for short in shorts)
