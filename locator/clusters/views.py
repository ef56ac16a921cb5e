"""The marks of a map's view: a box at a zoom."""

from datetime import datetime
from typing import NamedTuple

from pydantic import Field

from locator.browse import Box, StationFilter, inside
from locator.catalog import Catalog, Mask
from locator.clusters.layout import Floats, Integers, counted, in_tiles, layout_of, marked
from locator.lookup import CHINA, Count, Moment, States
from locator.maps.mercator import MAX_ZOOM, span

CELL_ZOOMS = 2
"""A tile of 256 px has cells of 64 px: two fingers of a glove apart."""
MOST_TILES = 160
"""A screen of 4096 × 2160 px touches as many; a box of more is answered with larger cells."""
WORLD = Box(-180, -90, 180, 90)


class ClusterQuery(StationFilter):
    """A map's view: a box and the zoom it is shown at, and which stations."""

    zoom: Count = Field(ge=0, le=MAX_ZOOM, description="缩放级别 zoom of the map, tiles of 256 px")
    state: States = Field(default=(), description="只要这些开放状态 only these open states")
    open_at: Moment = Field(
        default_factory=lambda: datetime.now(CHINA), description="何时的开放状态 now, or ISO 8601"
    )


class Clusters(NamedTuple):
    """The marks of a view, as columns: where, how many stations, how many of them open, and of a single one its row.

    `lon`, `lat` are WGS84 degrees, of several stations their mean; `row` is the catalog's, -1 where there are several.
    """

    lon: Floats
    lat: Floats
    size: Integers
    open: Integers
    row: Integers


def clusters(catalog: Catalog, query: ClusterQuery) -> Clusters:
    """The marks for a view. Their counts add up to the stations with a position that pass, box included."""
    layout = layout_of(catalog)
    box = query.bbox or WORLD
    zoom = _affordable(box, query.zoom)
    at = in_tiles(layout, *span(box, zoom), zoom)
    at = at[inside(layout.lon[at], layout.lat[at], box)]
    at = at[_passing(catalog, query)[layout.row[at]]]
    is_open = catalog.opening(query.open_at).among(("open",))[layout.row[at]]
    marks = marked(layout, at, zoom + CELL_ZOOMS)
    return Clusters(marks.lon, marks.lat, marks.size, counted(is_open, marks.starts), marks.row)


def _passing(catalog: Catalog, query: ClusterQuery) -> Mask:
    passing = catalog.rows(query.filter)
    if query.state:
        passing &= catalog.opening(query.open_at).among(query.state)
    return passing


def _affordable(box: Box, zoom: int) -> int:
    """The zoom, or the nearest above it in the pyramid at which the box has no more tiles than a large screen."""
    if zoom == 0:
        return 0
    columns, rows = span(box, zoom)
    return zoom if len(columns) * len(rows) <= MOST_TILES else _affordable(box, zoom - 1)
