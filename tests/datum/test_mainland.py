"""Which ground is shifted: by towns on both sides of the border, by the sea, and by the polygon itself."""

import csv
import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.sources import mainland as rule
from locator.datum import mainland

INSIDE = {
    "深圳罗湖火车站": (114.1131, 22.5318),
    "深圳罗湖区": (114.1315, 22.5485),
    "深圳福田口岸": (114.0677, 22.5195),
    "深圳蛇口": (113.91, 22.485),
    "深圳沙头角": (114.227, 22.558),
    "内伶仃岛": (113.80, 22.415),
    "担杆岛": (114.27, 22.05),
    "珠海拱北口岸": (113.5462, 22.2185),
    "珠海横琴": (113.54, 22.13),
    "港珠澳大桥珠海口岸": (113.576, 22.2145),
    "丹东鸭绿江断桥": (124.3925, 40.1155),
    "黑河": (127.499, 50.245),
    "瑞丽": (97.855, 24.013),
    "瑞丽姐告": (97.883, 23.978),
    "东兴": (107.970, 21.541),
    "凭祥友谊关": (106.7115, 21.9785),
    "河口": (103.961, 22.529),
    "满洲里": (117.433, 49.598),
    "二连浩特": (111.977, 43.653),
    "霍尔果斯": (80.411, 44.213),
    "绥芬河": (131.152, 44.397),
    "图们": (129.843, 42.965),
    "樟木": (85.98, 27.99),
    "三亚": (109.51, 18.25),
    "三亚西岛": (109.36, 18.235),
    "三亚蜈支洲岛": (109.76, 18.31),
    "三沙永兴岛": (112.34, 16.83),
    "舟山": (122.2, 29.99),
    "花鸟岛": (122.68, 30.86),
    "长岛北隍城": (120.92, 38.39),
    "涠洲岛": (109.12, 21.04),
    "鼓浪屿": (118.062, 24.447),
    "大嶝岛": (118.33, 24.56),
    "连江黄岐": (119.88, 26.32),
    "荣成以东海上": (122.9, 37.3),
}
OUTSIDE = {
    "上水 Sheung Shui": (114.128, 22.501),
    "罗湖站 Lo Wu": (114.1135, 22.5278),
    "落马洲 Lok Ma Chau": (114.0655, 22.514),
    "中环 Central": (114.158, 22.282),
    "长洲 Cheung Chau": (114.03, 22.21),
    "东平洲 Tung Ping Chau": (114.435, 22.545),
    "澳门关闸 Portas do Cerco": (113.549, 22.2135),
    "澳门 Macao": (113.543, 22.19),
    "氹仔 Taipa": (113.56, 22.155),
    "澳门大学 on Hengqin": (113.545, 22.13),
    "金门 Kinmen": (118.32, 24.44),
    "烈屿 Lieyu": (118.24, 24.43),
    "马祖 Matsu": (119.95, 26.155),
    "乌丘 Wuqiu": (119.45, 24.99),
    "澎湖 Penghu": (119.58, 23.57),
    "台北 Taipei": (121.56, 25.04),
    "Sinuiju": (124.398, 40.10),
    "Blagoveshchensk": (127.527, 50.262),
    "Muse": (97.905, 23.99),
    "Mong Cai": (107.966, 21.524),
    "Dong Dang": (106.70, 21.945),
    "Lao Cai": (103.972, 22.495),
    "Zabaikalsk": (117.327, 49.651),
    "Zamyn-Uud": (111.905, 43.721),
    "Khorgos, Kazakhstan": (80.37, 44.19),
    "Pogranichny": (131.38, 44.41),
    "Namyang": (129.855, 42.949),
    "Seoul": (126.98, 37.57),
    "Hanoi": (105.85, 21.03),
    "Bach Long Vi": (107.72, 20.13),
    "Itu Aba": (114.365, 10.377),
    "Scarborough Shoal": (117.76, 15.15),
    "Tawang": (91.87, 27.59),
    "Greenwich": (0.0, 51.48),
}


def contains(lon, lat):
    return mainland.ground().contains(np.atleast_1d(np.float64(lon)), np.atleast_1d(np.float64(lat)))


@pytest.mark.parametrize("place", INSIDE)
def test_the_mainland_holds(place):
    assert contains(*INSIDE[place])


