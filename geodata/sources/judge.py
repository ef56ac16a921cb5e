"""Our seats against somebody else's list of counties: centroids and areas, by adcode, in WGS84."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .matching import metres, unit_vectors
from .rows import read_csv


class County(NamedTuple):
    """A county of both lists: how far its centroid is from our seat, and the radii to compare that with."""

    code: str
    name: str
    offset_m: float
    radius_m: float
    area_radius_m: float

    @property
    def is_held(self) -> bool:
        """Whether the centroid lies in our circle."""
        return self.offset_m <= self.radius_m

    @property
    def disc_r95_m(self) -> float:
        """Radius round our seat that holds 95 % of a disc of the county's area round its centroid."""
        count = 2000
        number = np.arange(count)
        radius = self.area_radius_m * np.sqrt((number + 0.5) / count)
        angle = number * math.pi * (3 - math.sqrt(5))  # sunflower: each point stands for the same area
        away = np.hypot(radius * np.cos(angle) - self.offset_m, radius * np.sin(angle))
        return float(np.quantile(away, 0.95))


def compared(divisions: Path, gazetteer: Path) -> list[County]:
    """The counties of both lists; the other one has columns Code_County, cx, cy, area_km2_calc."""
    ours = {row["code"]: row for row in read_csv(divisions) if row["lon"] and len(row["code"]) == 6}
    return [
        _county(ours[row["Code_County"]], row) for row in read_csv(gazetteer) if row["Code_County"] in ours
    ]


def _county(ours: Mapping[str, str], theirs: Mapping[str, str]) -> County:
    seat = unit_vectors(float(ours["lon"]), float(ours["lat"]))
    centroid = unit_vectors(float(theirs["cx"]), float(theirs["cy"]))
    return County(
        ours["code"],
        ours["name"],
        float(metres(np.linalg.norm(seat - centroid))),
        float(ours["radius_m"]),
        math.sqrt(float(theirs["area_km2_calc"]) * 1e6 / math.pi),
    )


def report(counties: Iterable[County]) -> str:
    """A few lines for people: the shares, and every county whose centroid lies outside our circle."""
    listed = list(counties)
    ratios = np.array([county.radius_m / county.disc_r95_m for county in listed])
    outside = [county for county in listed if not county.is_held]
    lines = [
        f"{len(listed)} counties in both lists",
        f"{1 - len(outside) / len(listed):.2%} of the centroids lie within the county's radius of its seat",
        f"{np.mean([c.offset_m <= c.area_radius_m for c in listed]):.2%} within the radius of its own area",
        f"{np.mean(ratios >= 1):.2%} of the circles hold 95 % of a disc of the county's area",
        f"radius / needed for that disc: median {np.median(ratios):.2f}, 90 % below {np.quantile(ratios, 0.9):.2f}",
    ]
    return "\n".join([*lines, *(f"outside: {c.code} {c.name}, {c.offset_m / 1000:.1f} km" for c in outside)])
