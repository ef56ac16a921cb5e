"""The JSON document of `locator extract`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from locator.intake.articles.model import (
    Extraction,
    Facts,
    FoundFigure,
    FoundStation,
    FoundVenue,
    Quantity,
    Region,
)  # fmt: skip
from locator.station import Evidence


def document(found: Extraction) -> dict[str, Any]:
    """`{stations, venues, figures}`: what is not told is left out, numbers are numbers, offsets are characters.

    A station's facts bear the names of `locator.station.Station`: `qualifiers` marks sizes that are told as
    "about" or "over"; `opened` is ISO 8601 as far as told, `--02` where only 今年2月 is.
    """
    return {
        "stations": [_station(station) for station in found.stations],
        "venues": [_venue(venue) for venue in found.venues],
        "figures": [_figure(figure) for figure in found.figures],
    }


def _station(station: FoundStation) -> dict[str, Any]:
    return {
        "name": station.name,
        **_place(station.region),
        **_told({"township": station.township, "host": station.host, "host_type": station.host_type}),
        **_facts(station.facts),
        "evidence": _evidence(station.evidence),
    }


def _venue(venue: FoundVenue) -> dict[str, Any]:
    return {
        "name": venue.name,
        **_place(venue.region),
        **_facts(venue.facts),
        "evidence": _evidence(venue.evidence),
    }


def _figure(figure: FoundFigure) -> dict[str, Any]:
    region = figure.region
    return {
        "region": region.name if region else None,
        **_told({"adcode": region.code if region else ""}),
        "kind": figure.kind,
        **_quantity(figure.number),
        "period": figure.period or None,
        "evidence": _evidence(figure.evidence),
    }


def _place(region: Region | None) -> dict[str, Any]:
    if region is None:
        return {}
    names = {
        "province": region.province,
        "city": region.city,
        "district": region.district,
        "adcode": region.code,
    }
    return _told(names)


def _facts(facts: Facts) -> dict[str, Any]:
    told = {"area_m2": facts.area_m2, "cost_yuan": facts.cost_yuan, "capacity": facts.capacity}
    sizes = {name: size for name, size in told.items() if size is not None}
    return _told(
        {
            "address": facts.address,
            "builder": facts.builder,
            "operator": facts.operator,
            "operation": facts.operation,
            "amenities": facts.amenities,
            "notes": list(facts.notes),
            **{name: size.value for name, size in sizes.items()},
            "qualifiers": {name: mark for name, size in sizes.items() if (mark := _qualifier(size))},
            "opened": facts.opened.iso if facts.opened else None,
            "opening_hours_text": facts.opening_hours_text,
            "visits": [{**_quantity(c.number), "period": c.period or None} for c in facts.visits],
            "honours": [{"name": name} for name in facts.honours],
            "listings": [{"app": app} for app in facts.listings],
            "contact": facts.contact,
        }
    )


def _quantity(number: Quantity) -> dict[str, Any]:
    marks = _told({"at_least": number.at_least, "about": number.about})
    return {"value": number.value, "unit": number.unit, **marks}


def _qualifier(number: Quantity) -> str:
    if number.at_least:
        return "at_least"
    return "about" if number.about else ""


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _evidence(quotes: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [{"start": q.start, "end": q.end, "quote": q.quote} for q in quotes]
