"""Downloads: the catalog in the formats map apps read, under addresses that stay."""

from flask import Blueprint, Response, current_app, request

from locator.browse import StationFilter, matching
from locator.export import geojson
from locator.export.features import feature
from locator.web import params
from locator.web.state import state

downloads = Blueprint("downloads", __name__, url_prefix="/export")


@downloads.get("/stations.geojson")
def stations_geojson() -> Response:
    """The stations that pass the filter, as one GeoJSON file."""
    query = params.read(StationFilter, request)
    catalog = state(current_app).catalog
    pieces = geojson.write(feature(station) for station in matching(catalog, query))
    response = Response(pieces, content_type=geojson.MEDIA_TYPE)
    response.headers["Content-Disposition"] = "attachment; filename=stations.geojson"
    return response
