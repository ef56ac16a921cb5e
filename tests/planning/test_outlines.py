"""Catchments along streets: the stretches from which one can walk to a station in time, and no more."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from locator.planning.coverage import OnFoot, Stations, in_metres, in_minutes
from locator.planning.coverage.catchments import catchments_of
from locator.planning.coverage.straight import StraightLine
from locator.planning.walking import Network
from locator.planning.walking.adding import add_network
from tests.planning.street_map import StreetMap, at

LIMIT_MIN = 7.3
DOORS = [(130.0, 0.0), (400.0, 260.0), (777.0, 800.0)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkerboard, a street that is walked one way only, a dead end."""
    home = tmp_path_factory.mktemp("outlines")
    town = StreetMap().blocks(8, 8, 100)
    town.street((800, 800), (1_000, 800), (1_200, 900))
    town.street((0, 0), (-300, 0), oneway_foot="yes")
    add_network(town.write(home / "town.osm.pbf"), home)
    return home


@pytest.fixture(scope="module")
def on_foot(folder: Path) -> OnFoot:
    lon, lat = np.array([at(*spot) for spot in DOORS]).T
    return OnFoot.with_networks_in(folder, lon, lat, in_minutes([5, LIMIT_MIN]))


@pytest.mark.parametrize("number", range(len(DOORS)))
def test_every_point_is_near_enough_on_foot_and_the_ends_just_so(
    on_foot: OnFoot, folder: Path, number: int
) -> None:
    (streets,) = on_foot.streets
    points = streets.reached_from(number)
    network, door = Network.load(folder / "town"), at(*DOORS[number])
    minutes = [network.to_many(lon, lat, [door[0]], [door[1]])[0].minutes for lon, lat in points.tolist()]
    assert max(minutes) == pytest.approx(LIMIT_MIN, abs=0.05)
    reached = {(round(lon, 6), round(lat, 6)) for lon, lat in points.tolist()}
    for lon, lat in zip(network.node_lon.tolist(), network.node_lat.tolist(), strict=True):
        walk = network.to_many(lon, lat, [door[0]], [door[1]])[0]
        if walk is not None and walk.minutes < LIMIT_MIN - 0.05:
            assert (round(lon, 6), round(lat, 6)) in reached


def test_an_outline_holds_the_door_and_lies_within_the_straight_line(on_foot: OnFoot) -> None:
    lon, lat = np.array([at(*spot) for spot in DOORS]).T
    stations = Stations(lon, lat, np.full(len(lon), np.nan))
    rows = np.arange(len(DOORS))
    walked = catchments_of(on_foot, stations, rows)
    circles = catchments_of(StraightLine(lon, lat, in_metres([LIMIT_MIN * 75 + 60])), stations, rows)
    assert walked.on_streets.all()
    assert not circles.on_streets.any()
    assert shapely.contains_xy(walked.shapes, lon, lat).all()
    assert shapely.covers(circles.shapes, walked.shapes).all()


def test_a_station_beside_the_network_has_a_circle(folder: Path) -> None:
    far_lon, far_lat = (np.array([degrees]) for degrees in at(30_000, 0))
    on_foot = OnFoot.with_networks_in(folder, far_lon, far_lat, in_minutes([10]))
    found = catchments_of(on_foot, Stations(far_lon, far_lat, np.array([np.nan])), np.array([0]))
    assert not found.on_streets.any()
    assert shapely.get_num_coordinates(found.shapes)[0] > 30
