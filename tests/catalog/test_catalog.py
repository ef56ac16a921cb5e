from datetime import datetime

import numpy as np
import pytest

from locator.catalog import COLUMNS, Catalog, Filter
from locator.errors import NotFound
from locator.lookup import CHINA
from tests.made_up import station

NOON = datetime(2026, 6, 3, 12, tzinfo=CHINA)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog(
        [
            station(4, name="无位置", adcode="460203"),
            station(3, 109.52, 18.26, precision="district", uncertainty_m=17_000, adcode="460204"),
            station(1, 109.50, 18.25, amenities={"toilet": "yes", "microwave": "no"}, adcode="460204"),
            station(2, 129.56, 48.45, status="repair", opening_hours="Mo-Fr 08:00-20:00", adcode="230723"),
        ],
        version=7,
    )


def test_the_frame_has_the_documented_columns_in_wgs84(catalog: Catalog) -> None:
    assert [*catalog.frame.columns] == [*COLUMNS, "geometry"]
    assert catalog.frame.crs == "EPSG:4326"
    assert {name: str(catalog.frame[name].dtype) for name in COLUMNS} == dict(COLUMNS)


def test_stations_without_a_position_come_last_so_that_the_index_counts_rows(catalog: Catalog) -> None:
    assert [*catalog.frame.index] == ["test-0001", "test-0002", "test-0003", "test-0004"]
    assert catalog.frame.geometry.iloc[3] is None
    positions, metres = catalog.index.query(129.56, 48.45, 1)
    assert catalog.frame.index[positions[0]] == "test-0002"
    assert metres[0] == 0


def test_a_catalog_without_stations_answers_too() -> None:
    empty = Catalog([])
    assert [*empty.frame.columns] == [*COLUMNS, "geometry"]
    assert empty.index.query(0, 0, 2)[0].tolist() == [-1, -1]
    assert empty.rows(Filter()).tolist() == []


def test_a_catalog_where_nothing_has_a_position_answers_too() -> None:
    assert Catalog([station(1)]).index.query(0, 0, 1)[0].tolist() == [-1]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(), [1, 3, 4]),
        (Filter(status=()), [1, 2, 3, 4]),
        (Filter(status=("repair",)), [2]),
        (Filter(amenities=("toilet",)), [1]),
        (Filter(amenities=("microwave",)), []),
        (Filter(amenities=("toilet", "aed")), []),
        (Filter(max_uncertainty_m=100, status=()), [1, 2]),
        (Filter(adcode="460204"), [1, 3]),
        (Filter(adcode="460200"), [1, 3, 4]),
        (Filter(adcode="460000"), [1, 3, 4]),
        (Filter(adcode="230000", status=()), [2]),
    ],
)
def test_a_filter_lets_just_these_pass(catalog: Catalog, wanted: Filter, ids: list[int]) -> None:
    assert (np.flatnonzero(catalog.rows(wanted)) + 1).tolist() == ids


def test_hours_that_nobody_told_are_unknown(catalog: Catalog) -> None:
    assert [opening.state for opening in catalog.opening(NOON)] == ["unknown", "open", "unknown", "unknown"]


def test_a_station_is_found_by_its_id(catalog: Catalog) -> None:
    assert catalog.station("test-0004").name == "无位置"
    with pytest.raises(NotFound):
        catalog.station("test-9999")
