"""The ellipsoid's geometry, against PROJ."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from locator.ellipsoid import (
    ecef_m,
    ecef_of_point_m,
    least_geodesic_m,
    least_geodesics_m,
    longest_chord_m,
    short_geodesics_m,
)
from tests.nearest.geodesic_scan import GEOD, HOSTILE, columns, joined, world

MEASURED_M = 5e-8  # the errors of both sides together

degrees = st.one_of(st.sampled_from(HOSTILE), st.tuples(st.floats(-180, 180), st.floats(-90, 90)))
near_the_pole = st.tuples(st.floats(-180, 180), st.floats(89.9, 90))


def chord_m(one, other):
    return float(np.linalg.norm(np.subtract(ecef_of_point_m(*one), ecef_of_point_m(*other))))


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.tuples(degrees, degrees), st.tuples(near_the_pole, near_the_pole)))
def test_no_geodesic_is_shorter_than_its_chord_allows(pair):
    geodesic, chord = GEOD.inv(*pair[0], *pair[1])[2], chord_m(*pair)
    assert least_geodesic_m(chord) <= geodesic + MEASURED_M
    assert chord <= longest_chord_m(geodesic) + MEASURED_M
    assert least_geodesics_m(np.array([chord]))[0] == pytest.approx(least_geodesic_m(chord), abs=1e-8)


def test_no_geodesic_is_shorter_over_half_a_million_pairs():
    rng = np.random.default_rng(7)
    for reach in (1e-5, 1e-2, 1.0, 180.0):
        (lon, lat) = joined(world(rng, 60_000), (rng.uniform(-180, 180, 60_000), rng.uniform(88, 90, 60_000)))
        to_lon = (lon + rng.uniform(-reach, reach, len(lon)) + 180) % 360 - 180
        to_lat = np.clip(lat + rng.uniform(-reach, reach, len(lat)), -90, 90)
        chords = np.linalg.norm(ecef_m(lon, lat) - ecef_m(to_lon, to_lat), axis=1)
        spare = GEOD.inv(lon, lat, to_lon, to_lat)[2] - least_geodesics_m(chords)
        assert spare.min() > -MEASURED_M


def test_the_bound_is_reached_at_the_poles():
    pair = (0.0, 89.99), (180.0, 89.99)
    assert GEOD.inv(*pair[0], *pair[1])[2] == pytest.approx(least_geodesic_m(chord_m(*pair)), abs=1e-7)


@pytest.mark.parametrize("reach_m", [1, 100, 5_000, 20_000])
def test_short_geodesics_are_karneys_to_a_few_nanometres(reach_m):
    rng = np.random.default_rng(11)
    pole = rng.uniform(-180, 180, 50_000), rng.uniform(89.8, 90, 50_000)
    lon, lat = joined(world(rng, 50_000), pole, columns(HOSTILE))
    metres = rng.uniform(0.8 * reach_m, reach_m, len(lon))
    to_lon, to_lat, _ = GEOD.fwd(lon, lat, rng.uniform(-180, 180, len(lon)), metres)
    found = short_geodesics_m(ecef_m(lon, lat), ecef_m(to_lon, to_lat))
    error = found - GEOD.inv(lon, lat, to_lon, to_lat)[2]
    assert np.abs(error).max() < 1e-8
    assert abs(error.mean()) < 3e-10  # rounding, with nothing left out of the series


def test_a_point_is_no_way_from_itself():
    here = ecef_m(*columns(HOSTILE))
    assert short_geodesics_m(here, here).tolist() == [0.0] * len(HOSTILE)


@given(st.floats(0, 12_000_000))
def test_the_longest_chord_undoes_the_least_geodesic(chord):
    assert longest_chord_m(least_geodesic_m(chord)) == pytest.approx(chord, abs=1e-6)


def test_points_in_space_are_those_of_proj():
    lon, lat = joined(world(np.random.default_rng(3), 200), columns(HOSTILE))
    to_space = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    expected = np.column_stack(to_space.transform(lon, lat, np.zeros(len(lon))))
    np.testing.assert_allclose(ecef_m(lon, lat), expected, rtol=0, atol=1e-8)
    singles = [ecef_of_point_m(*point) for point in zip(lon.tolist(), lat.tolist(), strict=True)]
    np.testing.assert_allclose(singles, expected, rtol=0, atol=1e-8)
