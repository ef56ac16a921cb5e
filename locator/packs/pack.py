"""One pack: the stations nearest to a square's middle, with all that cards and details need, and their timelines."""

from collections.abc import Hashable
from datetime import datetime, time, timedelta
from typing import Any

from locator import navigation
from locator.catalog import AHEAD, Catalog, Filter
from locator.export.features import card_facts, notice_list, point
from locator.lookup import CHINA
from locator.nearest.curve import curve_order
from locator.notice import Notice
from locator.packs.cells import Cell
from locator.packs.columns import Column, column
from locator.packs.links import link_columns
from locator.packs.timelines import DAYS, MINUTE_S, STATES, timelines
from locator.station import Station

PACK_STATIONS = 1_500
FORM = 1
"""Counts up when a pack looks otherwise than before, so that no phone takes an old one for a new one."""
LANGUAGES = ("zh", "en")


def pack(catalog: Catalog, cell: Cell, now: datetime, size: int = PACK_STATIONS) -> dict[str, Any]:
    """What a phone keeps of a square's neighbourhood, as JSON.

    `stations` are columns (see `locator.packs.columns`), row by row the `size` stations nearest to the square's
    middle, whatever their status: id, lon, lat, `schedule` (which timeline), `open_24h`, `navigate` (see
    `locator.packs.links`), and `cards` by language. Every station within `complete_within_m` of the middle is
    there; null where no station at all is left out. Timelines count minutes from `from_minute` of the epoch, which is
    the day's midnight in China, and hold until `until_minute`. A card's `notices` are all that are shown at some moment
    until then; at each moment it is those that are not over and begin within `notice_days`.
    """
    rows, reach_m = _nearest(catalog, cell, size)
    midnight = datetime.combine(now.astimezone(CHINA).date(), time(), CHINA)
    stations = [catalog.stations[row] for row in rows]
    schedules = {catalog.schedule(station): station for station in stations}
    first = int(midnight.timestamp()) // MINUTE_S
    return {
        "cell": cell.id,
        "centre": list(cell.centre),
        "complete_within_m": reach_m,
        "at": now.isoformat(timespec="seconds"),
        "version": catalog.version,
        "from_minute": first,
        "until_minute": first + DAYS * 24 * 60,
        "states": list(STATES),
        "timelines": timelines(catalog, schedules, midnight),
        "notice_days": AHEAD.days,
        "size": len(stations),
        "stations": _columns(catalog, rows, stations, list(schedules)) | _cards(catalog, stations, midnight),
    }


def _nearest(catalog: Catalog, cell: Cell, size: int) -> tuple[list[int], float | None]:
    """The rows of the nearest, neighbours side by side, and up to where none is missing."""
    rows, metres = catalog.index.query(*cell.centre, size)
    reach = float(metres[-1]) if size < catalog.located else None
    known = rows[rows >= 0]
    placed = catalog.columns.rows[known]
    return known[curve_order(placed["lon"], placed["lat"])].tolist(), reach


def _columns(
    catalog: Catalog, rows: list[int], stations: list[Station], schedules: list[Hashable]
) -> dict[str, Column]:
    names = [station.name for station in stations]
    places = [(point(station.placement) or {})["coordinates"] for station in stations]
    lon, lat = ([float(place[axis]) for place in places] for axis in (0, 1))
    number_of = {schedule: number for number, schedule in enumerate(schedules)}
    return {
        "id": column([station.id for station in stations]),
        "lon": column(lon),
        "lat": column(lat),
        "schedule": column([number_of[catalog.schedule(station)] for station in stations]),
        "open_24h": column(catalog.rows(Filter(status=(), open_24h=True))[rows].tolist()),
        "navigate": link_columns(navigation.links_of(stations), names, lon, lat),
    }


def _cards(catalog: Catalog, stations: list[Station], midnight: datetime) -> dict[str, Column]:
    """What stands on cards: all of it in Chinese, and what is not the same in the other languages."""
    notices = [notices_ahead(catalog, station, midnight) for station in stations]
    first, *others = (_fields(stations, notices, lang) for lang in LANGUAGES)
    cards = [first, *({key: it for key, it in other.items() if it != first[key]} for other in others)]
    return {lang: {"fields": fields} for lang, fields in zip(LANGUAGES, cards, strict=True)}


def _fields(stations: list[Station], notices: list[list[Notice]], lang: str) -> dict[str, Column]:
    cards = [
        card_facts(station, lang) | {"notices": notice_list(about, lang)}
        for station, about in zip(stations, notices, strict=True)
    ]
    return {key: column([card[key] for card in cards]) for key in (cards[0] if cards else ())}


def notices_ahead(catalog: Catalog, station: Station, start: datetime) -> list[Notice]:
    """The notices about a station that are shown at some moment of a pack's time, the latest issued first."""
    moments = (start + timedelta(days=days) for days in range(0, DAYS + 1, AHEAD.days))
    shown = {notice.id: notice for moment in moments for notice in catalog.notices_of(station, moment)}
    return sorted(shown.values(), key=lambda notice: (notice.issued_at, notice.id), reverse=True)
