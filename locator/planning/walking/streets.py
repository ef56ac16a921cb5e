"""A street network as arrays: crossings, the chains of nodes between them, and where to look for what is near.

A *junction* is a node where ways meet, end or change their kind. A *chain* runs from one junction, its tail, to
another, its head, through nodes at which there is nothing to choose; a search only ever looks at junctions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.planning.about import FORMAT, META, About, read_about, read_meta
from locator.planning.walking.grid import Grid, Ints

FORWARD, BACKWARD, BOARDS = 1, 2, 4
"""Bits of `Streets.kind`: walked from tail to head, from head to tail; entered at its ends only, as a ferry."""


@dataclass(frozen=True, slots=True)
class Streets:
    """The arrays. Nodes are numbered: junctions first, then each chain's inner nodes, chain by chain.

    Attributes:
        node_lon, node_lat: WGS84 degrees of every node.
        junction_cell: sorted; each junction's cell in `junction_grid`.
        component: of each junction; 0 is the one with the most nodes.
        component_nodes: how many nodes each component has.
        tail, head: a chain's two junctions.
        inner: where a chain's inner nodes begin, counted behind the junctions; one entry more than chains.
        along_m: metres of each inner node from its chain's tail.
        metres, pace: a chain's length, and minutes per metre on it.
        kind: bits.
        arc_start: where a junction's arcs begin; one entry more than junctions.
        arc_head, arc_chain: an arc's other junction, and its chain.
        piece_cell: sorted; a cell of `piece_grid` and, in `piece_segment`, a segment that touches it.
    """

    node_lon: Floats
    node_lat: Floats
    junction_cell: Ints
    component: NDArray[np.int32]
    component_nodes: Ints
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    inner: Ints
    along_m: Floats
    metres: Floats
    pace: Floats
    kind: NDArray[np.uint8]
    arc_start: NDArray[np.int32]
    arc_head: NDArray[np.int32]
    arc_chain: NDArray[np.int32]
    piece_cell: Ints
    piece_segment: NDArray[np.int32]

    @property
    def junctions(self) -> int:
        """How many nodes are junctions; they are the first ones."""
        return len(self.component)

    def first_segments(self) -> Ints:
        """Each chain's first segment: a chain has one more of them than inner nodes, and they run through all."""
        return np.asarray(self.inner[:-1] + np.arange(len(self.tail)))

    def nodes_of(self, chain: int) -> Ints:
        """The nodes of a chain from its tail to its head."""
        inner = np.arange(self.inner[chain], self.inner[chain + 1]) + self.junctions
        return np.concatenate([[self.tail[chain]], inner, [self.head[chain]]])

    def metres_of(self, chain: int) -> Floats:
        """Metres of those nodes from the tail."""
        inner = self.along_m[self.inner[chain] : self.inner[chain + 1]]
        return np.concatenate([[0.0], inner, [self.metres[chain]]])


class Grids(NamedTuple):
    """Where the junctions, and where the pieces of segments, are looked up."""

    junctions: Grid
    pieces: Grid


def save(folder: Path, streets: Streets, grids: Grids, about: About) -> None:
    """Writes a network into an empty folder."""
    for each in fields(streets):
        np.save(folder / f"{each.name}.npy", getattr(streets, each.name), allow_pickle=False)
    meta = {"format": FORMAT, "about": about._asdict(), "grids": list(grids)}
    (folder / META).write_text(json.dumps(meta, ensure_ascii=False, indent=1), encoding="utf-8")


def load(folder: Path) -> tuple[Streets, Grids, About]:
    """A saved network, mapped into memory: processes share it, and what is not looked at is not read.

    Raises:
        InvalidInput: there is none, or it is damaged.
    """
    about = read_about(folder)
    try:
        arrays = {each.name: _mapped(folder / f"{each.name}.npy") for each in fields(Streets)}
        grids = Grids(*(Grid(*numbers) for numbers in read_meta(folder)["grids"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder) from error
    streets = Streets(**arrays)
    if about is None or not _fits(streets):
        raise _damaged(folder)
    return streets, grids, about


def _mapped(path: Path) -> NDArray[Any]:
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _fits(streets: Streets) -> bool:
    """Whether the arrays are as long as each other's contents say."""
    chains = len(streets.tail)
    same = {len(each) for each in (streets.head, streets.metres, streets.pace, streets.kind)}
    return (
        same == {chains}
        and len(streets.inner) == chains + 1
        and len(streets.node_lon) == len(streets.node_lat) == streets.junctions + len(streets.along_m)
        and int(streets.inner[-1]) == len(streets.along_m)
        and int(streets.arc_start[-1]) == len(streets.arc_head) == len(streets.arc_chain)
    )


def _damaged(folder: Path) -> InvalidInput:
    return InvalidInput(
        f"the street network {folder.name} is damaged",
        field="network",
        remedy="请重新添加 add its .osm.pbf again: locator network add",
    )
