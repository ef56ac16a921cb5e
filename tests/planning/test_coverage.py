"""Who has a station near enough in a straight line: exactly, by hour, by district, and by which station alone."""

from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from locator.catalog import Catalog
from locator.errors import InvalidInput, NotFound
from locator.hours.calendar import Kind, day_of
from locator.hours.evaluation import CHINA
from locator.planning.areas import Areas
from locator.planning.coverage import (
    Coverage,
    Moment,
    Stations,
    StraightLine,
    access_of,
    coverage,
    in_metres,
    in_minutes,
    kinds_of_day,
    spacing_m,
)
from locator.planning.coverage.counted import counted_stations
from locator.planning.coverage.document import document_of
from locator.planning.coverage.study import Asked, study
from locator.planning.demand import Layer, Points, of_points
from tests.made_up import station

GEOD = Geod(ellps="WGS84")
M = 1 / 111_000  # degrees, about a metre
TODAY = date(2026, 6, 1)

degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
near = st.tuples(st.floats(109.49, 109.51), st.floats(18.24, 18.26))
at_the_seam = st.tuples(st.sampled_from([-180.0, 180.0, 179.995, -179.995]), st.floats(-0.01, 0.01))
at_the_pole = st.tuples(st.floats(-180, 180), st.floats(89.99, 90))


def stations(lon: Any, lat: Any, capacity: Any = None) -> Stations:
    lons, lats = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    room = np.full(len(lons), np.nan) if capacity is None else np.asarray(capacity, dtype=float)
    return Stations(lons, lats, room)


def covered(
    layers: list[Layer],
    there: Stations,
    limits: list[float],
    moments: tuple[Moment, ...] = (),
    **options: Any,
) -> Coverage:
    reach = StraightLine(there.lon, there.lat, in_metres(limits))
    return coverage(layers, there, reach, moments=moments, **options)


# ——— near enough ———


@pytest.mark.parametrize(
    "spots", [near, at_the_seam, at_the_pole, degrees], ids=["near", "seam", "pole", "any"]
)
def test_the_pairs_are_those_of_geodesics_one_by_one(spots: st.SearchStrategy[tuple[float, float]]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(spots, min_size=1, max_size=8), st.lists(spots, min_size=1, max_size=8), st.floats(1, 1e5)
    )
    def same(places: list[tuple[float, float]], there: list[tuple[float, float]], limit: float) -> None:
        limits = sorted({limit, limit / 2})
        lon, lat = np.array(places).T
        told = StraightLine(*np.array(there).T, in_metres(limits)).pairs(lon, lat)
        expected = {}
        for point, place in enumerate(places):
            for number, door in enumerate(there):
                far = GEOD.inv(*place, *door)[2]
                if far <= limit:
                    expected[point, number] = int(far > limits[0])
        pairs = zip(told.point.tolist(), told.station.tolist(), strict=True)
        assert dict(zip(pairs, told.band.tolist(), strict=True)) == expected

    same()


@settings(max_examples=100, deadline=None)
@given(degrees, st.floats(0, 360), st.floats(1, 99_000))
@example((109.5, 18.25), 90.0, 1000.0)
def test_a_limit_that_is_the_very_distance_holds_and_a_micrometre_less_does_not(
    place: tuple[float, float], bearing: float, metres: float
) -> None:
    door = GEOD.fwd(*place, bearing, metres)[:2]
    far = GEOD.inv(*place, *door)[2]
    lon, lat = np.array([place]).T
    for limit, pairs in ((far, 1), (far - 1e-6, 0)):
        assert len(StraightLine(*np.array([door]).T, in_metres([limit])).pairs(lon, lat).point) == pairs


@pytest.mark.parametrize("limits", [[], [0], [-5], [float("nan")], [1e9]])
def test_limits_of_no_use_are_refused(limits: list[float]) -> None:
    for make in (in_metres, in_minutes):
        with pytest.raises(InvalidInput) as told:
            make(limits)
        assert told.value.field in ("radius", "minutes")


# ——— sums ———


