"""What one may ask of the nearest stations, and what the answer looks like at the edges."""

import numpy as np
import pytest

from locator.errors import InvalidInput, InvalidPosition
from locator.nearest import NearestIndex


def test_without_stations_the_answer_is_all_padding():
    index = NearestIndex([], [])
    for found in (index.query(0.0, 0.0, 2), index.query(0.0, 0.0, 2, mask=[])):
        assert (found[0].tolist(), found[1].tolist()) == ([-1, -1], [np.inf, np.inf])
    assert index.query([1.0, 2.0], [3.0, 4.0], 2)[0].tolist() == [[-1, -1], [-1, -1]]
    assert len(index) == 0


def test_none_wanted_is_an_empty_answer():
    index = NearestIndex([1.0], [2.0])
    assert [part.shape for part in index.query(0.0, 0.0, 0)] == [(0,), (0,)]
    assert [part.shape for part in index.query([0.0, 1.0], [0.0, 1.0], 0)] == [(2, 0), (2, 0)]
    assert [part.shape for part in index.query([], [], 3)] == [(0, 3), (0, 3)]


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(109, 31), (np.float32(109), np.int16(31)), (np.array(109.0), 31.0), (109.0, np.float64(31))],
)
def test_a_point_may_be_any_kind_of_number(lon, lat):
    positions, metres = NearestIndex([100, 109], [30, 31]).query(lon, lat, np.int32(1))
    assert (positions.tolist(), metres.tolist()) == ([1], [0.0])


def test_points_may_be_lists_or_slices_or_object_columns():
    index = NearestIndex([100, 110], [30, 31])
    column = np.array([109, None, 101], dtype=object)[[0, 2]]
    for lon in ([109, 101], np.array([109.0, 0.0, 101.0])[::2], column):
        assert index.query(lon, [31, 30])[0].tolist() == [[1], [0]]


@pytest.mark.parametrize(
    ("lon", "lat", "field"),
    [
        (np.nan, 0.0, "lon"),
        (0.0, np.nan, "lat"),
        (np.inf, 0.0, "lon"),
        (0.0, -np.inf, "lat"),
        (180.0000001, 0.0, "lon"),
        (30.0, 114.0, "lat"),
        (np.float64(-181), 0.0, "lon"),
        ([0.0, np.nan], [0.0, 0.0], "lon"),
        ([0.0, 1.0], [0.0, 90.5], "lat"),
        ([0.0, 1.0], [0.0], "lat"),
        (0.0, [0.0], "lat"),
        ([[0.0]], [[0.0]], "lon"),
        ("109.5", 18.0, "lon"),
        (["109.5"], [18.0], "lon"),
        (109.5, None, "lat"),
        (109.5, True, "lat"),
        (109.5 + 0j, 18.0, "lon"),
        (10**400, 0.0, "lon"),
        (np.array(["1", 2], dtype=object), [0.0, 0.0], "lon"),
        ([1.0, [2.0]], [0.0, 0.0], "lon"),
        (np.ma.masked_array([1.0, 2.0], [False, True]), [0.0, 0.0], "lon"),
    ],
)
def test_a_position_nowhere_on_the_globe_is_refused_by_name(lon, lat, field):
    index = NearestIndex([1.0], [2.0])
    for refuse in (lambda: index.query(lon, lat, 1), lambda: NearestIndex(lon, lat)):
        with pytest.raises(InvalidPosition) as refused:
            refuse()
        assert refused.value.field == field
        assert field in str(refused.value)


def test_the_row_of_a_wrong_position_is_named():
    with pytest.raises(InvalidPosition, match=r"lat 95\.0 in row 2"):
        NearestIndex([0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 95.0, np.nan])


@pytest.mark.parametrize("k", [-1, 1.0, "3", None, True, np.float64(2), [1], np.array([1, 2])])
def test_a_k_that_is_no_count_is_refused(k):
    index = NearestIndex([1.0], [2.0])
    for point in ((0.0, 0.0), ([0.0], [0.0])):
        with pytest.raises(InvalidInput) as refused:
            index.query(*point, k)
        assert refused.value.field == "k"


@pytest.mark.parametrize("mask", [[True], [True] * 3, [[True, False]], [1, 0], "no", True, [None, True]])
def test_a_mask_that_is_not_one_truth_value_for_each_station_is_refused(mask):
    with pytest.raises(InvalidInput) as refused:
        NearestIndex([1.0, 2.0], [2.0, 3.0]).query(0.0, 0.0, 1, mask=mask)
    assert refused.value.field == "mask"
