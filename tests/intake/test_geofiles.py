"""Map files, written by GDAL and read back; our own GeoJSON loses nothing on the way."""

import json
import warnings
import zipfile

import geopandas
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import LineString, MultiPoint, Point, box

from locator.errors import InvalidInput
from locator.export.features import feature
from locator.intake.reading import read
from locator.station import Station
from tests.made_up import station

NAMES = ["演示甲站", "演示乙站"]
POINTS = [Point(113.301234, 34.801234), Point(113.302345, 34.802345)]


def frame(points=None, crs="EPSG:4326", **columns):
    return geopandas.GeoDataFrame({"名称": NAMES, **columns}, geometry=points or POINTS, crs=crs)


def saved(tmp_path, table, name, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyogrio.write_dataframe(table, tmp_path / name, **options)
    return tmp_path / name


def read_back(path, **options):
    return list(read(path, **options).drafts())


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("list.geojson", {}),
        ("list.geojsonl", {"driver": "GeoJSONSeq"}),
        ("list.gpkg", {}),
        ("list.shp", {"encoding": "UTF-8"}),
        ("list.shp", {"encoding": "GBK"}),
        ("list.fgb", {}),
        ("list.kml", {"driver": "LIBKML"}),
        ("list.kmz", {"driver": "LIBKML"}),
    ],
)
def test_every_map_format_gives_names_and_places(tmp_path, name, options):
    table = frame().rename(columns={"名称": "Name"}) if "LIBKML" in options.values() else frame()
    found = read_back(saved(tmp_path, table, name, **options))
    assert sorted(draft.values["name"] for draft in found) == sorted(NAMES)
    places = sorted((round(draft.lon, 6), round(draft.lat, 6)) for draft in found)
    assert places == [(point.x, point.y) for point in POINTS]
    assert {draft.datum for draft in found} == {"wgs84"}
    assert [draft.line for draft in found] == [1, 2]
    assert not [remark for draft in found for remark in (*draft.faults, *draft.warnings)]


def test_a_gpx_gives_its_waypoints(tmp_path):
    table = frame().rename(columns={"名称": "name"})
    path = saved(tmp_path, table, "list.gpx", layer="waypoints")
    assert [draft.values["name"] for draft in read_back(path)] == NAMES


@pytest.mark.parametrize(("encoding", "with_cpg"), [("UTF-8", True), ("GBK", False), ("UTF-8", False)])
def test_a_zipped_shapefile_is_read_in_whatever_encoding(tmp_path, encoding, with_cpg):
    saved(tmp_path, frame(), "list.shp", encoding=encoding)
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as archive:
        for file in tmp_path.glob("list.*"):
            if file.suffix in (".shp", ".shx", ".dbf", ".prj") or (file.suffix == ".cpg" and with_cpg):
                archive.write(file, f"站点/{file.name}")
    if not with_cpg:  # the byte that would tell the code page: many programs leave it at zero
        data = (tmp_path / "list.dbf").read_bytes()
        assert data[29:30] in (b"\x00", b"\x57", b"\x4d")
    assert sorted(draft.values.get("name", "?") for draft in read_back(tmp_path / "list.zip")) == sorted(
        NAMES
    )


