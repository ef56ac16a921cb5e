"""What if: an overlay is the catalog that a registry with those changes would have."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from locator.catalog import Catalog
from locator.errors import InvalidInput
from locator.lookup import CHINA
from locator.planning.coverage.counted import counted_stations
from locator.planning.scenario import MOST_CHANGES, Scenario, check, overlaid
from locator.station import Station
from tests.made_up import notice, station

NOON = datetime(2026, 7, 16, 12, tzinfo=CHINA)
REGISTRY = [
    *(
        station(number, 109.5 + number / 100, 18.25, opening_hours="24/7", holidays="open")
        for number in range(6)
    ),
    station(6, 109.4, 18.2, precision="district", uncertainty_m=9_000, capacity=12),
    station(7),
]
CATALOG = Catalog(REGISTRY, version=3, notices=[notice(stations=("test-0001",))])
lon, lat = st.floats(109, 110), st.floats(18, 19)
ids = [one.id for one in REGISTRY]


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    chosen = draw(st.lists(st.sampled_from(ids), unique=True))
    cut = draw(st.integers(0, len(chosen)))
    new = draw(st.lists(st.sampled_from(["a-1", "new-1", "zz-9", "test-00005"]), unique=True))
    spot = st.fixed_dictionaries({"lon": lon, "lat": lat})
    return Scenario.model_validate(
        {
            "added": [{"id": name, "opening_hours": "Mo-Fr 08:00-20:00", **draw(spot)} for name in new],
            "moved": [{"id": name, **draw(spot)} for name in chosen[:cut]],
            "removed": chosen[cut:],
        }
    )


@given(scenario=scenarios())
def test_an_overlay_is_what_a_catalog_of_those_stations_would_be(scenario: Scenario) -> None:
    found = overlaid(CATALOG, scenario)
    made = Catalog(list(found.stations), 3, CATALOG.notices)
    assert found.ids == made.ids == [one.id for one in found.stations]
    assert (found.located, found.version) == (made.located, 3)
    for name in ("lon", "lat", "exact", "capacity", "adcode"):
        assert found.columns.rows[name].tolist() == pytest.approx(
            made.columns.rows[name].tolist(), nan_ok=True
        )
    states = [one.state for one in found.opening(NOON)]
    assert states == [one.state for one in made.opening(NOON)]
    assert set(found.ids) == ({*ids} | {each.id for each in scenario.added}) - {*scenario.removed}
    for moved in scenario.moved:
        place = found.station(moved.id).placement
        assert place
        assert (place.lon, place.lat, place.precision.is_exact) == (moved.lon, moved.lat, True)


def test_the_registry_itself_stays_as_it_is() -> None:
    before = [one.model_dump() for one in CATALOG.stations]
    overlaid(
        CATALOG, Scenario.model_validate({"moved": [{"id": ids[0], "lon": 1, "lat": 2}], "removed": [ids[1]]})
    )
    assert [one.model_dump() for one in CATALOG.stations] == before
    assert overlaid(CATALOG, Scenario()) is CATALOG


def test_a_moved_coarse_station_counts_and_an_added_one_without_hours_is_unknown() -> None:
    changes = {
        "moved": [{"id": "test-0006", "lon": 109.6, "lat": 18.3}],
        "added": [{"id": "new", "lon": 1, "lat": 2}],
    }
    found = overlaid(CATALOG, Scenario.model_validate(changes))
    counted = counted_stations(found)
    assert {found.ids[row] for row in counted.rows.tolist()} == {*ids[:7], "new"}
    assert counted.coarse == 0
    assert found.opening_of(found.station("new"), NOON).state == "unknown"


def test_a_slice_of_its_stations_is_a_list_of_them() -> None:
    found = overlaid(
        CATALOG, Scenario.model_validate({"added": [{"id": "new", "lon": 1, "lat": 2}]})
    ).stations
    assert [one.id for one in found[0:3]] == [found[row].id for row in range(3)]
    assert all(isinstance(one, Station) for one in found)
    assert found[-1].id == "test-0007"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"removed": ["nobody"]}, "nobody"),
        ({"moved": [{"id": "nobody", "lon": 1, "lat": 2}]}, "nobody"),
        ({"added": [{"id": "test-0001", "lon": 1, "lat": 2}]}, "test-0001"),
    ],
)
def test_a_station_that_there_is_not_or_is_already_is_named(changes: dict[str, Any], named: str) -> None:
    for refused in (check, overlaid):
        with pytest.raises(InvalidInput, match=named) as error:
            refused(CATALOG, Scenario.model_validate(changes))
        assert error.value.field == "scenario"


@pytest.mark.parametrize(
    "changes",
    [
        {"removed": ["a1", "a1"]},
        {"removed": ["a1"], "moved": [{"id": "a1", "lon": 1, "lat": 2}]},
        {"removed": [f"t-{number}" for number in range(MOST_CHANGES + 1)]},
        {"added": [{"id": "a1", "lon": 1, "lat": 91}]},
        {"added": [{"id": "a1", "lon": 1, "lat": 2, "opening_hours": "whenever"}]},
        {"added": [{"id": "a b", "lon": 1, "lat": 2}]},
        {"closed": ["a1"]},
    ],
)
def test_changes_that_make_no_sense_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Scenario.model_validate(changes)
