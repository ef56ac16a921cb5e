"""Rejected features as GeoJSON, or as CSV with their place in two columns."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from locator.formulas import no_formula
from locator.intake.cells import values
from locator.intake.readers.table import Row
from locator.intake.reading import Part
from locator.intake.rejects.rows import (
    REASON,
    REMEDY,
    Reasons,
    cells_of,
    clean,
    kept_columns,
    rejected_rows,
)


def write_csv(path: Path, part: Part, reasons: Reasons) -> None:
    """Features as a CSV that spreadsheets open as UTF-8, the geometry as two columns."""
    kept, header = kept_columns(part), part.table.header
    names = [name if name not in header else f"{name}_geometry" for name in ("lon", "lat")]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([*(clean(header[index]) for index in kept), *names, REASON, REMEDY])
        for row, said in rejected_rows(part, reasons):
            cells = [clean(_as_text(cell)) for cell in cells_of(row, kept, len(header))[0]]
            place = (row.spot.lon, row.spot.lat) if row.spot else ("", "")
            writer.writerow([*cells, *place, *map(no_formula, said)])


def write_collection(path: Path, part: Part, reasons: Reasons) -> None:
    """Writes a GeoJSON collection, with the source's members beside the features."""
    form = part.table.form
    members = {"type": "FeatureCollection", **part.table.members}
    head = "".join(f"{_json(name)}: {_json(value)}, " for name, value in members.items())
    with path.open("w", encoding=form.encoding, errors=form.errors, newline="\n") as file:
        file.write("{" + head + '"features": [')
        for number, feature in enumerate(_features(part, reasons)):
            file.write(("," if number else "") + "\n" + _json(feature))
        file.write("\n]}\n")


def write_sequence(path: Path, part: Part, reasons: Reasons) -> None:
    """Writes one GeoJSON feature a line."""
    form = part.table.form
    with path.open("w", encoding=form.encoding, errors=form.errors, newline="\n") as file:
        file.writelines(_json(feature) + "\n" for feature in _features(part, reasons))


def _features(part: Part, reasons: Reasons) -> Iterator[dict[str, Any]]:
    if part.table.features is None:
        yield from (_feature(part, row, said) for row, said in rejected_rows(part, reasons))
        return
    for number, feature in part.table.features():
        if number in reasons:
            yield _explained(feature, reasons[number])


def _explained(feature: Any, said: tuple[str, str]) -> dict[str, Any]:
    """The feature as it was, and why it was rejected; what is no feature becomes the property of one."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        feature = {"type": "Feature", "geometry": None, "properties": {"item": feature}}
    properties = feature.get("properties")
    kept = properties if isinstance(properties, dict) else {}
    return {**feature, "properties": {**kept, REASON: said[0], REMEDY: said[1]}}


def _feature(part: Part, row: Row, said: tuple[str, str]) -> dict[str, Any]:
    kept = kept_columns(part)
    properties = dict(
        zip((part.table.header[index] for index in kept), cells_of(row, kept, len(kept))[0], strict=True)
    )
    point = {"type": "Point", "coordinates": [row.spot.lon, row.spot.lat]} if row.spot else None
    return _explained({"type": "Feature", "geometry": point, "properties": properties}, said)


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=values.text)
    return text if clean(text) == text else json.dumps(value, default=values.text)


def _as_text(cell: Any) -> str:
    return _json(cell) if isinstance(cell, (dict, list)) else values.text(cell)
