"""What every online geocoder keeps, on top of what every geocoder keeps, against a server on this machine."""

import logging
from collections.abc import Iterator

import pytest

from locator.errors import ProviderError
from locator.geocode.answers import Verdict
from locator.geocode.failures import BadKey, OverQuota, ProviderBroken, TooFast
from locator.geocode.http import JsonClient, Patience, json_client
from locator.geocode.online import OnlineGeocoder
from locator.station import Precision
from tests.geocode.contract import GeocoderContract
from tests.geocode.provider_forms import HOUSE, KEY, MIDDLE, Form
from tests.geocode.provider_server import SLOW, TROUBLES, ProviderServer, Raw, as_json

IMPATIENT = Patience(connect_s=5.0, read_s=0.1, whole_s=0.3)


def everything_said(error: BaseException | None) -> str:
    """The error's words and those of all errors behind it, shown or not."""
    if error is None:
        return ""
    behind = everything_said(error.__cause__) + everything_said(error.__context__)
    return f"{error!r} {error} {vars(error)} {behind}"


class OnlineGeocoderContract(GeocoderContract):
    """Inherit and name the provider's form."""

    form: Form
    known_lon_lat = HOUSE
    tolerance_deg = 2e-6  # 0.2 m: six decimals of the provider's own datum
    server: ProviderServer
    fetch: JsonClient

    @pytest.fixture(autouse=True)
    def _a_server(self, fetch: JsonClient) -> Iterator[None]:
        self.fetch = fetch
        with ProviderServer(self.form.answer).running() as self.server:
            yield

    def geocoder(self) -> OnlineGeocoder:
        return self.with_key(KEY)

    def with_key(self, key: str) -> OnlineGeocoder:
        return OnlineGeocoder(self.form.module.ADAPTER, self.fetch, self.server.url, key)

    def failure(self, reply: Raw) -> ProviderError:
        """What the geocoder raises when the server always replies so."""
        self.server.always = reply
        with pytest.raises(ProviderError) as told:
            self.geocoder().locate(self.known_address)
        return told.value

    def test_it_is_called_by_its_name(self) -> None:
        assert self.geocoder().name == self.form.name == self.match().source

    def test_a_house_number_is_found_to_the_house(self) -> None:
        match = self.match()
        assert match.precision is Precision.ROOFTOP
        assert 20 <= match.uncertainty_m <= 500

    def test_a_street_is_no_house_and_its_radius_says_so(self) -> None:
        match = self.geocoder().locate("三亚市吉阳区河东路")
        assert match is not None
        assert match.precision in (Precision.STREET, Precision.TOWNSHIP)
        assert match.uncertainty_m >= 1_000
        assert (match.position.lon, match.position.lat) == pytest.approx(MIDDLE, abs=self.tolerance_deg)

    def test_an_unknown_street_is_nowhere(self) -> None:
        assert self.geocoder().locate("三亚市吉阳区没有的街9号") is None

    @pytest.mark.parametrize("nowhere", ["日本东京都", "hello", "12345", "🏠", "路" * 400])
    def test_what_is_no_address_in_china_is_not_even_asked(self, nowhere: str) -> None:
        assert self.geocoder().locate(nowhere) is None
        assert self.server.asked == []

    def test_the_division_one_knows_is_put_before_a_bare_street(self) -> None:
        match = self.geocoder().locate("河东路138号", within="460203")
        assert match is not None
        assert any("三亚市吉阳区河东路" in value for value in self.server.asked[0].values())

    def test_hostile_characters_stay_inside_their_parameter(self) -> None:
        self.geocoder().locate('三亚市吉阳区&key=x&limit=9#?"}]河东路138号')
        assert all(asked.get(self.form.module.ADAPTER.key_param, KEY) == KEY for asked in self.server.asked)

    def test_a_wrong_key_is_told_apart_from_all_else(self) -> None:
        if not self.form.wrong_key:
            pytest.skip("needs no key")
        with pytest.raises(BadKey):
            self.with_key("wrong").locate(self.known_address)

    @pytest.mark.parametrize("kind", [OverQuota, TooFast, BadKey])
    def test_each_code_of_its_table_is_the_failure_it_stands_for(self, kind: type[ProviderError]) -> None:
        for code in self.form.codes(kind) if self.form.wrong_key else []:
            assert type(self.failure(as_json(self.form.says(code)))) is kind, code

    def test_codes_for_nothing_found_are_no_failure(self) -> None:
        for code in self.form.codes(Verdict.NOTHING) if self.form.wrong_key else ["", "words"]:
            self.server.always = as_json(self.form.says(code))
            assert self.geocoder().locate(self.known_address) is None, code

    def test_an_unknown_code_is_a_failure_and_never_an_answer(self) -> None:
        if self.form.wrong_key:
            assert type(self.failure(as_json(self.form.says("98765")))) is ProviderBroken

    @pytest.mark.parametrize("status", [401, 403, 418])
    def test_a_door_that_is_shut_is_a_matter_of_the_key(self, status: int) -> None:
        assert type(self.failure(Raw(b"<html>", status=status))) is BadKey

    def test_http_429_is_too_fast(self) -> None:
        assert type(self.failure(Raw(b"", status=429))) is TooFast

    @pytest.mark.parametrize("trouble", TROUBLES)
    def test_what_cannot_be_read_is_the_providers_failure(self, trouble: str) -> None:
        assert type(self.failure(TROUBLES[trouble])) is ProviderBroken

    @pytest.mark.parametrize("reply", [SLOW, SLOW._replace(drip_s=0.02)], ids=["silent", "dripping"])
    def test_a_slow_provider_is_not_waited_for(self, reply: Raw) -> None:
        self.server.always = reply
        with json_client("tests", IMPATIENT) as self.fetch, pytest.raises(ProviderBroken, match="in time"):
            self.geocoder().locate(self.known_address)

    def test_a_provider_that_is_away_is_its_failure(self) -> None:
        away = OnlineGeocoder(self.form.module.ADAPTER, self.fetch, "http://127.0.0.1:9/", KEY)
        with pytest.raises(ProviderBroken):
            away.locate(self.known_address)

    def test_a_point_that_stands_for_nowhere_is_no_match(self) -> None:
        good = self.form.answer

        def at_zero(params: dict[str, str]) -> object:
            return moved(good(params))

        self.server.answer = at_zero
        assert self.geocoder().locate(self.known_address) is None

    def test_no_failure_and_no_log_carries_the_key(self, caplog: pytest.LogCaptureFixture) -> None:
        """Not even where the provider itself repeats it."""
        caplog.set_level(logging.DEBUG)
        echo = {
            "status": KEY,
            "info": KEY,
            "infocode": KEY,
            "msg": KEY,
            "error": {"message": KEY},
            "code": KEY,
        }
        redirect = Raw(b"", status=302, headers=(("Location", f"http://localhost:9/?key={KEY}"),))
        replies = [*TROUBLES.values(), as_json(echo), Raw(KEY.encode()), Raw(KEY.encode(), 500), redirect]
        replies += [as_json({"location": KEY, "status": status, "result": KEY}) for status in (0, "0")]
        for reply in replies:
            said = everything_said(self.failure(reply))
            assert KEY not in said
            assert "河东路" not in said
        for record in caplog.records:
            assert KEY not in record.getMessage()


def moved(value: object) -> object:
    """The same reply with its degrees at zero."""
    if isinstance(value, list):
        return [moved(item) for item in value]
    if not isinstance(value, dict):
        return value
    box = ["-1", "1", "-1", "1"]
    zero = {"lon": "0", "lat": "0", "lng": 0.0, "location": "0.0,0.0", "boundingbox": box}
    return {
        key: zero[key] if key in zero and not isinstance(item, dict) else moved(item)
        for key, item in value.items()
    }
