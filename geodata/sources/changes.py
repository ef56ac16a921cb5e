"""What changed since the source's date, from `changes.csv`: new divisions, and townships under a new parent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from pathlib import Path

from .rows import Division, read_csv

Row = dict[str, str]


def changed(divisions: Iterable[Division], path: Path) -> list[Division]:
    """The divisions after every change of the table, in the table's order.

    Raises:
        ValueError: the table speaks of a division that is not there.
    """
    return reduce(_after, read_csv(path), list(divisions))


def _after(divisions: list[Division], row: Row) -> list[Division]:
    return ACTIONS[row["action"]](divisions, row)


def _add(divisions: list[Division], row: Row) -> list[Division]:
    """The new division takes the place of those it replaces, with all that hung under them."""
    old = set(row["replaces"].split())
    if old - {division.code for division in divisions}:
        raise ValueError(f"{row['code']} {row['name']}: replaces {row['replaces']}, which is not there")
    kept = [
        replace(division, parent=row["code"]) if division.parent in old else division
        for division in divisions
        if division.code not in old
    ]
    return [
        *kept,
        Division(row["code"], row["name"], "county", row["parent"], source=f"changes:{row['since']}"),
    ]


def _move(divisions: list[Division], row: Row) -> list[Division]:
    def is_moved(division: Division) -> bool:
        return division.parent == row["replaces"] and division.name == row["name"]

    if not any(map(is_moved, divisions)):
        raise ValueError(f"{row['name']} is no township of {row['replaces']}")
    return [
        replace(division, parent=row["parent"]) if is_moved(division) else division for division in divisions
    ]


ACTIONS = {"add": _add, "move": _move}
