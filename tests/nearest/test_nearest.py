"""Nearest stations: the same as measuring every station with Karney's geodesics, everywhere on Earth."""

import os
import subprocess
import sys

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.nearest import NearestIndex
from locator.nearest.search import Search
from tests.nearest.geodesic_scan import HOSTILE, antipodes, columns, joined, scan, towns, world


@pytest.fixture(scope="module")
def rng():
    return np.random.default_rng(20190920)


@pytest.fixture(scope="module")
def hostile():
    return columns(HOSTILE)


def assert_same(found, expected):
    np.testing.assert_array_equal(found[0], expected[0])
    np.testing.assert_allclose(found[1], expected[1], rtol=0, atol=1e-8)
    assert (found[0].dtype, found[1].dtype) == (np.int64, np.float64)


def test_10_000_answers_agree_with_measuring_every_station(rng, hostile):
    for scatter in (world, towns):
        stations = joined(scatter(rng, 380), hostile)
        spots = joined(stations, antipodes(stations), hostile)
        points = joined(spots, world(rng, 2500), towns(rng, 2500 - len(spots[0])))
        index = NearestIndex(*stations)
        whole = scan(stations, points, 7)
        assert_same(index.query(*points, 7), whole)
        assert_same(index.query(*points, 1), tuple(part[:, :1] for part in whole))
        for row in range(0, 5000, 3):
            single = index.query(points[0][row], points[1][row], 7)
            assert_same(single, tuple(part[row] for part in whole))


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.97, 1.0])
@pytest.mark.parametrize("scatter", [world, towns])
def test_a_filter_finds_what_measuring_its_stations_finds(rng, hostile, scatter, share):
    stations = joined(scatter(rng, 1400), hostile)
    points = joined(scatter(rng, 60), hostile, antipodes(scatter(rng, 4)))
    mask = rng.random(len(stations[0])) < share
    index, expected = NearestIndex(*stations), scan(stations, points, 4, mask)
    subset = index.subset(mask)
    assert_same(index.query(*points, 4, mask=mask), expected)
    assert_same(subset.query(*points, 4), expected)
    for row in range(len(points[0])):
        single = subset.query(points[0][row], points[1][row], 4)
        assert_same(single, (expected[0][row], expected[1][row]))


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_filter_that_leaves_most_of_a_large_index_is_exact_too(rng, share):
    stations = joined(world(rng, 4000), towns(rng, 4000))
    points = joined(world(rng, 40), towns(rng, 40))
    mask = rng.random(8000) < share
    assert_same(NearestIndex(*stations).query(*points, 3, mask=mask), scan(stations, points, 3, mask))


@pytest.mark.parametrize("k", [254, 255, 256, 257, 300, 600, 700])
def test_a_list_of_hundreds_is_exact_and_padded_past_the_last_station(rng, hostile, k):
    stations = joined(world(rng, 584), hostile)
    points = joined(world(rng, 8), hostile)
    index, expected = NearestIndex(*stations), scan(stations, points, k)
    assert_same(index.query(*points, k), expected)
    assert_same(index.query(points[0][0], points[1][0], k), (expected[0][0], expected[1][0]))


@pytest.mark.parametrize("k", [3, 40, 300])
def test_a_point_far_from_everything_is_answered_exactly_filtered_or_not(rng, k):
    stations = rng.uniform(75, 133, 9000), rng.uniform(19, 52, 9000)
    points = joined(antipodes(towns(rng, 10)), world(rng, 30), towns(rng, 10))
    mask = rng.random(9000) < 0.3
    index = NearestIndex(*stations)
    assert_same(index.query(*points, k), scan(stations, points, k))
    assert_same(index.query(*points, k, mask=mask), scan(stations, points, k, mask))


def test_a_batch_longer_than_a_chunk_keeps_the_order_of_its_points(rng):
    stations, points = towns(rng, 300), joined(towns(rng, 20_000), world(rng, 20_000))
    positions, metres = NearestIndex(*stations).query(*points, 2)
    some = rng.integers(0, 40_000, 500)
    expected = scan(stations, (points[0][some], points[1][some]), 2)
    assert_same((positions[some], metres[some]), expected)


def test_distances_are_those_of_geographiclib(rng, hostile):
    stations, points = joined(towns(rng, 200), hostile), joined(world(rng, 300), hostile)
    positions, metres = NearestIndex(*stations).query(*points, 2)
    for row, (lon, lat) in enumerate(zip(*points, strict=True)):
        for position, distance in zip(positions[row], metres[row], strict=True):
            there = stations[1][position], stations[0][position]
            assert Geodesic.WGS84.Inverse(lat, lon, *there)["s12"] == pytest.approx(distance, abs=5e-8)


def test_the_nearest_may_lie_across_the_antimeridian():
    positions, metres = NearestIndex([179.0, -179.9], [0, 0]).query(179.9, 0.0, 1)
    assert positions.tolist() == [1]
    assert metres[0] == pytest.approx(0.2 * np.pi / 180 * 6378137, abs=1e-6)


