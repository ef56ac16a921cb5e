"""Somewhere to go, by what has been typed so far. A position stands in a body only, a text is never logged."""

import orjson
from flask import Blueprint, Response, current_app, request

from locator.search import PlaceQuery, TextQuery
from locator.web import params
from locator.web.state import state

places = Blueprint("places", __name__, url_prefix="/api/v1/places")


@places.get("")
def named() -> Response:
    """The stations, divisions and places of a name; in an address nobody says where he stands."""
    return _answer(PlaceQuery(**params.read(TextQuery, request).model_dump()))


@places.post("")
def named_near() -> Response:
    """The same, and of several of one name the nearer first."""
    return _answer(params.read(PlaceQuery, request))


def _answer(query: PlaceQuery) -> Response:
    found = [place._asdict() for place in state(current_app).places.find(query)]
    return Response(orjson.dumps({"places": found}), content_type="application/json")
