"""A station's QR code, and sheets to print and hang at its door: one on A6, or four to a page of A4."""

import io
from functools import lru_cache
from typing import Annotated, Any

import segno
from flask import Blueprint, Response, current_app, render_template, request
from pydantic import BeforeValidator, Field, StringConstraints

from locator.catalog import Catalog
from locator.errors import NotFound
from locator.lookup import Language, split
from locator.station import Record, Station
from locator.web import params
from locator.web.addresses import station_path, station_url
from locator.web.state import state
from locator.web.stationpage import amenities_by_answer, hours_said
from locator.web.wording import term_words

sheets = Blueprint("sheets", __name__)

MOST_SHEETS = 100
PER_PAGE = 4
MOST_AMENITIES = 14
"""As many as stand on a sheet beside the longest name, address and hours."""
QUIET_ZONE = 4
"""Empty modules round a code; scanners need them (ISO/IEC 18004)."""
NAME_SIZES = ((11, "xl"), (39, "l"), (72, "m"))
"""The longest name, in characters, for each size of letters."""


Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class SheetsQuery(Record):
    """Which sheets to print."""

    ids: Annotated[tuple[Id, ...], BeforeValidator(split)] = Field(
        min_length=1, max_length=MOST_SHEETS, description="逗号隔开的站点编号 ids of stations, a,b,c"
    )
    lang: Language = Field(default="zh", description="文字语言 language of words for people")


@sheets.get("/stations/<station_id>/qr.svg")
def code(station_id: str) -> Response:
    """The QR code of a station's address."""
    station = state(current_app).catalog.station(station_id)
    return Response(qr_svg(station_url(station.id)), content_type="image/svg+xml")


@sheets.get("/stations/<station_id>/sheet")
def one_sheet(station_id: str) -> str:
    """One station's sheet, on one page of A6."""
    station = state(current_app).catalog.station(station_id)
    return _printed([station], "a6", station.name)


@sheets.get("/sheets")
def many_sheets() -> str | tuple[str, int]:
    """Several stations' sheets, four to a page of A4 with marks to cut along."""
    wanted = params.read(SheetsQuery, request)
    catalog = state(current_app).catalog
    found, missing = sorted_out(catalog, wanted.ids)
    if missing:
        known = ",".join(station.id for station in found)
        return render_template("missing.html", missing=missing, known=known, count=len(found)), 404
    return _printed(found, "a4", "")


def sorted_out(catalog: Catalog, ids: tuple[str, ...]) -> tuple[list[Station], list[str]]:
    """The stations of these ids, each once and in their order, and the ids that there are none of."""
    found, missing = [], []
    for station_id in dict.fromkeys(ids):
        try:
            found.append(catalog.station(station_id))
        except NotFound:
            missing.append(station_id)
    return found, missing


@lru_cache(maxsize=256)
def qr_svg(text: str) -> bytes:
    """A text as a QR code in black on white, whatever the page's colours, with at least 15 % of it spare."""
    drawn = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return drawn.getvalue()


def _printed(stations: list[Station], paper: str, title: str) -> str:
    leaves = [_leaf(station) for station in stations]
    pages = [leaves[first : first + PER_PAGE] for first in range(0, len(leaves), PER_PAGE)]
    phone = state(current_app).settings.report_phone
    return render_template("sheet.html", paper=paper, pages=pages, title=title, phone=phone, term=term_words)


def _leaf(station: Station) -> dict[str, Any]:
    """What stands on one station's sheet."""
    there = [key for key in amenities_by_answer(station)["yes"] if key not in station.broken]
    return {
        "station": station,
        "size": next((size for longest, size in NAME_SIZES if len(station.name) <= longest), "s"),
        "url": station_url(station.id),
        "path": station_path(station.id),
        "hours": hours_said(station),
        "amenities": there[:MOST_AMENITIES],
        "more_amenities": len(there[MOST_AMENITIES:]),
        "entry": term_words("entry", station.entry) if station.entry else "",
        "steps": term_words("entry_steps", station.entry) if station.entry else "",
        "status": term_words("status", station.status) if station.status != "operating" else "",
    }
