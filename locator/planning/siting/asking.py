"""Checks what is handed to a siting model, once; past these lines nobody checks it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.sparse import csr_array, issparse

from locator.errors import InvalidInput
from locator.planning.siting.arrays import Floats, Ints, csr


def cover_of(cover: Any) -> csr_array:
    """Which candidates cover which demand point: a canonical sparse matrix of ones.

    Raises:
        InvalidInput: it has no demand, no candidate, or is no matrix.
    """
    found = csr(cover) if issparse(cover) else csr_array(_matrix(cover, "cover") != 0)
    _check_shape(found.shape, "cover")
    made: csr_array = csr_array((found.data != 0, found.indices, found.indptr), shape=found.shape).astype(
        float
    )
    made.sum_duplicates()
    made.eliminate_zeros()
    made.data[:] = 1.0
    return made


def costs_of(cost: Any, field: str = "cost") -> csr_array:
    """What it costs to serve each demand point from each candidate; whatever is not stored is out of reach.

    A dense array's infinite entries are out of reach; an explicit zero in a sparse one is a cost of nothing.

    Raises:
        InvalidInput: a cost is negative or NaN, or the matrix has no demand or no candidate.
    """
    found = csr(cost).astype(float) if issparse(cost) else _reached(_matrix(cost, field))
    _check_shape(found.shape, field)
    if np.isnan(found.data).any() or (found.data < 0).any():
        raise InvalidInput(
            f"{field} holds {'NaN' if np.isnan(found.data).any() else 'a negative number'}",
            field=field,
            remedy="costs are 0 or more; leave out of a sparse matrix, or set to inf, what is out of reach",
        )
    if np.isinf(found.data).any():
        found = _without(found, np.isinf(found.data))
    found.sort_indices()
    return found


def numbers_of(values: Any, size: int, field: str) -> Floats:
    """One finite number of 0 or more for each of `size`.

    Raises:
        InvalidInput: another length, negative, NaN or infinite.
    """
    try:
        found = np.array(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"{field} is not a row of numbers", field=field) from error
    if found.shape != (size,):
        raise InvalidInput(
            f"{field} has the shape {found.shape}, and {size} numbers are needed",
            field=field,
            remedy="one number for each row or column of the matrix",
        )
    if not np.isfinite(found).all() or (found < 0).any():
        at = int(np.flatnonzero(~np.isfinite(found) | (found < 0))[0])
        raise InvalidInput(
            f"{field}[{at}] is {found[at]}", field=field, remedy="numbers that are finite and not negative"
        )
    return found


def candidates_of(numbers: Iterable[int], size: int, field: str) -> Ints:
    """Candidates by number or as a mask, each once, in the order given.

    Raises:
        InvalidInput: not among the candidates, or not whole numbers.
    """
    given = np.asarray(numbers if isinstance(numbers, np.ndarray) else list(numbers))
    if given.dtype == bool and given.shape == (size,):
        given = np.flatnonzero(given)
    if given.size == 0:
        return np.empty(0, np.int64)
    if given.ndim != 1 or given.dtype.kind not in "iu" or given.min() < 0 or given.max() >= size:
        raise InvalidInput(
            f"{field} names a candidate that does not exist",
            field=field,
            remedy=f"columns of the matrix, 0 to {size - 1}",
        )
    return given[np.sort(np.unique(given, return_index=True)[1])].astype(np.int64)


def number_of(value: Any, field: str, least: float, most: float) -> float:
    """A finite number within limits.

    Raises:
        InvalidInput: it is none, or outside.
    """
    try:
        found = float(value)
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"{field} is not a number", field=field) from error
    if not least <= found <= most:
        raise InvalidInput(
            f"{field} is {found:g}", field=field, remedy=f"a number from {least:g} to {most:g}"
        )
    return found


def count_of(value: Any, size: int, fixed: int) -> int:
    """How many sites may be open in all, the fixed ones included.

    Raises:
        InvalidInput: not a whole number, more than there are candidates, or fewer than are fixed.
    """
    found = number_of(value, "sites", -np.inf, np.inf)
    if found != int(found) or found < 1 or found > size:
        raise InvalidInput(
            f"{found:g} sites were asked for, of {size} candidates",
            field="sites",
            remedy=f"a whole number from 1 to {size}",
        )
    if found < fixed:
        raise InvalidInput(
            f"{fixed} sites are fixed, but only {found:g} may be open",
            field="sites",
            remedy="count the fixed sites among them",
        )
    return int(found)


def _matrix(values: Any, field: str) -> Floats:
    try:
        found = np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"{field} is not a matrix of numbers", field=field) from error
    if found.ndim != 2:
        raise InvalidInput(f"{field} has {found.ndim} dimensions", field=field, remedy="demand × candidate")
    if np.isnan(found).any():
        raise InvalidInput(f"{field} holds NaN", field=field, remedy="inf where a candidate is out of reach")
    return found


def _reached(dense: Floats) -> csr_array:
    reached = np.isfinite(dense) | (dense < 0)
    start = np.concatenate([[0], np.cumsum(reached.sum(axis=1))])
    columns = np.broadcast_to(np.arange(dense.shape[1], dtype=np.int32), dense.shape)[reached]
    return csr_array((dense[reached], columns, start), shape=dense.shape)


def _without(matrix: csr_array, dropped: Any) -> csr_array:
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))[~dropped]
    start = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=matrix.shape[0]))])
    return csr_array((matrix.data[~dropped], matrix.indices[~dropped], start), shape=matrix.shape)


def _check_shape(shape: tuple[int, ...], field: str) -> None:
    for size, what in zip(shape, ("demand point", "candidate"), strict=True):
        if not size:
            raise InvalidInput(f"{field} has no {what}", field=field, remedy="demand × candidate")
