"""What an import asks people: doubtful twins, and rows that came in with a warning."""

from collections.abc import Iterator
from dataclasses import asdict

from locator.intake.planned import Doubt, Plan, PlanRow
from locator.store import Review

TO_REVIEW = {"verified_conflict": "conflict"}
"""The kind of review that a warning of some code becomes; all others are of the kind `warning`."""

ASKED_AS_DOUBT = "maybe_duplicate"


def questions(made: Plan, source: str) -> Iterator[Review]:
    """The reviews of a plan, for the rows that a source told."""
    yield from map(_of_doubt, made.doubts)
    for row in made.rows:
        if row.station_id and row.outcome != "rejected":
            yield from _of_row(row, source)


def _of_doubt(doubt: Doubt) -> Review:
    payload = {"score": round(doubt.score, 3), "names": list(doubt.names), "lines": list(doubt.lines)}
    return Review("duplicate", doubt.pair, payload, [asdict(reason) for reason in doubt.reasons])


def _of_row(row: PlanRow, source: str) -> Iterator[Review]:
    where = {"source": source, "file": row.file, "line": row.line, "name": row.name}
    for warning in row.warnings:
        if warning.code != ASKED_AS_DOUBT:
            kind = TO_REVIEW.get(warning.code, "warning")
            yield Review(kind, (str(row.station_id),), where, [asdict(warning)])
