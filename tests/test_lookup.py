from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pyproj import Geod

from locator import datum
from locator.catalog import Catalog
from locator.lookup import CHINA, EXACT_FIRST_WITHIN_M, NearestQuery, nearest, ranked
from tests.made_up import station

SANYA = {"lon": 109.50, "lat": 18.25}
GEOD = Geod(ellps="WGS84")


def ids(catalog: Catalog, **asked: object) -> list[str]:
    return [hit.station.id[-1] for hit in nearest(catalog, NearestQuery.model_validate({**SANYA, **asked}))]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog(
        [
            station(1, 109.52, 18.25, amenities={"toilet": "yes"}, opening_hours="Mo-Su 08:00-20:00"),
            station(2, 109.50, 18.26, status="paused"),
            station(
                3, 109.50, 18.25, precision="district", uncertainty_m=17_000, amenities={"toilet": "yes"}
            ),
            station(4, 109.60, 18.25, amenities={"toilet": "yes", "aed": "yes"}, opening_hours="24/7"),
            station(5),
        ]
    )


def test_a_coarse_position_comes_after_every_exact_one_within_five_kilometres(catalog: Catalog) -> None:
    assert ids(catalog) == ["1", "3", "4"]


def test_a_coarse_position_shows_its_distance_as_a_range(catalog: Catalog) -> None:
    hit = next(
        hit for hit in nearest(catalog, NearestQuery(lon=109.6, lat=18.25)) if hit.station.id[-1] == "3"
    )
    assert (hit.reach.distance_min_m, hit.reach.distance_max_m) == (0, hit.reach.distance_m + 17_000)


def test_the_bearing_runs_clockwise_from_north(catalog: Catalog) -> None:
    hit = nearest(catalog, NearestQuery(**SANYA))[0]
    assert hit.reach.bearing_deg == pytest.approx(90, abs=0.1)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"k": 1}, ["1"]),
        ({"amenities": "toilet,aed"}, ["4"]),
        ({"amenities": ["aed"]}, ["4"]),
        ({"status": "paused,operating"}, ["2", "1", "3", "4"]),
        ({"max_uncertainty_m": 100}, ["1", "4"]),
        ({"max_distance_m": 3_000}, ["1", "3"]),
        ({"state": "open", "open_at": "2026-06-03T12:00"}, ["1", "4"]),
        ({"state": "open", "open_at": "2026-06-03T23:00"}, ["4"]),
        ({"state": "unknown", "open_at": "2026-06-03T12:00"}, ["3"]),
        ({"state": "closed", "open_at": "2026-06-03T15:30:00+00:00"}, ["1"]),
    ],
)
def test_filters(catalog: Catalog, asked: dict[str, object], found: list[str]) -> None:
    assert ids(catalog, **asked) == found


def test_open_at_tells_the_state_and_filters_nothing(catalog: Catalog) -> None:
    night = nearest(catalog, NearestQuery.model_validate({**SANYA, "open_at": "2026-06-03T23:00"}))
    assert [(hit.station.id[-1], hit.reach.opening.state) for hit in night] == [
        ("1", "closed"),
        ("3", "unknown"),
        ("4", "open"),
    ]
    assert night[0].reach.opening.until == datetime(2026, 6, 4, 8, tzinfo=CHINA)


@pytest.mark.parametrize("name", ["gcj02", "bd09", "cgcs2000"])
def test_a_point_in_another_datum_is_the_same_point(catalog: Catalog, name: str) -> None:
    lon, lat = datum.convert(109.52, 18.25, "wgs84", name)
    hit = nearest(catalog, NearestQuery(lon=float(lon), lat=float(lat), datum=name))[0]
    assert hit.reach.distance_m < 1e-3


def test_swapped_coordinates_of_a_place_in_china_are_refused() -> None:
    for lon, lat in ((18.25, 109.5), (43.8, 87.6)):
        with pytest.raises(ValidationError):
            NearestQuery(lon=lon, lat=lat)


points = st.tuples(st.floats(73, 135), st.floats(18, 53))


@given(stations=st.lists(st.tuples(points, st.booleans()), max_size=25), asked=points, k=st.integers(1, 30))
def test_the_order_is_that_of_a_full_scan(
    stations: list[tuple[tuple[float, float], bool]], asked: tuple[float, float], k: int
) -> None:
    made = [
        station(number, *point, precision="street" if exact else "district", uncertainty_m=50)
        for number, (point, exact) in enumerate(stations)
    ]
    metres = [GEOD.inv(*asked, *point)[2] for point, _exact in stations]
    late = [
        not (exact and far <= EXACT_FIRST_WITHIN_M)
        for (_point, exact), far in zip(stations, metres, strict=True)
    ]
    expected = sorted(zip(late, metres, strict=True))[:k]
    hits = nearest(Catalog(made), NearestQuery(lon=asked[0], lat=asked[1], k=k))
    assert [hit.reach.distance_m for hit in hits] == pytest.approx([far for _late, far in expected], abs=1e-6)


def test_many_points_at_once_get_what_each_gets_alone(catalog: Catalog) -> None:
    lon, lat = np.array([109.5, 109.6, 110.0]), np.array([18.25, 18.25, 19.0])
    everybody = np.ones(len(catalog), dtype=bool)
    rows, metres = ranked(catalog, everybody, lon, lat, 3)
    for number in range(3):
        one_rows, one_metres = ranked(catalog, everybody, lon[number], lat[number], 3)
        assert rows[number].tolist() == one_rows.tolist()
        assert metres[number] == pytest.approx(one_metres)
