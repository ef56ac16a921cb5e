"""Walking distances, times and routes along streets."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.errors import InvalidInput
from locator.planning.walking import Network
from locator.walk import Walk
from tests.planning.reference import SlowNetwork, Spot, metres
from tests.planning.street_map import StreetMap, at


def network(town: StreetMap, tmp_path: Path, name: str = "town.osm.pbf") -> Network:
    return Network.from_osm(town.write(tmp_path / name))


def walk(net: Network, start: Spot, end: Spot, limit_m: float = 4_000) -> Walk | None:
    return net.to_many(*start, [end[0]], [end[1]], limit_m)[0]


def measured(found: Walk | None) -> tuple[float, float]:
    assert found is not None
    assert found.by == "streets"
    return found.metres, found.minutes


# ——— what is in it ———


def test_every_node_of_a_walkable_way_is_there_once(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (100, 0), (200, 0))
    town.street((100, 0), (100, 100), (100, 0), highway="footway")
    town.street((0, 0), (0, 500), highway="motorway")
    net = network(town, tmp_path)
    spots = sorted(zip(net.node_lon.round(7).tolist(), net.node_lat.round(7).tolist(), strict=True))
    expected = [at(0, 0), at(100, 0), at(200, 0), at(100, 100)]
    assert spots == sorted((round(lon, 7), round(lat, 7)) for lon, lat in expected)


def test_its_size_source_and_date_are_told(helsinki: Network) -> None:
    about = helsinki.about
    assert about.source == "Helsinki.osm.pbf"
    assert len(about.sha256) == 64
    assert about.nodes == len(helsinki.node_lon) == len(helsinki.node_lat) == len(helsinki.component)
    assert about.box == (
        helsinki.node_lon.min(), helsinki.node_lat.min(), helsinki.node_lon.max(), helsinki.node_lat.max()
    )  # fmt: skip
    assert (helsinki.component == 0).mean() == pytest.approx(about.largest_share, abs=1e-4)
    assert about.components == helsinki.component.max() + 1


@pytest.mark.parametrize("name", ["town.osm", "town.osm.pbf"])
def test_both_kinds_of_file_are_read(tmp_path: Path, name: str) -> None:
    net = network(StreetMap().blocks(2, 2, 100), tmp_path, name)
    assert (net.about.nodes, net.about.components) == (9, 1)
    assert net.about.kilometres == pytest.approx(1.2)


def test_the_outline_of_a_square_is_walked_along(tmp_path: Path) -> None:
    town = StreetMap()
    ring = town.street((0, 0), (300, 0), (300, 100), (0, 100), (0, 0), highway=None)
    town.area(ring, highway="pedestrian")
    metres_, _minutes = measured(walk(network(town, tmp_path), at(0, 50), at(300, 50)))
    assert metres_ == pytest.approx(400, abs=0.1)


def test_a_file_without_streets_is_refused(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (10, 0), highway="motorway")
    with pytest.raises(InvalidInput, match="no way to walk along"):
        network(town, tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a map", b"\x00\x00\x00\x0d" * 50])
def test_a_broken_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=r"broken\.osm\.pbf"):
        Network.from_osm(path)


# ——— distances ———


def test_the_nearest_station_of_every_node_is_that_of_a_search_from_each_station(
    helsinki: Network, helsinki_file: Path
) -> None:
    slow = SlowNetwork(helsinki_file)
    rng = np.random.default_rng(4)
    main = np.flatnonzero(helsinki.component == 0)
    nodes = rng.choice(main, 12, replace=False)
    lon = helsinki.node_lon[nodes] + rng.normal(0, 2e-4, 12)
    lat = helsinki.node_lat[nodes] + rng.normal(0, 1e-4, 12)
    stations = [
        spot for spot in zip(lon.tolist(), lat.tolist(), strict=True) if len(slow.from_spot(spot)) > 1_000
    ]  # of a street that leads nowhere the reference knows no better one
    assert len(stations) > 8
    far = [slow.from_spot(spot) for spot in stations]
    expected = sorted(
        (*spot, min(each.get(node, np.inf) for each in far)) for node, spot in slow.spots.items()
    )
    found = helsinki.nearest(*zip(*stations, strict=True))
    told = sorted(zip(helsinki.node_lon.tolist(), helsinki.node_lat.tolist(), found.tolist(), strict=True))
    np.testing.assert_allclose(told, expected, atol=2e-3)
    assert np.isinf(found).any()
    assert np.isfinite(found).mean() > 0.9


def test_without_a_station_nothing_is_near(helsinki: Network) -> None:
    assert np.isinf(helsinki.nearest([], [])).all()
    assert np.isinf(helsinki.nearest([109.5], [18.25])).all()


def test_minutes_are_told_as_well(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (150, 0))
    net = network(town, tmp_path)
    there = at(0, 0)
    assert sorted(net.nearest(there[0], there[1])) == pytest.approx([0, 150], abs=0.1)
    assert sorted(net.nearest(there[0], there[1], unit="minutes")) == pytest.approx([0, 2], abs=0.01)


def test_the_way_to_and_from_the_street_counts(tmp_path: Path) -> None:
    net = network(StreetMap().blocks(4, 4, 100), tmp_path)
    metres_, minutes = measured(walk(net, at(50, 20), at(350, 120)))
    assert metres_ == pytest.approx(20 + 350 - 50 + 100 + 20, abs=0.2)
    assert minutes == pytest.approx(metres_ / 75)
    assert measured(walk(net, at(100, 0), at(300, 400)))[0] == pytest.approx(600, abs=0.2)


def test_along_one_street_one_walks_straight(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (500, 0), (1_000, 0))
    net = network(town, tmp_path)
    assert measured(walk(net, at(100, 10), at(900, -10)))[0] == pytest.approx(820, abs=0.2)
    assert measured(walk(net, at(900, -10), at(100, 10)))[0] == pytest.approx(820, abs=0.2)


def test_a_spot_far_from_every_street_reaches_nothing(tmp_path: Path) -> None:
    net = network(StreetMap().blocks(2, 2, 100), tmp_path)
    assert walk(net, at(0, -501), at(100, 0)) is None
    assert walk(net, at(0, 0), at(100, -501)) is None
    assert walk(net, at(0, -499), at(100, 0)) is not None


def test_the_limit_bounds_the_walk(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (0, 900), (50, 900), (50, 0))
    net = network(town, tmp_path)
    assert walk(net, at(0, 0), at(50, 0), limit_m=1_800) is None
    assert measured(walk(net, at(0, 0), at(50, 0), limit_m=1_900))[0] == pytest.approx(1_850, abs=0.5)


def test_a_one_way_walk_leads_one_way(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (200, 0), oneway_foot="yes")
    town.street((200, 0), (200, 300), (0, 300), (0, 0))
    net = network(town, tmp_path)
    assert measured(walk(net, at(0, 0), at(200, 0)))[0] == pytest.approx(200, abs=0.2)
    assert measured(walk(net, at(200, 0), at(0, 0)))[0] == pytest.approx(800, abs=0.5)
    assert measured(walk(net, at(50, 0), at(150, 0)))[0] == pytest.approx(100, abs=0.2)
    assert measured(walk(net, at(150, 0), at(50, 0)))[0] == pytest.approx(50 + 800 + 50, abs=0.5)
    to_station = dict(zip(net.node_lat.round(6).tolist(), net.nearest(*at(200, 0)).tolist(), strict=True))
    assert to_station[round(at(0, 300)[1], 6)] == pytest.approx(500, abs=0.5)


def test_nodes_walk_to_their_station_in_the_street_s_direction(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (200, 0), oneway_foot="yes")
    town.street((200, 0), (200, 300), (0, 300), (0, 0))
    far = network(town, tmp_path).nearest(*at(0, 0))
    assert sorted(far.tolist()) == pytest.approx([0, 300, 500, 800], abs=0.5)


def test_the_quickest_way_avoids_long_stairs(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (200, 0), highway="steps")
    town.street((0, 0), (0, 50), (200, 50), (200, 0))
    metres_, minutes = measured(walk(network(town, tmp_path), at(0, 0), at(200, 0)))
    assert metres_ == pytest.approx(300, abs=0.3)
    assert minutes == pytest.approx(4, abs=0.01)


def test_stairs_that_save_time_are_taken_at_their_own_speed(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (70, 0), highway="steps")
    town.street((0, 0), (0, 200), (70, 200), (70, 0))
    metres_, minutes = measured(walk(network(town, tmp_path), at(0, 0), at(70, 0)))
    assert metres_ == pytest.approx(70, abs=0.1)
    assert minutes == pytest.approx(2, abs=0.01)


def test_a_ferry_takes_its_time_and_is_boarded_at_its_ends(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (100, 0))
    town.street((1_100, 0), (1_200, 0))
    town.street((100, 0), (1_100, 0), highway=None, route="ferry", duration="00:12")
    net = network(town, tmp_path)
    metres_, minutes = measured(walk(net, at(0, 0), at(1_200, 0)))
    assert metres_ == pytest.approx(1_200, abs=0.5)
    assert minutes == pytest.approx(12 + 200 / 75, abs=0.02)
    swimmer = net.snap(*at(400, 0))
    assert swimmer is not None
    assert swimmer.away_m == pytest.approx(300, abs=0.2)


def test_what_leads_nowhere_is_passed_over_where_a_street_is_near(tmp_path: Path) -> None:
    town = StreetMap().blocks(20, 10, 50)
    town.street((100, -60), (120, -60))
    town.street((100, -900), (120, -900))
    net = network(town, tmp_path)
    assert net.about.components == 3
    assert measured(walk(net, at(110, -61), at(110, 0)))[0] == pytest.approx(61, abs=0.1)
    assert walk(net, at(110, -900), at(110, 0)) is None
    alone = net.snap(*at(110, -900))
    assert alone is not None
    assert alone.away_m < 1


def test_a_ring_without_a_crossing_is_walked_the_short_way_round(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (300, 0), (300, 300), (0, 300), (0, 0))
    net = network(town, tmp_path)
    assert measured(walk(net, at(150, 0), at(0, 150)))[0] == pytest.approx(300, abs=0.3)
    assert measured(walk(net, at(150, 300), at(300, 150)))[0] == pytest.approx(300, abs=0.3)
    assert max(net.nearest(*at(0, 0)).tolist()) == pytest.approx(600, abs=0.5)


SPOTS = st.tuples(st.floats(24.9352, 24.9534), st.floats(60.1642, 60.1790))


@settings(max_examples=40, deadline=None)
@given(st.lists(SPOTS, min_size=3, max_size=3))
def test_walks_are_a_metric_and_no_shorter_than_the_straight_line(
    helsinki: Network, spots: list[Spot]
) -> None:
    a, b, c = spots
    ab, ba, bc, ac = (walk(helsinki, *pair, limit_m=8_000) for pair in ((a, b), (b, a), (b, c), (a, c)))
    assert (ab is None) == (ba is None)
    if ab and ba:
        assert ab.minutes == pytest.approx(ba.minutes, abs=1e-6)
        assert ab.metres >= metres(a, b) - 1e-3
        assert ab.minutes >= ab.metres / 75 - 1e-6
    if ab and bc and ac:
        assert ac.minutes <= ab.minutes + bc.minutes + 1e-6


@settings(max_examples=25, deadline=None)
@given(SPOTS, st.lists(SPOTS, min_size=1, max_size=8))
def test_many_at_once_are_what_each_is_by_itself(helsinki: Network, spot: Spot, ends: list[Spot]) -> None:
    together = helsinki.to_many(*spot, [x for x, _y in ends], [y for _x, y in ends])
    assert together == [walk(helsinki, spot, end) for end in ends]


# ——— routes ———


@settings(max_examples=25, deadline=None)
@given(SPOTS, SPOTS)
def test_a_route_is_as_long_as_it_says_and_leads_from_door_to_door(
    helsinki: Network, start: Spot, end: Spot
) -> None:
    found, told = helsinki.route(*start, *end), walk(helsinki, start, end)
    assert (found is None) == (told is None)
    if found and told:
        line = found.coordinates
        assert (line[0], line[-1]) == (start, end)
        assert (found.metres, found.minutes) == (told.metres, told.minutes)
        drawn = sum(metres(one, other) for one, other in pairwise(line))
        assert drawn == pytest.approx(found.metres, abs=0.02)


def test_a_route_turns_at_the_corners(tmp_path: Path) -> None:
    town = StreetMap()
    town.street((0, 0), (100, 0), (100, 100), (200, 100))
    town.street((100, 0), (100, -50))
    found = network(town, tmp_path).route(*at(20, 5), *at(180, 95))
    assert found is not None
    corners = [(20, 5), (20, 0), (100, 0), (100, 100), (180, 100), (180, 95)]
    np.testing.assert_allclose(found.coordinates, [at(*corner) for corner in corners], atol=1e-6)


# ——— kept ———


def test_a_saved_network_says_the_same(helsinki: Network, tmp_path: Path) -> None:
    helsinki.save(tmp_path / "helsinki")
    kept = Network.load(tmp_path / "helsinki")
    assert kept.about == helsinki.about
    stations = helsinki.node_lon[:50], helsinki.node_lat[:50]
    np.testing.assert_array_equal(kept.nearest(*stations), helsinki.nearest(*stations))
    route = 24.94, 60.17, 24.95, 60.175
    assert kept.route(*route) == helsinki.route(*route)


@pytest.mark.parametrize("part", ["network.json", "tail.npy", "arc_start.npy"])
def test_a_damaged_network_is_refused_in_words(helsinki: Network, tmp_path: Path, part: str) -> None:
    helsinki.save(tmp_path / "helsinki")
    whole = (tmp_path / "helsinki" / part).read_bytes()
    (tmp_path / "helsinki" / part).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InvalidInput, match="helsinki"):
        Network.load(tmp_path / "helsinki")


def test_porto_alegre_and_andorra_are_read_as_they_are_known(shared: Path) -> None:
    poa = Network.from_osm(shared / "data" / "osm" / "poa_osm.pbf")
    andorra = Network.from_osm(shared / "data" / "osm" / "andorra.osm.pbf")
    assert poa.about.kilometres == pytest.approx(1_837, rel=0.02)
    assert andorra.about.largest_share == pytest.approx(0.81, abs=0.01)
