"""Districts: read from any file, and people counted by them, each once."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from locator import datum
from locator.errors import InvalidInput, NotFound
from locator.planning.areas import (
    Areas,
    add_boundaries,
    boundaries_in,
    load_boundaries,
    read_areas,
    remove_boundaries,
)


def areas(*shapes: Any) -> Areas:
    return Areas(tuple(str(number) for number in range(len(shapes))), ("",) * len(shapes), np.array(shapes))


def people_by_zone(found: Areas, lon: np.ndarray, lat: np.ndarray, people: np.ndarray) -> np.ndarray:
    told = found.shares(lon, lat)
    return np.bincount(told.area, people[told.point] * told.share, minlength=len(found) + 1)


def geojson(path: Path, *shapes: Any, **columns: Any) -> Path:
    gpd.GeoDataFrame(columns, geometry=list(shapes), crs=4326).to_file(path, driver="GeoJSON")
    return path


HOLED = shapely.box(0, 0, 4, 4) - shapely.box(1, 1, 2, 2)
OVERLAPPING = shapely.box(3, 3, 7, 6)
APART = shapely.box(4.0001, 0, 8, 2.9)  # 11 m from the first: a strip nobody meant
BORDERING = shapely.box(0, 4, 4, 8)

coordinates = st.sampled_from([0.0, 1.0, 1.5, 3.5, 4.0, 4.00005, 5.0, 8.0]) | st.floats(-1, 9)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(coordinates, coordinates, st.floats(0, 1e9)), min_size=1, max_size=50))
def test_nobody_is_lost_or_counted_twice(rows: list[tuple[float, float, float]]) -> None:
    lon, lat, people = np.array(rows).T
    zones = people_by_zone(areas(HOLED, OVERLAPPING, APART, BORDERING), lon, lat, people)
    assert zones.sum() == pytest.approx(people.sum(), rel=1e-9)


def test_holes_are_outside_overlaps_are_halved_and_strips_belong_to_a_neighbour() -> None:
    found = areas(HOLED, OVERLAPPING, APART, BORDERING)
    spots = {
        "hole": (1.5, 1.5),
        "overlap": (3.5, 3.5),
        "strip": (4.00006, 1),
        "border": (1, 4),
        "far": (9, 9),
    }
    lon, lat = np.array(list(spots.values())).T
    by_spot = {
        name: people_by_zone(found, lon[[i]], lat[[i]], np.ones(1)).tolist() for i, name in enumerate(spots)
    }
    assert by_spot == {
        "hole": [0, 0, 0, 0, 1],
        "overlap": [0.5, 0.5, 0, 0, 0],
        "strip": [0, 0, 1, 0, 0],
        "border": [0.5, 0, 0, 0.5, 0],
        "far": [0, 0, 0, 0, 1],
    }


def test_square_kilometres_are_those_on_the_ellipsoid_and_overlaps_are_told() -> None:
    whole, half = shapely.box(109, 18, 110, 19), shapely.box(109, 18, 109.5, 19)
    found = areas(whole, half)
    expected = [
        Geod(ellps="WGS84").geometry_area_perimeter(each.segmentize(1e-3))[0] / 1e6 for each in (whole, half)
    ]
    assert found.km2 == pytest.approx(expected, rel=1e-6)
    assert found.overlap_km2 == pytest.approx(expected[1], rel=1e-6)


def test_sanya_s_districts_are_read_with_their_names_and_codes(shared: Path) -> None:
    found = read_areas(shared / "data" / "boundaries" / "sanya_districts_osm.geojson")
    assert set(found.names) == {"吉阳区", "天涯区", "崖州区", "海棠区"}
    assert set(found.codes) == {"460202", "460203", "460204", "460205"}
    assert 1_850 < found.km2.sum() < 1_950


@pytest.mark.parametrize("form", ["gcj02", "bd09", "EPSG:32649", "EPSG:4547", "broken", "kml", "shp"])
def test_the_same_districts_come_out_of_every_reference_system(
    shared: Path, tmp_path: Path, form: str
) -> None:
    source = shared / "data" / "boundaries" / "sanya_districts_osm.geojson"
    plain, frame = read_areas(source), gpd.read_file(source)[["Name_County", "geometry"]]
    told, path = "wgs84", tmp_path / "districts.gpkg"
    if form in ("gcj02", "bd09"):
        told = form
        frame.geometry = shapely.transform(
            frame.geometry.to_numpy(), lambda x, y: datum.convert(x, y, "wgs84", form), interleaved=False
        )
    elif form.startswith("EPSG"):
        frame = frame.to_crs(form)
    elif form == "broken":  # a bow tie whose second loop is next to nothing
        rings = [shapely.Polygon([*shape.exterior.coords[:-1], shape.exterior.coords[1]]) for shape in (
            shapely.get_geometry(each, 0) for each in frame.geometry
        )]  # fmt: skip
        frame.geometry = [ring if i else frame.geometry.iloc[i] for i, ring in enumerate(rings)]
    else:
        path = tmp_path / f"districts.{form}"
        frame = frame.rename(columns={"Name_County": "Name"})
    frame.to_file(path)
    found = read_areas(path, datum=told)
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(108.9, 109.9, 4_000), rng.uniform(18.1, 18.7, 4_000)
    people = rng.random(4_000)
    zones, expected = (people_by_zone(each, lon, lat, people) for each in (found, plain))
    assert zones.sum() == pytest.approx(people.sum(), rel=1e-9)
    assert zones == pytest.approx(expected, abs=people.sum() * (2e-3 if form == "broken" else 1e-9))
    assert found.names == plain.names


def test_boundaries_taken_for_the_wrong_datum_are_half_a_kilometre_off(shared: Path) -> None:
    source = shared / "data" / "boundaries" / "sanya_districts_osm.geojson"
    plain, shifted = read_areas(source), read_areas(source, datum="gcj02")
    assert abs(plain.box[0] - shifted.box[0]) > 0.003


def test_polygons_in_collections_count_and_lines_and_points_are_told_of(tmp_path: Path) -> None:
    mixed = shapely.GeometryCollection([shapely.box(0, 0, 1, 1), shapely.Point(5, 5)])
    path = geojson(
        tmp_path / "a.geojson", mixed, shapely.Point(2, 2), shapely.box(2, 0, 3, 1), name=["a", "b", "c"]
    )
    found = read_areas(path)
    assert found.names == ("a", "c")
    assert any("no polygons" in note for note in found.notes)


def test_boundaries_are_kept_replaced_and_removed(tmp_path: Path) -> None:
    folder, file = tmp_path / "boundaries", tmp_path / "areas.geojson"
    geojson(file, shapely.box(0, 0, 1, 1), 名称=["东"], adcode=["460202"])
    name, about = add_boundaries(file, folder)
    assert (name, about.names, boundaries_in(folder)) == ("areas", ("东",), {"areas": about})
    geojson(file, shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), 名称=["东", None])
    assert add_boundaries(file, folder)[1].names == ("东", "2")
    kept = load_boundaries("areas", folder)
    assert (kept.names, len(kept.shapes)) == (("东", "2"), 2)
    assert add_boundaries(file, folder, name_column="名称")[1].names == ("东", "2")
    for wrong in ("none", "..", ""):
        with pytest.raises(NotFound):
            remove_boundaries(wrong, folder)
    remove_boundaries("areas", folder)
    assert boundaries_in(folder) == {}
    assert list(folder.iterdir()) == []


def test_damaged_boundaries_are_told_as_such(tmp_path: Path) -> None:
    folder = tmp_path / "boundaries"
    add_boundaries(geojson(tmp_path / "a.geojson", shapely.box(0, 0, 1, 1)), folder)
    (folder / "a" / "areas.parquet").write_bytes(b"PAR1")
    with pytest.raises(InvalidInput, match="damaged"):
        load_boundaries("a", folder)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"type": "FeatureCollection", "features": []}, "no polygons|no shapes"),
        ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, "no polygons"),
        (
            {"type": "Polygon", "coordinates": [[[500000, 10], [500001, 10], [500000, 11], [500000, 10]]]},
            "globe",
        ),
        ("nonsense", "can't be read"),
    ],
)
def test_a_file_of_no_use_is_refused_and_what_was_there_is_kept(
    tmp_path: Path, content: Any, words: str
) -> None:
    folder, file = tmp_path / "boundaries", tmp_path / "a.geojson"
    add_boundaries(geojson(file, shapely.box(0, 0, 1, 1)), folder)
    before = boundaries_in(folder)
    file.write_text(json.dumps(content))
    with pytest.raises(InvalidInput, match=words) as told:
        add_boundaries(file, folder)
    assert (told.value.field, bool(told.value.remedy)) == ("boundaries", True)
    assert boundaries_in(folder) == before
    assert [each.name for each in folder.iterdir()] == ["a"]
