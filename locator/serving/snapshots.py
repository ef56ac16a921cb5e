"""The registry's versions as folders: the newest is made from the one before and what moved since.

One process makes them, any number reads them. `current` names the newest; it is replaced in one step, so a reader
sees the old version or the new one, never a mixture.
"""

import fcntl
import hashlib
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter

from locator.catalog import folder
from locator.catalog.folder import Mapped
from locator.notice import Notice
from locator.serving.cards import CARDS, card_texts
from locator.serving.naming import lay_out
from locator.serving.told import Told
from locator.station import Station
from locator.store import Store
from locator.store.following import Version

FORMAT: Final = "3"
"""Counts up when the folders' content changes its form, so that a new program reads no old folder."""
MOST_MOVED: Final = 50_000
"""When more stations moved, all of them are read: that is quicker then."""
CURRENT: Final = "current"

NOTICES = TypeAdapter(list[Notice])
VERSION = TypeAdapter(Version)
_log = logging.getLogger(__name__)


class Snapshot(NamedTuple):
    """One version, opened."""

    name: str
    version: Version
    mapped: Mapped
    told: Told
    notices: list[Notice]


class Snapshots:
    """The folders of one registry.

    Args:
        root: where all registries' folders are; each has one of its own there.
        database_url: the registry's.
    """

    def __init__(self, root: Path, database_url: str) -> None:
        self.folder = root / f"{FORMAT}-{hashlib.sha256(database_url.encode()).hexdigest()[:16]}"

    def newest(self) -> str | None:
        """The name of the newest version; None where there is none yet."""
        try:
            return (self.folder / CURRENT).read_text(encoding="ascii")
        except FileNotFoundError:
            return None

    def opened(self, name: str) -> Snapshot:
        """A version by its name.

        Raises:
            OSError, ValueError: it is not there, or not whole.
        """
        mapped = folder.opened(self.folder / name)
        extras = mapped.extras
        version, told = VERSION.validate_json(extras["version"]), Told.model_validate_json(extras["told"])
        return Snapshot(name, version, mapped, told, NOTICES.validate_json(extras["notices"]))

    def refresh(self, store: Store) -> str:
        """Make the registry's present version where it is missing; its name. One process at a time does it.

        Raises:
            StoreError: the registry can't be read.
            OSError: the folder can't be written.
        """
        with self._alone():
            name = name_of(store.version())
            if self.newest() == name:
                return name
            return self._made(store, self._base())

    def _made(self, store: Store, base: Snapshot | None) -> str:
        """A new version, from a base where what moved since is not too much."""
        extras = _extras(store)
        moved = store.moved_since(base.version, MOST_MOVED) if base else None
        if base and moved:
            version, changed = moved.version, [one for one in moved.stations.values() if one]
            self._write(version, changed, extras, base=base.mapped, without=moved.stations)
        else:
            with store.streaming() as (version, stations):
                self._write(version, stations, extras)
        self._name_newest(name := name_of(version))
        return name

    def _write(
        self, version: Version, stations: Iterable[Station], extras: dict[str, bytes], **more: Any
    ) -> None:
        extras["version"] = VERSION.dump_json(version)
        path = self.folder / name_of(version)
        laying_out = partial(lay_out, more.get("base"))
        folder.write(
            path, version.number, stations, {CARDS: card_texts}, extras=extras, completed=laying_out, **more
        )

    def _name_newest(self, name: str) -> None:
        before, new = self.newest(), self.folder / f".{CURRENT}-{os.getpid()}"
        new.write_text(name, encoding="ascii")
        new.replace(self.folder / CURRENT)
        # a reader that is just opening the version before this one still finds it
        folder.removed(self.folder, keep=[self.folder / kept for kept in (name, before) if kept])

    def _base(self) -> Snapshot | None:
        name = self.newest()
        try:
            return self.opened(name) if name else None
        except (
            OSError,
            ValueError,
        ) as error:  # it can be made anew: whatever is wrong with it, no one need mend it
            _log.warning("snapshot %s can't be used: %s", name, error)
            return None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def name_of(version: Version) -> str:
    """The name of a version's folder: no two states of whatever registry have the same."""
    return f"{version.number}-{hashlib.sha256(version.at.isoformat().encode()).hexdigest()[:8]}"


def _extras(store: Store) -> dict[str, bytes]:
    # read before the stations: what comes between is in the next version at the latest
    return {
        "told": Told.of(store).model_dump_json().encode(),
        "notices": NOTICES.dump_json(store.notices.all()),
    }
