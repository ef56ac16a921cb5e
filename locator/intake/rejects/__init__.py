"""Rejected rows given back as they came, with the reason and the remedy beside them, ready to mend and read again.

A text table stays one, in its encoding and with its delimiter; XLSX stays XLSX, and XLS and ODS become it; GeoJSON
stays GeoJSON, and other map files become it or CSV, as the name asked for says.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from locator.errors import InvalidInput
from locator.intake.draft import Draft, Fault
from locator.intake.reading import Part, Reading
from locator.intake.rejects.features import write_collection, write_csv, write_sequence
from locator.intake.rejects.rows import REASON, REMEDY, Reasons
from locator.intake.rejects.tables import write_text, write_xlsx

__all__ = ["REASON", "REMEDY", "reasons_of", "write_rejects"]

Writer = Callable[[Path, Part, Reasons], None]


def write_rejects(path: str | Path, reading: Reading, rejected: Iterable[Draft]) -> tuple[Path, ...]:
    """Writes the rejected rows with their reasons and gives the files written; none where no row was rejected.

    The rows are read again from the source, so that each cell is as it was. What was read from several files goes
    into a folder, each under its own name.

    Raises:
        InvalidInput: the file can't be written, or rows can't be given back in a file of that suffix.
    """
    by_file: dict[str, dict[int, tuple[str, str]]] = {}
    for draft in rejected:
        by_file.setdefault(draft.file, {})[draft.line] = reasons_of(draft.faults)
    targets = [(_target(Path(path), reading, part), part) for part in reading.parts if part.name in by_file]
    try:
        for target, part in targets:
            target.parent.mkdir(parents=True, exist_ok=True)
            _writer(target, part)(target, part, by_file[part.name])
    except OSError as error:
        raise InvalidInput(
            f"{error.filename}: 写不了 can't be written: {error.strerror}", field=str(path)
        ) from None
    return tuple(target for target, _ in targets)


def reasons_of(faults: Sequence[Fault]) -> tuple[str, str]:
    """What a person reads beside a rejected row: why, and what to do; Chinese first."""
    why = ";".join(f"{fault.zh} {fault.en}" for fault in faults)
    remedy = ";".join(dict.fromkeys(f"{fault.remedy_zh} {fault.remedy_en}".strip() for fault in faults))
    return why, remedy


def _target(path: Path, reading: Reading, part: Part) -> Path:
    if len(reading.parts) == 1:
        return path
    place = path / part.name
    return (
        place
        if place.suffix.lower() in _WRITERS[part.table.form.kind]
        else place.with_name(f"{place.name}{_suffix(part)}")
    )


def _suffix(part: Part) -> str:
    return next(iter(_WRITERS[part.table.form.kind]))


def _writer(path: Path, part: Part) -> Writer:
    writers = _WRITERS[part.table.form.kind]
    found = writers.get(path.suffix.lower())
    if found is None:
        suited = "、".join(suffix for suffix in writers if suffix)
        raise InvalidInput(
            f"{path.name}: 退回行写不成这种文件 rejects can't be written so", field="rejects", remedy=suited
        )
    return found


_WRITERS: dict[str, dict[str, Writer]] = {
    "text": dict.fromkeys((".csv", ".tsv", ".txt", ".tab", ""), write_text),
    "sheets": {".xlsx": write_xlsx},
    "geojson": {".geojson": write_collection, ".json": write_collection, ".csv": write_csv},
    "sequence": dict.fromkeys((".geojsonl", ".geojsons", ".jsonl", ".ndjson"), write_sequence),
    "geo": {".geojson": write_collection, ".json": write_collection, ".csv": write_csv},
}
