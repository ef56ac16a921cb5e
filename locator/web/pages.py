"""The pages that people see. A page is complete without scripts: they only save steps."""

from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, render_template, request

from locator import hours, navigation, vocabulary
from locator.browse import StationFilter, matching
from locator.factsheet import Figure
from locator.lookup import CHINA, Amenities, States
from locator.station import Record, Station
from locator.web import params
from locator.web.maps import finder_map, station_map
from locator.web.openapi import document
from locator.web.state import Told, state
from locator.web.wording import opening_words, place_words

pages = Blueprint("pages", __name__)

QUICK_AMENITIES = ("drinking_water", "microwave", "phone_charging", "toilet", "cooling")
"""What workers ask for most: the finder's filter buttons, in this order."""
LISTED_WITHOUT_POSITION = 50


class FinderView(Record):
    """What the finder's buttons ask of the list; no position ever stands in a page's address."""

    amenities: Amenities = ()
    state: States = ()


@pages.get("/")
def finder() -> str:
    """The finder: the nearest stations as a list and on the map."""
    view = params.check(FinderView, _asked())
    found = matching(state(current_app).catalog, StationFilter(amenities=view.amenities))
    if view.state:
        found = _in_state(found, view.state)
    return render_template(
        "finder.html",
        map=finder_map(),
        stations=[_card(station) for station in found[:LISTED_WITHOUT_POSITION]],
        total=len(found),
        view=view,
        quick_amenities=[vocabulary.terms("amenity")[key] for key in QUICK_AMENITIES],
        states=vocabulary.terms("open_state"),
    )


@pages.get("/stations/<station_id>")
def station_page(station_id: str) -> str:
    """One station, with all that is known of it and who says so."""
    held = state(current_app)
    station = held.catalog.station(station_id)
    return render_template(
        "station.html",
        map=station_map(station),
        station=station,
        card=_card(station),
        amenities=_amenities(station),
        term=_term,
        links=navigation.links(station),
        map_apps=vocabulary.terms("map_app"),
        sources=[
            held.told.sources[item.source] for item in station.provenance if item.source in held.told.sources
        ],
        region=_told_of_region(held.told, station),
    )


@pages.get("/sources")
def sources_page() -> str:
    """Where the facts come from: every source with its stations, venues, figures and ways of working."""
    held = state(current_app)
    told = held.told
    entries = [
        {
            "source": source,
            "stations": [
                station
                for station in held.catalog.stations
                if any(item.source == source.id for item in station.provenance)
            ],
            "figures": [_figure(figure) for origin, figure in told.figures if origin == source.id],
            "venues": [venue for origin, venue in told.venues if origin == source.id],
            "practices": [practice for origin, practice in told.practices if origin == source.id],
        }
        for source in told.sources.values()
    ]
    return render_template("sources.html", entries=entries)


@pages.get("/docs")
def api_page() -> str:
    """The API for people: every door with its parameters, from the same description programs read."""
    return render_template("api.html", document=document(), plain=_plain_schema)


def _plain_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself: the one beside null, the one that a reference names."""
    one: dict[str, Any] = next(
        (part for part in schema.get("anyOf", ()) if part.get("type") != "null"), schema
    )
    name = one.get("$ref", "").rpartition("/")[2]
    return document()["components"]["schemas"][name] if name else one


def _asked() -> dict[str, str]:
    # a form without scripts repeats a ticked box's name; links from elsewhere may bring words of their own
    return {
        name: ",".join(request.args.getlist(name)) for name in FinderView.model_fields if name in request.args
    }


def _in_state(stations: list[Station], wanted: tuple[str, ...]) -> list[Station]:
    rules = [station.opening_hours for station in stations]
    now = datetime.now(CHINA)
    openings = hours.states(rules, now, [station.holidays for station in stations])
    return [station for station, opening in zip(stations, openings, strict=True) if opening.state in wanted]


def _card(station: Station) -> dict[str, Any]:
    """What a list shows of a station."""
    now = datetime.now(CHINA)
    opening = hours.state(station.opening_hours, now, station.holidays)
    return {
        "id": station.id,
        "name": station.name,
        "address": station.full_address,
        "opening": opening,
        "state": vocabulary.terms("open_state")[opening.state],
        "until": opening_words(opening, now),
        "place": place_words(station.placement),
        "exact": station.placement is not None and station.placement.precision.is_exact,
        "amenities": [
            vocabulary.terms("amenity")[key] for key, there in station.amenities.items() if there == "yes"
        ],
    }


def _amenities(station: Station) -> dict[str, list[vocabulary.Term]]:
    """The amenities that are there, that are not, and that nobody told of."""
    table: dict[str, list[vocabulary.Term]] = {"yes": [], "no": [], "unknown": []}
    for key, term in vocabulary.terms("amenity").items():
        table[station.amenities.get(key, "unknown")].append(term)
    return table


def _term(kind: str, key: str | None) -> vocabulary.Term | None:
    return vocabulary.terms(kind)[key] if key else None


def _told_of_region(told: Told, station: Station) -> dict[str, list[Any]]:
    """The figures and ways of working of the station's district, city and province."""
    code = station.adcode or ""
    regions = {code, code[:4] + "00", code[:2] + "0000"} if code else set()
    return {
        "figures": [_figure(figure) for _origin, figure in told.figures if figure.region in regions],
        "practices": [practice for _origin, practice in told.practices if practice.region in regions],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    value = f"{figure.value:,.0f}" if figure.value == int(figure.value) else f"{figure.value:,}"
    before, after = {"at_least": ("", "余"), "about": ("约 ", " "), None: ("", " ")}[figure.qualifier]
    return {
        "figure": figure,
        "term": vocabulary.terms("figure")[figure.kind],
        "words": f"{before}{value}{after}{figure.unit}",
    }