def test_shares_twice_losses_and_room_of_a_town_that_one_can_reckon_by_hand() -> None:
    there = stations([109.5, 109.5 + 1200 * M, 109.6], [18.25] * 3, [10, np.nan, 30])
    people = of_points([109.5, 109.5 + 600 * M, 109.5 + 1200 * M, 109.7], [18.25] * 4, [100, 40, 10, 850])
    found = covered([people], there, [300, 800])
    assert found.by_moment.covered[:, 0, 0].tolist() == [110, 150]
    assert found.by_moment.twice[:, 0, 0].tolist() == [0, 40]
    assert found.lost.tolist() == [[100, 10, 0], [100, 10, 0]]
    assert found.share(found.by_moment.covered, band=1) == pytest.approx(0.15)
    access = access_of(found, there.capacity)
    assert access.people_near.tolist() == [[100, 10, 0], [140, 50, 0]]
    assert (access.known, access.assumed) == (2, 20)
    assert access.places[:, 0] == pytest.approx([30 * 10, 30 * 10])  # both stations' room over 1,000 people
    assert spacing_m(there.lon, there.lat)[0] == pytest.approx(GEOD.inv(109.5, 18.25, there.lon[1], 18.25)[2])


def test_a_lone_station_has_no_neighbour_and_two_at_one_spot_have() -> None:
    assert spacing_m([109.5], [18.25]).tolist() == [np.inf]
    assert spacing_m([109.5, 109.5], [18.25, 18.25]).tolist() == [0, 0]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40), st.integers(0, 12))
def test_what_is_counted_together_is_what_is_counted_one_by_one(seed: int, places: int, doors: int) -> None:
    rng = np.random.default_rng(seed)
    lon, lat = rng.uniform(109.49, 109.52, places), rng.uniform(18.24, 18.27, places)
    lon[0], lat[0] = 109.5, 18.25  # somebody is in the area
    people, there = (
        rng.random(places),
        stations(rng.uniform(109.49, 109.52, doors), rng.uniform(18.24, 18.27, doors)),
    )
    open_ = rng.random((2, doors)) < 0.6
    unknown = ~open_ & (rng.random((2, doors)) < 0.5)
    moments = tuple(
        Moment(datetime(2026, 6, 1, hour, tzinfo=CHINA), "workday", open_[i], unknown[i])
        for i, hour in enumerate((9, 23))
    )
    districts = Areas(
        ("a", "b"), ("", ""),
        np.array([shapely.box(109.48, 18.2, 109.505, 18.26), shapely.box(109.5, 18.2, 109.51, 18.3)]),
    )  # fmt: skip
    limits = [400.0, 900.0]
    found = covered([of_points(lon, lat, people)], there, limits, moments, areas=districts)
    share = np.zeros((3, places))
    told = districts.shares(lon, lat)
    np.add.at(share, (told.area, told.point), told.share)
    spots = zip(lon.tolist(), lat.tolist(), strict=True)
    far = np.array([GEOD.inv([x] * doors, [y] * doors, there.lon, there.lat)[2] for x, y in spots])
    for band, limit in enumerate(limits):
        for moment in range(2):
            count = (far <= limit).astype(int) @ open_[moment]
            maybe = (count == 0) & ((far <= limit) @ unknown[moment] > 0)
            for name, flags in (("covered", count >= 1), ("twice", count >= 2), ("unsure", maybe)):
                expected = share @ (people * flags)
                assert getattr(found.by_moment, name)[band, moment] == pytest.approx(expected, abs=1e-12)
        alone = ((far <= limit) & open_[0]) & ((far <= limit).astype(int) @ open_[0] == 1)[:, None]
        assert found.lost[band] == pytest.approx((people * share[:2].sum(0)) @ alone, abs=1e-12)
    assert found.people.sum(1) == pytest.approx([people.sum()] * 2, rel=1e-12)


