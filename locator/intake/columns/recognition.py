"""Which column of a table holds what: by the user's word, by its name, then by what stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from locator import vocabulary
from locator.errors import InvalidInput
from locator.intake.columns.looks import LOOKS, latitude_first, looks_like
from locator.intake.columns.names import FIELDS, WHOLE, meaning

SEVERAL = frozenset({"amenities", "services", "ignore"})
"""Fields that several columns may tell of together."""

DATUM_ORDER = ("wgs84", "cgcs2000", "gcj02", "bd09", None)
"""Which coordinates are taken where a list has them in several datums and the user named none."""

COORDINATES = ("lon", "lat", "coordinates")
PLACED = frozenset({"precision", "uncertainty_m", "position_source"})
Samples = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a column was taken for, and why; `field` is None where it was not understood or not needed."""

    column: str
    field: str | None
    why_zh: str
    why_en: str
    datum: str | None = None
    file: str = ""


class Guess(NamedTuple):
    """A field that a column may hold; the surer guess wins a field, then the earlier column."""

    field: str
    sureness: int
    why_zh: str
    why_en: str
    datum: str | None = None


def recognise(
    columns: Sequence[str],
    samples: Samples,
    mapping: Mapping[str, str] | None = None,
    datum: str | None = None,
) -> tuple[Recognised, ...]:
    """What each column is; `samples` are some values of each, blanks left out, `datum` is the one the user named.

    Raises:
        InvalidInput: `mapping` names a column that is not there, or a field that is none.
    """
    told = _mapped(columns, mapping or {})
    guesses = [
        told.get(column) or _by_name(column, values) for column, values in zip(columns, samples, strict=True)
    ]
    guesses = _one_datum(guesses, datum)
    guesses = _whole_placements(_by_looks(guesses, samples))
    return tuple(Recognised(column, *_judged(at, guesses)) for at, column in enumerate(columns))


def lat_first(column: Recognised, values: Sequence[str]) -> bool:
    """Whether cells with both coordinates have the latitude first: by the column's name, else by most values."""
    name = column.column.lower()
    if any(told in name for told in ("纬经", "纬度,经度", "纬度经度", "latl", "lat,l", "lat_l")):
        return True
    if any(
        told in name for told in ("经纬度", "经度", "lngl", "lonl", "lng,l", "lon,l")
    ) and not latitude_first(values):
        return False
    return latitude_first(values)


def _mapped(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, Guess]:
    for column, field in mapping.items():
        if column not in columns:
            listed = "、".join(columns[:50])
            raise InvalidInput(
                f"没有这一列 no column {column!r}", field=column, remedy=f"有 there are {listed}"
            )
        if field not in FIELDS and field.removeprefix("amenities.") not in vocabulary.terms("amenity"):
            remedy = vocabulary.nearest_words(field, sorted(FIELDS))
            raise InvalidInput(f"没有这个字段 no field {field!r}", field=column, remedy=remedy)
    return {column: _told(column, field) for column, field in mapping.items()}


def _told(column: str, field: str) -> Guess:
    found = meaning(column)
    datum = found.datum if found and field in COORDINATES else None
    return Guess(field, WHOLE + 2, "按 --mapping", "by --mapping", datum)


def _by_name(column: str, values: Sequence[str]) -> Guess | None:
    found = meaning(column)
    if found is None:
        return None
    if found.field in ("address", "name", "lon", "lat") and looks_like("coordinates", values):
        return Guess(
            "coordinates", found.sureness, "按内容:每格是一对坐标", "by its values: pairs", found.datum
        )
    sure = found.sureness + (column == found.field)
    return Guess(found.field, sure, f"按列名“{column}”", f"by its name {column!r}", found.datum)


def _one_datum(guesses: Sequence[Guess | None], wanted: str | None) -> list[Guess | None]:
    """Of coordinates in several datums, one pair stays: of the wanted datum, else the first of DATUM_ORDER."""
    complete = [datum for datum in (wanted, *DATUM_ORDER) if _complete(guesses, datum)]
    if not complete:
        return list(guesses)
    return [None if g and g.field in COORDINATES and g.datum != complete[0] else g for g in guesses]


def _complete(guesses: Sequence[Guess | None], datum: str | None) -> bool:
    fields = {guess.field for guess in guesses if guess and guess.datum == datum}
    return fields >= {"lon", "lat"} or "coordinates" in fields


def _by_looks(guesses: Sequence[Guess | None], samples: Samples) -> list[Guess | None]:
    """Columns that no name told, by their values, for fields nobody holds yet; never on half a pair, or a choice."""
    taken = {guess.field for guess in guesses if guess}
    if taken & {"coordinates", "lon", "lat"}:
        taken |= set(COORDINATES)
    found = list(guesses)
    for field in LOOKS:
        fits = [at for at, guess in enumerate(found) if guess is None and looks_like(field, samples[at])]
        if field not in taken and len(fits) == 1:
            found[fits[0]] = Guess(field, 0, "按内容", "by its values")
            taken |= set(COORDINATES) if field == "coordinates" else {field}
    halves = {guess.field for guess in found if guess and guess.sureness == 0} & {"lon", "lat"}
    if len(halves) == 1:
        return [None if guess and guess.sureness == 0 and guess.field in halves else guess for guess in found]
    return found


def _whole_placements(guesses: Sequence[Guess | None]) -> list[Guess | None]:
    """How well a position is known counts only where precision, radius and source are all told."""
    if {guess.field for guess in guesses if guess} >= PLACED:
        return list(guesses)
    return [None if guess and guess.field in PLACED else guess for guess in guesses]


def _judged(at: int, guesses: Sequence[Guess | None]) -> tuple[str | None, str, str, str | None]:
    guess = guesses[at]
    if guess is None:
        return None, "不认识,没有用", "not understood, not used", None
    rivals = [other for other, rival in enumerate(guesses) if rival and rival.field == guess.field]
    best = min(rivals, key=lambda other: (-_sureness(guesses[other]), other))
    if best != at and guess.field not in SEVERAL:
        return None, f"另有一列是 {guess.field}", f"another column is {guess.field}", None
    if guess.field == "ignore":
        return None, "按列名略过", "left out by its name", None
    return guess.field, guess.why_zh, guess.why_en, guess.datum


def _sureness(guess: Guess | None) -> int:
    return guess.sureness if guess else -1
