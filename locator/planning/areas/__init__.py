"""The operator's districts: whose people are counted where, and none of them twice."""

from locator.planning.areas.areas import Areas, Shares
from locator.planning.areas.keeping import (
    AboutAreas,
    add_boundaries,
    boundaries_in,
    load_boundaries,
    remove_boundaries,
)
from locator.planning.areas.reading import read_areas

__all__ = [
    "AboutAreas",
    "Areas",
    "Shares",
    "add_boundaries",
    "boundaries_in",
    "load_boundaries",
    "read_areas",
    "remove_boundaries",
]
