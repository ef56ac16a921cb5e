"""The pages that people see. A page is complete without scripts: they only save steps."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, current_app, render_template, request

from locator import vocabulary
from locator.browse import StationFilter, matching
from locator.errors import NotFound
from locator.factsheet import Figure
from locator.lookup import CHINA, Amenities, Flag, Moment, States
from locator.serving.told import Told
from locator.station import Record, Station
from locator.web import params
from locator.web.cards import QUICK_AMENITIES, card
from locator.web.language import gettext as _
from locator.web.language import in_language
from locator.web.maps import finder_map, station_map
from locator.web.openapi import document
from locator.web.state import state
from locator.web.stationpage import gone_values, page_values
from locator.web.wording import moment_words, term_words

pages = Blueprint("pages", __name__)

LISTED_WITHOUT_POSITION = 20


class FinderView(Record):
    """What the finder's buttons ask of the list; no position ever stands in a page's address."""

    amenities: Amenities = ()
    state: States = ()
    open_24h: Flag | None = None
    open_at: Moment | None = None


@pages.get("/")
def finder() -> str:
    """The finder: the nearest stations as a list and on the map."""
    view = params.check(FinderView, _asked())
    catalog = state(current_app).catalog
    at = (view.open_at or datetime.now(CHINA)).astimezone(CHINA)
    wanted = StationFilter(amenities=view.amenities, open_24h=view.open_24h)
    found = matching(catalog, wanted, view.state, at)
    listed = found[:LISTED_WITHOUT_POSITION]
    told = zip(listed, catalog.openings_of(listed, at), strict=True)
    shown = [
        card(station, opening, at, is_now=view.open_at is None, notices=catalog.notices_of(station, at))
        for station, opening in told
    ]
    return render_template(
        "finder.html",
        map=finder_map(),
        stations=shown,
        total=len(found),
        view=view,
        at=at,
        asked_moment=moment_words(at, datetime.now(CHINA), is_now=False),
        quick_amenities=QUICK_AMENITIES,
        term_words=term_words,
    )


@pages.get("/stations/<station_id>")
def station_page(station_id: str) -> str | tuple[str, int]:
    """One station, with all that is known of it and who says so; of one that is no more, what it was."""
    held = state(current_app)
    try:
        station = held.catalog.station(station_id)
    except NotFound:
        departed = held.past.departed(station_id)
        if departed is None:
            raise
        return render_template("gone.html", **gone_values(departed)), HTTPStatus.GONE
    return render_template(
        "station.html",
        map=station_map(station),
        region=_told_of_region(held.told, station),
        **page_values(held, station),
    )


@pages.get("/sources")
def sources_page() -> str:
    """Where the facts come from: every source with its stations, venues, figures and ways of working."""
    held = state(current_app)
    told = held.told
    entries = [
        {
            "source": source,
            "stations": [held.catalog.stations[row] for row in held.catalog.told_by(source.id).tolist()],
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
    return render_template("api.html", document=document(), plain=_plain_schema, in_language=in_language)


def _plain_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself: the one beside null, the one that a reference names."""
    one: dict[str, Any] = next(
        (part for part in schema.get("anyOf", ()) if part.get("type") != "null"), schema
    )
    name = one.get("$ref", "").rpartition("/")[2]
    return document()["components"]["schemas"][name] if name else one


def _asked() -> dict[str, str]:
    # a form without scripts repeats a ticked box's name and sends an empty time; links from elsewhere may bring
    # words of their own
    asked = {name: request.args.getlist(name) for name in FinderView.model_fields}
    return {name: ",".join(filter(None, values)) for name, values in asked.items() if any(values)}


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
    words = {"at_least": _("{value}余{unit}"), "about": _("约 {value} {unit}"), None: "{value} {unit}"}
    return {
        "figure": figure,
        "term": vocabulary.terms("figure")[figure.kind],
        "words": words[figure.qualifier].format(value=value, unit=figure.unit),
    }
