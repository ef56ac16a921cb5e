"""A layer of the map as GeoJSON, written at once."""

import geopandas as gpd
import numpy as np
import orjson
import shapely

DIGITS = 6
"""Of degrees: a tenth of a metre."""


def collection(frame: gpd.GeoDataFrame) -> bytes:
    """A FeatureCollection (RFC 7946, WGS84); what is not a number is null."""
    shapes = shapely.transform(frame.geometry.to_numpy(), lambda corners: np.round(corners, DIGITS))
    rows = frame.drop(columns=frame.geometry.name).to_dict("records")
    features = [
        {"type": "Feature", "geometry": orjson.Fragment(shape), "properties": row}
        for shape, row in zip(shapely.to_geojson(shapes).tolist(), rows, strict=True)
    ]
    return orjson.dumps(
        {"type": "FeatureCollection", "features": features}, option=orjson.OPT_SERIALIZE_NUMPY
    )