def test_a_raster_s_many_blocks_add_up_in_any_order() -> None:
    rng = np.random.default_rng(8)
    lon, lat, people = rng.uniform(109, 110, 200_000), rng.uniform(18, 19, 200_000), rng.random(200_000)
    parts = [Points(lon[i::7], lat[i::7], people[i::7]) for i in range(7)]
    layer = Layer("many", "raster", lambda: iter(parts))
    there = stations(rng.uniform(109, 110, 500), rng.uniform(18, 19, 500))
    done: list[int] = []
    one = covered([of_points(lon, lat, people)], there, [500, 1000], resolution=7)
    other = covered([layer], there, [500, 1000], resolution=7, progress=done.append)
    assert other.by_moment.covered == pytest.approx(one.by_moment.covered, rel=1e-12)
    assert other.lost == pytest.approx(one.lost, rel=1e-12)
    assert done == sorted(done)
    assert done[-1] == 200_000
    assert one.cells is not None
    assert other.cells is not None
    assert other.cells.cell.tolist() == one.cells.cell.tolist()
    assert other.cells.people.sum() == pytest.approx(people.sum(), rel=1e-12)
    assert other.cells.covered.sum(1) == pytest.approx(one.by_moment.covered[:, 0, 0], rel=1e-12)


def test_layers_count_by_their_weight_at_their_hours() -> None:
    homes, work = of_points([109.5], [18.25], [100], "homes"), of_points([109.6], [18.25], [60], "work")
    night = Layer("homes", "points", homes.blocks, 1.0, frozenset({22, 23, 0, 1, 2, 3}))
    day = Layer("work", "points", work.blocks, 0.5, frozenset(range(8, 20)))
    there = stations([109.6], [18.25])
    always = np.ones(1, dtype=bool), np.zeros(1, dtype=bool)
    moments = tuple(Moment(datetime(2026, 6, 1, hour, tzinfo=CHINA), "", *always) for hour in (23, 9))
    found = covered([night, day], there, [500], moments)
    assert found.people[:, 0].tolist() == [100, 30]
    assert [found.share(found.by_moment.covered, 0, moment) for moment in (0, 1)] == [0, 1]
    any_time = covered([night, day], there, [500])
    assert any_time.people[0, 0] == pytest.approx(100 * 6 / 24 + 30 * 12 / 24)


