"""Draws small towns for tests, in metres east and north of a corner, and writes them as OpenStreetMap files."""

from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

Spot = tuple[float, float]
WEST, SOUTH = 109.5, 18.25
M_PER_LON, M_PER_LAT = 105_766.0, 110_684.0  # a degree there, to a few millimetres in a kilometre


def at(x_m: float, y_m: float) -> Spot:
    """The WGS84 longitude and latitude of a spot in the town."""
    return WEST + x_m / M_PER_LON, SOUTH + y_m / M_PER_LAT


class StreetMap:
    """Streets through spots; streets that name the same spot meet there."""

    def __init__(self) -> None:
        self._nodes: dict[Spot, int] = {}
        self._ways: list[Way] = []
        self._relations: list[Relation] = []

    def street(self, *spots: Spot, highway: str | None = "residential", **tags: str) -> int:
        """A way; `_` in a tag's name stands for `:`."""
        nodes = [self._nodes.setdefault(spot, len(self._nodes) + 1) for spot in spots]
        named = {key.replace("_", ":"): value for key, value in tags.items()}
        number = len(self._ways) + 1
        self._ways.append(Way(id=number, nodes=nodes, tags=named | ({"highway": highway} if highway else {})))
        return number

    def area(self, outer: int, **tags: str) -> None:
        """A multipolygon of one ring."""
        members = [("w", outer, "outer")]
        tags = {"type": "multipolygon", **tags}
        self._relations.append(Relation(id=len(self._relations) + 1, members=members, tags=tags))

    def blocks(self, columns: int, rows: int, size_m: float) -> "StreetMap":
        """A checkerboard of streets from the corner on."""
        for row in range(rows + 1):
            self.street(*((column * size_m, row * size_m) for column in range(columns + 1)))
        for column in range(columns + 1):
            self.street(*((column * size_m, row * size_m) for row in range(rows + 1)))
        return self

    def write(self, path: Path) -> Path:
        """The file, of the kind that its name says."""
        with osmium.SimpleWriter(str(path)) as file:
            for (x_m, y_m), number in self._nodes.items():
                file.add_node(Node(id=number, location=at(x_m, y_m)))
            for way in self._ways:
                file.add_way(way)
            for relation in self._relations:
                file.add_relation(relation)
        return path
