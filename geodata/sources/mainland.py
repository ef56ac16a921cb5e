"""The ground on which China's maps are shifted: mainland China with Hainan and the sea before its coast.

The rule, in the order in which it is applied:

1. Land and territorial sea are those of the time zones Asia/Shanghai and Asia/Urumqi, which OpenStreetMap's
   borders draw as they are administered (Aksai Chin inside, Tawang and the rest of Arunachal outside). Hong Kong
   (with its part of Shenzhen Bay port), Macao (with the university on Hengqin) and Taiwan (with Kinmen, Matsu and
   Wuqiu) have zones of their own, and are outside.
2. Shoals that several states claim are outside: everything south of 15.45° N, between the Xisha (Paracel)
   islands and Huangyan (Scarborough).
3. The open sea before it belongs to it for another quarter of a degree (25 km), so that no ship, rig or new
   island of the coast stands on the line; but not where Hong Kong, Macao or Taiwan is as near, nor within half a
   degree of any other land.

The border is within 170 m of OpenStreetMap's, and within 10 m round the towns of `BORDER_TOWNS`. Natural Earth's
own border, the other free one, leaves out Ruili's Jiegao (by 3.1 km), Pingxiang's Friendship Pass (1.3 km) and the
ports of Gongbei (0.2 km) and Futian (0.1 km), and takes in Kazakhstan's Khorgos (by 1.2 km) and
Vietnam's Mong Cai (1.0 km), so it serves for the neighbours' land only.

Sources: Timezone Boundary Builder in PyPI `timezonefinder` (ODbL 1.0, © OpenStreetMap contributors); Natural Earth
10 m in npm `world-atlas` (public domain).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

from .topojson import decode

MAINLAND_ZONES = ("Asia/Shanghai", "Asia/Urumqi")
OWN_MAP_ZONES = ("Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei")
IN_THOSE_ZONES = {"China", "Hong Kong", "Macao", "Taiwan"}

WINDOW = (70.0, 0.0, 140.0, 60.0)
SOUTHERN_LIMIT = (70.0, 15.45, 140.0, 60.0)
OPEN_SEA_DEG = 0.25
NEIGHBOURS_SEA_DEG = 0.5

TOLERANCE_DEG = 0.0015
TOWN_TOLERANCE_DEG = 0.0001
TOWN_RADIUS_DEG = 0.15
SEA_TOLERANCE_DEG = 0.01
GRID_DEG = 0.0001
SMALLEST_PART_DEG2 = 1e-6  # a hectare: sandbanks in border rivers

BORDER_TOWNS = {
    "深圳 Shenzhen": [(113.95, 22.5), (114.12, 22.53), (114.24, 22.56)],
    "珠海 Zhuhai": [(113.55, 22.15)],
    "东兴 Dongxing": [(107.97, 21.54)],
    "凭祥 Pingxiang": [(106.71, 21.98)],
    "河口 Hekou": [(103.96, 22.52)],
    "打洛 Daluo": [(100.03, 21.68)],
    "磨憨 Mohan": [(101.69, 21.18)],
    "瑞丽 Ruili": [(97.87, 24.0), (98.07, 24.1)],
    "霍尔果斯 Khorgos": [(80.41, 44.21)],
    "阿拉山口 Alashankou": [(82.57, 45.17)],
    "满洲里 Manzhouli": [(117.43, 49.6)],
    "二连浩特 Erenhot": [(111.98, 43.65)],
    "黑河 Heihe": [(127.5, 50.25)],
    "绥芬河 Suifenhe": [(131.15, 44.4)],
    "珲春 Hunchun": [(130.35, 42.85)],
    "图们 Tumen": [(129.84, 42.97)],
    "长白 Changbai": [(128.2, 41.42)],
    "临江 Linjiang": [(126.92, 41.81)],
    "集安 Ji'an": [(126.19, 41.12)],
    "丹东 Dandong": [(124.39, 40.12)],
}

Ring: TypeAlias = Sequence[tuple[float, float]]


def build(node_modules: Path, out: Path) -> None:
    """Write the polygon as GeoJSON to `out`; needs npm `world-atlas` and PyPI `timezonefinder`."""
    ground = mainland(
        zone=_zones(MAINLAND_ZONES),
        own_maps=_zones(OWN_MAP_ZONES),
        neighbours=_neighbours(node_modules / "world-atlas" / "countries-10m.json"),
    )
    out.write_text(geojson(compact(ground)), encoding="utf-8")


def mainland(zone: BaseGeometry, own_maps: BaseGeometry, neighbours: BaseGeometry) -> BaseGeometry:
    """The rule of this file: `zone` without `own_maps`, and the open sea that is nearer to it than they are."""
    core = shapely.clip_by_rect(zone.difference(own_maps), *SOUTHERN_LIMIT)
    theirs = shapely.union(
        own_maps.simplify(SEA_TOLERANCE_DEG).buffer(OPEN_SEA_DEG, quad_segs=4),
        neighbours.simplify(SEA_TOLERANCE_DEG).buffer(NEIGHBOURS_SEA_DEG, quad_segs=4),
    )
    open_sea = core.simplify(SEA_TOLERANCE_DEG).buffer(OPEN_SEA_DEG, quad_segs=4).difference(theirs)
    return core.union(open_sea.simplify(SEA_TOLERANCE_DEG).difference(own_maps))


def compact(ground: BaseGeometry) -> shapely.MultiPolygon:
    """The same ground with fewer corners: exact to 10 m round the border towns, to 170 m elsewhere."""
    centres = shapely.multipoints([centre for town in BORDER_TOWNS.values() for centre in town])
    towns = shapely.buffer(centres, TOWN_RADIUS_DEG, cap_style="square")
    fine = shapely.intersection(ground.simplify(TOWN_TOLERANCE_DEG), towns)
    coarse = shapely.difference(ground.simplify(TOLERANCE_DEG), towns)
    whole = shapely.set_precision(shapely.union(fine, coarse), GRID_DEG)
    parts = [_without_specks(part) for part in shapely.get_parts(whole) if part.area > SMALLEST_PART_DEG2]
    return shapely.orient_polygons(shapely.MultiPolygon(parts))


def geojson(ground: shapely.MultiPolygon) -> str:
    """An RFC 7946 feature; one line a ring, so that a change of the border can be read in a diff."""
    polygons = [[_line(ring) for ring in (part.exterior, *part.interiors)] for part in ground.geoms]
    rows = "],\n[".join(",\n".join(rings) for rings in polygons)
    properties = {
        "name": "中国大陆（坐标偏移适用范围） Mainland China, where GCJ-02 applies",
        "attribution": "© OpenStreetMap contributors (ODbL 1.0); Natural Earth",
    }
    head = json.dumps(properties, ensure_ascii=False)
    return (
        f'{{"type":"Feature","properties":{head},\n'
        f'"geometry":{{"type":"MultiPolygon","coordinates":[[{rows}]]}}}}\n'
    )


def _line(ring: shapely.LinearRing) -> str:
    return json.dumps([[round(x, 4), round(y, 4)] for x, y in ring.coords], separators=(",", ":"))


def _without_specks(part: shapely.Polygon) -> shapely.Polygon:
    holes = [hole for hole in part.interiors if shapely.Polygon(hole).area > SMALLEST_PART_DEG2]
    return shapely.Polygon(part.exterior, holes)


def _zones(names: Sequence[str]) -> BaseGeometry:
    """The ground of these time zones together, with their territorial sea."""
    from timezonefinder import TimezoneFinder  # noqa: PLC0415 - only building needs it, not importing the rule

    finder = TimezoneFinder()
    polygons: list[list[Ring]] = [
        polygon for name in names for polygon in finder.get_geometry(name, coords_as_pairs=True)
    ]
    return shapely.union_all([shapely.make_valid(shapely.Polygon(p[0], p[1:])) for p in polygons])


def _neighbours(topology: Path) -> BaseGeometry:
    """All land round China that is in none of the zones, by Natural Earth."""
    countries = decode(json.loads(topology.read_text(encoding="utf-8")), "countries")
    lands = [shape for properties, shape in countries if properties["name"] not in IN_THOSE_ZONES]
    return shapely.union_all(shapely.clip_by_rect(shapely.make_valid(lands), *WINDOW))
