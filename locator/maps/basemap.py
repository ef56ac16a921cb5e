"""The offline base map, cut into small tiles that a page's script draws.

A tile is JSON: `land`, `lakes` (closed rings) and `rivers` (lines), each a list of flat integer lists
`[x, y, dx, dy, dx, dy …]` in half pixels from the tile's upper left corner, then `labels` and `signs` as
`locator.maps.labels` and `locator.maps.signs` describe them (in whole pixels). The same tile is always the same
bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from locator import resources
from locator.errors import GeodataMissing
from locator.maps.labels import labels_in
from locator.maps.mercator import TILE_PX, Floats, Tile, degrees_per_px, unit
from locator.maps.signs import signs_in

Integers = npt.NDArray[np.int64]
Shapes = npt.NDArray[np.object_]
UNITS_PER_PX = 2
MARGIN_PX = 8
# Natural Earth's coasts are good to some hundred metres: closer in, the page draws a wide soft edge instead
# of a line, for which it needs to know the coast well outside the tile.
SOFT_COAST_ZOOM = 12
SOFT_MARGIN_PX = 128
LAST_RIVER_ZOOM = 10  # rivers are good to some km: closer in they would mislead
COARSE_ZOOM = 4  # up to here the world's land is simplified once for all tiles of a zoom
PARENT_ZOOM = 6  # tiles below share the clipped land of their ancestor here
ROUND_ZOOM = 9  # from here on corners are rounded: straight edges would pretend to be known
ROUNDING = 3


def tile(z: int, x: int, y: int) -> bytes:
    """One tile as JSON.

    Raises:
        NotFound: there is no such tile.
        GeodataMissing: the base map's files are not there.
    """
    return orjson.dumps(content(Tile(z, x, y)))


def content(where: Tile) -> dict[str, list[object]]:
    """What is to be drawn in a tile; a kind of thing that is not in it is left out."""
    margin = MARGIN_PX if where.z < SOFT_COAST_ZOOM else SOFT_MARGIN_PX
    land = rings(_clipped("land", where, margin), where)
    drawn: dict[str, list[object]] = {
        "land": land,
        "lakes": rings(_clipped("lakes", where, margin), where),
        "rivers": lines(_clipped("rivers", where, MARGIN_PX), where) if where.z <= LAST_RIVER_ZOOM else [],
        "labels": [list(label) for label in labels_in(where)],
        "signs": [list(sign) for sign in signs_in(where)] if land else [],
    }
    return {kind: things for kind, things in drawn.items() if things}


def rings(shape: BaseGeometry, where: Tile) -> list[object]:
    """The rings of all polygons, holes included: they are to be filled by the even-odd rule."""
    return _flat(shapely.get_rings(_parts(shape, shapely.GeometryType.POLYGON)), where, fewest=4)


def lines(shape: BaseGeometry, where: Tile) -> list[object]:
    """All lines."""
    return _flat(_parts(shape, shapely.GeometryType.LINESTRING), where, fewest=2)


def _parts(shape: BaseGeometry, kind: shapely.GeometryType) -> Shapes:
    """The simple shapes of a kind, out of a collection of single and multiple ones."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    chosen: Shapes = parts[shapely.get_type_id(parts) == kind]
    return chosen


def _flat(shapes: Iterable[BaseGeometry], where: Tile, fewest: int) -> list[object]:
    paths = (_path(shapely.get_coordinates(shape), where) for shape in shapes)
    return [path.ravel().tolist() for path in paths if len(path) >= fewest]


def _path(degrees: Floats, where: Tile) -> Integers:
    """A line in the tile's units: first position, then steps; steps of length zero are dropped."""
    x, y = unit(degrees[:, 0], degrees[:, 1])
    scale = (TILE_PX * UNITS_PER_PX) << where.z
    corner = np.array([where.x, where.y]) * TILE_PX * UNITS_PER_PX
    units = np.rint(np.column_stack([x, y]) * scale - corner).astype(int)
    steps = np.diff(units, axis=0)
    return np.vstack([units[:1], steps[steps.any(axis=1)]])


def _clipped(name: str, where: Tile, margin_px: int) -> BaseGeometry:
    tolerance = degrees_per_px(where.z) / UNITS_PER_PX
    if where.z <= COARSE_ZOOM:
        return shapely.clip_by_rect(_simplified(name, where.z), *where.bounds(margin_px))
    parent = _in_parent(name, where.ancestor(PARENT_ZOOM), is_round=where.z >= ROUND_ZOOM)
    return shapely.clip_by_rect(parent, *where.bounds(margin_px)).simplify(tolerance)


@lru_cache(maxsize=32)
def _simplified(name: str, zoom: int) -> BaseGeometry:
    return _shapes(name).simplify(degrees_per_px(zoom) * (1 if zoom else 2))


@lru_cache(maxsize=512)
def _in_parent(name: str, where: Tile, *, is_round: bool) -> BaseGeometry:
    clipped = shapely.clip_by_rect(_shapes(name), *where.bounds(SOFT_MARGIN_PX))
    return rounded(clipped) if is_round else clipped


def rounded(shapes: BaseGeometry) -> BaseGeometry:
    """Polygons without corners (Chaikin's algorithm); lines stay as they are."""
    polygons = _parts(shapes, shapely.GeometryType.POLYGON)
    if not len(polygons):
        return shapes
    shells = [_round_ring(ring) for ring in shapely.get_exterior_ring(polygons)]
    holes = [[_round_ring(hole) for hole in polygon.interiors] for polygon in polygons]
    return shapely.MultiPolygon([shapely.Polygon(*rings) for rings in zip(shells, holes, strict=True)])


def _round_ring(ring: BaseGeometry) -> Floats:
    points = shapely.get_coordinates(ring)[:-1]
    for _ in range(ROUNDING):
        following = np.roll(points, -1, axis=0)
        cut = np.stack([0.75 * points + 0.25 * following, 0.25 * points + 0.75 * following], axis=1)
        points = cut.reshape(-1, 2)
    return points


@lru_cache(maxsize=3)
def _shapes(name: str) -> BaseGeometry:
    path = resources.folder("geodata") / "basemap" / f"{name}.geojson"
    return read_shapes(path)


def read_shapes(path: Path) -> BaseGeometry:
    """All shapes of a GeoJSON file as one collection.

    Raises:
        GeodataMissing: the file is not there.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise GeodataMissing(f"geodata/basemap/{path.name} is missing: install the package again") from error
    return shapely.from_geojson(text)
