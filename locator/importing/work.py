"""An import, from a list to the registry: read, place, check, match, plan; then applied in one transaction.

`prepare` writes nothing, so its plan may be shown first; `carry_out` applies it whole or not at all.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from locator.building import building
from locator.errors import InvalidInput
from locator.geocode.placing import DivisionGeocoder
from locator.importing.listed import Listed
from locator.importing.notices import datum_notices
from locator.importing.places import placed_drafts
from locator.importing.questions import questions
from locator.intake.draft import Draft, Fault
from locator.intake.plan import Plan, plan
from locator.intake.reading import Reading, read
from locator.intake.rejects import write_rejects
from locator.store import StationChange, Store

DEFAULT_DATUM = "wgs84"
SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,39}")


@dataclass(frozen=True)
class Prepared:
    """An import that was not applied yet.

    Attributes:
        source: the id under which the list speaks.
        reading: what was read, and what each column was taken for.
        plan: what would become of each row.
        notices: what is to be said of the list as a whole.
        revision: that of the registry which the plan was made on.
    """

    source: str
    reading: Reading
    plan: Plan
    notices: Sequence[Fault]
    revision: int

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
    told_by, default = source or source_of(reading.name), datum or DEFAULT_DATUM
    with building():
        listed = Listed(placed_drafts(reading.drafts(), geocoder))
        revision, registry = store.snapshot()
        made = plan(
            listed.drafts(),
            registry,
            source=told_by,
            datum=default,
            field_sources=store.field_sources(),
            known_keys=store.known_keys(told_by),
            taken=store.ids_ever(),
        )
        notices = (*reading.notices, *datum_notices(listed, made, registry, default))
    return Prepared(told_by, reading, made, notices, revision)


def carry_out(store: Store, prepared: Prepared, *, actor: str) -> str | None:
    """Apply a prepared import; its id, or None where nothing was left to do.

    Raises:
        StoreConflict: a station changed since the plan was made; nothing was written, prepare it again.
    """
    with building():
        return store.apply(
            changes_of(prepared.plan),
            source=prepared.source,
            actor=actor,
            files=prepared.files,
            counts=prepared.plan.counts,
            reviews=questions(prepared.plan, prepared.source),
            keys={row.key: row.station_id for row in prepared.plan.rows if row.station_id},
            planned_on=prepared.revision,
        )


def changes_of(made: Plan) -> Iterator[StationChange]:
    """One change a station, by its last row that is no duplicate; each made as it is asked for."""
    rows = {row.station_id: row for row in made.rows if row.station_id and (row.before or row.made)}
    for code in sorted(rows):
        yield StationChange(code, rows[code].before, rows[code].after)


def write_rejected(path: Path, prepared: Prepared) -> tuple[Path, ...]:
    """Give the rejected rows back as they came, with reasons and remedies; the files written."""
    rejected = (row for row in prepared.plan.rows if row.outcome == "rejected")
    return write_rejects(
        path, prepared.reading, (Draft(row.line, row.file, {}, faults=row.reasons) for row in rejected)
    )


def source_of(name: str) -> str:
    """The id of a source, from a file's name; the same name gives the same id."""
    stem = re.sub(r"[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-")[:26]
    return f"{stem or 'list'}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
