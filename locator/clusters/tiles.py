"""The stations of a tile as a vector tile (Mapbox Vector Tile 2.1): a layer of single stations, one of clusters.

A tile of few stations has each of them in `stations`: `id`, `name`, `status`, `open_24h`, `amenities` (the keys of
those that are there, joined by commas), `precision`, `uncertainty_m`. In a fuller one the stations that share a cell
stand together in `clusters`: `count`, and `open_24h`, how many of them never close. Whether a station is open now is
not told: a tile is kept for as long as the registry stays as it is. Tiles have no margin, so every station is in one
tile of a zoom, once.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import mapbox_vector_tile
import numpy as np
import shapely
from numpy.typing import NDArray

from locator import vocabulary
from locator.browse import TraitFilter
from locator.catalog import Catalog, amenities_of
from locator.clusters.layout import Integers, Marks, counted, in_tiles, layout_of, marked
from locator.maps.mercator import Tile, unit

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
EXTENT = 4096
"""Steps along a tile's side."""
CELL_ZOOMS = 3
"""Vector tiles are mostly shown 512 px wide: cells of 64 px."""
Properties = dict[str, Any]


def vector_tile(catalog: Catalog, where: Tile, query: TraitFilter) -> bytes:
    """The tile, encoded; empty where it has no station that passes."""
    layout = layout_of(catalog)
    at = in_tiles(layout, [where.x], [where.y], where.z)
    at = at[catalog.rows(query.filter)[layout.row[at]]]
    marks = marked(layout, at, where.z + CELL_ZOOMS)
    never_close = counted(catalog.columns.rows["open_24h"][layout.row[at]], marks.starts)
    points, single = _points(marks, where), marks.row >= 0
    layers = [
        _layer("stations", points[single], _stations(catalog, marks.row[single])),
        _layer("clusters", points[~single], _clusters(marks.size[~single], never_close[~single])),
    ]
    options = {"y_coord_down": True, "extents": EXTENT}
    filled = [layer for layer in layers if layer["features"]]
    tile: bytes = mapbox_vector_tile.encode(filled, default_options=options)
    return tile


def _points(marks: Marks, where: Tile) -> NDArray[np.object_]:
    """The marks' places in the tile's own steps, from its upper left corner."""
    axes = zip(unit(marks.lon, marks.lat), (where.x, where.y), strict=True)
    steps = (np.floor(((axis * (1 << where.z)) - first) * EXTENT) for axis, first in axes)
    return np.asarray(shapely.points(*(np.clip(axis, 0, EXTENT) for axis in steps)))


def _layer(name: str, points: NDArray[np.object_], properties: Iterable[Properties]) -> dict[str, Any]:
    features = [
        {"geometry": point, "properties": told} for point, told in zip(points, properties, strict=True)
    ]
    return {"name": name, "features": features}


def _stations(catalog: Catalog, rows: Integers) -> Iterator[Properties]:
    columns, statuses = catalog.columns.rows[rows], tuple(vocabulary.terms("status"))
    for row, label in zip(columns, catalog.labels(rows.tolist()), strict=True):
        yield {
            "id": row["id"].decode(),
            "name": label.name,
            "status": statuses[row["status"]],
            "open_24h": bool(row["open_24h"]),
            "amenities": ",".join(amenities_of(int(row["amenities"]))),
            "precision": label.precision,
            "uncertainty_m": float(row["uncertainty_m"]),
        }


def _clusters(sizes: Integers, never_close: Integers) -> Iterator[Properties]:
    for size, always in zip(sizes.tolist(), never_close.tolist(), strict=True):
        yield {"count": size, "open_24h": always}
