"""Datums against the reference, there and back, off the mainland and along its border."""

import subprocess
import sys

import numpy as np
import prcoords
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from locator.datum import Datum, convert, mainland
from locator.errors import InvalidPosition, UnknownDatum

SHIFTED = ("wgs84", "gcj02", "bd09")
PAIRS = [(source, target) for source in SHIFTED for target in SHIFTED if source != target]

LONS, LATS = st.floats(70, 138), st.floats(14, 56)


def metres(lon, lat, other_lon, other_lat):
    """Distance of near points, on a sphere."""
    east = (np.asarray(lon) - other_lon) * np.cos(np.radians(lat))
    return np.hypot(east, np.asarray(lat) - other_lat) * 111_320


def mainland_points(count, seed=0):
    rng = np.random.default_rng(seed)
    lon, lat = rng.uniform(73, 135, 3 * count), rng.uniform(17, 54, 3 * count)
    inside = mainland.ground().contains(lon, lat)
    return lon[inside][:count], lat[inside][:count]


def far_from_border(lon, lat):
    core, _ = mainland.ground().core_and_belt(np.atleast_1d(lon), np.atleast_1d(lat))
    return core


@pytest.mark.parametrize(
    ("given_", "source", "target", "wanted"),
    [
        ((121.5272106, 31.1774276), "wgs84", "gcj02", (121.53154186, 31.17530398)),
        ((116.377817, 39.911954), "wgs84", "gcj02", (116.38404722, 39.91334545)),
    ],
)
def test_published_values_come_out(given_, source, target, wanted):
    assert metres(*convert(*given_, source, target), *wanted) < 2e-3


def test_a_published_baidu_value_is_met_to_the_metres_that_separate_the_formulas_from_the_service():
    """The value misses its own image under the reference by as much; the reference's exact inverse is met."""
    baidu, published = (120.019809, 29.199786), (120.00877901, 29.19613161)
    ours = convert(*baidu, "bd09", "wgs84")
    exact = prcoords.bd_wgs_bored(baidu[::-1])
    assert metres(*ours, exact.lon, exact.lat) < 1e-3
    image = prcoords.wgs_bd(published[::-1])
    assert metres(*ours, *published) == pytest.approx(metres(*baidu, image.lon, image.lat), rel=0.02)
    assert metres(*ours, *published) < 20


def test_forward_agrees_with_prcoords_to_a_millimetre():
    lon, lat = mainland_points(3000)
    for target, reference in (("gcj02", prcoords.wgs_gcj), ("bd09", prcoords.wgs_bd)):
        wanted = np.array([reference((y, x)) for x, y in zip(lon, lat, strict=True)])
        assert metres(*convert(lon, lat, "wgs84", target), wanted[:, 1], wanted[:, 0]).max() < 1e-3


def test_from_amap_to_baidu_agrees_with_prcoords_to_a_millimetre():
    lon, lat = convert(*mainland_points(3000), "wgs84", "gcj02")
    core = far_from_border(lon, lat)
    lon, lat = lon[core], lat[core]
    wanted = np.array([prcoords.gcj_bd((y, x)) for x, y in zip(lon, lat, strict=True)])
    assert metres(*convert(lon, lat, "gcj02", "bd09"), wanted[:, 1], wanted[:, 0]).max() < 1e-3


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_there_and_back_is_the_same_place_on_the_mainland(source, target):
    lon, lat = convert(*mainland_points(200_000, seed=1), "wgs84", source)
    back = convert(*convert(lon, lat, source, target), target, source)
    assert metres(*back, lon, lat).max() < 1e-6


@given(LONS, LATS, st.sampled_from(PAIRS))
@example(105.0, 35.0, ("gcj02", "wgs84"))
@example(104.9985, 30.0, ("gcj02", "wgs84"))
def test_there_and_back_is_the_same_place_anywhere_inside(lon, lat, pair):
    if not mainland.ground().contains(np.array([lon]), np.array([lat]))[0]:
        return
    source, target = pair
    here = convert(lon, lat, "wgs84", source)
    assert metres(*convert(*convert(*here, source, target), target, source), *here) < 1e-6