def test_180_east_and_180_west_are_one_meridian():
    index = NearestIndex([180.0, -180.0, 180.0], [20.0, 20.0, 20.0])
    for lon in (180.0, -180.0):
        positions, metres = index.query(lon, 20.0, 3)
        assert (positions.tolist(), metres.tolist()) == ([0, 1, 2], [0, 0, 0])


def test_every_longitude_of_a_pole_is_the_pole():
    index = NearestIndex([10.0, 100.0, -170.0], [90.0, 90.0, -90.0])
    positions, metres = index.query([0.0, 55.0], [90.0, 90.0], 2)
    assert (positions.tolist(), metres.tolist()) == ([[0, 1], [0, 1]], [[0, 0], [0, 0]])


def test_a_station_may_be_at_the_other_end_of_the_earth():
    half_meridian_m = 20_003_931.458625
    for found in (
        NearestIndex([30.0], [-90.0]).query([-150.0], [90.0], 1),
        NearestIndex([0], [0]).query(180.0, 0.0, 1),
    ):
        assert found[1].ravel()[0] == pytest.approx(half_meridian_m, abs=1e-6)


def test_equal_distances_come_in_row_order():
    index = NearestIndex([1.0, -1.0, 1.0, 0.0, -1.0], [0.0, 0.0, 0.0, 5.0, 0.0])
    for k in range(1, 6):
        assert index.query(0.0, 0.0, k)[0].tolist() == [0, 1, 2, 4, 3][:k]
        assert index.query([0.0], [0.0], k)[0].tolist() == [[0, 1, 2, 4, 3][:k]]


def test_a_heap_of_stations_on_one_spot_is_listed_by_row_without_measuring_them_all(monkeypatch):
    index = NearestIndex(np.r_[np.full(50_000, 109.5), 109.6], np.full(50_001, 18.25))
    monkeypatch.setattr(Search, "_scanned", None)  # calling it would fail
    assert index.query(109.5, 18.2, 4)[0].tolist() == [0, 1, 2, 3]
    assert index.subset(np.arange(50_001) % 2 == 1).query([109.5], [18.2], 3)[0].tolist() == [[1, 3, 5]]
    assert index.query(109.6, 18.25, 2)[0].tolist() == [50_000, 0]


def test_the_index_keeps_nothing_of_the_arrays_it_was_given():
    lon, lat, mask = np.array([100.0, 110.0]), np.array([30.0, 31.0]), np.array([True, False])
    index = NearestIndex(lon, lat)
    subset = index.subset(mask)
    lon[:], lat[:], mask[:] = 0, 0, True
    assert index.query(110.0, 31.0, 1)[1].tolist() == [0]
    assert subset.query(110.0, 31.0, 2)[0].tolist() == [0, -1]
    assert (len(index), len(subset)) == (2, 1)


FORK = """
import os, signal, sys
before = dict(os.environ)
import numpy as np
from locator.nearest import NearestIndex
assert dict(os.environ) == before
rng = np.random.default_rng(1)
index = NearestIndex(rng.uniform(73, 135, 5000), rng.uniform(18, 53, 5000))
points = rng.uniform(73, 135, 50000), rng.uniform(18, 53, 50000)
single, batch = index.query(100.0, 30.0, 3)[0], index.query(*points, 2)[0]
child = os.fork()
if child == 0:
    signal.alarm(30)
    same = (index.query(100.0, 30.0, 3)[0] == single).all() and (index.query(*points, 2)[0] == batch).all()
    os._exit(0 if same else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.parametrize("threads", [None, "4"])
def test_a_forked_worker_answers_after_its_parent_did(threads):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OMP_")}
    env = kept | ({"OMP_NUM_THREADS": threads} if threads else {})
    ran = subprocess.run([sys.executable, "-c", FORK], env=env, capture_output=True, timeout=100, check=False)
    assert ran.returncode == 0, ran.stderr.decode()


degrees = st.one_of(
    st.sampled_from(HOSTILE),
    st.tuples(st.integers(-6, 6).map(lambda n: n * 30.0), st.integers(-3, 3).map(lambda n: n * 30.0)),
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
    st.tuples(st.floats(109.4, 109.6), st.floats(18.2, 18.3)),
)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(degrees, max_size=30), st.lists(degrees, min_size=1, max_size=6), st.integers(0, 40), st.data()
)
def test_any_query_is_a_full_scan_in_disguise(pairs, asked, k, data):
    stations, points = columns(pairs), columns(asked)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs))), dtype=bool)
    index = NearestIndex(*stations)
    for chosen in (None, mask):
        found = index.query(*points, k, mask=chosen)
        singles = zip(*(index.query(*point, k, mask=chosen) for point in asked), strict=True)
        for part, single in zip(found, singles, strict=True):
            np.testing.assert_allclose(part, np.stack(single), rtol=0, atol=1e-8)
        assert_same(found, scan(stations, points, k, chosen))
