"""The way on foot from a spot to a station. It is asked for by POST only, so that no position stands in an address."""

from typing import Any

import orjson
from flask import Blueprint, Response, current_app, request
from pydantic import Field

from locator.errors import NotFound
from locator.export.features import COORDINATE_DIGITS
from locator.export.geojson import MEDIA_TYPE
from locator.lookup import Spot
from locator.planning.networks import Networks
from locator.station import Placement, Station
from locator.web import params
from locator.web.state import state

routes = Blueprint("routes", __name__, url_prefix="/api/v1")

NO_ROUTE = "没有沿街道的路线 · no way along streets is known: no street network holds both, or it is too far"


class RouteQuery(Spot):
    """From where to which station."""

    station: str = Field(min_length=1, max_length=100, description="站点编号 id of the station")


@routes.post("/route")
def route() -> Response:
    """The quickest way on foot along the streets, as a line."""
    query = params.read(RouteQuery, request)
    held = state(current_app)
    found = street_route(held.networks, query, held.catalog.station(query.station))
    return Response(orjson.dumps(found), content_type=MEDIA_TYPE)


def street_route(networks: Networks, query: RouteQuery, station: Station) -> dict[str, Any]:
    """The way as a GeoJSON feature.

    Raises:
        NotFound: the station's place is too vague, or no network knows a way.
    """
    place = station.placement
    found = networks.route(*query.wgs84(), place.lon, place.lat) if _is_exact(place) and place else None
    if found is None:
        raise NotFound(NO_ROUTE)
    line = [[round(lon, COORDINATE_DIGITS), round(lat, COORDINATE_DIGITS)] for lon, lat in found.coordinates]
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": line if len(line) > 1 else line * 2},
        "properties": {
            "station": station.id,
            "metres": round(found.metres, 1),
            "minutes": round(found.minutes, 1),
            "by": "streets",
        },
    }


def _is_exact(place: Placement | None) -> bool:
    return place is not None and place.precision.is_exact
