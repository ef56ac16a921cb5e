"""The stations of a map's view: single ones where they are few, else clusters with their count."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import orjson
from flask import Blueprint, Response, current_app, request

from locator.catalog import Catalog, Label, Openings
from locator.clusters import ClusterQuery, Clusters, clusters
from locator.export.features import COORDINATE_DIGITS, Feature
from locator.export.geojson import MEDIA_TYPE
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
    rows = marks.row[marks.row >= 0]
    singles = zip(catalog.columns.rows[rows], catalog.labels(rows.tolist()), strict=True)
    for lon, lat, count, is_open, row in zip(*(column.tolist() for column in marks), strict=True):
        told = {"count": count, "open": is_open}
        if row < 0:
            yield _feature((round(lon, DIGITS), round(lat, DIGITS)), told)
        else:
            columns, label = next(singles)
            yield _single(columns, label, told | {"open_state": openings[row].state})


def _single(columns: np.void, label: Label, told: dict[str, Any]) -> Feature:
    radius_m = float(columns["uncertainty_m"])
    named = {"name": label.name, "precision": label.precision, "uncertainty_m": radius_m}
    lon, lat = (round(float(columns[axis]), COORDINATE_DIGITS) for axis in ("lon", "lat"))
    return {"id": columns["id"].decode(), **_feature((lon, lat), told | named)}


def _feature(coordinates: tuple[float, float], properties: dict[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": properties,
    }
