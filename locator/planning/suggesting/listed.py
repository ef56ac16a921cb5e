"""Candidates of a list or map file: bank outlets, post offices, public toilets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from locator import datum as datums
from locator.errors import InvalidInput
from locator.intake.draft import Draft
from locator.intake.reading import read
from locator.planning.suggesting.candidates import MOST_LISTED, Candidates

FIELD = "candidates"
PRICE = "cost_yuan"


def read_candidates(path: Path, *, datum: str = "wgs84", cost: str = "", name: str = "") -> Candidates:
    """The places of a file of any format that lists come in.

    Args:
        path: a table with degrees, or a map file of points.
        datum: of its degrees, where the file names none.
        cost: the column of what each would cost; "" finds one by its name.
        name: the column of names; "" finds one.

    Raises:
        InvalidInput: the file can't be read, has no places or no such column, or a cost is no number above nought.
    """
    mapping = {column: field for column, field in ((cost, PRICE), (name, "name")) if column}
    drafts = list(_checked(read(path, mapping=mapping).drafts(), path.name))
    placed = [
        draft for draft in drafts if draft.lon is not None and draft.lat is not None and not _wrong(draft)
    ]
    if not placed:
        raise InvalidInput(
            f"{path.name}: 没有一行有坐标 no row has a position",
            field=FIELD,
            remedy="要有经度、纬度两列,或给点图层 give columns of longitude and latitude, or a layer of points",
        )
    lon, lat = _degrees(placed, datum)
    lost = len(drafts) - len(placed)
    return Candidates(
        lon,
        lat,
        tuple(str(draft.values.get("name") or "") for draft in placed),
        np.array([draft.values.get(PRICE, np.nan) for draft in placed], dtype=np.float64),
        path.name,
        (f"{lost} 行没有可用的坐标,略去 {lost} rows without a usable position were left out",)
        if lost
        else (),
    )


def _checked(drafts: Iterator[Draft], file: str) -> Iterator[Draft]:
    """The drafts, none of whose costs is wrong.

    Raises:
        InvalidInput: one is; or there are too many.
    """
    for number, draft in enumerate(drafts):
        wrong = next((fault for fault in (*draft.faults, *draft.warnings) if fault.field == PRICE), None)
        if wrong:
            raise InvalidInput(
                f"{file}: 第 {draft.line} 行造价有误 row {draft.line}: {wrong.zh} {wrong.en}",
                field="cost",
                remedy="造价是 0 或更大的数 costs are numbers of 0 or more",
            )
        if number >= MOST_LISTED:
            raise InvalidInput(
                f"{file}: 超过 {MOST_LISTED:,} 行 more than {MOST_LISTED:,} rows",
                field=FIELD,
                remedy="分区来算 by district",
            )
        yield draft


def _wrong(draft: Draft) -> bool:
    return any(fault.field in {"lon", "lat", "coordinates"} for fault in draft.faults)


def _degrees(placed: Sequence[Draft], datum: str) -> tuple[np.ndarray, np.ndarray]:
    """WGS84 degrees of drafts, each in the datum that it names, else in `datum`."""
    lon, lat = (
        np.array([getattr(draft, axis) for draft in placed], dtype=np.float64) for axis in ("lon", "lat")
    )
    told = np.array([draft.datum or datum for draft in placed])
    for each in np.unique(told).tolist():
        rows = told == each
        lon[rows], lat[rows] = datums.convert(lon[rows], lat[rows], each, "wgs84")
    return lon, lat
