"""Siting instances that others published, read from the shared test data."""

import csv

import numpy as np
from scipy.sparse.csgraph import floyd_warshall
from scipy.spatial.distance import cdist


def sjc(folder, name):
    """Metres between all points of a São José dos Campos instance (Lorena), and their demand."""
    numbers = np.array((folder / f"{name}.txt").read_text().split(), dtype=float)
    points = numbers[1:].reshape(-1, 2)
    demand = np.array((folder / f"demand-{name}.dat").read_text().split(), dtype=float)
    return cdist(points, points), demand


def or_library(path):
    """Shortest distances of an OR-Library p-median instance (Beasley), and its p."""
    vertices, edges, sites, *rest = map(int, path.read_text().split())
    distance = np.zeros((vertices, vertices))
    for one, other, cost in np.array(rest).reshape(edges, 3):
        distance[one - 1, other - 1] = distance[other - 1, one - 1] = cost
    return floyd_warshall(distance), sites


def san_francisco(folder):
    """Network metres from census tracts to stores, and people."""
    path = folder / "SF_network_distance_candidateStore_16_censusTract_205_new.csv"
    with path.open() as file:
        rows = list(csv.DictReader(file))
    tracts = sorted({row["DestinationName"]: float(row["demand"]) for row in rows}.items())
    stores = sorted({row["name"] for row in rows})
    metres = {(row["DestinationName"], row["name"]): float(row["distance"]) for row in rows}
    cost = np.array([[metres[tract, store] for store in stores] for tract, _ in tracts])
    return cost, np.array([people for _, people in tracts])


def town(points, candidates, each, seed=0, towns=12):
    """Demand round some towns and candidates among it, each covering about so many: cover and weight."""
    from scipy.sparse import csr_array
    from scipy.spatial import cKDTree

    rng = np.random.default_rng(seed)
    centres = rng.random((towns, 2))
    places = centres[rng.integers(0, towns, points)] + rng.normal(0, 0.05, (points, 2))
    sites = places[rng.choice(points, candidates, replace=False)]
    tree = cKDTree(places)
    radius = np.quantile(tree.query(sites, k=[each])[0], 0.6)
    near = cKDTree(sites).sparse_distance_matrix(tree, radius, output_type="coo_matrix")
    cover = csr_array((np.ones(near.nnz, dtype=bool), (near.col, near.row)), shape=(points, candidates))
    return cover, rng.integers(1, 100, points).astype(float)
