"""Still maps as SVG paths: true to the ground they show."""

import re

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from locator.maps.sketch import LOWEST, TALLEST, WIDTH, frame_of, ground, path, spots

lons, lats = st.floats(-179, 179), st.floats(-80, 80)


@given(lon=st.tuples(lons, lons), lat=st.tuples(lats, lats))
def test_all_that_is_shown_lies_in_the_frame_with_room_round_it(
    lon: tuple[float, float], lat: tuple[float, float]
) -> None:
    frame = frame_of((min(lon), min(lat), max(lon), max(lat)))
    places = spots([*lon], [*lat], frame)
    assert (frame.width, LOWEST <= frame.height <= TALLEST) == (WIDTH, True)
    assert (places >= -1e-6).all()
    assert (places <= np.array([frame.width, frame.height]) + 1e-6).all()


def test_north_is_up_and_a_square_stays_one() -> None:
    frame = frame_of((109.0, 18.0, 110.0, 19.0))
    (x, y), (east, _), (_, north) = spots(
        [109.5, 109.6, 109.5], [18.5, 18.5, 18.5 + 0.1 * 0.9483], frame
    ).tolist()
    assert (east > x, north < y) == (True, True)
    assert east - x == pytest.approx(y - north, rel=1e-3)


def test_a_path_goes_round_every_ring_and_closes_it() -> None:
    ring = shapely.box(109.2, 18.2, 109.8, 18.8)
    shape = ring.difference(shapely.box(109.4, 18.4, 109.6, 18.6))
    drawn = path(
        [shape, shapely.MultiPolygon([shapely.box(109, 18, 109.1, 18.1)])], frame_of((109, 18, 110, 19))
    )
    assert (drawn.count("M"), drawn.count("Z")) == (3, 3)
    assert re.fullmatch(r"(M[\d.-]+ [\d.-]+(L[\d.-]+ [\d.-]+)+Z)+", drawn)


def test_what_would_be_a_speck_is_left_out_and_nothing_draws_nothing() -> None:
    frame = frame_of((70, 10, 140, 55))
    assert path([shapely.Point(109.5, 18.25).buffer(1e-6)], frame) == ""
    assert path([], frame) == ""


def test_the_ground_of_an_island_is_its_coast() -> None:
    drawn = ground(frame_of((108.4, 18.0, 111.2, 20.3)))
    assert drawn["land"].startswith("M")
    assert drawn == ground(frame_of((108.4, 18.0, 111.2, 20.3)))