def test_work_can_be_broken_off() -> None:
    class Cancelled(Exception):
        pass

    def cancel(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        covered([of_points([109.5], [18.25], [1])], stations([109.5], [18.25]), [500], progress=cancel)


def test_no_demand_and_none_in_the_area_are_told_apart() -> None:
    there, far = stations([109.5], [18.25]), Areas(("x",), ("",), np.array([shapely.box(0, 0, 1, 1)]))
    with pytest.raises(InvalidInput, match="nobody is there"):
        covered([of_points([109.5], [18.25], [0])], there, [500])
    with pytest.raises(InvalidInput, match="no demand in the area") as told:
        covered([of_points([109.5], [18.25], [1])], there, [500], areas=far)
    assert told.value.field == "--area"


# ——— a registry ———

ALL_DAY, LONG, OFFICE = "24/7", "Mo-Su 06:00-23:00", "Mo-Fr 09:00-12:00,14:00-17:30"


def city(count: int = 400, **fields: Any) -> tuple[Catalog, Layer]:
    """Stations whose hours are as the press told of 2024: 6.5 % open day and night, 11 % with long hours."""
    rng = np.random.default_rng(2024)
    lon, lat = rng.uniform(109.4, 109.6, count), rng.uniform(18.2, 18.4, count)
    hours = [ALL_DAY if i < 0.065 * count else LONG if i < 0.175 * count else OFFICE for i in range(count)]
    made = [
        station(i, float(lon[i]), float(lat[i]), opening_hours=hours[i], holidays="closed", **fields)
        for i in range(count)
    ]
    spots = rng.integers(0, count, 3_000)
    return Catalog(made), of_points(lon[spots], lat[spots], rng.random(3_000))


def asked(layer: Layer, limits: list[float], **options: Any) -> Asked:
    return Asked(in_metres(limits), [layer], TODAY, **options)


def test_night_and_holidays_are_far_below_an_office_day() -> None:
    catalog, layer = city()
    document = document_of(study(catalog, asked(layer, [500, 1000])), catalog)
    share = {(each["day"], each["hour"]): each["bands"][0]["share"] for each in document["hours"]}
    assert len(share) == 3 * 24
    assert document["bands"][0]["share"] == 1
    assert share["workday", 10] == 1
    assert share["workday", 3] < 0.35
    assert share["workday", 13] < 0.6  # chained shut at midday
    assert share["weekend", 10] < 0.6
    assert share["holiday", 10] < 0.35
    assert share["workday", 3] < share["workday", 22] < share["workday", 15]
    at_night = next(each for each in document["hours"] if (each["day"], each["hour"]) == ("workday", 3))
    assert (at_night["open"], at_night["closed"], at_night["unknown_hours"]) == (26, 374, 0)


def test_a_station_with_unknown_hours_counts_as_neither_and_is_told_apart() -> None:
    catalog = Catalog([station(1, 109.5, 18.25), station(2, 109.6, 18.25, opening_hours=ALL_DAY)])
    layer = of_points([109.5, 109.6, 109.7], [18.25] * 3, [30, 20, 50])
    moment = datetime(2026, 6, 3, 14, tzinfo=CHINA)
    document = document_of(study(catalog, asked(layer, [500], at=moment, by_hour=False)), catalog)
    (band,) = document["bands"]
    assert (band["share"], band["unknown_hours_share"], band["uncovered"]) == (0.2, 0.3, 80)
    assert document["stations"] == {
        "counted": 2, "coarse": 0, "coarse_counted": False, "without_position": 0,
        "open": 1, "closed": 0, "unknown_hours": 1,
    }  # fmt: skip


def test_coarse_positions_are_left_out_unless_asked_for_and_counted() -> None:
    rough = {"precision": "district", "uncertainty_m": 20_000.0}
    catalog = Catalog([station(1, 109.5, 18.25), station(2, 109.6, 18.25, **rough), station(3)])
    found = counted_stations(catalog)
    assert (len(found.rows), found.coarse, found.unplaced) == (1, 1, 1)
    assert len(counted_stations(catalog, include_coarse=True).rows) == 2
    for catalog in (Catalog([station(2, 109.6, 18.25, **rough)]), Catalog([station(3)]), Catalog([])):
        with pytest.raises(NotFound, match=r"locator import.*locator geocode.*locator demo"):
            counted_stations(catalog)


def test_stations_that_are_not_in_operation_do_not_count() -> None:
    catalog = Catalog([station(1, 109.5, 18.25), station(2, 109.5, 18.25, status="paused")])
    assert counted_stations(catalog).rows.tolist() == [0]


def test_districts_tell_their_people_stations_and_shares() -> None:
    catalog = Catalog(
        [station(1, 109.5, 18.25, capacity=10), station(2, 109.5, 18.2501), station(3, 109.9, 18.25)]
    )
    west, east = shapely.box(109.4, 18.2, 109.7, 18.3), shapely.box(109.7, 18.2, 109.8, 18.3)
    districts = Areas(("西", "东"), ("1", ""), np.array([west, east]))
    layer = of_points([109.5, 109.6, 109.75, 109.9], [18.25] * 4, [4_000, 1_000, 500, 700])
    document = document_of(study(catalog, asked(layer, [1000], areas=districts)), catalog)
    first, second = document["districts"]
    assert (first["name"], first["code"], first["people"], first["stations"]) == ("西", "1", 5_000, 2)
    assert (first["bands"][0]["share"], first["bands"][0]["twice_share"]) == (0.8, 0.8)
    assert first["stations_per_10000"] == pytest.approx(4)
    assert first["bands"][0]["places_per_10000"] == pytest.approx(20 / 5_000 * 1e4)
    assert (second["people"], second["stations"], second["bands"][0]["share"]) == (500, 0, 0)
    assert (document["demand"]["inside"], document["demand"]["outside"]) == (5_500, 700)
    assert document["bands"][0]["share"] == pytest.approx(4_000 / 5_500)
    assert document["closing"] == []  # the two stand side by side, the third is outside


def test_each_kind_of_day_is_stood_for_by_its_first_day() -> None:
    kinds = kinds_of_day(date(2026, 2, 14))
    assert {kind: day_of(day).kind for kind, day in kinds.items()} == {
        "workday": Kind.WORKDAY, "weekend": Kind.WEEKEND, "holiday": Kind.HOLIDAY,
    }  # fmt: skip
    assert all(day >= date(2026, 2, 14) for day in kinds.values())
