"""Drafts get the division that their address names and, where they bring no coordinates, a place."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from locator.divisions import Divisions, Level
from locator.geocode.match import Match
from locator.geocode.placing import DivisionGeocoder, placement_of
from locator.intake.checks import stated_code
from locator.intake.draft import Draft

FIELD_OF = {
    Level.PROVINCE: "province",
    Level.PREFECTURE: "city",
    Level.COUNTY: "district",
    Level.TOWNSHIP: "township",
}
REMEMBERED = 100_000
NOTHING: Mapping[str, Any] = {}


def placed_drafts(drafts: Iterable[Draft], geocoder: DivisionGeocoder) -> Iterator[Draft]:
    """The drafts, with what the geocoder reads from their addresses where the source itself is silent."""

    @lru_cache(maxsize=REMEMBERED)  # lists name the same streets again and again
    def located(address: str) -> Match | None:
        return geocoder.locate(address)

    for draft in drafts:
        code = stated(draft)
        match = located(written_address(draft)) if _is_wanted(draft, code) else None
        adcode = code if match is None or match.candidates else match.adcode
        told = _placement_of(match, draft) if match else NOTHING
        yield draft._replace(values={**_divisions_of(adcode), **told, **draft.values})


def stated(draft: Draft) -> str:
    """The adcode of the division that the draft's own columns name; empty where they name none."""
    told = draft.values.get
    adcode = told("adcode")
    return str(adcode) if adcode else _stated_code(*map(told, FIELD_OF.values()))


@lru_cache(maxsize=REMEMBERED)
def _stated_code(*names: str | None) -> str:
    return stated_code(Divisions.bundled(), *names)


def _is_wanted(draft: Draft, code: str) -> bool:
    """Whether the address has something to tell: the place, or the district that no column names."""
    return draft.lon is None or draft.lat is None or not _names_county(code)


@lru_cache(maxsize=5_000)
def _names_county(code: str) -> bool:
    return FIELD_OF[Level.COUNTY] in _divisions_of(code)


def written_address(draft: Draft) -> str:
    """The address as one writes it on a letter, from the columns that hold its parts; the name where there is none."""
    parts = [draft.values.get(field) for field in (*FIELD_OF.values(), "address")]
    *divisions, street = [str(part) if part else "" for part in parts]
    before = "".join(dict.fromkeys(part for part in divisions if part and part not in street))
    return before + street or str(draft.values.get("name", ""))


def _placement_of(match: Match, draft: Draft) -> dict[str, Any]:
    if draft.lon is not None or draft.lat is not None or draft.faults:
        return {}
    return {"placement": placement_of(match)}


@lru_cache(maxsize=5_000)
def _divisions_of(adcode: str) -> Mapping[str, str]:
    """The code and the names of a division and all that hold it, by field."""
    if not adcode:
        return NOTHING
    path = Divisions.bundled().path(adcode)
    return {"adcode": adcode} | {FIELD_OF[division.level]: division.name for division in path}
