"""Where a site may be: places of people, or a grid round them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from locator.ellipsoid import Floats
from locator.errors import InvalidInput
from locator.planning.coverage.reach import Flags, Ints
from locator.planning.demand.layer import Points

MOST = 5_000
"""Made ones, so that a search takes seconds."""
MOST_LISTED = 200_000
_M_PER_DEG = 111_320.0


@dataclass(frozen=True, eq=False)
class Candidates:
    """Places where a site may be.

    Attributes:
        lon, lat: WGS84 degrees.
        names: of each, "" where it has none.
        cost: of opening each, nan where nobody told.
        source: a file's name, demand, or grid.
        notes: what was left out of a file, and why.
    """

    lon: Floats
    lat: Floats
    names: tuple[str, ...]
    cost: Floats
    source: str
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    def only(self, kept: Flags | Ints) -> Candidates:
        """Some of them."""
        names = np.array(self.names, dtype=object)[kept].tolist()
        return Candidates(
            self.lon[kept], self.lat[kept], tuple(names), self.cost[kept], self.source, self.notes
        )


def at_demand(points: Points, near_m: float, most: int = MOST) -> Candidates:
    """The places of people, the fullest of each neighbourhood where there are more than `most`.

    Args:
        points: people.
        near_m: how far a site reaches; neighbourhoods are a small part of it, and grow until few enough remain.
        most: how many at most.
    """
    kept = _fullest(points, 1.0)
    side_m = near_m / 8
    while len(kept) > most:
        kept = _fullest(points, side_m)
        side_m *= 1.25
    return _made(points.lon[kept], points.lat[kept], "demand")


def on_grid(points: Points, near_m: float, step_m: float | None = None, most: int = MOST * 4) -> Candidates:
    """A square grid, as far as it has people within about `near_m`.

    Args:
        points: people.
        near_m: how far a site reaches.
        step_m: how far the grid's places are apart; None is half of `near_m`, and more until few enough remain.
        most: how many at most.

    Raises:
        InvalidInput: the step asked for gives more than `most`.
    """
    step = step_m or near_m / 2
    while len(found := _nodes(points, step, near_m, most)) > most:
        if step_m:
            raise InvalidInput(
                f"grid_m: {step_m:g} m 的网格超过 gives more than {most:,} places",
                field="grid_m",
                remedy="网格放大,或缩小区域 a wider grid, or a smaller area",
            )
        step *= 1.25
    lat = found[:, 0] * step / _M_PER_DEG
    lon = found[:, 1] * step / (_M_PER_DEG * np.cos(np.radians(lat)))
    return _made(np.clip(lon, -180.0, 180.0), np.asarray(lat, dtype=np.float64), "grid")


def _made(lon: Floats, lat: Floats, source: str) -> Candidates:
    return Candidates(lon, lat, ("",) * len(lon), np.full(len(lon), np.nan), source)


def _rows_columns(points: Points, step_m: float) -> Ints:
    """The place of each point on a grid: its row counted from the equator, its column from Greenwich."""
    row = np.round(points.lat * _M_PER_DEG / step_m)
    width = _M_PER_DEG * np.cos(np.radians(row * step_m / _M_PER_DEG))
    return np.column_stack([row, np.round(points.lon * width / step_m)]).astype(np.int64)


def _fullest(points: Points, side_m: float) -> Ints:
    """The point with most people of each square."""
    order = np.argsort(-points.weight, kind="stable")
    _, first = np.unique(_rows_columns(points, side_m)[order], axis=0, return_index=True)
    return np.asarray(np.sort(order[first]), dtype=np.int64)


def _nodes(points: Points, step_m: float, near_m: float, most: int) -> Ints:
    """Rows and columns of the grid's places round people; all of a smaller grid already where these are too many."""
    own = np.unique(_rows_columns(points, step_m), axis=0)
    if len(own) > most:
        return own
    steps = np.arange(-int(near_m // step_m), int(near_m // step_m) + 1)
    down, across = (each.ravel() for each in np.meshgrid(steps, steps, indexing="ij"))
    round_ = np.column_stack([down, across])[np.hypot(down, across) * step_m <= near_m]
    lat = np.radians(own[:, 0] * step_m / _M_PER_DEG)
    rows = own[:, 0][:, None] + round_[:, 0]
    # columns are counted in metres from Greenwich: on another row the same meridian has another column
    other = np.radians(rows * step_m / _M_PER_DEG)
    columns = np.round(own[:, 1][:, None] * np.cos(other) / np.cos(lat)[:, None]) + round_[:, 1]
    return np.unique(np.column_stack([rows.ravel(), columns.astype(np.int64).ravel()]), axis=0)
