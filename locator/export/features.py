"""Stations as GeoJSON features: what of a record is public, and how it is written."""

from typing import Any

from locator import navigation, vocabulary
from locator.lookup import Hit
from locator.station import PRIVATE_FIELDS, Placement, Station

Feature = dict[str, Any]

COORDINATE_DIGITS = 7
"""A ten-millionth of a degree is a centimetre; more digits would claim more than anybody knows."""


def feature(station: Station) -> Feature:
    """A station as a GeoJSON feature (RFC 7946, WGS84) with every public field; no position is a null geometry."""
    return {
        "type": "Feature",
        "id": station.id,
        "geometry": _point(station.placement),
        "properties": public_properties(station),
    }


def public_properties(station: Station) -> dict[str, Any]:
    """Every field but the personal ones; the placement's are flattened, unknown ones are null or empty."""
    fields = station.model_dump(mode="json", exclude={*PRIVATE_FIELDS, "id", "placement"})
    return fields | _place_properties(station.placement)


def hit_feature(hit: Hit, lang: str = "zh") -> Feature:
    """A found station as a feature: what a person needs to choose and to go there."""
    station = hit.station
    properties = {
        "name": station.name,
        "address": station.full_address,
        "landmark": station.landmark,
        "status": station.status,
        "distance_m": round(hit.distance_m, 1),
        "distance_min_m": round(hit.distance_min_m, 1),
        "distance_max_m": round(hit.distance_max_m, 1),
        "bearing_deg": round(hit.bearing_deg, 1),
        **_place_properties(station.placement),
        **opening_properties(hit),
        "opening_hours": station.opening_hours,
        "opening_hours_text": station.opening_hours_text,
        "amenities": station.amenities,
        "amenity_names": {key: getattr(vocabulary.terms("amenity")[key], lang) for key in station.amenities},
        "entry": station.entry,
        "verified_on": station.verified_on.isoformat() if station.verified_on else None,
        "navigate": navigation.links(station),
    }
    return {
        "type": "Feature",
        "id": station.id,
        "geometry": _point(station.placement),
        "properties": properties,
    }


def opening_properties(hit: Hit) -> dict[str, str | None]:
    """The open state, and when it ends: `open_until` of an open door, `opens_at` of a closed one."""
    opening = hit.opening
    until = opening.until.isoformat() if opening.until else None
    if opening.state == "open":
        return {"open_state": "open", "open_until": until}
    if opening.state == "closed":
        return {"open_state": "closed", "opens_at": until if opening.then == "open" else None}
    return {"open_state": opening.state}


def _point(placement: Placement | None) -> dict[str, Any] | None:
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
