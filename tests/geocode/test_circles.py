"""Distances and circles are never too small."""

from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from locator.geocode.circles import Circle, covering_radius_m, distance_m
from locator.station import Position

GEOD = Geod(ellps="WGS84")
positions = st.builds(Position, st.floats(73, 136), st.floats(3, 54))


@given(positions, positions)
def test_the_distance_is_never_short_and_at_most_one_percent_long(one: Position, other: Position) -> None:
    truth = GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2]
    assert truth - 0.01 <= distance_m(one, other) <= truth * 1.011 + 0.01


@given(positions, st.lists(st.builds(Circle, positions, st.floats(1, 1e5)), min_size=1, max_size=5))
def test_the_covering_circle_holds_every_circle(centre: Position, circles: list[Circle]) -> None:
    radius_m = covering_radius_m(centre, circles)
    for circle in circles:
        away = GEOD.inv(centre.lon, centre.lat, circle.centre.lon, circle.centre.lat)[2]
        assert away + circle.radius_m <= radius_m + 0.01
