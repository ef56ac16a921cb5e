"""siting: maximal covering of 100,000 demand points by 100 of 5,000 sites, beside HiGHS on the plain model."""

import sys

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from locator.planning.siting import mclp
from locator.planning.siting.asking import cover_of
from locator.planning.siting.coverage import Coverage
from locator.planning.siting.highs import solved
from locator.planning.siting.programs import covering_program
from locator.planning.siting.room import room_of
from locator.planning.siting.rules import rules_of
from tests.bench.measure import Measure, measure

POINTS_A_CANDIDATE = 200
TOWNS = 300


def siting(size: int = 100_000, repeats: int = 1, time_limit_s: float = 30) -> Measure:
    """Aim: at most 1.01 after 30 s: the proved bound over what is covered, 1 where the optimum is proved.

    `size` demand points, a twentieth as many candidates, a fiftieth of these open; HiGHS has the same time. Time
    is a limit here, so one run says what five would.
    """
    cover, weight = country(size)
    sites = max(2, cover.shape[1] // 50)
    ours = [mclp(cover, weight, sites, time_limit_s=time_limit_s) for _ in range(repeats)][-1]
    covered = weight[cover[:, ours.sites].sum(axis=1) > 0].sum()
    assert abs(covered - ours.objective) <= 1e-9 * covered
    best, bound = plain(cover, weight, sites, time_limit_s)
    assert ours.objective <= bound * (1 + 1e-9)
    assert best <= ours.bound * (1 + 1e-9)
    print(f"ours {ours.objective:.0f} of at most {ours.bound:.0f}", file=sys.stderr)
    print(f"HiGHS {best:.0f} of at most {bound:.0f}", file=sys.stderr)
    ratio = ours.bound / ours.objective
    return measure("siting", ratio, bound / best, ratio, "bound/objective")


def plain(cover: csr_array, weight: np.ndarray, sites: int, time_limit_s: float) -> tuple[float, float]:
    """What HiGHS alone covers and proves; without an answer, one site counts, and all people as its bound."""
    room = room_of(rules_of(cover.shape[1], sites=sites))
    near = np.diff(cover.indptr) > 0
    model = Coverage(cover_of(cover[near]), np.array([0 * weight, weight])[:, near], room, 0.0, is_whole=True)
    found = solved(covering_program(model), time_limit_s)
    one = float((weight @ cover).max())
    best = (
        one if found.values is None else max(one, float(-(covering_program(model).objective @ found.values)))
    )
    return best, float(min(-found.bound, weight[near].sum()))


def country(size: int) -> tuple[csr_array, np.ndarray]:
    """People round towns and between them, candidates among the people: who reaches which, and how many they are."""
    rng = np.random.default_rng(2019)
    towns, spread = rng.random((TOWNS, 2)), rng.gamma(2.0, 0.01, TOWNS)
    town = rng.integers(0, TOWNS, size)
    places = np.where(
        rng.random((size, 1)) < 0.5,
        rng.random((size, 2)),
        towns[town] + rng.normal(size=(size, 2)) * spread[town, None],
    )
    sites = places[rng.choice(size, max(size // 20, 4), replace=False)]
    radius = radius_of(cKDTree(places), sites, min(POINTS_A_CANDIDATE, size // 50))
    near = cKDTree(sites).sparse_distance_matrix(cKDTree(places), radius, output_type="coo_matrix")
    ones = np.ones(near.nnz, dtype=bool)
    return csr_array((ones, (near.col, near.row)), shape=(size, len(sites))), rng.integers(
        1, 100, size
    ).astype(float)


def radius_of(tree: cKDTree, sites: np.ndarray, each: int) -> float:
    """The radius within which a site has so many points on average."""
    low, high = 0.0, 2.0
    for _ in range(40):
        middle = (low + high) / 2
        count = tree.query_ball_point(sites, middle, return_length=True).mean()
        low, high = (middle, high) if count < each else (low, middle)
    return high