@pytest.mark.parametrize("name", ["list.gpkg", "list.geojson", "list.fgb"])
def test_projected_coordinates_become_degrees(tmp_path, name):
    table = frame().to_crs("EPSG:4547")
    if name.endswith("geojson"):  # as GeoJSON was before RFC 7946
        text = json.loads(table.to_json())
        text["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
        (tmp_path / name).write_text(json.dumps(text), encoding="utf-8")
    else:
        saved(tmp_path, table, name)
    places = sorted((draft.lon, draft.lat) for draft in read_back(tmp_path / name))
    assert places == [pytest.approx((point.x, point.y), abs=1e-7) for point in POINTS]


def test_degrees_of_cgcs2000_keep_its_name_and_those_of_no_system_have_no_datum(tmp_path):
    assert {d.datum for d in read_back(saved(tmp_path, frame(crs="EPSG:4490"), "a.gpkg"))} == {"cgcs2000"}
    assert {d.datum for d in read_back(saved(tmp_path, frame(crs=None), "b.gpkg"))} == {None}
    assert {d.datum for d in read_back(tmp_path / "b.gpkg", datum="gcj02")} == {"gcj02"}


@pytest.mark.parametrize("name", ["list.gpkg", "list.geojson"])
def test_what_is_no_point_is_represented_by_one_and_warned_of(tmp_path, name):
    shapes = [box(113, 34, 113.2, 34.2), LineString([(113, 34), (113.2, 34.2)])]
    found = sorted(read_back(saved(tmp_path, frame(shapes), name)), key=lambda draft: draft.values["name"])
    for draft in found:
        assert {warning.code for warning in draft.warnings} == {"not_a_point"}
        assert 113 <= draft.lon <= 113.2
    single = read_back(saved(tmp_path, frame([MultiPoint([(113, 34)]), Point(113, 34)]), f"single_{name}"))
    assert not [warning for draft in single for warning in draft.warnings]


def test_a_feature_without_geometry_has_no_place(tmp_path):
    found = read_back(saved(tmp_path, frame([Point(113, 34), None]), "list.gpkg"))
    assert [(draft.lon, draft.lat) for draft in found] == [(113, 34), (None, None)]
    assert not found[1].faults


def test_layers_are_read_by_name_and_the_others_told(tmp_path):
    saved(tmp_path, frame(), "list.gpkg", layer="甲层")
    saved(tmp_path, frame(名称2=NAMES), "list.gpkg", layer="乙层")
    reading = read(tmp_path / "list.gpkg")
    assert {notice.code for notice in reading.notices} == {"layers_unread"}
    assert len(read_back(tmp_path / "list.gpkg", sheet="乙层")) == 2
    with pytest.raises(InvalidInput, match="丙层"):
        read(tmp_path / "list.gpkg", sheet="丙层")


def test_all_folders_of_a_kml_are_read(tmp_path):
    mark = "<Placemark><name>{}</name><Point><coordinates>113.3,34.8</coordinates></Point></Placemark>"
    folders = "".join(f"<Folder><name>{name}</name>{mark.format(name)}</Folder>" for name in NAMES)
    head = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    (tmp_path / "list.kml").write_text(f"{head}{folders}</Document></kml>", encoding="utf-8")
    assert [draft.values["name"] for draft in read_back(tmp_path / "list.kml")] == NAMES


def test_geoparquet_is_read(tmp_path):
    pytest.importorskip("pyarrow")
    frame(容纳人数=[5, None], 建成时间=pd.to_datetime(["2020-01-02", None])).to_parquet(
        tmp_path / "list.parquet"
    )
    found = read_back(tmp_path / "list.parquet")
    assert [draft.values["name"] for draft in found] == NAMES
    assert [(draft.lon, draft.lat) for draft in found] == [(point.x, point.y) for point in POINTS]
    assert found[0].values["opened"] == "2020-01-02"
    assert found[0].values["capacity"] == 5


def test_an_ods_sheet_is_read(tmp_path):
    table = pd.DataFrame({"名称": NAMES, "经度": [113.3, 113.4], "纬度": [34.8, 34.9], "容纳人数": [5, 6]})
    found = read_back(saved(tmp_path, table, "list.ods"))
    assert [(d.values["name"], d.lon, d.values["capacity"]) for d in found] == [
        (NAMES[0], 113.3, 5),
        (NAMES[1], 113.4, 6),
    ]


FULL = {
    "other_names": ["又名"],
    "brand": "工会驿站",
    "province": "海南省",
    "city": "三亚市",
    "district": "天涯区",
    "adcode": "460204",
    "address": "三亚湾路1号",
    "build_mode": "shared",
    "host_type": "bank",
    "host": "演示银行",
    "form": "fixed",
    "area_m2": 80.5,
    "capacity": 20,
    "opening_hours": "Mo-Fr 08:30-17:00",
    "opening_hours_text": "工作日八点半到五点",
    "holidays": "closed",
    "entry": "scan",
    "registration_required": False,
    "audience": ["courier", "rider"],
    "amenities": {"toilet": "no", "microwave": "yes"},
    "broken": ["microwave"],
    "services": ["haircut"],
    "status": "paused",
    "stars": 4,
    "honours": [{"name": "最美站点", "year": 2023}],
    "open_24h": False,
    "opened": "2019-09",
    "cost_yuan": 20000,
    "qualifiers": {"cost_yuan": "at_least"},
    "visits": [{"count": 3200, "period": "建成以来", "qualifier": "at_least"}],
    "listings": [{"app": "amap", "poi_id": "B0", "checked_on": "2024-01-02"}],
    "notes": "演示",
    "provenance": [{"source": "a-list", "note": "第一页"}],
    "verified_on": "2024-05-06",
}


@pytest.mark.parametrize("kind", ["geojson", "geojsonl"])
def test_our_own_export_comes_back_as_it_went_out(tmp_path, kind):
    stations = [station(1, 109.5, 18.25, **FULL), station(2), station(3, 109.6, 18.3, precision="district")]
    features = [feature(one) for one in stations]
    whole = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in features)
    path = tmp_path / f"list.{kind}"
    path.write_text(whole if kind == "geojson" else lines, encoding="utf-8")
    assert [Station.model_validate(draft.values) for draft in read_back(path)] == stations
    assert not [remark for draft in read_back(path) for remark in (*draft.faults, *draft.warnings)]


def test_a_geojson_that_names_its_datum_is_believed(tmp_path):
    text = json.loads(frame().to_json()) | {"metadata": {"datum": "gcj02"}}
    (tmp_path / "list.geojson").write_text(json.dumps(text), encoding="utf-8")
    assert {draft.datum for draft in read_back(tmp_path / "list.geojson")} == {"gcj02"}


def test_the_id_of_another_system_is_only_a_reference(tmp_path):
    item = {"type": "Feature", "id": "node/123", "geometry": None, "properties": {"name": "甲站"}}
    (tmp_path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [item]}))
    (draft,) = read_back(tmp_path / "a.geojson")
    assert (draft.ref, draft.values) == ("node/123", {"name": "甲站"})


def test_a_feature_that_is_none_is_rejected_and_the_others_are_not(tmp_path):
    good = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [113, 34]},
        "properties": {"name": "甲"},
    }
    bad = {**good, "geometry": {"type": "Point", "coordinates": ["x", None]}}
    text = json.dumps({"type": "FeatureCollection", "features": [good, bad, 7]})
    (tmp_path / "a.geojson").write_text(text, encoding="utf-8")
    found = read_back(tmp_path / "a.geojson")
    assert [[fault.code for fault in draft.faults][:1] for draft in found] == [
        [],
        ["geometry_unreadable"],
        ["not_a_feature"],
    ]


def test_a_collection_larger_than_one_piece_is_read_whole(tmp_path):
    item = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [113, 34]}}
    features = [{**item, "properties": {"name": f"站{n}", "notes": "注" * 200}} for n in range(6000)]
    (tmp_path / "a.geojson").write_text(json.dumps({"features": features, "type": "FeatureCollection"}))
    assert [d.values["name"] for d in read_back(tmp_path / "a.geojson")] == [f"站{n}" for n in range(6000)]
