"""The JSON API, version 1. Every answer that holds stations is GeoJSON in WGS84."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Blueprint, Response, current_app, request, url_for
from pydantic import Field

from locator import vocabulary
from locator.browse import StationPage, matching
from locator.errors import NotFound
from locator.export.features import card_feature, station_feature
from locator.export.geojson import MEDIA_TYPE
from locator.lookup import CHINA, Language, NearestQuery
from locator.planning.networks import walks_to
from locator.station import Record
from locator.web import params
from locator.web.state import state

api = Blueprint("api", __name__, url_prefix="/api/v1")


class LocateQuery(Record):
    """An address to place."""

    address: str = Field(min_length=1, max_length=300, description="地址 a Chinese address or place name")
    lang: Language = Field(default="zh", description="文字语言 language of words for people")


class NoQuery(Record):
    """A resource that takes no parameter but the language."""

    lang: Language = Field(default="zh", description="文字语言 language of words for people")


@api.route("/nearest", methods=["GET", "POST"])
def nearest_stations() -> Response:
    """The nearest stations to a position."""
    query, held = params.read(NearestQuery, request), state(current_app)
    found = held.finder.found(query)
    walks = walks_to(held.networks, query, [reach for _row, reach in found])
    return Response(held.finder.json(found, walks, query.lang), content_type=MEDIA_TYPE)


@api.get("/stations")
def stations() -> Response:
    """A page of the stations that pass a filter."""
    query = params.read(StationPage, request)
    catalog = state(current_app).catalog
    found = matching(catalog, query)
    page = found[query.offset : query.offset + query.limit]
    now = datetime.now(CHINA)
    body = {
        "type": "FeatureCollection",
        "numberMatched": len(found),
        "numberReturned": len(page),
        "features": [station_feature(one, catalog.notices_of(one, now), query.lang) for one in page],
    }
    following = query.offset + query.limit
    if following < len(found):
        asked = urlencode({**request.args.to_dict(), "offset": following})
        body["links"] = [{"rel": "next", "href": f"{url_for('.stations')}?{asked}", "type": MEDIA_TYPE}]
    return _geojson(body)


@api.get("/stations/<station_id>")
def station(station_id: str) -> Response:
    """One station."""
    query = params.read(NoQuery, request)
    catalog = state(current_app).catalog
    found = catalog.station(station_id)
    return _geojson(station_feature(found, catalog.notices_of(found, datetime.now(CHINA)), query.lang))


@api.get("/stations/<station_id>/card")
def station_card(station_id: str) -> Response:
    """One station as a list shows it, with whether it is open now."""
    query = params.read(NoQuery, request)
    catalog, now = state(current_app).catalog, datetime.now(CHINA)
    found = catalog.station(station_id)
    notices = catalog.notices_of(found, now)
    return _geojson(card_feature(found, catalog.opening_of(found, now), query.lang, notices))


@api.route("/locate", methods=["GET", "POST"])
def locate() -> Response:
    """The position of an address, as exactly as the offline gazetteer knows it."""
    query = params.read(LocateQuery, request)
    match = state(current_app).geocoder.locate(query.address)
    if match is None:
        raise NotFound("没有找到这个地方,请写上省市区县 · no such place is known: name its city and district")
    return _json(match.as_dict())


@api.get("/vocabulary")
def words() -> Response:
    """Every word that a station's record may use, with its Chinese and English name."""
    params.read(NoQuery, request)
    return _json(
        {
            kind: {term.key: {"zh": term.zh, "en": term.en} for term in vocabulary.terms(kind).values()}
            for kind in vocabulary.kinds()
        }
    )


def _geojson(body: dict[str, Any]) -> Response:
    return Response(orjson.dumps(body), content_type=MEDIA_TYPE)


def _json(body: dict[str, Any]) -> Response:
    return Response(orjson.dumps(body), content_type="application/json")
