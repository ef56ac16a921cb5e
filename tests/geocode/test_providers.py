"""From an operator's settings to a chain."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from locator.geocode.gazetteer import Gazetteer
from locator.geocode.http import json_client
from locator.geocode.nominatim import ADAPTER as NOMINATIM
from locator.geocode.online import Ask
from locator.geocode.providers import ADAPTERS, chain_of, configured, pause_s, url_of
from locator.settings import Settings
from locator.station import Precision
from locator.store import open_store
from tests.geocode import provider_forms as forms
from tests.geocode.made_up_online import NOON, Memory, Time
from tests.geocode.provider_server import ProviderServer

KEYS = {
    "amap_key": forms.KEY,
    "baidu_key": forms.KEY,
    "tencent_key": forms.KEY,
    "tianditu_server_key": forms.KEY,
}


@pytest.fixture(autouse=True)
def _no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def settings() -> Iterator[Settings]:
    """All five providers, each on a server of this machine."""
    servers = [ProviderServer(form.answer) for form in forms.FORMS]
    urls = {f"{form.name}_url": server.url for form, server in zip(forms.FORMS, servers, strict=True)}
    with (
        servers[0].running(),
        servers[1].running(),
        servers[2].running(),
        servers[3].running(),
        servers[4].running(),
    ):
        yield Settings.model_validate(KEYS | urls | {"geocoder_opinions": 5})


def test_without_keys_nobody_is_asked() -> None:
    assert configured(Settings()) == []


def test_a_key_or_a_server_makes_a_provider() -> None:
    assert configured(Settings.model_validate(KEYS)) == ["amap", "baidu", "tencent", "tianditu"]
    assert configured(Settings(nominatim_url="http://127.0.0.1:8088")) == ["nominatim"]


def test_the_operators_order_counts_and_none_is_asked_twice() -> None:
    chosen = Settings.model_validate(KEYS | {"geocoders": ["tencent", "amap", "tencent"]})
    assert configured(chosen) == ["tencent", "amap"]


def test_the_key_of_the_base_map_is_not_sent_to_the_geocoder() -> None:
    assert configured(Settings.model_validate({"tianditu_key": forms.KEY})) == []


def test_every_provider_has_an_address_of_its_own_but_nominatim() -> None:
    urls = [url_of(name, Settings()) for name in ADAPTERS]
    assert all(url.startswith("https://") for url in urls[:4])
    assert urls[4] == ""


def test_the_public_server_gets_one_request_a_second_whatever_is_set() -> None:
    fast = Settings(nominatim_pause_s=0)
    assert pause_s(NOMINATIM, "https://nominatim.openstreetmap.org/search", fast) == 1.0
    assert pause_s(NOMINATIM, "http://127.0.0.1:8088/search", fast) == 0.0


@pytest.mark.parametrize(
    "url",
    [
        "ftp://host/x",
        "host/x",
        "file:///etc/passwd",
        "http://",
        "http://a:b@host/",
        "https://host/?key=x",
        "https://host/#x",
    ],
)
def test_a_url_that_is_no_plain_one_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ValidationError) as told:
        Settings(nominatim_url=url)
    assert "nominatim_url" in str(told.value)
    assert url not in str(told.value)


def test_keys_are_not_shown() -> None:
    assert forms.KEY not in repr(Settings.model_validate(KEYS))


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCATOR_AMAP_KEY", forms.KEY)
    monkeypatch.setenv("LOCATOR_BAIDU_KEY", "")
    monkeypatch.setenv("LOCATOR_GEOCODER_REQUESTS_A_DAY", '{"amap": 7}')
    found = Settings()
    assert configured(found) == ["amap"]
    assert found.geocoder_requests_a_day == {"amap": 7}


def test_all_five_agree_on_one_house(settings: Settings) -> None:
    memory = Memory()
    with json_client("tests") as fetch:
        whole = chain_of(settings, Gazetteer.bundled(), memory, fetch, Time().clock())
        placed = whole.place("三亚市吉阳区河东路138号")
    assert [match.source for match in placed.answers] == list(ADAPTERS)
    assert placed.doubts == ()
    assert placed.match is not None
    assert placed.match.precision is Precision.ROOFTOP
    assert {memory.counts[name, NOON.date()] for name in ADAPTERS} == {1}


def test_the_registry_remembers_answers_and_budgets(settings: Settings, tmp_path: Path) -> None:
    url, asked = f"sqlite:///{tmp_path}/locator.db", []
    with json_client("tests") as fetch:

        def counted(ask: Ask) -> object:
            asked.append(ask.url)
            return fetch(ask)

        for _ in range(2):
            store = open_store(url, create=True)
            store.upgrade()
            whole = chain_of(settings, Gazetteer.bundled(), store.geocodes, counted, Time().clock())
            assert len(whole.place("三亚市吉阳区河东路138号").answers) == len(ADAPTERS)
            assert [store.geocodes.spent(name, NOON.date()) for name in ADAPTERS] == [1] * 5
            store.close()
    assert len(asked) == len(ADAPTERS)


def test_a_budget_of_the_operator_overrides_the_providers(settings: Settings) -> None:
    small = settings.model_copy(update={"geocoder_requests_a_day": {"amap": 1}, "geocoders": ("amap",)})
    with json_client("tests") as fetch:
        whole = chain_of(small, Gazetteer.bundled(), Memory(), fetch, Time().clock())
        assert whole.place("三亚市吉阳区河东路138号").waiting == ()
        assert whole.place("三亚市吉阳区河东路139号").waiting == ("amap",)
        assert whole.is_out
