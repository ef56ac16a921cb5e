"""A catalog on disk: a folder for each version, made whole beside the others and never changed again.

`rows.npy` holds the columns, `<kind>.npy` where each row's text of a kind stands (`records` are the stations
themselves), `catalog.json` the rest, `*.extra` whatever else belongs to the version. Files of texts are shared
between versions by hard links, so a small change costs little. A folder gets its name when all is in it: whoever
sees one sees a whole one. A mapped file lives on when its name is gone, so old folders may be removed while others
still read them.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from locator.building import building
from locator.catalog.columns import Columns, Gathering
from locator.catalog.texts import TextFile, Texts
from locator.station import Station
from locator.store.bulk import batched

RECORDS: Final = "records"
AT_ONCE: Final = 2_000
MOST_FILES: Final = 32
"""After so many small changes the texts move together into one file."""

EXTRA: Final = ".extra"
NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})
Mask = NDArray[np.bool_]
Texting = Callable[[Sequence[Station]], Iterable[bytes]]
"""Makes one text a station."""


class Mapped(NamedTuple):
    """A folder that was opened: its columns are in memory, its texts are read when they are asked for."""

    path: Path
    version: int
    columns: Columns
    texts: Mapping[str, Texts]
    extras: Mapping[str, bytes]


Completing = Callable[[Mapped], None]
"""Adds files to a folder in the making."""


def write(
    path: Path,
    version: int,
    stations: Iterable[Station],
    texting: Mapping[str, Texting],
    *,
    extras: Mapping[str, bytes] = NOTHING,
    base: Mapped | None = None,
    without: Collection[str] = (),
    completed: Completing | None = None,
) -> None:
    """Make the folder of a version.

    Args:
        path: the folder; where it is there already, nothing is done.
        version: the registry's revision.
        stations: all of them; with a base, those that are new or changed since.
        texting: by kind, what makes the texts; `records` always are the stations themselves.
        extras: what else belongs to this version, by name.
        base: an earlier version, whose other rows stay as they are.
        without: the ids of those rows of the base that don't stay.
        completed: adds what is made of the rows, before anybody sees the folder.
    """
    if path.exists():
        return
    making = path.with_name(f".{path.name}-{os.getpid()}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        for name, content in extras.items():
            (making / f"{name}{EXTRA}").write_bytes(content)
        with building():
            _Making(making, {RECORDS: _records, **texting}, base).fill(version, stations, without)
            if completed:
                completed(opened(making))
        making.rename(path)
    except OSError:
        if not path.exists():  # else another process was quicker, and its folder is as good
            raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


def opened(path: Path) -> Mapped:
    """The folder of a version.

    Raises:
        OSError, ValueError: there is none, or it is not whole.
    """
    told = orjson.loads((path / "catalog.json").read_bytes())
    schedules = tuple((rule, holidays) for rule, holidays in told["schedules"])
    origins = tuple(tuple(sources) for sources in told["origins"])
    columns = Columns(np.load(path / "rows.npy", mmap_mode="r"), schedules, origins)
    texts = {
        kind: Texts([path / name for name in names], np.load(path / f"{kind}.npy", mmap_mode="r"))
        for kind, names in told["files"].items()
    }
    extras = {file.stem: file.read_bytes() for file in path.glob(f"*{EXTRA}")}
    return Mapped(path, told["version"], columns, texts, extras)


class _Making:
    """A folder in the making."""

    def __init__(self, folder: Path, texting: Mapping[str, Texting], base: Mapped | None) -> None:
        self.folder = folder
        self.texting = texting
        self.base = base
        self.kinds = {kind: _Kind(folder, kind, base.texts[kind] if base else None) for kind in texting}

    def fill(self, version: int, stations: Iterable[Station], without: Collection[str]) -> None:
        columns = self._gathered(stations)
        stay = None
        if self.base:
            old = self.base.columns.rows
            stay = ~np.isin(old["id"], np.array([*without], dtype=old["id"].dtype))
            columns = columns._replace(rows=np.concatenate((old[stay], columns.rows)))
        columns, order = columns.reordered()
        np.save(self.folder / "rows.npy", columns.rows)
        told = {
            "version": version,
            "schedules": columns.schedules,
            "origins": columns.origins,
            "files": {kind: texts.finish(stay, order) for kind, texts in self.kinds.items()},
        }
        (self.folder / "catalog.json").write_bytes(orjson.dumps(told))

    def _gathered(self, stations: Iterable[Station]) -> Columns:
        gathering = Gathering(self.base.columns if self.base else None)
        for batch in batched(stations, AT_ONCE):
            for station in batch:
                gathering.add(station)
            for kind, texts_of in self.texting.items():
                self.kinds[kind].file.add(texts_of(batch))
        return gathering.columns()


class _Kind:
    """The texts of one kind in the making: those of the base by hard links, the new ones in a file of their own."""

    def __init__(self, folder: Path, kind: str, base: Texts | None) -> None:
        self.folder = folder
        self.kind = kind
        self.base = base
        self.names: list[str] = []
        for number, file in enumerate(base.files if base else ()):
            self.names.append(f"{kind}-{number}.bin")
            os.link(file, folder / self.names[-1])
        self.names.append(f"{kind}-{len(self.names)}.bin")
        self.file = TextFile(folder / self.names[-1])

    def finish(self, stay: Mask | None, order: NDArray[np.intp]) -> list[str]:
        """Write where each row's text stands; the names of the files."""
        where = self.file.close(len(self.names) - 1)
        if self.base is not None and stay is not None:
            where = np.concatenate((self.base.where[stay], where))
        where = where[order]
        if len(self.names) > MOST_FILES:
            where = self._moved_together(where)
        np.save(self.folder / f"{self.kind}.npy", where)
        return self.names

    def _moved_together(self, where: NDArray[np.void]) -> NDArray[np.void]:
        texts = Texts([self.folder / name for name in self.names], where)
        together = TextFile(self.folder / f"{self.kind}-all.bin")
        together.add(texts)
        for name in self.names:
            (self.folder / name).unlink()
        self.names = [f"{self.kind}-all.bin"]
        return together.close(0)


def _records(stations: Sequence[Station]) -> Iterable[bytes]:
    return (station.model_dump_json(exclude_defaults=True).encode() for station in stations)


def removed(folder: Path, keep: Collection[Path]) -> list[Path]:
    """Remove all version folders but these, and what a killed process left half made; what was removed."""
    gone = (
        [path for path in folder.iterdir() if path not in keep and path.is_dir()] if folder.is_dir() else []
    )
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return gone


__all__ = ["RECORDS", "Mapped", "Texting", "opened", "removed", "write"]
