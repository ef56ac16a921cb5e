"""Asking the network: what is sent, what is followed, what is refused."""

from collections.abc import Iterator

import pytest

from locator.geocode.failures import ProviderBroken
from locator.geocode.http import JsonClient
from locator.geocode.online import Ask
from tests.geocode.conftest import USER_AGENT
from tests.geocode.provider_server import ProviderServer, Raw


@pytest.fixture
def server() -> Iterator[ProviderServer]:
    with ProviderServer(lambda params: {"asked": params}).running() as running:
        yield running


def redirecting(server: ProviderServer, location: str) -> None:
    """The first request is sent on, the next one answered."""

    def answer(params: dict[str, str]) -> object:
        server.always = None
        return {"asked": params}

    server.answer = answer
    replies = iter([Raw(b"", 302, (("Location", location),))])
    usual = server.reply

    def reply(path: str, headers: dict[str, str]) -> Raw:
        first = next(replies, None)
        return first or usual(path, headers)

    server.reply = reply  # type: ignore[method-assign]


def test_parameters_arrive_as_they_were(fetch: JsonClient, server: ProviderServer) -> None:
    params = {"address": "三亚市 河东路138号&key=x#?%2", "ds": '{"keyWord":"路"}'}
    assert fetch(Ask(server.url, params)) == {"asked": params}


def test_the_provider_is_told_who_asks(fetch: JsonClient, server: ProviderServer) -> None:
    fetch(Ask(server.url, {"a": "b"}))
    assert server.headers[0]["User-Agent"] == USER_AGENT


def test_a_redirect_on_the_same_host_is_followed(fetch: JsonClient, server: ProviderServer) -> None:
    redirecting(server, "/elsewhere?a=b")
    assert fetch(Ask(server.url, {"a": "c"})) == {"asked": {"a": "b"}}


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:1/x",
        "//localhost/x",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "gopher://x",
    ],
)
def test_a_redirect_to_another_host_is_not_followed(
    fetch: JsonClient, server: ProviderServer, location: str
) -> None:
    redirecting(server, location)
    with pytest.raises(ProviderBroken):
        fetch(Ask(server.url, {"a": "c"}))


def test_a_failure_names_the_host_and_not_the_url(fetch: JsonClient, server: ProviderServer) -> None:
    server.always = Raw(b"{}", status=503)
    with pytest.raises(ProviderBroken) as told:
        fetch(Ask(server.url, {"key": "secret"}))
    assert str(told.value) == "127.0.0.1: HTTP 503"


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "127.0.0.1", "http://", "http://no such host/"])
def test_an_address_that_is_none_is_a_failure(fetch: JsonClient, url: str) -> None:
    with pytest.raises(ProviderBroken):
        fetch(Ask(url, {"key": "secret"}))
