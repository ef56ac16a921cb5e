"""What a list shows of a station before any script runs: the server's twin of `static/js/card.js`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from locator.hours import OpenState
from locator.notice import Notice
from locator.station import Station
from locator.web.language import gettext as _
from locator.web.language import language
from locator.web.wording import checked_words, opening_words, place_words, term_words

QUICK_AMENITIES = ("drinking_water", "microwave", "phone_charging", "toilet", "cooling")
"""What workers ask for most, in this order: the finder's filter buttons, and first on a card."""
MOST_AMENITIES = 6


def card(
    station: Station,
    opening: OpenState,
    at: datetime,
    *,
    is_now: bool = True,
    notices: Sequence[Notice] = (),
) -> dict[str, Any]:
    """A station's card, in the page's language.

    Args:
        station: whose.
        opening: its open state at that moment.
        at: the moment asked about.
        is_now: it is the present one.
        notices: what is announced for it.
    """
    place = station.placement
    exact = place is not None and place.precision.is_exact
    shown = [key for key in _quick_first(station) if station.amenities[key] == "yes"]
    return {
        "id": station.id,
        "name": station.name,
        "address": station.full_address,
        "where": ",".join(filter(None, (station.full_address, station.landmark))),
        "opening": opening,
        "state": {"key": opening.state, "words": state_words(opening.state, is_now=is_now)},
        "until": opening_words(opening, at, is_now=is_now),
        "place": place_words(place),
        "vague": "" if exact else place_words(place),
        "exact": exact,
        "notices": [notice.text(language()) for notice in notices],
        "entry": station.entry,
        "entry_words": entry_words(station),
        "audience_words": audience_words(station),
        "amenities": [_amenity(station, key) for key in shown[:MOST_AMENITIES]],
        "more_amenities": _more(len(shown) - MOST_AMENITIES),
        "checked": checked_words(station.verified_on, at.date()),
    }


def state_words(state: str, *, is_now: bool = True) -> str:
    """The open state now, or at another moment."""
    if is_now:
        return term_words("open_state", state)
    return {"open": _("那时开着"), "closed": _("那时关着"), "unknown": _("那时开不开未知")}[state]


def entry_words(station: Station) -> str:
    """How one gets in: the method, whether one registers, what there is to say; empty where nobody knows."""
    registration = {True: _("要先登记"), False: _("不用登记"), None: ""}[station.registration_required]
    method = term_words("entry", station.entry) if station.entry else ""
    return " · ".join(filter(None, (method, registration, station.entry_note)))


def audience_words(station: Station) -> str:
    """Whom the station serves; empty where nobody knows."""
    if "public" in station.audience:
        return _("谁都可以进")
    names = [term_words("audience", key) for key in station.audience]
    return _("服务对象:{people}").format(people=_("、").join(names)) if names else ""


def _quick_first(station: Station) -> list[str]:
    rest = [key for key in station.amenities if key not in QUICK_AMENITIES]
    return [key for key in QUICK_AMENITIES if key in station.amenities] + rest


def _amenity(station: Station, key: str) -> dict[str, Any]:
    name = term_words("amenity", key)
    is_broken = key in station.broken
    return {
        "key": key,
        "words": _("{amenity}坏了").format(amenity=name) if is_broken else name,
        "is_broken": is_broken,
    }


def _more(count: int) -> str:
    return _("还有 {count} 样").format(count=count) if count > 0 else ""
