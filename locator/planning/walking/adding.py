"""Adds a city's streets to the operator's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from locator.errors import InvalidInput
from locator.folders import name_of, sha256_of
from locator.planning.about import About, read_about
from locator.planning.walking.network import Network


@dataclass(frozen=True, slots=True)
class Added:
    """A network that is in the folder now; `is_new` is False where the very same file had been added before."""

    name: str
    about: About
    is_new: bool


def add_network(pbf: Path, folder: Path) -> Added:
    """Adds a file's streets to the networks in `folder`; one of the same name is replaced, the same changes nothing.

    Raises:
        InvalidInput: the file is missing, broken, or holds no way to walk along; nothing is changed then.
    """
    if not pbf.is_file():
        raise InvalidInput(f"{pbf.name} is no file", field="pbf", remedy="请检查文件路径 check its path")
    name = name_of(pbf)
    known = read_about(folder / name)
    if known and known.sha256 == sha256_of(pbf) and _is_whole(folder / name):
        return Added(name, known, is_new=False)
    network = Network.from_osm(pbf)
    network.save(folder / name)
    return Added(name, network.about, is_new=True)


def _is_whole(folder: Path) -> bool:
    try:
        Network.load(folder)
    except InvalidInput:
        return False
    return True
