"""China's administrative divisions: codes, names, parents, seats and radii, from province to township."""

from locator.divisions.codes import prefix, prefixes
from locator.divisions.names import PROVINCE_SIGNS, short_form
from locator.divisions.registry import (
    Division,
    Divisions,
    FormerName,
    Level,
    read_divisions,
    read_former_names,
    rows_of,
)

__all__ = [
    "PROVINCE_SIGNS",
    "Division",
    "Divisions",
    "FormerName",
    "Level",
    "prefix",
    "prefixes",
    "read_divisions",
    "read_former_names",
    "rows_of",
    "short_form",
]