def test_there_and_back_holds_close_to_the_meridian_where_the_formula_has_a_kink():
    off = np.concatenate([[0.0], np.logspace(-16, -1, 2000)])
    lon, lat = np.concatenate([105 - off, 105 + off]), np.full(2 * off.size, 30.6)
    back = convert(*convert(lon, lat, "wgs84", "gcj02"), "gcj02", "wgs84")
    assert metres(*back, lon, lat).max() < 1e-6


@pytest.mark.parametrize(
    "place",
    [
        (126.98, 37.57),
        (105.85, 21.03),
        (121.56, 25.04),
        (114.158, 22.282),
        (113.543, 22.19),
        (0.0, 0.0),
        (-70.0, -33.0),
    ],
    ids=["Seoul", "Hanoi", "Taipei", "Hong Kong", "Macao", "Null Island", "Santiago"],
)
@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_off_the_mainland_nothing_moves(place, source, target):
    assert convert(*place, source, target) == place


@given(st.floats(-180, 180), st.floats(-90, 90), st.sampled_from(["gcj02", "bd09"]))
def test_forward_is_the_identity_outside_and_a_shift_inside(lon, lat, target):
    moved = convert(lon, lat, "wgs84", target)
    if mainland.ground().contains(np.array([lon]), np.array([lat]))[0]:
        assert 0 < metres(*moved, lon, lat) < 2000
    else:
        assert moved == (lon, lat)


def border_points(reach=0.02, seed=4):
    corners = np.array(
        [
            part.exterior.coords[i]
            for part in mainland.ground().polygon.geoms
            for i in range(0, len(part.exterior.coords), 3)
        ]
    )
    return (corners + np.random.default_rng(seed).uniform(-reach, reach, corners.shape)).T


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_along_the_border_an_inside_place_always_comes_back(datum):
    lon, lat = border_points()
    inside = mainland.ground().contains(lon, lat)
    assert inside.any()
    back = convert(*convert(lon[inside], lat[inside], "wgs84", datum), datum, "wgs84")
    assert metres(*back, lon[inside], lat[inside]).max() < 1e-6


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_where_two_places_share_an_image_the_inverse_takes_the_inside_one(datum):
    lon, lat = border_points()
    ground = mainland.ground()
    image = convert(*np.compress(ground.contains(lon, lat), [lon, lat], axis=1), "wgs84", datum)
    shared = ~ground.contains(*image)  # such an outside place is its own image, and an inside one's too
    assert shared.any()
    lon, lat = image[0][shared], image[1][shared]
    assert (np.array(convert(lon, lat, "wgs84", datum)) == (lon, lat)).all()
    assert ground.contains(*convert(lon, lat, datum, "wgs84")).all()


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_along_the_border_an_outside_place_comes_back_unless_an_inside_one_shares_its_image(datum):
    lon, lat = border_points()
    ground = mainland.ground()
    outside = ~ground.contains(lon, lat)
    lon, lat = lon[outside], lat[outside]
    back = convert(lon, lat, datum, "wgs84")
    same = (back[0] == lon) & (back[1] == lat)
    assert same.any()
    assert ground.contains(back[0][~same], back[1][~same]).all()


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_a_point_of_the_bare_strip_is_unshifted_as_if_the_mainland_went_on(datum):
    lon, lat = border_points()
    ground = mainland.ground()
    inside = ground.contains(lon, lat)
    lon, lat = lon[inside], lat[inside]
    back = convert(lon, lat, datum, "wgs84")
    bare = ~ground.contains(*back)
    assert bare.any()
    assert (metres(*back, lon, lat)[bare] > 0).all()
    beyond = convert(lon[~bare], lat[~bare], datum, "wgs84")
    assert ground.contains(*beyond).all()


