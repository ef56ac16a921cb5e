"""What every geocoder keeps, offline or online. A test class of one inherits this and says how to make it."""

from types import MappingProxyType

import pytest

from locator.geocode.match import PART_KEYS, Geocoder, Match
from locator.station import Precision


class GeocoderContract:
    """Inherit, make `geocoder()` and name an address that it knows and where that is."""

    known_address = "三亚市吉阳区河东路138号"
    known_lon_lat = (109.57, 18.28)
    tolerance_deg = 0.5

    def geocoder(self) -> Geocoder:
        raise NotImplementedError

    def match(self) -> Match:
        match = self.geocoder().locate(self.known_address)
        assert match is not None
        return match

    @pytest.mark.parametrize("nothing", ["", " ", "\n", "，"])
    def test_an_empty_address_has_no_position(self, nothing: str) -> None:
        assert self.geocoder().locate(nothing) is None

    def test_a_known_address_is_where_it_is_longitude_first_in_wgs84(self) -> None:
        position = self.match().position
        assert (position.lon, position.lat) == pytest.approx(self.known_lon_lat, abs=self.tolerance_deg)

    def test_every_match_says_how_far_it_may_be_off(self) -> None:
        match = self.match()
        assert match.uncertainty_m > 0
        assert isinstance(match.precision, Precision)

    def test_every_match_says_who_says_so(self) -> None:
        assert self.match().source

    def test_parts_are_of_the_known_kinds_and_never_empty(self) -> None:
        parts = self.match().parts
        assert set(parts) <= set(PART_KEYS)
        assert all(parts.values())

    def test_a_match_can_be_shared_because_nobody_can_change_it(self) -> None:
        match = self.match()
        assert isinstance(match.parts, MappingProxyType)
        assert isinstance(match.candidates, tuple)

    def test_the_same_address_gets_the_same_answer(self) -> None:
        assert self.match() == self.match()

    def test_a_match_is_written_in_the_shape_of_the_contract(self) -> None:
        written = self.match().as_dict()
        assert list(written) == ["lon", "lat", "precision", "uncertainty_m", "source", "parts", "candidates"]
        assert type(written["precision"]) is str
