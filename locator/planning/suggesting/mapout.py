"""A suggestion as layers of a map: sites, catchments, uncovered."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from locator.planning.coverage.catchments import catchments_of
from locator.planning.coverage.onfoot import reach_of
from locator.planning.coverage.reach import Stations
from locator.planning.suggesting.answer import Suggestion

WGS84 = "EPSG:4326"
MOST_PLACES = 20_000
"""Of uncovered places, those with most people."""


def layers_of(found: Suggestion) -> dict[str, gpd.GeoDataFrame]:
    """`sites`, `catchments` and `uncovered`, those that have anything in them, WGS84.

    A catchment is a circle, or on foot what surrounds the street junctions from which a site can be reached.
    """
    made = {"sites": _sites(found), "catchments": _catchments(found), "uncovered": _uncovered(found)}
    return {name: frame for name, frame in made.items() if len(frame)}


def _sites(found: Suggestion) -> gpd.GeoDataFrame:
    sites = found.sites
    columns: dict[str, Any] = {
        name: [getattr(site, name) for site in sites]
        for name in ("rank", "name", "place", "district", "cost", "gain", "people", "near")
    }
    shapes = [shapely.Point(site.lon, site.lat) for site in sites]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=WGS84)


def _catchments(found: Suggestion) -> gpd.GeoDataFrame:
    sites = found.sites
    columns: dict[str, Any] = {
        name: [getattr(site, name) for site in sites] for name in ("rank", "name", "near")
    }
    columns["within"] = [found.asked.band.label] * len(sites)
    return gpd.GeoDataFrame(columns, geometry=_shapes(found), crs=WGS84)


def _shapes(found: Suggestion) -> Any:
    lon, lat = (np.array([getattr(site, axis) for site in found.sites]) for axis in ("lon", "lat"))
    reach = reach_of((found.asked.band,), lon, lat, found.asked.networks)
    stations = Stations(lon, lat, np.full(len(lon), np.nan))
    return catchments_of(reach, stations, np.arange(len(lon))).shapes


def _uncovered(found: Suggestion) -> gpd.GeoDataFrame:
    points = found.points
    rows = np.flatnonzero(found.uncovered)
    rows = rows[np.argsort(-points.weight[rows], kind="stable")[:MOST_PLACES]]
    return gpd.GeoDataFrame(
        {"people": points.weight[rows]},
        geometry=shapely.points(points.lon[rows], points.lat[rows]),
        crs=WGS84,
    )
