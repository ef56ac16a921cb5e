"""What may be asked: checked here once, so that the search itself checks nothing."""

import operator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from locator.errors import InvalidInput, InvalidPosition

_LIMITS = {"lon": 180.0, "lat": 90.0}
_REMEDY = "longitude -180 to 180 first, then latitude -90 to 90; are they swapped?"


def checked_degrees(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both as float64 arrays of one shape, without or with one dimension.

    Raises:
        InvalidPosition: not numbers, not finite, nowhere on the globe, or not of one shape.
    """
    lons, lats = _numbers(lon, "lon"), _numbers(lat, "lat")
    if lons.shape != lats.shape:
        raise InvalidPosition(
            f"lon has the shape {lons.shape}, lat {lats.shape}", field="lat", remedy="one lat for each lon"
        )
    _check_range(lons, "lon")
    _check_range(lats, "lat")
    return lons, lats


def _numbers(values: ArrayLike, field: str) -> NDArray[np.float64]:
    try:
        given = _without_gaps(values)
        if given.dtype.kind not in "iuf":
            given = _from_objects(given)
        degrees = np.ascontiguousarray(given, dtype=np.float64).reshape(given.shape)
    except (TypeError, ValueError, OverflowError):
        raise InvalidPosition(f"{field} is not numbers", field=field, remedy=_REMEDY) from None
    if degrees.ndim > 1:
        raise InvalidPosition(f"{field} has {degrees.ndim} dimensions", field=field, remedy="at most one")
    return degrees


def _without_gaps(values: ArrayLike) -> NDArray[Any]:
    """As an array, what a masked array hides as NaN: what lies under the mask was never meant."""
    if isinstance(values, np.ma.MaskedArray):
        return np.ma.filled(values.astype(np.float64), np.nan)
    return np.asarray(values)


def _from_objects(given: NDArray[Any]) -> NDArray[np.float64]:
    """Numbers out of an object array (a pandas column with gaps); text and truth values are none."""
    if given.dtype.kind != "O" or any(isinstance(value, (str, bytes, bool)) for value in given.flat):
        raise TypeError
    return given.astype(np.float64)


def _check_range(degrees: NDArray[np.float64], field: str) -> None:
    limit = _LIMITS[field]
    if degrees.size and not (degrees.min() >= -limit and degrees.max() <= limit):  # NaN fails both
        row = int(np.argmin(np.abs(degrees.ravel()) <= limit))
        where = f" in row {row}" if degrees.ndim else ""
        raise InvalidPosition(
            f"{field} {degrees.ravel()[row]}{where} is nowhere on the globe", field=field, remedy=_REMEDY
        )


def checked_count(k: int) -> int:
    """How many stations are wanted, as a plain int of 0 or more.

    Raises:
        InvalidInput: not an integer, or negative.
    """
    try:
        count = -1 if isinstance(k, (bool, np.bool_)) else operator.index(k)
    except TypeError:
        count = -1
    if count < 0:
        raise InvalidInput(f"k is {k!r}", field="k", remedy="a whole number, 0 or more")
    return count


def checked_mask(mask: ArrayLike, size: int) -> NDArray[np.bool_]:
    """One truth value for each station.

    Raises:
        InvalidInput: not truth values, or not as many as there are stations.
    """
    flags = np.asarray(mask)
    if flags.shape != (size,) or (flags.dtype != np.bool_ and size):
        raise InvalidInput(
            f"mask has the shape {flags.shape} and holds {flags.dtype}",
            field="mask",
            remedy=f"{size} truth values, one for each station; True takes part",
        )
    return flags.astype(np.bool_)
