"""A station as search engines and map makers read it: schema.org's CivicStructure in JSON-LD.

Terms are those of https://schema.org/CivicStructure; each fact is left out where it is not known.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from locator import vocabulary
from locator.export.features import COORDINATE_DIGITS
from locator.hours.week import ONE_DAY, DayTable, Stretch
from locator.station import Station

Json = dict[str, Any]
A_MINUTE = timedelta(minutes=1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def document(station: Station, url: str, days: Sequence[DayTable], lang: str = "zh") -> Json:
    """The station at its address, with the hours of these days; names of amenities in one language.

    A position stands in it only where the building or the street is known. The rooms cost nothing to enter
    (`isAccessibleForFree`); whether anybody may (`publicAccess`) is told only where the record says whom they serve.
    """
    known: Json = {
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "@id": url,
        "url": url,
        "identifier": station.id,
        "name": station.name,
        "alternateName": list(station.other_names),
        "address": _address(station),
        "geo": _geo(station),
        "openingHoursSpecification": [*_hours(days)] if station.status == "operating" else [],
        "amenityFeature": _amenities(station, lang),
        "maximumAttendeeCapacity": station.capacity,
        "isAccessibleForFree": True,
        "publicAccess": "public" in station.audience if station.audience else None,
    }
    return {key: value for key, value in known.items() if value not in (None, [], {})}


def _address(station: Station) -> Json:
    parts = {
        "addressRegion": station.province,
        "addressLocality": "".join(filter(None, (station.city, station.district))),
        "streetAddress": station.address,
    }
    return {"@type": "PostalAddress", "addressCountry": "CN"} | {k: text for k, text in parts.items() if text}


def _geo(station: Station) -> Json | None:
    place = station.placement
    if place is None or not place.precision.is_exact:
        return None
    lon, lat = round(place.lon, COORDINATE_DIGITS), round(place.lat, COORDINATE_DIGITS)
    return {"@type": "GeoCoordinates", "longitude": lon, "latitude": lat}


def _amenities(station: Station, lang: str) -> list[Json]:
    terms = vocabulary.terms("amenity")
    return [
        {
            "@type": "LocationFeatureSpecification",
            "name": getattr(terms[key], lang),
            "value": there == "yes" and key not in station.broken,
        }
        for key, there in station.amenities.items()
    ]


def _hours(days: Sequence[DayTable]) -> Iterator[Json]:
    """One entry per open stretch, each for its own date; a closed day opens and closes at once, an unknown has none."""
    for day in days:
        if not day.stretches:
            yield _entry(day, "00:00", "00:00")
        for piece in day.stretches:
            if piece.state == "open":
                yield _entry(day, f"{piece.start:%H:%M}", _closes(piece))


def _closes(piece: Stretch) -> str:
    """An end that is before its beginning is the next day's; a whole day ends a minute early, or it would be none."""
    end = piece.end - A_MINUTE if piece.end - piece.start >= ONE_DAY else piece.end
    return f"{end:%H:%M}"


def _entry(day: DayTable, opens: str, closes: str) -> Json:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{WEEKDAYS[day.date.weekday()]}",
        "validFrom": day.date.isoformat(),
        "validThrough": day.date.isoformat(),
        "opens": opens,
        "closes": closes,
    }
