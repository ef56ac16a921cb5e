"""The kinds of arrays that siting works on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint8]


def summed(places: NDArray[Any], values: NDArray[Any], size: int) -> Floats:
    """The sum of the values at each place, 0 where there is none."""
    return np.bincount(places, values, minlength=size).astype(np.float64, copy=False)


def csr(matrix: Any) -> csr_array[Any, tuple[int, int]]:
    """A matrix in compressed rows."""
    return csr_array(matrix)
