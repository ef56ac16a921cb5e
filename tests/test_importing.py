"""A real city's list, all the way into the registry."""

from pathlib import Path

import prcoords
import pytest
from pyproj import Geod

from locator.geocode.gazetteer import Gazetteer
from locator.importing import carry_out, prepare
from locator.station import Station
from locator.store import open_store

GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def zhengzhou(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Station]:
    """The stations that the list of Zhengzhou becomes."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('registry')}/locator.db", create=True)
    store.upgrade()
    path = shared / "data" / "stations" / "zhengzhou.csv"
    carry_out(store, prepare(store, path, geocoder=Gazetteer.bundled(), datum="gcj02"), actor="test")
    stations = store.snapshot()[1]
    store.close()
    return stations


def test_every_row_is_a_station_with_hours_and_amenities(zhengzhou: list[Station]) -> None:
    assert len(zhengzhou) == 82
    assert all(station.opening_hours and station.amenities for station in zhengzhou)
    assert all(station.adcode and station.adcode.startswith("4101") for station in zhengzhou)


def test_positions_are_within_a_millimetre_of_an_independent_conversion(zhengzhou: list[Station]) -> None:
    for station in zhengzhou:
        place = station.placement
        assert place is not None
        assert place.lon_given is not None
        assert place.lat_given is not None
        # forward, which has a closed form: their inverse stops some millimetres short
        theirs = prcoords.wgs_gcj((place.lat, place.lon))
        assert GEOD.inv(place.lon_given, place.lat_given, theirs.lon, theirs.lat)[2] < 1e-3


def test_no_two_rows_of_that_list_are_one_station(zhengzhou: list[Station]) -> None:
    assert len({station.id for station in zhengzhou}) == 82
