"""An extract as arrays: what is saved, and read back without being copied into memory.

All tables are sorted by `key`, so that a name's rows are found by bisection. Degrees are WGS84.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from locator.errors import InvalidInput
from locator.folders import meta_of

FORMAT = 1
META = "extract.json"

Table = NDArray[Any]

HOUSE = np.dtype(
    [
        ("key", "<u8"),  # of the street
        ("number", "<u8"),
        ("value", "<i4"),  # the number's digits, for the way along the street; -1 without
        ("is_it", "?"),  # False where the tag only includes this number, as 2-6 does 4
        ("lon", "<f8"),
        ("lat", "<f8"),
        ("radius_m", "<f4"),
        ("area", "<i4"),
    ]
)
STREET = np.dtype([("key", "<u8"), ("sign", "<u8"), ("start", "<i8"), ("end", "<i8")])
POINT = np.dtype([("lon", "<f8"), ("lat", "<f8"), ("area", "<i4")])
PLACE = np.dtype(
    [
        ("key", "<u8"),
        ("lon", "<f8"),
        ("lat", "<f8"),
        ("radius_m", "<f4"),
        ("precision", "u1"),
        ("area", "<i4"),
    ]
)
CITY = np.dtype([("key", "<u8")])
_DTYPES = {"houses": HOUSE, "streets": STREET, "points": POINT, "places": PLACE, "cities": CITY}


@dataclass(frozen=True, slots=True)
class Tables:
    """The five tables. A street has one row for each of its names; `sign` is the key of the one on its signs."""

    houses: Table
    streets: Table
    points: Table
    places: Table
    cities: Table


def table(rows: Sequence[tuple[Any, ...]], dtype: np.dtype[Any]) -> Table:
    """The rows as a table, sorted by key."""
    made = np.array(rows, dtype=dtype)
    return made[np.argsort(made["key"], kind="stable")] if "key" in (dtype.names or ()) else made


def rows_of_key(sorted_table: Table, key: int) -> Table:
    """The rows of one key; a view, nothing is copied."""
    keys = sorted_table["key"]
    wanted = np.uint64(key)
    first = int(keys.searchsorted(wanted))
    if first == len(keys) or keys[first] != wanted:
        return sorted_table[:0]
    return sorted_table[first : int(keys.searchsorted(wanted, side="right"))]


def save(folder: Path, tables: Tables, meta: dict[str, Any]) -> None:
    """Writes the tables and what is to be known about them into an empty folder."""
    for each in fields(tables):
        np.save(folder / f"{each.name}.npy", getattr(tables, each.name), allow_pickle=False)
    text = json.dumps(meta | {"format": FORMAT}, ensure_ascii=False, indent=1)
    (folder / META).write_text(text, encoding="utf-8")


def read_meta(folder: Path) -> dict[str, Any]:
    """What is known about the extract in a folder; empty where none is, or one of another format."""
    return meta_of(folder / META, FORMAT)


def load(folder: Path) -> Tables:
    """The tables of a folder, mapped into memory: reading them costs nothing until they are looked into.

    Raises:
        InvalidInput: a file is missing or is not what was written.
    """
    try:
        found = {name: _mapped(folder / f"{name}.npy", dtype) for name, dtype in _DTYPES.items()}
    except (OSError, ValueError) as error:
        raise InvalidInput(
            f"the extract {folder.name} is damaged: {error}",
            field="gazetteer",
            remedy="请重新添加 add its .osm.pbf again: locator gazetteer add",
        ) from error
    return Tables(**found)


def _mapped(path: Path, dtype: np.dtype[Any]) -> Table:
    loaded: Table = np.load(path, mmap_mode="r", allow_pickle=False)
    if loaded.dtype != dtype or loaded.ndim != 1:
        raise ValueError(f"{path.name} has other columns")
    return np.asarray(loaded)
