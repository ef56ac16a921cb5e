"""What a column's name says: which field of a record it holds, and in which datum; names are geodata/columns.toml's."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from locator import resources, vocabulary
from locator.intake import phrases
from locator.station import Station

WHOLE, END, AMENITY = 2, 1, 0.05
COORDINATES = ("lon", "lat", "coordinates")

EXTRA_FIELDS = frozenset(
    {*COORDINATES, "datum", "ref", "kind", "precision", "uncertainty_m", "position_source", "ignore"}
)
"""What a column may hold that is no field of Station."""

FIELDS = frozenset(Station.model_fields) - {"placement"} | EXTRA_FIELDS
"""Whatever a column may be mapped to; `amenities.microwave` and its like, one amenity a column, too."""


class Meaning(NamedTuple):
    """The field that a column's name tells, how surely, and the datum where it names one."""

    field: str
    sureness: int
    datum: str | None = None


@lru_cache(maxsize=8192)
def meaning(name: str) -> Meaning | None:
    """What a column's name tells; None where it is no name we know."""
    plain = _plain(name)
    if not plain:
        return None
    return (
        _amenity(name, plain) or _with_datum(name) or _field(_bare(name)) or _field(plain) or _spoken(plain)
    )


def sureness(name: str) -> float:
    """How surely a cell is a column's name: 2 whole, 1 by its end, next to nothing for an amenity, 0 not.

    Amenities stand in the rows of many lists, where they must not outweigh the header.
    """
    found = meaning(name) if len(name) <= 40 else None
    if found is None:
        return 0
    return AMENITY if found.field.startswith("amenities.") else found.sureness


@lru_cache
def words(table: str) -> Mapping[str, Any]:
    """One table of geodata/columns.toml."""
    text = (resources.folder("geodata") / "columns.toml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[table]
    return found


@lru_cache
def _whole() -> Mapping[str, str]:
    names = {_plain(field): field for field in sorted(FIELDS)}
    for field, known in words("fields").items():
        names.update({_plain(name): field for name in known["names"]})
    return names


@lru_cache
def _ends() -> tuple[tuple[str, str], ...]:
    ends = [(_plain(end), field) for field, known in words("fields").items() for end in known.get("ends", ())]
    return tuple(sorted(ends, key=lambda end: -len(end[0])))


@lru_cache
def _amenity_names() -> Mapping[str, str]:
    """One amenity a column: by its key, with or without the word amenities before it, or its Chinese name."""
    names = {}
    for key, term in vocabulary.terms("amenity").items():
        for name in (key, f"amenities{key}", f"amenity{key}", term.zh, f"有无{term.zh}", f"是否有{term.zh}"):
            names[_plain(name)] = key
    return names


def _field(plain: str) -> Meaning | None:
    if not plain:
        return None
    if plain in _whole():
        return Meaning(_whole()[plain], WHOLE)
    ended = next((field for end, field in _ends() if plain.endswith(end)), None)
    return Meaning(ended, END) if ended else None


def _amenity(name: str, plain: str) -> Meaning | None:
    key = _amenity_names().get(plain)
    return Meaning(f"amenities.{key}", WHOLE) if key and plain not in _whole() and len(name) < 40 else None


def _spoken(plain: str) -> Meaning | None:
    """One amenity a column, by whatever word people use for it: 微波炉, 有无药箱."""
    told = phrases.amenities(plain) if len(plain) <= 8 else {}
    return Meaning(f"amenities.{next(iter(told))}", END) if list(told.values()) == ["yes"] else None


def _with_datum(name: str) -> Meaning | None:
    """Coordinates whose column names their datum, anywhere in it: lon_gcj02, 高德经度, 经度(百度)."""
    plain = _plain(name)
    for datum, tokens in words("datum").items():
        for token in tokens:
            if token in plain:
                rest = _field(plain.replace(token, "", 1)) or _field(_bare(name))
                if rest and rest.field in COORDINATES:
                    return Meaning(rest.field, rest.sureness, datum)
    return None


def _bare(name: str) -> str:
    """The name without brackets and what stands in them."""
    return _plain(re.sub(r"[(\[{【〔<].*?[)\]}】〕>]", "", unicodedata.normalize("NFKC", name)))


def _plain(name: str) -> str:
    """Letters, digits and Chinese characters only, in small letters."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())
