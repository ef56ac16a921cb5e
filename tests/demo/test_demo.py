"""Made-up stations are like the real ones in kind, and never to be taken for one."""

from collections import Counter
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from locator.cli import cli
from locator.datum import convert
from locator.demo import SIGN, made_up_stations
from locator.station import Station
from locator.store import open_store

MANY = 4_000


@pytest.fixture(scope="module")
def stations() -> list[Station]:
    return made_up_stations(MANY, seed=11)


def test_the_same_seed_gives_the_same_stations(stations: list[Station]) -> None:
    assert made_up_stations(MANY, seed=11) == stations
    assert made_up_stations(MANY, seed=12) != stations


def test_every_name_says_that_it_is_made_up(stations: list[Station]) -> None:
    assert all(station.name.startswith(SIGN) and SIGN in (station.notes or "") for station in stations)
    assert len({station.id for station in stations}) == MANY


def test_hours_have_the_shares_of_the_real_ones(stations: list[Station]) -> None:
    rules = Counter(station.opening_hours for station in stations)
    long_hours = sum(rules[rule] for rule in ("06:00-22:00", "05:30-23:00", "07:00-21:30", "06:30-01:00"))
    assert rules["24/7"] / MANY == pytest.approx(0.065, abs=0.015)
    assert long_hours / MANY == pytest.approx(0.11, abs=0.02)
    assert rules[None] > 0


def test_amenities_are_there_missing_or_unknown(stations: list[Station]) -> None:
    said = Counter(station.amenities.get("toilet", "unknown") for station in stations)
    assert min(said["yes"], said["no"], said["unknown"]) > MANY / 10


def test_they_stand_where_people_live_in_the_mainland(stations: list[Station]) -> None:
    provinces = Counter(station.province for station in stations)
    assert provinces["广东省"] > 10 * provinces["西藏自治区"] > 0
    assert not provinces.keys() & {"台湾省", "香港特别行政区", "澳门特别行政区"}
    lon = np.array([station.placement.lon for station in stations if station.placement])
    lat = np.array([station.placement.lat for station in stations if station.placement])
    shifted = convert(lon, lat, "wgs84", "gcj02")
    assert (shifted[0] != lon).mean() > 0.995  # only the mainland's ground is shifted


def test_the_command_writes_them_into_the_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    monkeypatch.setenv("LOCATOR_DATABASE_URL", url)
    answer = CliRunner().invoke(cli, ["demo", "--stations", "50", "--seed", "5", "--json"])
    assert answer.exit_code == 0, answer.output
    assert '"stations": 50' in answer.stdout
    with closing(open_store(url)) as store:
        assert store.snapshot()[1] == made_up_stations(50, seed=5)


def test_a_number_that_is_none_is_wrong_use() -> None:
    assert CliRunner().invoke(cli, ["demo", "--stations", "0"]).exit_code == 2
