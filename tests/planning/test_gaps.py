"""Where nobody is near enough: what hangs together, and the largest circle without a station."""

import h3
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from locator.nearest import NearestIndex
from locator.planning.coverage import Stations, StraightLine, coverage, in_metres
from locator.planning.coverage.cells import CellPeople, resolution_for
from locator.planning.demand import of_points
from locator.planning.gaps import gaps_of, largest_empty_circle

GEOD = Geod(ellps="WGS84")
RESOLUTION = 8
CENTRE = h3.latlng_to_cell(18.25, 109.5, RESOLUTION)


def people_in(cells: dict[str, float], covered: dict[str, float] | None = None) -> CellPeople:
    order = sorted(cells, key=h3.str_to_int)
    numbers = np.array([h3.str_to_int(cell) for cell in order], dtype=np.uint64)
    served = np.array([[(covered or {}).get(cell, 0.0) for cell in order]])
    return CellPeople(numbers, np.array([cells[cell] for cell in order]), served)


def away(steps: int) -> str:
    return sorted(h3.grid_ring(CENTRE, steps))[0]


NOBODY_NEAR = NearestIndex([109.0], [18.0])


def test_neighbours_are_one_gap_and_who_lives_apart_is_another() -> None:
    town = dict.fromkeys(h3.grid_disk(CENTRE, 1), 10.0)
    found = gaps_of(people_in(town | {away(3): 500.0, away(5): 0.5}), NOBODY_NEAR)
    assert [(gap.people, len(gap.cells)) for gap in found] == [(500, 1), (70, 7)]
    assert gaps_of(people_in(town | {away(3): 500.0}), NOBODY_NEAR, most=1)[0].people == 500


def test_only_those_who_are_not_covered_form_a_gap() -> None:
    cells, served = {CENTRE: 30.0, away(3): 20.0, away(6): 9.0}, {CENTRE: 10.0, away(3): 20.0}
    found = gaps_of(people_in(cells, served), NOBODY_NEAR)
    assert [gap.people for gap in found] == [20, 9]
    assert sum(gap.people for gap in found) == 29
    assert gaps_of(people_in({CENTRE: 5.0}, {CENTRE: 5.0}), NOBODY_NEAR) == []
    assert gaps_of(people_in({}), NOBODY_NEAR) == []


def test_thinly_peopled_cells_join_no_gap_where_a_density_is_told() -> None:
    row = dict.fromkeys(h3.grid_path_cells(away(4), CENTRE), 2.0)
    cells = row | {CENTRE: 900.0, away(4): 800.0}
    km2 = h3.cell_area(CENTRE, unit="km^2")
    assert [gap.people for gap in gaps_of(people_in(cells), NOBODY_NEAR)] == [sum(cells.values())]
    dense = gaps_of(people_in(cells), NOBODY_NEAR, least_per_km2=3 / km2)
    assert [gap.people for gap in dense] == [900, 800]


def test_a_gap_is_named_by_the_nearest_place_and_outlined() -> None:
    (gap,) = gaps_of(people_in({CENTRE: 30.0, away(1): 10.0}), NOBODY_NEAR)
    assert (gap.place, gap.place_m < 5_000) == ("三亚市", True)
    assert gap.shape.covers(shapely.Point(gap.lon, gap.lat))
    assert h3.latlng_to_cell(gap.lat, gap.lon, RESOLUTION) == CENTRE
    far_off = h3.latlng_to_cell(-30.0, -51.2, RESOLUTION)
    assert gaps_of(people_in({far_off: 1.0}), NOBODY_NEAR)[0].place == ""


spots = st.lists(st.tuples(st.floats(109.3, 109.7), st.floats(18.0, 18.5)), min_size=1, max_size=12)
star = shapely.Polygon(
    [(109.4, 18.1), (109.5, 18.2), (109.62, 18.12), (109.55, 18.27), (109.6, 18.4), (109.45, 18.3)]
)


@settings(max_examples=40, deadline=None)
@given(spots)
def test_no_centre_in_the_outline_is_farther_from_every_station(stations: list[tuple[float, float]]) -> None:
    lon, lat = np.array(stations).T
    circle = largest_empty_circle(star, NearestIndex(lon, lat))
    assert circle is not None
    assert star.covers(shapely.Point(circle.lon, circle.lat))
    told = GEOD.inv([circle.lon] * len(lon), [circle.lat] * len(lon), lon, lat)[2]
    assert min(told) == pytest.approx(circle.radius_m, abs=1e-6)
    x, y = (grid.ravel() for grid in np.meshgrid(np.linspace(109.4, 109.62, 60), np.linspace(18.1, 18.4, 60)))
    inside = shapely.contains_xy(star, x, y)
    corners = shapely.get_coordinates(star)
    x, y = np.append(x[inside], corners[:, 0]), np.append(y[inside], corners[:, 1])
    best = NearestIndex(lon, lat).query(x, y, 1)[1].max()
    assert best <= circle.radius_m + max(1.0, 0.002 * circle.radius_m)


def test_between_the_corners_of_a_square_the_circle_is_round_its_middle() -> None:
    corners = [(109.4, 18.1), (109.6, 18.1), (109.4, 18.3), (109.6, 18.3)]
    circle = largest_empty_circle(
        shapely.box(109.41, 18.11, 109.59, 18.29), NearestIndex(*np.array(corners).T)
    )
    assert circle is not None
    assert (circle.lon, circle.lat) == pytest.approx((109.5, 18.2), abs=1e-3)
    assert circle.radius_m == pytest.approx(GEOD.inv(109.5, 18.2, 109.4, 18.1)[2], rel=2e-3)


def test_without_stations_there_is_no_circle() -> None:
    assert largest_empty_circle(star, NearestIndex([], [])) is None


def test_the_gaps_of_a_town_are_its_uncovered_people() -> None:
    rng = np.random.default_rng(5)
    lon, lat, people = rng.normal(109.5, 0.05, 5_000), rng.normal(18.25, 0.05, 5_000), rng.random(5_000)
    there = Stations(rng.normal(109.5, 0.04, 30), rng.normal(18.25, 0.04, 30), np.full(30, np.nan))
    reach = StraightLine(there.lon, there.lat, in_metres([500, 1000]))
    found = coverage([of_points(lon, lat, people)], there, reach, resolution=8)
    assert found.cells is not None
    for band in range(2):
        gaps = gaps_of(found.cells, NearestIndex(there.lon, there.lat), band, most=10**6, least_people=0)
        uncovered = people.sum() - found.by_moment.covered[band, 0, 0]
        assert sum(gap.people for gap in gaps) == pytest.approx(uncovered, rel=1e-9)
        assert sorted((gap.people for gap in gaps), reverse=True) == [gap.people for gap in gaps]
        assert all(gap.circle is not None and gap.circle.radius_m > 0 for gap in gaps)


def test_cells_fit_the_radius_and_a_grid_s_neighbours_hang_together() -> None:
    across = [
        h3.average_hexagon_edge_length(resolution_for(radius), unit="m") * 3**0.5 for radius in (500, 1000)
    ]
    assert across[0] < 500
    assert across[1] < 1000
    sparse = resolution_for(500, spacing_m=1_000)
    lat, lon = (
        grid.ravel() for grid in np.meshgrid(np.arange(18, 18.2, 0.009), np.arange(109, 109.2, 0.0095))
    )
    cells = dict.fromkeys((h3.latlng_to_cell(y, x, sparse) for x, y in zip(lon, lat, strict=True)), 5.0)
    assert len(gaps_of(people_in(cells), NOBODY_NEAR)) == 1