def test_by_way_of_a_third_datum_is_the_same_as_directly():
    lon, lat = convert(*mainland_points(50_000, seed=5), "wgs84", "bd09")
    by_gcj = convert(*convert(lon, lat, "bd09", "gcj02"), "gcj02", "wgs84")
    assert metres(*by_gcj, *convert(lon, lat, "bd09", "wgs84")).max() < 1e-6


def test_cgcs2000_is_wgs84_under_its_own_name():
    place = (116.378, 39.912)
    assert convert(*place, "cgcs2000", "wgs84") == place
    assert convert(*place, "cgcs2000", "gcj02") == convert(*place, "wgs84", "gcj02")
    assert Datum.CGCS2000 != Datum.WGS84
    assert Datum.CGCS2000.label != Datum.WGS84.label


def test_a_datum_is_named_in_small_or_capital_letters():
    assert Datum.named("GCJ02") is Datum.GCJ02
    assert Datum.GCJ02.label["zh"] == "火星坐标 GCJ-02"


@pytest.mark.parametrize("name", ["", "wgs", "EPSG:4326", "gcj-2", None, 4326])
def test_an_unknown_datum_is_refused_with_the_known_ones_named(name):
    with pytest.raises(UnknownDatum, match="wgs84, gcj02, bd09, cgcs2000") as caught:
        convert(116.0, 40.0, name, "wgs84")
    assert caught.value.field == "datum"
    with pytest.raises(UnknownDatum):
        convert(116.0, 40.0, "wgs84", name)


def test_numbers_give_numbers_and_arrays_keep_their_shape():
    lon, lat = convert(116.378, 39.912, "wgs84", "gcj02")
    assert type(lon) is float
    assert type(lat) is float
    for shape in [(), (0,), (1,), (2, 3), (2, 0)]:
        out = convert(np.full(shape, 116.378), np.full(shape, 39.912), "wgs84", "gcj02")
        assert [np.shape(part) for part in out] == [shape, shape]
        assert (np.array(out[0]) == lon).all()
        assert (np.array(out[1]) == lat).all()


def test_lists_and_whole_numbers_are_taken_too():
    lon, lat = convert([116, 0], [40, 0], "wgs84", "gcj02")
    assert lon.dtype == float
    assert (lon[1], lat[1]) == (0, 0)
    assert lon[0] != 116


def test_what_is_handed_in_stays_as_it_was():
    lon, lat = np.array([116.378, 0.0]), np.array([39.912, 0.0])
    for target in Datum:
        out = convert(lon, lat, "gcj02", target)
        out[0][:] = 1
        assert lon.tolist() == [116.378, 0.0]


def test_nan_stays_nan_and_leaves_its_neighbours_alone():
    lon, lat = np.array([np.nan, 116.378, 116.378]), np.array([39.912, np.nan, 39.912])
    for source, target in PAIRS:
        out_lon, out_lat = convert(lon, lat, source, target)
        assert np.isnan(out_lon[0])
        assert np.isnan(out_lat[1])
        assert (out_lon[2], out_lat[2]) == convert(116.378, 39.912, source, target)


def test_many_points_come_out_as_one_by_one():
    lon, lat = mainland_points(150_000, seed=6)
    lon[::7] += 30  # some off the mainland
    all_at_once = convert(lon, lat, "gcj02", "wgs84")
    for i in range(0, lon.size, 4999):
        assert metres(*convert(lon[i], lat[i], "gcj02", "wgs84"), all_at_once[0][i], all_at_once[1][i]) < 1e-6


def test_as_many_longitudes_as_latitudes_are_wanted():
    with pytest.raises(InvalidPosition, match="longitudes"):
        convert([116.0, 117.0], [40.0], "wgs84", "gcj02")


def test_importing_reads_no_polygon():
    code = "from locator.datum import mainland; print(mainland.ground.cache_info().currsize)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "0"
