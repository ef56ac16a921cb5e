"""The stations of a study as layers of a map: where they stand, and within which line each is near enough."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np

from locator.catalog import Catalog
from locator.planning.coverage.catchments import catchments_of
from locator.planning.coverage.reach import Ints
from locator.planning.coverage.study import Study

MOST_STATIONS, MOST_CATCHMENTS = 10_000, 2_000
"""A browser draws no more with ease."""
WGS84 = "EPSG:4326"


def station_layer(
    study: Study, catalog: Catalog, changed: Collection[str] = (), most: int = MOST_STATIONS
) -> gpd.GeoDataFrame:
    """Points of the stations that count; those that matter most where there are more than `most`.

    Args:
        study: of them.
        catalog: that the study was made of.
        changed: ids of stations that come first.
        most: how many at most.
    """
    rows = _first(study, catalog, changed, most)
    stations, moment = study.counted.stations, study.coverage.moments[0]
    state = np.where(moment.open, "open", np.where(moment.unknown, "unknown", "closed"))[rows]
    frame = _frame(study, catalog, rows) | {
        "state": state.tolist() if moment.at else [None] * len(rows),
        "is_exact": catalog.exact[study.counted.rows[rows]],
        "people_near": study.access.people_near[-1][rows],
        "would_lose": study.coverage.lost[-1][rows],
    }
    return gpd.GeoDataFrame(
        frame, geometry=gpd.points_from_xy(stations.lon[rows], stations.lat[rows]), crs=WGS84
    )


def catchment_layer(
    study: Study, catalog: Catalog, changed: Collection[str] = (), most: int = MOST_CATCHMENTS
) -> gpd.GeoDataFrame:
    """The catchments of the same, within the widest band; of those that are closed at the moment there is none."""
    moment = study.coverage.moments[0]
    rows = _first(study, catalog, changed, most)
    rows = rows[moment.open[rows]]
    found = catchments_of(study.reach, study.counted.stations, rows)
    told_by = np.where(found.on_streets, "streets", "straight_line").tolist()
    frame = _frame(study, catalog, rows) | {"band": study.coverage.bands[-1].label, "by": told_by}
    return gpd.GeoDataFrame(frame, geometry=found.shapes, crs=WGS84)


def _frame(study: Study, catalog: Catalog, rows: Ints) -> dict[str, object]:
    mine = study.counted.rows[rows]
    return {
        "id": [each.decode() for each in catalog.columns.rows["id"][mine].tolist()],
        "name": [label.name for label in catalog.labels(mine.tolist())],
    }


def _first(study: Study, catalog: Catalog, changed: Collection[str], most: int) -> Ints:
    """The stations that come first: changed ones, then those whose closing would leave most people without any."""
    ids = catalog.columns.rows["id"][study.counted.rows]
    is_changed = np.isin(ids, np.array([*changed], dtype=ids.dtype))
    order = np.lexsort((ids, -study.access.people_near[-1], -study.coverage.lost[-1], ~is_changed))
    return order[:most].astype(np.int64)