@pytest.mark.parametrize("place", OUTSIDE)
def test_the_mainland_leaves_out(place):
    assert not contains(*OUTSIDE[place])


def test_places_that_are_nowhere_are_outside():
    lon = np.array([np.nan, 110.0, np.inf, -np.inf, 180.0, -180.0, 1e300, np.nan])
    lat = np.array([30.0, np.nan, 30.0, 30.0, 90.0, -90.0, 1e300, np.nan])
    assert not contains(lon, lat).any()


@given(st.lists(st.tuples(st.floats(72, 136), st.floats(14, 55)), min_size=1, max_size=50))
def test_the_grid_answers_as_the_polygon_does(points):
    lon, lat = np.array(points).T
    assert (contains(lon, lat) == shapely.contains_xy(mainland.ground().polygon, lon, lat)).all()


def test_the_grid_answers_as_the_polygon_does_along_the_line():
    ground = mainland.ground()
    corners = shapely.get_coordinates(ground.polygon)
    rng = np.random.default_rng(2)
    for reach in (0.0, 1e-9, 1e-4, 0.06):
        lon, lat = (corners + rng.uniform(-reach, reach, corners.shape)).T
        assert (contains(lon, lat) == shapely.contains_xy(ground.polygon, lon, lat)).all()


def test_core_and_belt_never_hide_the_line():
    """A point of the core keeps its side for every step that a datum can make, a point of neither stays out."""
    ground = mainland.ground()
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(72, 136, 100_000), rng.uniform(14, 55, 100_000)
    core, belt = ground.core_and_belt(lon, lat)
    far = ~core
    far[belt] = False
    step_lon, step_lat = rng.uniform(-0.025, 0.025, (2, lon.size))
    moved = ground.contains(lon + step_lon, lat + step_lat)
    assert moved[core].all()
    assert not moved[far].any()


def test_the_polygon_is_a_valid_rfc_7946_feature():
    feature = json.loads((mainland.folder("geodata") / "mainland.geojson").read_text(encoding="utf-8"))
    polygon = mainland.ground().polygon
    assert feature["type"] == "Feature"
    assert polygon.is_valid
    assert all(part.exterior.is_ccw for part in polygon.geoms)
    assert not any(hole.is_ccw for part in polygon.geoms for hole in part.interiors)
    assert "OpenStreetMap" in feature["properties"]["attribution"]


def test_every_county_seat_is_inside_but_kinmen(shared):
    with (shared / "data/gazetteer/cn_counties_osm_pop2010.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["seat_lon"]]
    lon, lat = (np.array([float(row[name]) for row in rows]) for name in ("seat_lon", "seat_lat"))
    apart = {row["Name_County"] for row, inside in zip(rows, contains(lon, lat), strict=True) if not inside}
    assert apart == {"金门县"}


SQUARE = shapely.box(110, 30, 112, 32)
NOTHING = shapely.Polygon()


def test_the_rule_runs_a_quarter_degree_out_to_open_sea():
    ground = rule.mainland(SQUARE, NOTHING, NOTHING)
    assert ground.contains(shapely.Point(112.2, 31))
    assert not ground.contains(shapely.Point(112.3, 31))


def test_the_rule_gives_no_sea_near_other_land():
    neighbour = shapely.box(112, 30, 114, 32)
    ground = rule.mainland(SQUARE, NOTHING, neighbour)
    assert not ground.intersection(neighbour).area
    assert not ground.contains(shapely.Point(112.2, 32.1))
    assert ground.contains(shapely.Point(110, 32.1))


def test_the_rule_cuts_out_the_zones_with_maps_of_their_own():
    enclave = shapely.box(110.9, 30.9, 111.1, 31.1)
    ground = rule.mainland(SQUARE, enclave, NOTHING)
    assert ground.contains(shapely.Point(111.15, 31))
    assert not ground.contains(shapely.Point(111, 31))


def test_what_the_rule_writes_reads_back_as_the_same_ground():
    wanted = rule.compact(rule.mainland(SQUARE, shapely.box(110.9, 30.9, 111.1, 31.1), NOTHING))
    feature = json.loads(rule.geojson(wanted))
    read = shapely.from_geojson(json.dumps(feature["geometry"]))
    assert read.symmetric_difference(wanted).area < 1e-9
