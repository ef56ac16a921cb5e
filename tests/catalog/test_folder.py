"""A catalog in a folder is the catalog in memory, however many small changes led to it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.catalog import Catalog, Filter, folder
from locator.station import Station
from tests.made_up import station

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def names(stations: Sequence[Station]) -> Iterator[bytes]:
    return (one.name.encode() for one in stations)


def made(number: int, version: int) -> Station:
    placed = (100 + number / 10, 30.0) if number % 3 else (None, None)
    return station(
        number,
        *placed,
        name=f"站{number}·{version}",
        amenities={"toilet": "yes"} if (number + version) % 2 else {},
        opening_hours=["24/7", "Mo-Fr 08:00-17:00", None][version % 3],
    )


def same(catalog: Catalog, expected: Catalog) -> None:
    assert [*catalog.stations] == [*expected.stations]
    assert catalog.located == expected.located
    assert catalog.labels(range(len(catalog))) == expected.labels(range(len(expected)))
    for wanted in (Filter(), Filter(amenities=("toilet",)), Filter(open_24h=True)):
        np.testing.assert_array_equal(catalog.rows(wanted), expected.rows(wanted))
    assert catalog.ids == expected.ids == [one.id for one in catalog.stations]
    assert [catalog.row_of(one) for one in catalog.ids] == [*range(len(catalog))]
    asked = catalog.index.query(100.4, 30.1, 5), expected.index.query(100.4, 30.1, 5)
    np.testing.assert_array_equal(*(found[0] for found in asked))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    stations = [made(number, 1) for number in range(1, 9)]
    folder.write(tmp_path / "1", 1, stations, {"names": names})
    mapped = folder.opened(tmp_path / "1")
    same(Catalog.of(mapped), Catalog(stations))
    assert mapped.version == 1
    assert [*mapped.texts["names"]] == [one.name.encode() for one in Catalog.of(mapped).stations]


def test_no_station_at_all_is_a_catalog_too(tmp_path: Path) -> None:
    folder.write(tmp_path / "0", 0, [], {})
    assert len(Catalog.of(folder.opened(tmp_path / "0"))) == 0


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_any_row_of_changes_leads_to_the_same_catalog(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("versions")
    now = {number: made(number, 0) for number in data.draw(st.sets(st.integers(1, 11)), label="first")}
    folder.write(root / "0", 0, now.values(), {"names": names})
    for version in range(1, data.draw(st.integers(1, 6), label="changes") + 1):
        changed = data.draw(st.sets(st.integers(1, 11), max_size=4), label="changed")
        gone = data.draw(st.sets(st.integers(1, 11), max_size=2), label="gone") - changed
        new = {number: made(number, version) for number in changed}
        base = folder.opened(root / f"{version - 1}")
        without = [f"test-{number:04d}" for number in changed | gone]
        folder.write(root / f"{version}", version, new.values(), {"names": names}, base=base, without=without)
        now = {number: one for number, one in now.items() if number not in gone} | new
    mapped = folder.opened(root / f"{version}")
    same(Catalog.of(mapped), Catalog(now.values()))
    assert [*mapped.texts["names"]] == [one.name.encode() for one in Catalog.of(mapped).stations]


def test_after_many_small_changes_the_texts_stand_in_one_file_again(tmp_path: Path) -> None:
    folder.write(tmp_path / "0", 0, [made(1, 0), made(2, 0)], {})
    for version in range(1, folder.MOST_FILES + 2):
        base = folder.opened(tmp_path / f"{version - 1}")
        folder.write(
            tmp_path / f"{version}", version, [made(2, version)], {}, base=base, without=["test-0002"]
        )
    mapped = folder.opened(tmp_path / f"{version}")
    assert len(mapped.texts[folder.RECORDS].files) < 5
    same(Catalog.of(mapped), Catalog([made(1, 0), made(2, version)]))


def test_who_reads_an_old_version_may_go_on_when_its_folder_is_gone(tmp_path: Path) -> None:
    folder.write(tmp_path / "1", 1, [made(number, 1) for number in range(1, 9)], {})
    catalog = Catalog.of(folder.opened(tmp_path / "1"))
    assert folder.removed(tmp_path, keep=[]) == [tmp_path / "1"]
    assert catalog.station("test-0005").name == "站5·1"


def test_what_a_killed_process_left_half_made_is_no_version(tmp_path: Path) -> None:
    (tmp_path / ".1-99999").mkdir()
    folder.write(tmp_path / "1", 1, [made(1, 1)], {})
    assert sorted(path.name for path in folder.removed(tmp_path, keep=[tmp_path / "1"])) == [".1-99999"]


def test_a_version_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    folder.write(tmp_path / "1", 1, [made(1, 1)], {})
    folder.write(tmp_path / "1", 1, [made(2, 1)], {})
    assert Catalog.of(folder.opened(tmp_path / "1")).row_of("test-0001") == 0


def test_a_folder_that_lost_a_part_is_refused(tmp_path: Path) -> None:
    folder.write(tmp_path / "1", 1, [made(1, 1)], {})
    (tmp_path / "1" / "records-0.bin").write_bytes(b"")
    with pytest.raises(ValueError, match="shorter"):
        folder.opened(tmp_path / "1")
