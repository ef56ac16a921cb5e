"""A registry's versions as folders, and the process that follows them."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from locator.catalog import Catalog
from locator.catalog.folder import RECORDS
from locator.serving.builder import keeping_up, refreshed
from locator.serving.follower import Follower
from locator.serving.snapshots import Snapshot, Snapshots
from locator.store import Store, open_store
from tests.made_up import notice, station

PATIENCE_S = 30


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/registry.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with closing(open_store(url, create=True)) as opened:
        opened.upgrade()
        opened.put_stations([station(number, 109.5 + number / 100, 18.25) for number in range(1, 6)])
        yield opened


@pytest.fixture
def snapshots(tmp_path: Path, url: str) -> Snapshots:
    return Snapshots(tmp_path / "snapshots", url)


def newest(snapshots: Snapshots) -> Snapshot:
    return snapshots.opened(snapshots.newest() or "")


def names(snapshot: Snapshot) -> list[str]:
    return [one.name for one in Catalog.of(snapshot.mapped).stations]


def test_before_the_first_version_there_is_none(snapshots: Snapshots) -> None:
    assert snapshots.newest() is None


def test_a_snapshot_holds_what_the_registry_holds(snapshots: Snapshots, store: Store) -> None:
    store.notices.add(notice())
    snapshots.refresh(store)
    found = newest(snapshots)
    assert [*Catalog.of(found.mapped).stations] == store.snapshot()[1]
    assert found.notices == store.notices.all()
    assert found.version == store.version()


def test_a_registry_that_did_not_move_is_not_read_again(snapshots: Snapshots, store: Store) -> None:
    before = snapshots.refresh(store)
    made = (snapshots.folder / before).stat()
    assert snapshots.refresh(store) == before
    assert (snapshots.folder / before).stat().st_ino == made.st_ino


def test_a_small_change_shares_the_texts_of_the_version_before(snapshots: Snapshots, store: Store) -> None:
    snapshots.refresh(store)
    first = newest(snapshots).mapped.texts[RECORDS].files
    store.put_stations([station(2, 109.6, 18.25, name="演示改过")])
    snapshots.refresh(store)
    found = newest(snapshots)
    assert "演示改过" in names(found)
    files = found.mapped.texts[RECORDS].files
    assert len(files) == 2
    assert files[0].stat().st_ino == first[0].stat().st_ino if first[0].exists() else files[0].exists()


def test_only_the_newest_and_the_one_before_it_are_kept(snapshots: Snapshots, store: Store) -> None:
    for number in range(10, 14):
        store.put_stations([station(number)])
        snapshots.refresh(store)
    assert len([path for path in snapshots.folder.iterdir() if path.is_dir()]) == 2


def test_another_registry_at_the_same_address_is_no_newer_version(
    snapshots: Snapshots, store: Store, url: str, tmp_path: Path
) -> None:
    snapshots.refresh(store)
    store.close()
    for left in tmp_path.glob("registry.db*"):
        left.unlink()
    with closing(open_store(url, create=True)) as other:
        other.upgrade()
        other.put_stations([station(9, name="演示另一个")])
        snapshots.refresh(other)
    assert names(newest(snapshots)) == ["演示另一个"]


def test_a_damaged_version_is_made_anew(snapshots: Snapshots, store: Store) -> None:
    name = snapshots.refresh(store)
    (snapshots.folder / name / "rows.npy").write_bytes(b"broken")
    store.put_stations([station(7)])
    snapshots.refresh(store)
    assert len(names(newest(snapshots))) == 6


def test_a_builder_that_was_killed_leaves_a_whole_version(
    snapshots: Snapshots, store: Store, url: str
) -> None:
    snapshots.refresh(store)
    code = (
        "import sys; from pathlib import Path; from locator.serving.builder import refreshed\n"
        "from locator.catalog import folder\n"
        "import os, signal\n"
        "folder._Kind.finish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "refreshed(Path(sys.argv[1]), sys.argv[2])\n"
    )
    store.put_stations([station(7, name="演示第七")])
    killed = subprocess.run([sys.executable, "-c", code, str(snapshots.folder.parent), url], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert "演示第七" not in names(newest(snapshots))
    refreshed(snapshots.folder.parent, url)
    assert "演示第七" in names(newest(snapshots))
    assert not [path for path in snapshots.folder.iterdir() if path.name.startswith(".") and path.is_dir()]


def test_a_follower_swaps_in_what_is_newer(snapshots: Snapshots, store: Store) -> None:
    snapshots.refresh(store)
    follower = Follower(snapshots, names)
    assert not follower.look()
    before = follower.present
    store.put_stations([station(8, name="演示新来")])
    snapshots.refresh(store)
    assert follower.look()
    assert "演示新来" in follower.present
    assert "演示新来" not in before


def test_a_process_of_its_own_keeps_up_and_ends_with_who_started_it(
    snapshots: Snapshots, store: Store, url: str
) -> None:
    before = snapshots.refresh(store)
    with keeping_up(snapshots.folder.parent, url):
        store.put_stations([station(8, name="演示新来")])
        until = time.monotonic() + PATIENCE_S
        while snapshots.newest() == before and time.monotonic() < until:
            time.sleep(0.05)
        assert "演示新来" in names(newest(snapshots))
