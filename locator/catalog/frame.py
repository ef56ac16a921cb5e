"""The catalog as a GeoDataFrame, for notebooks and for whatever speaks GeoPandas."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd

from locator.station import Station

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "name": "string",
        "address": "string",
        "province": "string",
        "city": "string",
        "district": "string",
        "township": "string",
        "adcode": "string",
        "status": "category",
        "form": "category",
        "host_type": "category",
        "precision": "category",
        "uncertainty_m": "float64",
        "position_source": "string",
        "opening_hours": "string",
        "holidays": "category",
        "entry": "category",
        "amenities": "object",
        "area_m2": "float64",
        "capacity": "Int64",
        "open_24h": "boolean",
        "opened": "string",
        "verified_on": "datetime64[s]",
    }
)
"""The columns of `Catalog.frame` beside `geometry` (points, EPSG:4326) and their types, in order.

The index is the station's id. `amenities` holds a dict of "yes" and "no"; what it does not name is unknown.
`uncertainty_m` is in metres, `area_m2` in square metres; a missing value is NA, a missing position a None.
"""


def frame_of(stations: Sequence[Station]) -> gpd.GeoDataFrame:
    """One row a station, in their order."""
    records = [station.model_dump(include={*COLUMNS}) | _place(station) for station in stations]
    table = pd.DataFrame(records, columns=[*COLUMNS]).astype(dict(COLUMNS))
    table.index = pd.Index([station.id for station in stations], name="id", dtype="object")
    lon, lat = ([getattr(station.placement, axis, np.nan) for station in stations] for axis in ("lon", "lat"))
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), index=table.index, crs="EPSG:4326")
    return gpd.GeoDataFrame(table, geometry=points.where(~np.isnan(np.array(lon, dtype=float)), None))


def _place(station: Station) -> dict[str, object]:
    placement = station.placement
    if placement is None:
        return {}
    return {
        "precision": str(placement.precision),
        "uncertainty_m": placement.uncertainty_m,
        "position_source": placement.source,
    }
