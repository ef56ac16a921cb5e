"""The order of points along a space-filling curve: near in the list, near on the ground."""

import numpy as np
from numpy.typing import NDArray

_LEVELS = 65535  # 16 bits an axis: cells of 600 m by 300 m at the equator


def curve_order(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
    """Row numbers sorted by Morton code (G. M. Morton, 1966) of longitude and latitude in degrees."""
    column = ((lon + 180) * (_LEVELS / 360)).astype(np.uint32)
    line = ((lat + 90) * (_LEVELS / 180)).astype(np.uint32)
    return np.argsort(_spread(column) | (_spread(line) << np.uint32(1)))


def _spread(value: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The low 16 bits moved to the even places of 32."""
    for shift, kept in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        value = (value | (value << np.uint32(shift))) & np.uint32(kept)
    return value
