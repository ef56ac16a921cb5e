"""An import, from a list to the registry: read, place, check, match, plan; then applied in one transaction.

`prepare` writes nothing, so its plan may be shown first; `carry_out` applies it whole or not at all.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from locator.divisions import Divisions
from locator.errors import InvalidInput
from locator.geocode.placing import DivisionGeocoder
from locator.importing.places import placed_drafts, stated
from locator.intake import datum_detector
from locator.intake.checks import check
from locator.intake.draft import Draft, Fault
from locator.intake.plan import Plan, PlanRow, plan
from locator.intake.reading import Reading, read
from locator.intake.rejects import write_rejects
from locator.station import Placement, Station
from locator.store import Review, StationChange, Store

DEFAULT_DATUM = "wgs84"
SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,39}")
TO_REVIEW = {"verified_conflict": "conflict"}
"""The kind of review that a warning of some code becomes; all others are of the kind `warning`."""


@dataclass(frozen=True)
class Prepared:
    """An import that was not applied yet.

    Attributes:
        source: the id under which the list speaks.
        reading: what was read, and what each column was taken for.
        rejected: the drafts of the rows that can't come in.
        plan: what would become of each row.
        notices: what is to be said of the list as a whole.
    """

    source: str
    reading: Reading
    rejected: Sequence[Draft]
    plan: Plan
    notices: Sequence[Fault]

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files that were read."""
        return tuple(part.name for part in self.reading.parts)


