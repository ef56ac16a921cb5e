"""What several tests of geocoders share."""

from collections.abc import Iterator

import pytest

from locator.geocode.http import JsonClient, json_client

USER_AGENT = "station-locator/1.0 (+https://stations.example)"


@pytest.fixture(scope="session")
def fetch() -> Iterator[JsonClient]:
    """A client; making one takes a while, since it reads the system's certificates."""
    with json_client(USER_AGENT) as client:
        yield client
