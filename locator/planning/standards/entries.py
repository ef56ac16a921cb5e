"""One cell of a ledger: a field of a station's record in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from locator import datum as datums
from locator import vocabulary
from locator.planning.standards.checking import is_listed
from locator.station import Station

YES_NO = {"yes": "有", "no": "无"}
LISTED = {"there": "是", "missing": "否"}
HOLIDAYS = {"open": "开放", "closed": "不开放"}
DIGITS = 6


class Column(NamedTuple):
    """A column of a ledger: its name, the field it asks for ("" is none), and the datum of its coordinates."""

    title: str
    field: str
    datum: str = "wgs84"

    @property
    def is_known(self) -> bool:
        """Whether anything can be written in it."""
        return self.field in SAID or self.field.startswith(("amenities.", "listed."))


def entry_of(column: Column, station: Station, number: int) -> Any:
    """A number, a date or a text; None where nobody knows.

    Args:
        column: what is asked.
        station: of whom.
        number: of the row, from 1.
    """
    field = column.field
    if field == "number":
        return number
    if field.startswith("amenities."):
        return YES_NO.get(station.amenities.get(field.removeprefix("amenities."), ""))
    if field.startswith("listed."):
        return LISTED.get(is_listed(station, field.removeprefix("listed.")))
    said = SAID.get(field)
    return said(station, column.datum) if said else None


Say = Callable[[Station, str], Any]


def _plain(field: str) -> Say:
    return lambda station, datum: getattr(station, field)  # noqa: ARG005 - all cells are asked alike


def _word(field: str, kind: str) -> Say:
    return lambda station, datum: _zh(kind, getattr(station, field))  # noqa: ARG005 - as above


def _words(field: str, kind: str) -> Say:
    return lambda station, datum: _joined(_zh(kind, key) for key in getattr(station, field))  # noqa: ARG005 - as above


def _truth(field: str) -> Say:
    return lambda station, datum: {True: "是", False: "否"}.get(getattr(station, field))  # noqa: ARG005 - as above


def _zh(kind: str, key: str | None) -> str | None:
    return vocabulary.terms(kind)[key].zh if key else None


def _joined(words: Any) -> str | None:
    return "、".join(str(word) for word in words) or None


def _amenities(station: Station, _datum: str) -> str | None:
    return _joined(_zh("amenity", key) for key, told in station.amenities.items() if told == "yes")


def _hours(station: Station, _datum: str) -> str | None:
    return station.opening_hours_text or station.opening_hours


def _honours(station: Station, _datum: str) -> str | None:
    return _joined(f"{each.name}({each.year})" if each.year else each.name for each in station.honours)


def _visits(station: Station, _datum: str) -> str | None:
    return _joined(f"{each.count}({each.period})" for each in station.visits)


def _listings(station: Station, _datum: str) -> str | None:
    return _joined(_zh("map_app", each.app) for each in station.listings if each.listed)


def _degrees(station: Station, datum: str) -> tuple[float, float] | None:
    """Degrees of a place whose building or street is known."""
    place = station.placement
    if place is None or not place.precision.is_exact:
        return None
    lon, lat = datums.convert(place.lon, place.lat, "wgs84", datum)
    return round(float(lon), DIGITS), round(float(lat), DIGITS)


def _axis(axis: int) -> Say:
    def said(station: Station, datum: str) -> float | None:
        degrees = _degrees(station, datum)
        return degrees[axis] if degrees else None

    return said


def _coordinates(station: Station, datum: str) -> str | None:
    degrees = _degrees(station, datum)
    return f"{degrees[0]:.{DIGITS}f},{degrees[1]:.{DIGITS}f}" if degrees else None


PLAIN = (
    "id", "name", "brand", "province", "city", "district", "township", "adcode", "address", "landmark", "floor",
    "entrance", "host", "operator", "steward", "area_m2", "capacity", "entry_note", "stars", "opened",
    "cost_yuan", "notes", "verified_on", "verified_by", "contact",
)  # fmt: skip

SAID: Mapping[str, Say] = {
    **{field: _plain(field) for field in PLAIN},
    **{field: _word(field, field) for field in ("build_mode", "host_type", "form", "entry", "status")},
    **{field: _truth(field) for field in ("registration_required", "open_24h", "smart")},
    "number": _plain("id"),
    "ref": _plain("id"),
    "kind": _word("host_type", "host_type"),
    "other_names": lambda station, _: _joined(station.other_names),
    "audience": _words("audience", "audience"),
    "services": _words("services", "service"),
    "broken": _words("broken", "amenity"),
    "amenities": _amenities,
    "opening_hours": lambda station, _: station.opening_hours,
    "opening_hours_text": _hours,
    "holidays": lambda station, _: HOLIDAYS.get(station.holidays),
    "honours": _honours,
    "visits": _visits,
    "listings": _listings,
    "lon": _axis(0),
    "lat": _axis(1),
    "coordinates": _coordinates,
    "datum": lambda station, datum: datum if _degrees(station, datum) else None,
    "precision": lambda station, _: _zh(
        "precision", station.placement.precision if station.placement else None
    ),
    "uncertainty_m": lambda station, _: station.placement.uncertainty_m if station.placement else None,
    "position_source": lambda station, _: station.placement.source if station.placement else None,
}
"""By the field what is written; the datum is that of the column."""