def prepare(
    store: Store,
    path: str | Path,
    *,
    geocoder: DivisionGeocoder,
    source: str | None = None,
    datum: str | None = None,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> Prepared:
    """What an import of a list would do.

    Args:
        store: the registry.
        path: a file, a folder of files, or `-` for standard input.
        geocoder: places the rows that have an address and no coordinates, and tells which district an address names.
        source: the id under which the list speaks; made from the file's name when None.
        datum: that of the coordinates; goes before whatever the list says.
        mapping: the field of a column where its name does not tell.
        sheet: the sheet or layer.

    Raises:
        InvalidInput: the list can't be read; the error names the file and the remedy.
        StoreError: the registry can't be read.
    """
    if source is not None and not SOURCE_ID.fullmatch(source):
        raise InvalidInput(
            f"{source!r} is no id", field="--source", remedy="letters, digits, - and _, 2 to 40 of them"
        )
    reading = read(path, sheet=sheet, mapping=mapping, datum=datum)
    drafts = _checked(placed_drafts(reading.drafts(), geocoder))
    _revision, registry = store.snapshot()
    told_by = source or source_of(reading.name)
    made = plan(
        drafts,
        registry,
        source=told_by,
        datum=datum or DEFAULT_DATUM,
        field_sources=store.field_sources(station.id for station in registry),
        known_keys=store.known_keys(told_by),
        taken=store.ids_ever(),
    )
    notices = [notice for part in reading.parts for notice in part.notices]
    notices += _datum_notices(drafts, made, registry, datum or DEFAULT_DATUM)
    rejected = [draft for draft, row in zip(drafts, made.rows, strict=True) if row.outcome == "rejected"]
    return Prepared(told_by, reading, rejected, made, notices)


def carry_out(store: Store, prepared: Prepared, *, actor: str) -> str | None:
    """Apply a prepared import; its id, or None where nothing was left to do.

    Raises:
        StoreConflict: a station changed since the plan was made; nothing was written, prepare it again.
    """
    return store.apply(
        changes_of(prepared.plan),
        source=prepared.source,
        actor=actor,
        files=prepared.files,
        counts=prepared.plan.counts,
        reviews=_reviews(prepared),
        keys={row.key: row.station_id for row in prepared.plan.rows if row.station_id},
    )


def changes_of(made: Plan) -> list[StationChange]:
    """One change a station: from its record before the import to the one after the last row that speaks of it."""
    rows = sorted((row for row in made.rows if row.after), key=lambda row: str(row.station_id))
    changes = []
    for station_id, group in groupby(rows, key=lambda row: str(row.station_id)):
        spoken = list(group)
        changes.append(StationChange(station_id, spoken[0].before, spoken[-1].after))
    return changes


def write_rejected(path: Path, prepared: Prepared) -> tuple[Path, ...]:
    """Give the rejected rows back as they came, with reasons and remedies; the files written."""
    reasons = {(row.file, row.line): row.reasons for row in prepared.plan.rows if row.outcome == "rejected"}
    rejected = [replace(draft, faults=reasons[draft.file, draft.line]) for draft in prepared.rejected]
    return write_rejects(path, prepared.reading, rejected)


def source_of(name: str) -> str:
    """The id of a source, from a file's name; the same name gives the same id."""
    stem = re.sub(r"[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-")[:26]
    return f"{stem or 'list'}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _checked(drafts: Iterable[Draft]) -> list[Draft]:
    rows = list(drafts)
    findings = check(
        [_degrees(draft.lon) for draft in rows],
        [_degrees(draft.lat) for draft in rows],
        Divisions.bundled(),
        lines=[draft.line for draft in rows],
        adcodes=[stated(draft) for draft in rows],
        addresses=[str(draft.values.get("address", "")) for draft in rows],
    )
    return [
        replace(draft, faults=(*draft.faults, *faults), warnings=(*draft.warnings, *warnings))
        if faults or warnings
        else draft
        for draft, faults, warnings in zip(rows, findings.faults, findings.warnings, strict=True)
    ]


def _degrees(value: float | None) -> float:
    return float("nan") if value is None else value


def _datum_notices(
    drafts: Sequence[Draft], made: Plan, registry: Sequence[Station], default: str
) -> Iterator[Fault]:
    """A warning for each datum that rows are labelled with and that the places known before contradict."""
    pairs = [
        (draft.datum or default, (draft.lon, draft.lat, place.lon, place.lat, place.uncertainty_m))
        for draft, place in _known_places(drafts, made, registry)
        if draft.lon is not None and draft.lat is not None and place.precision.is_exact
    ]
    for labelled in sorted({label for label, _pair in pairs}):
        lon, lat, known_lon, known_lat, radius_m = zip(
            *(pair for label, pair in pairs if label == labelled), strict=True
        )
        verdict = datum_detector.detect(lon, lat, known_lon, known_lat, radius_m, labelled)
        if verdict:
            yield datum_detector.warning(verdict, labelled)


def _known_places(
    drafts: Sequence[Draft], made: Plan, registry: Sequence[Station]
) -> Iterator[tuple[Draft, Placement]]:
    """Each row whose station has a place in the registry; of doubtful ones too, since a wrong datum makes doubts."""
    stations = {station.id: station for station in registry}
    rivals = {doubt.pair[0]: doubt.pair[1] for doubt in made.doubts}
    for draft, row in zip(drafts, made.rows, strict=True):
        known = row.before or stations.get(rivals.get(str(row.station_id), ""))
        if known is not None and known.placement is not None:
            yield draft, known.placement


def _reviews(prepared: Prepared) -> list[Review]:
    doubts = [
        Review(
            "duplicate",
            doubt.pair,
            {"score": round(doubt.score, 3), "names": list(doubt.names), "lines": list(doubt.lines)},
            [asdict(reason) for reason in doubt.reasons],
        )
        for doubt in prepared.plan.doubts
    ]
    return doubts + [
        Review(
            TO_REVIEW.get(warning.code, "warning"),
            (row.station_id,),
            _where(prepared, row),
            [asdict(warning)],
        )
        for row in prepared.plan.rows
        if row.station_id and row.outcome != "rejected"
        for warning in row.warnings
        if warning.code != "maybe_duplicate"  # that one is asked as a doubt
    ]


def _where(prepared: Prepared, row: PlanRow) -> dict[str, Any]:
    return {"source": prepared.source, "file": row.file, "line": row.line, "name": row.name}
