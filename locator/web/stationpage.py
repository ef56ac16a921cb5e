"""What a station's page says: its open state, the door, the days, how fresh it all is, its addresses."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Any

from locator import hours, navigation, vocabulary
from locator.export.features import card_feature
from locator.hours.week import ONE_DAY, DayTable, week
from locator.notice import Notice
from locator.packs.timelines import course
from locator.station import Station
from locator.store import Departed
from locator.web import jsonld
from locator.web.addresses import station_path, station_url
from locator.web.cards import card
from locator.web.language import gettext as _
from locator.web.language import language
from locator.web.state import State
from locator.web.weekwords import day_rows, is_hardly_known, rule_words
from locator.web.wording import day_words, term_words

LONGEST_DESCRIPTION = 300
IN_USE = "operating"
COURSE_DAYS = 7
"""So long a copy of the page on a phone knows by itself whether the door is open."""
SHUT = hours.OpenState("closed")
"""The state of a station that is not in use, whatever its week says."""


def page_values(held: State, station: Station) -> dict[str, Any]:
    """What the template of a station's page is filled with."""
    now = datetime.now(hours.CHINA)
    opening = held.catalog.opening_of(station, now)
    days = week(partial(held.catalog.opening_of, station), now.date())
    notices = held.catalog.notices_of(station, now)
    url, is_in_use = station_url(station.id), station.status == IN_USE
    return {
        "station": station,
        "card": card(station, opening, now),
        "notices": [notice_words(notice) for notice in notices],
        "is_in_use": is_in_use,
        **_week_values(station, days, now.date()),
        "amenities": amenities_by_answer(station),
        "links": navigation.links(station),
        "sources": _sources(held, station),
        "term": term_words,
        "path": station_path(station.id),
        "url": url,
        "feature": card_feature(station, opening if is_in_use else SHUT, language(), notices),
        "course": course(held.catalog, station, now, COURSE_DAYS),
        "json_ld": jsonld.document(station, url, days, language()),
        "description": description(station),
        "report_phone": held.settings.report_phone,
    }


def notice_words(notice: Notice) -> dict[str, str]:
    """A notice as a line of the page: its kind, its text, and from when until when."""
    start = _day_and_clock(notice.starts)
    if notice.over_at is None:
        span = _("%(start)s 起", start=start)
    else:
        span = _("%(start)s 到 %(end)s", start=start, end=_day_and_clock(notice.over_at, is_end=True))
    return {"kind": notice.kind, "text": notice.text(language()), "time": span}


def _day_and_clock(moment: datetime, *, is_end: bool = False) -> str:
    """A moment as one says it; midnight is a day's beginning, or the end of the day before."""
    here = moment.astimezone(hours.CHINA)
    if here.time() != time():
        return f"{day_words(here)} {here:%H:%M}"
    return day_words(here - ONE_DAY if is_end else here)


def gone_values(departed: Departed) -> dict[str, Any]:
    """What the page of a station that is no more is filled with."""
    day = departed.at.astimezone(hours.CHINA).date()
    return {"station": departed.station, "day": day}


def hours_said(station: Station) -> str:
    """The hours in one line: as the source said them, else the rule in words; empty where nobody knows."""
    if station.opening_hours_text:
        return station.opening_hours_text
    if station.opening_hours:
        return rule_words(station.opening_hours)
    return _("24 小时") if station.open_24h else ""


def holiday_words(station: Station) -> str:
    """What holds on public holidays; empty where the weekly rule settles it itself, or nobody told of hours."""
    rule = station.opening_hours
    if rule is None or "PH" in rule or (rule == hours.ALWAYS_OPEN and station.holidays == "unknown"):
        return ""
    sentences = {
        "closed": _("节假日不开放。"),
        "open": _("节假日照常开放。"),
        "unknown": _("节假日开不开,还不知道。"),
    }
    return sentences[station.holidays]


def amenities_by_answer(station: Station) -> dict[str, list[str]]:
    """The amenities that are there, that are not, and that nobody told of: their keys, in the vocabulary's order."""
    table: dict[str, list[str]] = {"yes": [], "no": [], "unknown": []}
    for key in vocabulary.terms("amenity"):
        table[station.amenities.get(key, "unknown")].append(key)
    return table


def description(station: Station) -> str:
    """The page in one line, for a search engine's result and for a shared link."""
    there = [term_words("amenity", key) for key in amenities_by_answer(station)["yes"]]
    parts = (station.full_address, hours_said(station), _("、").join(there))
    return " · ".join(part for part in parts if part)[:LONGEST_DESCRIPTION]


def _week_values(station: Station, days: Sequence[DayTable], today: date) -> dict[str, Any]:
    is_told = station.opening_hours is not None or not is_hardly_known(days)
    return {
        "days": day_rows(days, today) if is_told else [],
        "hours_said": hours_said(station),
        "holidays": holiday_words(station),
    }


def _sources(held: State, station: Station) -> list[Any]:
    told = held.told.sources
    return [told[item.source] for item in station.provenance if item.source in told]
