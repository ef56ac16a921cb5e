"""The stations of a map's view: single ones where they are few, else clusters with their count."""

from collections.abc import Iterator
from typing import Any

import orjson
from flask import Blueprint, Response, current_app, request

from locator.catalog import Catalog
from locator.clusters import ClusterQuery, Clusters, clusters
from locator.export.features import Feature, point
from locator.export.geojson import MEDIA_TYPE
from locator.hours import OpenState
from locator.station import Station
from locator.timetable import Openings
from locator.web import params
from locator.web.state import state

views = Blueprint("views", __name__, url_prefix="/api/v1")
DIGITS = 5  # a cluster stands about there: a metre is more than enough


@views.get("/clusters")
def clusters_in_view() -> Response:
    """The marks of a map's view, of which a phone can draw every one."""
    query = params.read(ClusterQuery, request)
    catalog = state(current_app).catalog
    marks = clusters(catalog, query)
    features = list(_features(catalog, marks, catalog.opening(query.open_at)))
    return Response(
        orjson.dumps({"type": "FeatureCollection", "features": features}), content_type=MEDIA_TYPE
    )


def _features(catalog: Catalog, marks: Clusters, openings: Openings) -> Iterator[Feature]:
    for lon, lat, count, is_open, row in zip(*(column.tolist() for column in marks), strict=True):
        if row < 0:
            yield _cluster([round(lon, DIGITS), round(lat, DIGITS)], {"count": count, "open": is_open})
        else:
            yield _single(catalog.stations[row], openings[row])


def _cluster(coordinates: list[float], properties: dict[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": properties,
    }


def _single(station: Station, opening: OpenState) -> Feature:
    place = station.placement
    properties = {
        "count": 1,
        "open": int(opening.state == "open"),
        "name": station.name,
        "open_state": opening.state,
        "precision": str(place.precision) if place else None,
        "uncertainty_m": place.uncertainty_m if place else None,
    }
    return {"type": "Feature", "id": station.id, "geometry": point(place), "properties": properties}
