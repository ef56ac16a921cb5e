"""Saved street networks, as far as they are known without being loaded, nor the libraries that search them."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

from locator.errors import NotFound
from locator.folders import meta_of

FORMAT = 1
META = "network.json"
MARGIN_DEG = 0.005
"""About as far as a spot may be from its street."""
Box = tuple[float, float, float, float]


class About(NamedTuple):
    """A network's source and size.

    Attributes:
        source: the file it was made of; `sha256` is that file's checksum, `date` what it says of its data's age.
        box: west, south, east, north of all nodes, WGS84 degrees.
        components: parts between which no way leads; `largest_share` of the nodes are in the largest.
    """

    source: str
    sha256: str
    date: str | None
    box: Box
    nodes: int
    junctions: int
    chains: int
    kilometres: float
    components: int
    largest_share: float

    def covers(self, lon: float, lat: float) -> bool:
        """Whether a place lies in the network's box, or so little beside it that its streets may be near."""
        west, south, east, north = self.box
        is_across = west - MARGIN_DEG <= lon <= east + MARGIN_DEG
        return is_across and south - MARGIN_DEG <= lat <= north + MARGIN_DEG


def read_meta(folder: Path) -> dict[str, Any]:
    """What was written beside a network's arrays; empty where none is, or one of another format."""
    return meta_of(folder / META, FORMAT)


def read_about(folder: Path) -> About | None:
    """What is to be known about the network in a folder; None where there is none."""
    try:
        told = dict(read_meta(folder)["about"])
        return About(**told | {"box": tuple(told["box"])})
    except (KeyError, TypeError, ValueError):
        return None


def networks_in(folder: Path) -> dict[str, About]:
    """The networks that were added to a folder, by name; none where it does not exist."""
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    told = {each.name: read_about(each) for each in inside if not each.name.startswith(".")}
    return {name: about for name, about in told.items() if about}


def remove_network(name: str, folder: Path) -> None:
    """Takes a network, even a damaged one, out of `folder`; whoever has it open keeps it until he is done.

    Raises:
        NotFound: there is none of that name.
    """
    inside = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    if name not in inside or name.startswith("."):
        raise NotFound(f"没有步行网络 {name} · there is no street network {name}")
    work = Path(mkdtemp(prefix=".", suffix=".old", dir=folder))
    (folder / name).rename(work / name)
    shutil.rmtree(work, ignore_errors=True)
