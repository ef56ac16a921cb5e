"""Who reaches a station in so many minutes along the streets."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.planning.coverage import OnFoot, Stations, StraightLine, coverage, in_metres, in_minutes
from locator.planning.demand import of_points
from locator.planning.walking import Network
from tests.planning.street_map import StreetMap, at
from tests.planning.street_minutes import SlowMinutes

BANDS = in_minutes([10, 15])


def saved(network: Network, folder: Path) -> Path:
    network.save(folder)
    return folder


def town(folder: Path, drawn: StreetMap) -> Path:
    return saved(Network.from_osm(drawn.write(folder / "town.osm.pbf")), folder / "town")


def stations(*spots: tuple[float, float]) -> Stations:
    lon, lat = np.array(spots, dtype=float).T
    return Stations(lon, lat, np.full(len(lon), np.nan))


def found(reach: OnFoot, lon: np.ndarray, lat: np.ndarray) -> dict[tuple[int, int], int]:
    told = reach.pairs(lon, lat)
    pairs = list(zip(told.point.tolist(), told.station.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    return dict(zip(pairs, told.band.tolist(), strict=True))


def test_porto_alegre_is_covered_as_a_search_from_each_station_finds_it(shared: Path, tmp_path: Path) -> None:
    osm = shared / "data" / "osm"
    hexagons = pd.read_csv(osm / "poa_hexgrid.csv")
    lon, lat, people = (hexagons[name].to_numpy(dtype=float) for name in ("lon", "lat", "population"))
    chosen = np.random.default_rng(6).choice(len(hexagons), 200, replace=False)
    slow = SlowMinutes(osm / "poa_osm.pbf")
    places = [slow.on(*spot) for spot in zip(lon.tolist(), lat.tolist(), strict=True)]
    expected: dict[tuple[int, int], int] = {}
    for number, hexagon in enumerate(chosen.tolist()):
        station = places[hexagon]
        ways = slow.to_station(station, 15) if station else {}
        for point, place in enumerate(places if station else ()):
            minutes = slow.minutes(place, station, ways) if place and station else np.inf
            if minutes <= 15:
                expected[point, number] = int(minutes > 10)
    folder = saved(Network.from_osm(osm / "poa_osm.pbf"), tmp_path / "poa")
    there = Stations(lon[chosen], lat[chosen], np.full(200, np.nan))
    reach = OnFoot(there.lon, there.lat, BANDS, [folder])
    assert len(expected) > 3_000
    assert found(reach, lon, lat) == expected
    told = coverage([of_points(lon, lat, people)], there, reach)
    for band in range(2):
        covered = {point for (point, _), within in expected.items() if within <= band}
        assert told.by_moment.covered[band, 0, 0] == pytest.approx(people[sorted(covered)].sum(), rel=1e-12)
    assert told.by_zone.on_streets[0] == people.sum() == 812_935


def test_places_in_andorra_that_no_street_joins_to_a_station_are_told(shared: Path, tmp_path: Path) -> None:
    network = Network.from_osm(shared / "data" / "osm" / "andorra.osm.pbf")
    main = np.flatnonzero(network.component == 0)
    there = Stations(network.node_lon[main[:3]], network.node_lat[main[:3]], np.full(3, np.nan))
    reach = OnFoot(there.lon, there.lat, BANDS, [saved(network, tmp_path / "andorra")])
    some = np.arange(0, len(network.node_lon), 37)
    summit = 1.42, 42.5  # no street is near
    lon = np.append(network.node_lon[some], summit[0])
    lat = np.append(network.node_lat[some], summit[1])
    told = coverage([of_points(lon, lat, np.ones(len(lon)))], there, reach)
    reached = reach.pairs(lon, lat)
    snaps = [network.snap(*spot) for spot in zip(lon.tolist(), lat.tolist(), strict=True)]
    assert reached.off_street.tolist() == [snap is None for snap in snaps]
    assert told.people.sum() == len(lon)
    assert told.by_zone.off_street[0] >= 1
    assert 0.05 < told.by_zone.cut_off[0] / len(lon) < 0.25
    cut_off = np.flatnonzero(reached.cut_off)
    assert not np.isin(reached.point, cut_off).any()
    far = [network.to_many(lon[i], lat[i], there.lon.tolist(), there.lat.tolist(), 1e5) for i in cut_off[:20]]
    assert not any(walk for walks in far for walk in walks)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 800), st.floats(0, 800)), min_size=1, max_size=6),
    st.lists(st.tuples(st.floats(-100, 900), st.floats(-100, 900)), min_size=1, max_size=12),
)
def test_the_pairs_are_those_of_the_walks_one_by_one(
    blocks: tuple[Network, Path], doors: list[tuple[float, float]], spots: list[tuple[float, float]]
) -> None:
    network, folder = blocks
    lon, lat = np.array([at(*spot) for spot in spots]).T
    there = [at(*door) for door in doors]
    reach = OnFoot(*np.array(there).T, in_minutes([4, 8]), [folder])
    expected = {}
    for point, spot in enumerate(spots):
        walks = network.to_many(*at(*spot), *(list(axis) for axis in zip(*there, strict=True)), 8 * 75)
        for station, walk in enumerate(walks):
            if walk and walk.minutes <= 8 - 1e-9:
                expected[point, station] = int(walk.minutes > 4)
    assert {pair: band for pair, band in found(reach, lon, lat).items() if pair in expected} == expected
    assert len(found(reach, lon, lat)) <= len(expected) + 1  # one at the very limit


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Network, Path]:
    folder = tmp_path_factory.mktemp("blocks")
    drawn = StreetMap().blocks(4, 4, 200)
    drawn.street((0, 0), (200, 200), oneway_foot="yes", oneway="yes", highway="footway")
    drawn.street((400, 400), (450, 430), (600, 600), highway="steps")
    network = Network.from_osm(drawn.write(folder / "town.osm.pbf"))
    network.save(folder / "town")
    return network, folder / "town"


def test_a_one_way_street_is_walked_towards_the_station(tmp_path: Path) -> None:
    drawn = StreetMap()
    drawn.street((0, 0), (600, 0), highway="footway", oneway_foot="yes")
    drawn.street((600, 0), (600, 2_000), (0, 2_000), (0, 0))
    folder = town(tmp_path, drawn)
    one, other = at(100, 0), at(500, 0)
    ahead = found(OnFoot(*np.array([other]).T, BANDS, [folder]), *np.array([one]).T)
    back = found(OnFoot(*np.array([one]).T, BANDS, [folder]), *np.array([other]).T)
    assert (ahead, back) == ({(0, 0): 0}, {})


def test_a_place_beside_every_network_is_estimated_and_told_so(tmp_path: Path) -> None:
    folder = town(tmp_path, StreetMap().blocks(3, 3, 100))
    inside, outside = at(150, 100), at(20_000, 0)
    door, far_door = at(100, 100), at(20_500, 0)
    there = stations(door, far_door)
    reach = OnFoot(there.lon, there.lat, in_minutes([10]), [folder])
    lon, lat = np.array([inside, outside]).T
    told = coverage([of_points(lon, lat, [3.0, 5.0])], there, reach)
    assert told.by_zone.on_streets[0] == 3.0
    assert told.by_moment.covered[0, 0, 0] == 8.0  # 500 m count as 650 m on foot: 8.7 minutes
    farther = OnFoot(there.lon, there.lat, in_minutes([8]), [folder])
    assert found(farther, lon, lat) == {(0, 0): 0}


def test_a_wider_network_is_asked_where_the_city_s_has_no_street(tmp_path: Path) -> None:
    drawn = StreetMap()
    drawn.street((0, 0), (3_000, 0), (3_000, 3_000))
    city = saved(Network.from_osm(drawn.write(tmp_path / "city.osm.pbf")), tmp_path / "city")
    drawn.street((0, 3_000), (1_000, 3_000), (1_000, 10_000))
    wide = saved(Network.from_osm(drawn.write(tmp_path / "wide.osm.pbf")), tmp_path / "wide")
    doors = np.array([at(100, 0), at(900, 3_000)]).T
    lon, lat = np.array([at(0, 0), at(500, 3_000), at(1_500, 1_500)]).T
    reach = OnFoot(*doors, in_minutes([6]), [city, wide])
    assert found(reach, lon, lat) == {(0, 0): 0, (1, 1): 0}
    assert reach.pairs(lon, lat).off_street.tolist() == [False, False, True]


def test_nobody_walks_off_the_streets(tmp_path: Path) -> None:
    folder = town(tmp_path, StreetMap().blocks(1, 1, 2_000))
    middle, door = at(1_000, 1_000), at(1_000, 1_100)
    reach = OnFoot(*np.array([door]).T, BANDS, [folder])
    told = reach.pairs(*np.array([middle]).T)
    assert (len(told.point), told.off_street.tolist()) == (0, [True])
    straight = StraightLine(*np.array([door]).T, in_metres([500]))
    assert len(straight.pairs(*np.array([middle]).T).point) == 1


def test_without_stations_nobody_is_covered() -> None:
    nothing = np.empty(0)
    for reach in (OnFoot(nothing, nothing, BANDS), StraightLine(nothing, nothing, in_metres([500]))):
        assert len(reach.pairs(np.array([109.5]), np.array([18.25])).point) == 0
