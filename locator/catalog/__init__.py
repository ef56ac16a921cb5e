"""The registry as one immutable snapshot, in memory or in a folder that many processes map."""

from locator.catalog.catalog import Catalog, Filter, Mask, load_catalog, read_catalog
from locator.catalog.columns import amenities_of
from locator.catalog.frame import COLUMNS
from locator.catalog.records import Label
from locator.catalog.timetable import AHEAD, Openings

__all__ = [
    "AHEAD",
    "COLUMNS",
    "Catalog",
    "Filter",
    "Label",
    "Mask",
    "Openings",
    "amenities_of",
    "load_catalog",
    "read_catalog",
]
