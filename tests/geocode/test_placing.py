"""Records with an address get the geocoder's place; what has one keeps it."""

from locator.divisions import Divisions
from locator.factsheet import Venue
from locator.geocode.gazetteer import Gazetteer
from locator.geocode.placing import located, placed_station, placed_venue
from locator.station import Precision
from tests.made_up import station

GAZETTEER = Gazetteer.bundled()


def test_an_address_gives_a_station_its_place_and_radius() -> None:
    made = station(
        1, province="海南省", city="三亚市", district="吉阳区", address="河东路138号", adcode="460203"
    )
    place = placed_station(made, GAZETTEER).placement
    seat = Divisions.bundled().get("460203")
    assert place is not None
    assert (place.lon, place.lat, place.uncertainty_m) == (seat.lon, seat.lat, seat.radius_m)
    assert place.precision is Precision.DISTRICT
    assert place.source == "gazetteer"


def test_a_whole_list_is_located_in_its_order() -> None:
    addresses = ["三亚市吉阳区河东路138号", "随便写点什么", "北京市朝阳区"]
    assert located(addresses, GAZETTEER) == [GAZETTEER.locate(address) for address in addresses]
    assert located([], GAZETTEER) == []


def test_a_position_that_is_there_is_kept() -> None:
    made = station(1, 109.5, 18.25, province="海南省", city="三亚市")
    assert placed_station(made, GAZETTEER) == made


def test_a_record_whose_name_tells_nothing_is_somewhere_in_its_division() -> None:
    venue = Venue(id="venue-1", name="职工文化广场", region="460200")
    place = placed_venue(venue, GAZETTEER).placement
    assert place is not None
    assert place.precision is Precision.CITY
    assert place.uncertainty_m == Divisions.bundled().get("460200").radius_m


def test_a_record_without_address_or_division_stays_without_a_place() -> None:
    assert placed_station(station(1), GAZETTEER).placement is None
