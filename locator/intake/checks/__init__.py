"""What is wrong, or looks wrong, with a list's coordinates; nothing is mended here.

`check` judges rows of numbers, `mistyped` a cell that is no number. What can't be right is a fault, what is
doubtful a warning; each kind of mistake has its own code (`wording` lists them).
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from locator.divisions import Divisions
from locator.intake.checks.districts import outside
from locator.intake.checks.doubtful import division_seats, few_decimals, shared_points
from locator.intake.checks.impossible import impossible
from locator.intake.checks.typing_slips import mistyped
from locator.intake.draft import Fault

__all__ = ["Findings", "check", "mistyped", "stated_code"]

_T = TypeVar("_T")
_REJECTING = frozenset({"far_outside_district"})


class Findings(NamedTuple):
    """For each row its faults, which reject it, and its warnings."""

    faults: list[tuple[Fault, ...]]
    warnings: list[tuple[Fault, ...]]


def check(
    lon: npt.ArrayLike,
    lat: npt.ArrayLike,
    divisions: Divisions,
    *,
    lines: Sequence[int] | None = None,
    adcodes: Sequence[str] | None = None,
    addresses: Sequence[str] | None = None,
) -> Findings:
    """The faults and warnings of a list's coordinates, row by row.

    Args:
        lon: degrees as given, in whichever datum; NaN in both where a row gives none, which is no fault.
        lat: as `lon`.
        divisions: the divisions against whose seats and radii the rows are held.
        lines: where each row stands in its file, for the warnings; counted from 1 without it.
        adcodes: the division that each row's address or columns name; empty where none.
        addresses: rows of one address may share a point.
    """
    x, y = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    given = np.flatnonzero(~(np.isnan(x) & np.isnan(y)))
    faults: dict[int, list[Fault]] = defaultdict(list)
    warnings: dict[int, list[Fault]] = defaultdict(list)
    for row, fault in zip(given.tolist(), impossible(x[given], y[given]), strict=True):
        if fault:
            faults[row].append(fault)
    good = np.array([row for row in given.tolist() if row not in faults], dtype=np.int64)
    told = _told(good, lines or range(1, len(x) + 1)), _told(good, addresses or [""] * len(x))
    for place, fault in (
        *outside(x[good], y[good], _told(good, adcodes or [""] * len(x)), divisions),
        *shared_points(x[good], y[good], *told),
        *division_seats(x[good], y[good], divisions),
        *few_decimals(x[good], y[good]),
    ):
        (faults if fault.code in _REJECTING else warnings)[int(good[place])].append(fault)
    rows = range(len(x))
    return Findings(*([tuple(found.get(row, ())) for row in rows] for found in (faults, warnings)))


def stated_code(divisions: Divisions, *names: str | None) -> str:
    """The adcode of the finest division that names name together, coarsest first; empty where they fit none.

    Names that lie in no division of the name before them tell nothing, nor do those that several divisions bear.
    """
    code = ""
    for name in (name.strip() for name in names if name and name.strip()):
        found = [d.code for d in divisions.named(name) if not code or divisions.contains(code, d.code)]
        code = found[0] if len(found) == 1 else code
    return code


def _told(rows: npt.NDArray[np.int64], each: Sequence[_T]) -> list[_T]:
    return [each[row] for row in rows]
