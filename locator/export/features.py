"""Stations as GeoJSON features: what of a record is public, and how it is written."""

from collections.abc import Iterable
from typing import Any

from locator import navigation, vocabulary
from locator.hours import OpenState
from locator.lookup import Hit, Reach
from locator.notice import Notice
from locator.station import PRIVATE_FIELDS, Placement, Station
from locator.walk import Walk, estimated

Feature = dict[str, Any]

COORDINATE_DIGITS = 7
"""A ten-millionth of a degree is a centimetre; more digits would claim more than anybody knows."""


def feature(station: Station) -> Feature:
    """A station as a GeoJSON feature (RFC 7946, WGS84) with every public field; no position is a null geometry."""
    return {
        "type": "Feature",
        "id": station.id,
        "geometry": point(station.placement),
        "properties": public_properties(station),
    }


def public_properties(station: Station) -> dict[str, Any]:
    """Every field but the personal ones; the placement's are flattened, unknown ones are null or empty."""
    fields = station.model_dump(mode="json", exclude={*PRIVATE_FIELDS, "id", "placement"})
    return fields | _place_properties(station.placement)


def hit_feature(hit: Hit, lang: str = "zh", walk: Walk | None = None) -> Feature:
    """A found station as a feature: what a person needs to choose and to go there.

    Without a walk along the streets, an estimate of it.
    """
    return _card(hit.station, card_properties(hit.station, lang) | reach_properties(hit.reach, lang, walk))


def reach_properties(reach: Reach, lang: str, walk: Walk | None) -> dict[str, Any]:
    """What hangs on where one stands, and on the moment."""
    return {
        **distance_properties(reach),
        **walk_properties(reach, walk),
        **opening_properties(reach.opening),
        "notices": notice_list(reach.notices, lang),
    }


def card_feature(
    station: Station, opening: OpenState, lang: str = "zh", notices: Iterable[Notice] = ()
) -> Feature:
    """The same of a station that nobody looked for from a place: without distances."""
    told = {**opening_properties(opening), "notices": notice_list(notices, lang)}
    return _card(station, card_properties(station, lang) | told)


def station_feature(station: Station, notices: Iterable[Notice], lang: str = "zh") -> Feature:
    """A station with every public field, and the notices about it."""
    found = feature(station)
    found["properties"]["notices"] = notice_list(notices, lang)
    return found


def notice_list(notices: Iterable[Notice], lang: str) -> list[dict[str, str | None]]:
    """Notices as a person needs them; `ends` is null while nobody knows."""
    return [
        {
            "id": notice.id,
            "kind": notice.kind,
            "text": notice.text(lang),
            "starts": notice.starts.isoformat(),
            "ends": notice.over_at.isoformat() if notice.over_at else None,
        }
        for notice in notices
    ]


def card_properties(station: Station, lang: str = "zh") -> dict[str, Any]:
    """What a person needs to choose a station, as far as it hangs neither on where one stands nor on the moment."""
    return card_facts(station, lang) | {"navigate": navigation.links(station)}


def card_facts(station: Station, lang: str = "zh") -> dict[str, Any]:
    """The same without the links into map apps."""
    return {
        "name": station.name,
        "address": station.full_address,
        "landmark": station.landmark,
        "status": station.status,
        **_place_properties(station.placement),
        "opening_hours": station.opening_hours,
        "opening_hours_text": station.opening_hours_text,
        **entry_properties(station, lang),
        "amenities": station.amenities,
        "amenity_names": _names("amenity", station.amenities, lang),
        "broken": list(station.broken),
        "holidays": station.holidays,
        "verified_on": station.verified_on.isoformat() if station.verified_on else None,
    }


def _card(station: Station, properties: dict[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "id": station.id,
        "geometry": point(station.placement),
        "properties": properties,
    }


def distance_properties(reach: Reach) -> dict[str, float]:
    """How far, in which range, and which way."""
    return {
        "distance_m": round(reach.distance_m, 1),
        "distance_min_m": round(reach.distance_min_m, 1),
        "distance_max_m": round(reach.distance_max_m, 1),
        "bearing_deg": round(reach.bearing_deg, 1),
    }


def walk_properties(reach: Reach, walk: Walk | None) -> dict[str, Any]:
    """The way on foot; null where the station's place is known too vaguely to walk to."""
    if not reach.is_exact:
        return {"walk_m": None, "walk_min": None, "walk_by": None}
    metres, minutes, by = walk or estimated(reach.distance_m)
    return {"walk_m": round(metres, 1), "walk_min": round(minutes, 1), "walk_by": by}


def opening_properties(opening: OpenState) -> dict[str, str | None]:
    """The open state, and when it ends: `open_until` of an open door, `opens_at` of a closed one.

    Where nobody knows what comes then, `unknown_from` names the same moment.
    """
    until = opening.until.isoformat() if opening.until else None
    told: dict[str, str | None] = {"open_state": opening.state}
    if opening.state == "open":
        told["open_until"] = until
    if opening.state == "closed":
        told["opens_at"] = until if opening.then == "open" else None
    return told | ({"unknown_from": until} if opening.then == "unknown" else {})


def entry_properties(station: Station, lang: str) -> dict[str, Any]:
    """Whether one gets in: by which method, with which words to it, and whom the station serves."""
    return {
        "entry": station.entry,
        "entry_name": getattr(vocabulary.terms("entry")[station.entry], lang) if station.entry else None,
        "entry_note": station.entry_note,
        "registration_required": station.registration_required,
        "audience": list(station.audience),
        "audience_names": _names("audience", station.audience, lang),
    }


def _names(kind: str, keys: Iterable[str], lang: str) -> dict[str, str]:
    terms = vocabulary.terms(kind)
    return {key: getattr(terms[key], lang) for key in keys}


def point(placement: Placement | None) -> dict[str, Any] | None:
    """A GeoJSON point; None where nobody knows the place."""
    if placement is None:
        return None
    lon, lat = round(placement.lon, COORDINATE_DIGITS), round(placement.lat, COORDINATE_DIGITS)
    return {"type": "Point", "coordinates": [lon, lat]}


def _place_properties(placement: Placement | None) -> dict[str, Any]:
    if placement is None:
        return {"precision": None, "uncertainty_m": None, "position_source": None}
    return {
        "precision": str(placement.precision),
        "uncertainty_m": placement.uncertainty_m,
        "position_source": placement.source,
    }
