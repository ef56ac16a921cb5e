"""The reference data as committed, and the doors of the program that makes it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geodata.sources import changes, judge, manifest, names, rows

pytest.importorskip("scipy", reason="needs the extra dev or geodata")

from geodata.sources import cells, matching, places, radii, seats

GEODATA = Path(__file__).parent.parent / "geodata"
WGS84 = Geod(ellps="WGS84")
ABOVE = {"province": set(), "prefecture": {"province"}, "county": {"province", "prefecture"}}
YICHUN = {
    *("伊美区", "乌翠区", "友好区", "金林区", "汤旺县"),
    *("丰林县", "大箐山县", "南岔县", "嘉荫县", "铁力市"),
}


@pytest.fixture(scope="module")
def divisions() -> dict[str, dict[str, str]]:
    with (GEODATA / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def gazetteer() -> list[dict[str, str]]:
    with (GEODATA / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seat(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lon"]), float(row["lat"])


def test_the_files_are_those_that_the_readme_says() -> None:
    assert manifest.stale(GEODATA) == []


def test_the_whole_folder_is_small_enough_for_a_wheel() -> None:
    files = [
        path for path in GEODATA.rglob("*") if path.is_file() and not is_cache(path.relative_to(GEODATA))
    ]
    assert sum(path.stat().st_size for path in files) < 12_000_000


def is_cache(path: Path) -> bool:
    return any(part.startswith((".", "__")) for part in path.parts)


def test_every_province_prefecture_and_county_has_a_seat_and_a_radius(divisions) -> None:
    bare = [
        r["code"] for r in divisions.values() if r["level"] != "township" and not (r["lon"] and r["radius_m"])
    ]
    assert bare == []


def test_a_radius_goes_with_every_position_and_never_without(divisions) -> None:
    assert [r["code"] for r in divisions.values() if bool(r["lon"]) != bool(r["radius_m"])] == []


def test_every_parent_is_there_and_of_a_level_above(divisions) -> None:
    for row in divisions.values():
        above = divisions[row["parent"]]["level"] if row["parent"] else None
        assert {above} - {None} <= ABOVE.get(row["level"], {"prefecture", "county"})
        assert bool(row["parent"]) == (row["level"] != "province")


def test_all_34_provinces_are_there(divisions) -> None:
    assert Counter(row["level"] for row in divisions.values())["province"] == 34


def test_yichun_has_the_ten_counties_of_2019(divisions) -> None:
    assert {row["name"] for row in divisions.values() if row["parent"] == "230700"} == YICHUN


def test_tangwang_county_has_the_seat_of_the_district_it_was_made_of(divisions) -> None:
    lon, lat = seat(divisions["230723"])
    assert WGS84.inv(lon, lat, 129.56329, 48.45261)[2] < 10
    assert divisions["230723"]["source"].endswith("cpca:230712")


def test_the_only_place_called_tangwang_is_not_in_the_county(gazetteer) -> None:
    assert {row["adcode"] for row in gazetteer if row["name"].startswith("汤旺")} <= {"230828"}


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("110101", "110000"),
        ("500101", "500000"),
        ("419001", "410000"),
        ("429004", "420000"),
        ("659001", "650000"),
    ],
)
def test_what_has_no_prefecture_hangs_under_the_province(divisions, code, parent) -> None:
    assert divisions[code]["parent"] == parent


@pytest.mark.parametrize("code", ["441900", "442000", "460400", "620200"])
def test_a_prefecture_without_counties_has_its_townships_right_below(divisions, code) -> None:
    assert {row["level"] for row in divisions.values() if row["parent"] == code} == {"township"}


def test_no_artificial_prefecture_is_left(divisions) -> None:
    assert not {"市辖区", "县", "省直辖县级行政区划"} & {row["name"] for row in divisions.values()}


def test_the_reforms_after_the_sources_date_are_in(divisions) -> None:
    assert {"500157", "653228", "653229", "460302", "460303"} <= divisions.keys()
    assert not {"500105", "500112", "460321", "460322"} & divisions.keys()


def test_the_town_that_geonames_calls_tianya_is_13_km_from_the_districts_seat(divisions, gazetteer) -> None:
    town = next(row for row in gazetteer if row["name"] == "天涯镇")
    assert 11_000 < WGS84.inv(*seat(town), *seat(divisions["460204"]))[2] < 15_000


def test_longhua_of_shenzhen_is_not_the_town_of_that_name_in_huizhou(divisions) -> None:
    assert WGS84.inv(*seat(divisions["440309"]), *seat(divisions["440300"]))[2] < 20_000


def test_a_town_that_was_a_county_stands_where_the_countys_seat_was(divisions) -> None:
    assert divisions["230723100"]["source"].endswith("cpca:230714")


def test_a_place_without_han_name_has_the_name_of_the_county_whose_seat_it_is(gazetteer) -> None:
    feicheng = [row for row in gazetteer if row["source_id"] == "geonames:1789176"]
    assert [(row["name"], row["adcode"]) for row in feicheng] == [("肥城", "370983")]


def test_every_place_lies_in_a_division_that_is_there(divisions, gazetteer) -> None:
    assert {row["adcode"] for row in gazetteer} <= divisions.keys()
    assert all(row["name"] for row in gazetteer)


def test_the_circles_hold_95_percent_of_the_real_districts(divisions, shared) -> None:
    features = [
        feature
        for path in sorted((shared / "data/boundaries").glob("*.geojson"))
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
    ]
    held = {}
    for feature in features:
        about = feature["properties"]
        code = about.get("Code_County") or about["code"]
        held[about.get("Name_County") or about["name"]] = share_held(feature["geometry"], divisions[code])
    assert len(held) == 5
    assert min(held.values()) >= 0.95


def share_held(geometry: dict, division: dict[str, str]) -> float:
    shape = shapely.make_valid(shapely.geometry.shape(geometry))
    lon, lat = seat(division)
    angles = np.linspace(0, 360, 180, endpoint=False)
    radius = np.full(180, float(division["radius_m"]))
    east, north, _ = WGS84.fwd(np.full(180, lon), np.full(180, lat), angles, radius)
    circle = shapely.Polygon(np.stack([east, north], axis=1))
    return shapely.intersection(shape, circle).area / shape.area


def test_99_percent_of_the_counties_centroids_lie_within_our_radius(shared) -> None:
    counties = judge.compared(
        GEODATA / "divisions.csv", shared / "data/gazetteer/cn_counties_osm_pop2010.csv"
    )
    assert len(counties) > 2700
    assert np.mean([county.is_held for county in counties]) >= 0.99
    told = judge.report(counties)
    assert all(county.code in told for county in counties if not county.is_held)


def test_95_percent_of_the_circles_hold_a_disc_of_the_countys_area(shared) -> None:
    counties = judge.compared(
        GEODATA / "divisions.csv", shared / "data/gazetteer/cn_counties_osm_pop2010.csv"
    )
    ratios = np.array([county.radius_m / county.disc_r95_m for county in counties])
    assert np.mean(ratios >= 1) >= 0.95
    assert np.median(ratios) < 2.5


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("通红彝族苗族乡", "township", "通红"),
        ("总寨镇", "township", "总寨"),
        ("大白乡", "township", "大白"),
        ("忠县", "county", "忠县"),
        ("白沙黎族自治县", "county", "白沙"),
        ("黔西南布依族苗族自治州", "prefecture", "黔西南"),
        ("新疆维吾尔自治区", "province", "新疆"),
    ],
)
def test_the_short_name_leaves_out_kind_and_peoples(name, level, short) -> None:
    assert names.stem(name, level) == short


def test_of_a_places_names_the_simplified_ones_are_taken() -> None:
    assert places.han_names(["Sanya", "三亚", "三亚市", "三亜市", "三亞"], {}) == ("三亚", "三亚市")


def test_a_place_with_traditional_names_only_gets_simplified_ones() -> None:
    assert places.han_names(["灣仔"], {ord("灣"): "湾"}) == ("湾仔",)


def test_a_township_moves_with_its_county_when_that_is_replaced(tmp_path) -> None:
    table = tmp_path / "changes.csv"
    table.write_text(
        "since,action,code,name,parent,replaces,source\n2030-01-01,add,110199,新区,110000,110198,x\n", "utf-8"
    )
    before = [
        rows.Division("110198", "旧区", "county", "110000"),
        rows.Division("110198001", "甲镇", "township", "110198"),
    ]
    after = changes.changed(before, table)
    assert [(d.code, d.parent) for d in after] == [("110198001", "110199"), ("110199", "110000")]


def test_a_change_of_a_division_that_is_not_there_is_refused(tmp_path) -> None:
    table = tmp_path / "changes.csv"
    table.write_text("since,action,code,name,parent,replaces,source\n2030-01-01,move,,甲镇,1,2,x\n", "utf-8")
    with pytest.raises(ValueError, match="no township"):
        changes.changed([], table)


def populated(geonameid: int, lon: float, lat: float, *han: str, latin: str = "X") -> places.Populated:
    return places.Populated(geonameid, lon, lat, 0, "CN", "01", latin, han)


def matched(*found: places.Populated) -> dict[str, int]:
    """Eight counties in a row, half a degree apart; the first two have a 城关镇."""
    anchors = [matching.Anchor(f"11010{i}", 100 + i / 2, 30) for i in range(8)]
    townships = [rows.Division(f"11010{i}100", "城关镇", "township", f"11010{i}") for i in range(2)]
    near = matching.near_counties(found, anchors)
    return {code: match.place.geonameid for code, match in matching.matches(found, near, townships).items()}


def test_of_two_townships_of_one_name_the_nearer_countys_is_meant() -> None:
    assert matched(populated(1, 100.1, 30, "城关镇"), populated(2, 100.45, 30, "城关镇")) == {
        "110100100": 1,
        "110101100": 2,
    }


def test_a_place_without_han_name_is_known_by_its_pinyin() -> None:
    assert matched(populated(1, 100.1, 30, latin="Chengguan")) == {"110100100": 1}


def test_a_namesake_far_away_is_no_township_of_the_county() -> None:
    assert matched(populated(1, 103.4, 30, "城关镇")) == {}


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(0, 359), st.floats(1, 500_000))
def test_metres_of_a_chord_are_within_1_percent_of_the_ellipsoids(lon, lat, azimuth, distance) -> None:
    east, north, _ = WGS84.fwd(lon, lat, azimuth, distance)
    chord = np.linalg.norm(matching.unit_vectors(lon, lat) - matching.unit_vectors(east, north))
    assert matching.metres(chord) == pytest.approx(distance, rel=0.01, abs=0.1)


def test_a_lone_county_reaches_as_far_as_the_land() -> None:
    ground = cells.ground(shapely.box(110, 30, 111, 31), step_m=2000)
    reach = cells.reach_m(
        ground, cells.owners(ground, [matching.Anchor("a", 110.5, 30.5)]), {"a": (110.5, 30.5)}
    )
    assert reach["a"] == pytest.approx(62_000, rel=0.05)


def test_land_goes_to_the_nearest_known_point() -> None:
    ground = cells.ground(shapely.box(110, 30, 112, 31), step_m=5000)
    owner = cells.owners(ground, [matching.Anchor("a", 110.5, 30.5), matching.Anchor("b", 111.5, 30.5)])
    assert all((code == "a") == (lon < 111) for code, lon in zip(owner, ground.lon, strict=True))


def test_who_has_only_the_parents_seat_has_the_parents_radius_too() -> None:
    ground = cells.ground(shapely.box(110, 30, 111, 31), step_m=5000)
    listed = [
        rows.Division("110000", "省", "province", "", 110.5, 30.5),
        rows.Division("110100", "市", "prefecture", "110000", 110.5, 30.5),
        rows.Division("110101", "甲县", "county", "110100", 110.2, 30.5),
        rows.Division("110102", "乙县", "county", "110100", 110.5, 30.5, source="x+parent"),
    ]
    radius = {division.code: division.radius_m for division in radii.with_radii(listed, ground)}
    assert radius["110102"] == radius["110100"]


def test_the_medoid_is_one_of_the_points() -> None:
    assert seats.medoid([(100.0, 30.0), (101.0, 30.0), (100.1, 30.1)]) == (100.1, 30.1)


def test_a_changed_file_is_stale(tmp_path) -> None:
    (tmp_path / "a.csv").write_text("1\n", "utf-8")
    text = manifest.written(f"x\n{manifest.BEGIN}\n{manifest.END}\n", manifest.table(tmp_path, ["a.csv"]))
    (tmp_path / "README.md").write_text(text, "utf-8")
    assert manifest.stale(tmp_path) == []
    (tmp_path / "a.csv").write_text("2\n", "utf-8")
    assert manifest.stale(tmp_path) == ["a.csv"]
