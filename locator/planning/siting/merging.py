"""Makes a covering instance smaller without changing its optima.

Demand of equal cover sets is one demand point of their joint weight; a candidate that covers nothing beyond what
another covers is not needed beside it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from locator.planning.siting.arrays import Bools, Ints

WORK = 2e8
"""Products of a comparison of all candidates that overlap; beyond it, it costs more than it saves."""


def merged(cover: csr_array) -> tuple[Ints, Ints]:
    """Groups of rows with equal columns: the first row of each, and the group of each row.

    Rows are compared by the sum of random 64-bit numbers of their columns; every row is then compared with the
    first of its group, so that a chance meeting of sums merges nothing.
    """
    keys = np.random.default_rng(20190711).integers(0, 2**63, cover.shape[1], dtype=np.uint64)
    _, first, group = np.unique(_row_sums(cover, keys), return_index=True, return_inverse=True)
    differs = _differs(cover, first[group])
    if differs.any():
        alone = np.flatnonzero(differs)
        group[alone] = len(first) + np.arange(len(alone))
        first = np.concatenate([first, alone])
    return first.astype(np.int64), group.astype(np.int64)


def dominated(cover: csr_array, price: NDArray[np.float64] | None = None) -> Bools:
    """Candidates that another one, not dearer, can always replace; of equal ones all but the first.

    `cover` is demand × candidate. None is named where comparing them would be long work.
    """
    size = cover.shape[1]
    named = np.zeros(size, dtype=bool)
    if (np.diff(cover.indptr).astype(float) ** 2).sum() > WORK:
        return named
    counts = np.bincount(cover.indices, minlength=size)
    shared = (cover.T @ cover).tocoo()
    one, other = shared.coords
    prices = np.zeros(size) if price is None else price
    inside = (one != other) & (shared.data == counts[one]) & (prices[other] <= prices[one])
    is_equal = (counts[one] == counts[other]) & (prices[one] == prices[other])
    named[one[inside & (~is_equal | (other < one))]] = True
    named[counts == 0] = True
    return named


def _row_sums(cover: csr_array, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    summed = np.concatenate([np.zeros(1, np.uint64), np.cumsum(keys[cover.indices], dtype=np.uint64)])
    found: NDArray[np.uint64] = summed[cover.indptr[1:]] - summed[cover.indptr[:-1]]
    return found


def _differs(cover: csr_array, like: Ints) -> Bools:
    """Per row whether its columns are other than those of the row `like`."""
    counts = np.diff(cover.indptr)
    differs: Bools = counts != counts[like]
    within = np.arange(cover.nnz) - np.repeat(cover.indptr[:-1], counts)
    source = np.minimum(np.repeat(cover.indptr[like], counts) + within, max(cover.nnz - 1, 0))
    wrong = np.flatnonzero(cover.indices != cover.indices[source])
    differs[np.searchsorted(cover.indptr, wrong, side="right") - 1] = True
    return differs
