"""Where people are: files of every kind, and their sums kept."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rasterio
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from rasterio.transform import Affine

from locator import datum
from locator.errors import InvalidInput, LocatorError
from locator.planning.areas import Areas
from locator.planning.demand import Layer, Points, of_points, read_layer, summary_of, towns, wanted_layer
from locator.planning.demand.pieces import areas_m2, points_of
from locator.planning.demand.raster import read_raster


def all_of(layer: Layer) -> Points:
    return Points(*(np.concatenate(column) for column in zip(*layer.blocks(), strict=True)))


def raster(path: Path, values: Any, crs: str | None = "EPSG:4326", **options: Any) -> Path:
    """A GeoTIFF whose corner is west of Sanya."""
    west, north, size = (
        (109.3, 18.5, 0.01) if crs in (None, "EPSG:4326", "EPSG:4490") else (300_000, 2_060_000, 1_000)
    )
    values = np.asarray(values)
    with rasterio.open(
        path, "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1, crs=crs,
        dtype=values.dtype, transform=Affine(size, 0, west, 0, -size, north), **options,
    ) as written:  # fmt: skip
        written.write(values, 1)
    return path


def square(west: float, south: float, size: float) -> Any:
    return shapely.box(west, south, west + size, south + size)


def lines_of(*polygons: Any) -> shapely.STRtree:
    return Areas(tuple("ab"[: len(polygons)]), ("",) * len(polygons), np.array(polygons)).lines


# ——— rasters ———


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32649", "EPSG:4490", "ESRI:54009"])
def test_a_raster_s_sum_is_kept_in_any_reference_system(tmp_path: Path, crs: str) -> None:
    values = np.random.default_rng(1).random((700, 90), dtype=np.float32) * 1e3
    layer = read_raster(raster(tmp_path / "people.tif", values, crs))
    assert summary_of(layer).total == pytest.approx(values.astype(float).sum(), rel=1e-12)
    assert summary_of(layer).places == values.size


def test_cells_stand_at_their_centres(tmp_path: Path) -> None:
    values = np.zeros((2, 3))
    values[1, 2] = 7
    (points,) = read_raster(raster(tmp_path / "p.tif", values)).blocks()
    assert (points.lon, points.lat) == (pytest.approx([109.325]), pytest.approx([18.485]))
    projected = raster(tmp_path / "q.tif", values, "EPSG:32649")
    (points,) = read_raster(projected).blocks()
    expected = Transformer.from_crs("EPSG:32649", "EPSG:4326", always_xy=True).transform(302_500, 2_058_500)
    assert (points.lon[0], points.lat[0]) == pytest.approx(expected)
    assert read_raster(projected).spacing_m == pytest.approx(1_000, rel=2e-3)


def test_what_is_missing_in_a_raster_is_nobody(tmp_path: Path) -> None:
    values = np.array([[1.0, -99999.0], [np.nan, 4.0]])
    assert summary_of(read_raster(raster(tmp_path / "p.tif", values, nodata=-99999.0))).total == 5


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: raster(path, np.ones((2, 2)), None), "no reference system|参考系"),
        (lambda path: raster(path, np.array([[1.0, -99999.0]])), "nodata"),
        (lambda path: path.write_bytes(b"II*\0" + b"\0" * 40) and path, "can't be read"),
    ],
)
def test_a_raster_of_no_use_is_refused_with_the_remedy(
    tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    path = make(tmp_path / "people.tif")
    with pytest.raises(InvalidInput, match=words) as told:
        summary_of(read_raster(path))
    assert told.value.field
    assert told.value.remedy


def test_only_a_box_of_a_raster_is_read_where_one_is_told(tmp_path: Path) -> None:
    path = raster(tmp_path / "p.tif", np.ones((100, 100)), "EPSG:32649")
    whole = all_of(read_raster(path))
    box = 109.3, 17.9, 109.5, 18.2
    told = all_of(read_raster(path, box=box))
    wanted = (whole.lon >= box[0]) & (whole.lon <= box[2]) & (whole.lat >= box[1]) & (whole.lat <= box[3])
    assert 0 < wanted.sum() < 100 * 100
    inside = set(zip(whole.lon[wanted].tolist(), whole.lat[wanted].tolist(), strict=True))
    read = set(zip(told.lon.tolist(), told.lat.tolist(), strict=True))
    assert inside <= read
    assert len(read) < 100 * 100


def test_cells_on_a_border_are_shared_out_by_area(tmp_path: Path) -> None:
    path = raster(tmp_path / "p.tif", np.full((1, 1), 100.0))
    quarter = shapely.box(109.29, 18.0, 109.3025, 19.0)
    points = all_of(read_raster(path, lines=lines_of(quarter)))
    inside = shapely.contains_xy(quarter, points.lon, points.lat)
    assert len(points.weight) == 2
    assert points.weight.sum() == pytest.approx(100, rel=1e-12)
    assert points.weight[inside].sum() == pytest.approx(25, rel=1e-4)


def test_without_rasterio_the_error_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = raster(tmp_path / "p.tif", np.ones((1, 1)))
    monkeypatch.setitem(sys.modules, "rasterio", None)
    with pytest.raises(LocatorError, match=r"station-locator\[planning\]"):
        read_raster(path)


# ——— polygons and points ———


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(109, 110), st.floats(18, 19), st.floats(1e-5, 0.3), st.floats(0.01, 1e6)),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_a_polygon_s_people_are_spread_in_it_and_none_is_lost(
    drawn: list[tuple[float, float, float, float]],
) -> None:
    star = [(0, 0), (1, 0.1), (0.6, 0.5), (1, 1), (0.1, 0.7)]
    shapes = [
        (shapely.Polygon([(x + size * u, y + size * v) for u, v in star]), people)
        for x, y, size, people in drawn
    ]
    for lines in (None, lines_of(square(109.4, 18.2, 0.3))):
        points = list(points_of(shapes, lines))
        total = sum(float(each.weight.sum()) for each in points)
        assert total == pytest.approx(sum(people for _, people in shapes), rel=1e-12)
        around = shapely.union_all([shape for shape, _ in shapes])
        for each in points:
            assert shapely.intersects_xy(shapely.buffer(around, 1e-9), each.lon, each.lat).all()


def test_half_of_a_polygon_has_half_of_its_people() -> None:
    whole, north = shapely.box(109.0, 18.0, 109.2, 18.4), shapely.box(108.9, 18.1234, 109.3, 18.5)
    (points,) = points_of([(whole, 1000.0)], lines_of(north))
    share = areas_m2(np.array([whole & north]))[0] / areas_m2(np.array([whole]))[0]
    inside = shapely.contains_xy(north, points.lon, points.lat)
    assert points.weight[inside].sum() == pytest.approx(1000 * share, rel=1e-5)


def test_helsinki_s_grid_keeps_its_people(shared: Path) -> None:
    path = shared / "data" / "population" / "helsinki_population_grid_2020.gpkg"
    layer = read_layer(wanted_layer(str(path)))
    told = summary_of(layer)
    assert (layer.kind, told.total) == ("polygons", pytest.approx(71_724, rel=1e-12))
    west, south, east, north = gpd.read_file(path).to_crs(4326).total_bounds.tolist()
    assert told.extent is not None
    assert west < told.extent[0] < told.extent[2] < east
    assert south < told.extent[1] < told.extent[3] < north


@pytest.mark.parametrize("name", ["p.csv", "p.xlsx", "p.geojson", "p.gpkg", "p.parquet", "p.fgb", "gb.csv"])
def test_points_are_read_from_any_kind_of_file(tmp_path: Path, name: str) -> None:
    table = pd.DataFrame({"经度": [109.5, 109.6], "纬度": [18.2, 18.3], "人口": [10, 30.5]})
    path = tmp_path / name
    if path.suffix == ".csv":
        table.to_csv(path, index=False, encoding="gb18030" if name == "gb.csv" else "utf-8")
    elif path.suffix == ".xlsx":
        table.to_excel(path, index=False)
    else:
        spots = gpd.points_from_xy(table["经度"], table["纬度"], crs=4326)
        frame = gpd.GeoDataFrame({"人口": table["人口"]}, geometry=spots)
        frame = frame.to_crs(32649) if path.suffix == ".gpkg" else frame
        _ = frame.to_parquet(path) if path.suffix == ".parquet" else frame.to_file(path)
    points = all_of(read_layer(wanted_layer(str(path))))
    order = np.argsort(points.lon)
    assert points.weight[order].tolist() == [10, 30.5]
    assert points.lon[order] == pytest.approx([109.5, 109.6], abs=1e-9)
    assert points.lat[order] == pytest.approx([18.2, 18.3], abs=1e-9)


def test_points_of_amap_are_put_where_they_are(tmp_path: Path) -> None:
    lon, lat = datum.convert(109.5, 18.25, "wgs84", "gcj02")
    (tmp_path / "p.csv").write_text(f"lng,lat,people\n{lon},{lat},3\n")
    points = all_of(read_layer(wanted_layer(str(tmp_path / "p.csv")), datum="gcj02"))
    assert (points.lon[0], points.lat[0]) == pytest.approx((109.5, 18.25), abs=1e-9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lon,lat,people\n109,18,-1\n", "must be 0 or more"),
        ("lon,lat,people\n109,18,many\n", "not numbers"),
        ("lon,lat,people\n18,109,1\n", "swapped"),
        ("x1,y1,people\n109,18,1\n", "no column"),
        ("lon,lat,rooms\n109,18,1\n", "rooms"),
        ("", "can't be read"),
    ],
)
def test_a_table_of_no_use_is_refused_with_the_remedy(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "p.csv").write_text(text)
    with pytest.raises(InvalidInput, match=words):
        read_layer(wanted_layer(str(tmp_path / "p.csv")))


def test_places_without_any_numbers_count_one_each_and_the_layer_says_so(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("name,lon,lat\na,109,18\nb,109.1,18\n")
    layer = read_layer(wanted_layer(str(tmp_path / "p.csv")))
    assert summary_of(layer).total == 2
    assert any("counts as one" in note for note in layer.notes)


def test_what_is_asked_of_a_file_is_read_from_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a:b@1-2.csv"
    path.write_text("lon,lat,riders,people\n109,18,5,1\n")
    night = wanted_layer(f"{path}:riders:0.5@22-6")
    assert (night.column, night.factor, night.hours) == ("riders", 0.5, frozenset({22, 23, 0, 1, 2, 3, 4, 5}))
    assert summary_of(read_layer(night)).total == 5
    assert wanted_layer(str(path)).hours == frozenset(range(24))
    assert wanted_layer(f"{path}@8-24").hours == frozenset(range(8, 24))
    for wrong in (f"{path}:-1", f"{path}@8-8", f"{path}@8-25", f"{path}:nan", str(tmp_path / "none.tif")):
        with pytest.raises(InvalidInput):
            wanted_layer(wrong)


def test_negative_weights_and_too_few_are_refused() -> None:
    with pytest.raises(InvalidInput, match="0 or more"):
        of_points([109.0], [18.0], [-1.0])
    with pytest.raises(InvalidInput, match="weights"):
        of_points([109.0, 110.0], [18.0, 18.0], [1.0])


def test_the_towns_that_travel_with_us_are_indicative_and_counted_once() -> None:
    layer = towns()
    points = all_of(layer)
    assert layer.is_indicative
    assert 5e8 < points.weight.sum() < 1.4e9
    spots = list(zip(points.lon.tolist(), points.lat.tolist(), points.weight.tolist(), strict=True))
    assert len(set(spots)) == len(spots)
