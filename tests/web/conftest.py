"""An app over made-up stations."""

import pytest
from flask.testing import FlaskClient

from locator.catalog import Catalog
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app
from locator.web.state import State
from tests.made_up import station

HOSTILE = '<img src=x onerror=alert(1)>`${alert(2)}"};alert(3)//</script>'


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog(
        [
            station(
                1,
                109.52,
                18.25,
                amenities={"toilet": "yes", "aed": "no"},
                opening_hours="24/7",
                adcode="460204",
            ),
            station(2, 109.50, 18.26, name=HOSTILE, adcode="460203", contact="13800000000", steward="演示"),
            station(3, 109.50, 18.25, precision="district", uncertainty_m=17_000, adcode="460204"),
            station(4, 129.56, 48.45, status="paused", adcode="230723"),
            station(5),
        ],
        version=3,
    )


@pytest.fixture(scope="session")
def client(catalog: Catalog) -> FlaskClient:
    app = create_app(given=State(Settings(database_url="sqlite://"), catalog, Told()))
    return app.test_client()
