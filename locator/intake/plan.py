"""The change plan: what an import would do, row by row, before anything is written.

Every row ends as new, changed, same, duplicate (of an earlier row, whose gaps it fills) or rejected. Which station
a row is, is told by its id; else by its key, where the source was imported before; else by an equal record; else
by `matching`. Doubts make a new station and a question to a person. Applying a plan and planning the same rows
again changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from pydantic import ValidationError

from locator.building import building
from locator.errors import InvalidInput
from locator.intake.cases import Origin
from locator.intake.codes import Codes
from locator.intake.draft import Draft
from locator.intake.entries import Entry, entries_of, groups_of
from locator.intake.making import Making
from locator.intake.matching import Doubtful, match
from locator.intake.placements import UNCERTAINTY_M
from locator.intake.planned import Doubt, Plan, PlanRow, maybe_duplicate
from locator.station import Provenance, Station

__all__ = ["Doubt", "Plan", "PlanRow", "plan"]


def plan(
    drafts: Iterable[Draft],
    registry: Sequence[Station],
    *,
    source: str,
    datum: str = "wgs84",
    uncertainty_m: float = UNCERTAINTY_M,
    field_sources: Mapping[str, Mapping[str, Origin]] | None = None,
    known_keys: Mapping[str, str] | None = None,
    taken: Iterable[str] = (),
) -> Plan:
    """What an import would do.

    Args:
        drafts: the rows, in their order.
        registry: all stations that there are.
        source: the id of the source that speaks.
        datum: that of drafts which name none.
        uncertainty_m: the radius round the degrees given within which the true places lie with 95 %.
        field_sources: by station and field, who told the present value and whether a person verified it.
        known_keys: by `PlanRow.key`, the ids of the stations that rows of this source became before.
        taken: ids that were given out once, beside those of the registry.

    Raises:
        UnknownDatum: a datum other than the four known ones.
        InvalidInput: the source's id is none.
    """
    provenance = _provenance(source)
    with building():
        entries = entries_of(
            drafts,
            registry,
            source=source,
            datum=datum,
            uncertainty_m=uncertainty_m,
            known_keys=known_keys or {},
        )
        codes = Codes(
            (*taken, *(entry.code for entry in entries if entry.code), *(one.id for one in registry))
        )
        return _planned(entries, registry, Making(entries, registry, provenance, field_sources or {}, codes))


def _planned(entries: Sequence[Entry], registry: Sequence[Station], making: Making) -> Plan:
    loose = [number for number, entry in enumerate(entries) if entry.station]
    own = {n: code for n, number in enumerate(loose) if (code := entries[number].code)}
    found = match([station for entry in entries if (station := entry.station)], registry, own)
    why = {loose[n]: likeness for n, likeness in found.likeness.items()}
    groups = groups_of(entries, loose, found)
    made = dict(making.rejected())
    made.update(chain.from_iterable(making.of_group(group, why) for group in groups))
    doubts = [_doubt(doubtful, loose, made, registry) for doubtful in found.doubts]
    return Plan(tuple(_warned(made, doubts)), tuple(doubts))


def _provenance(source: str) -> Provenance:
    try:
        return Provenance(source=source)
    except ValidationError as error:
        remedy = "2 to 40 letters, digits, - and _, such as zhengzhou-2024"
        raise InvalidInput(f"{source!r} is no id of a source", field="source", remedy=remedy) from error


def _doubt(
    doubtful: Doubtful, loose: Sequence[int], made: Mapping[int, PlanRow], registry: Sequence[Station]
) -> Doubt:
    row = made[loose[doubtful.draft]]
    other: PlanRow | None = None if doubtful.is_station else made[loose[doubtful.other]]
    station = registry[doubtful.other] if other is None else None
    rival_id = station.id if station else str(other.station_id if other else "")
    rival_name = station.name if station else (other.name if other else "")
    return Doubt(
        pair=(str(row.station_id), rival_id),
        score=doubtful.likeness.score,
        reasons=doubtful.likeness.reasons,
        names=(row.name, rival_name),
        lines=(row.line, other.line if other else None),
    )


def _warned(made: Mapping[int, PlanRow], doubts: Sequence[Doubt]) -> Iterator[PlanRow]:
    """The rows in their order, those of doubtful new stations with a warning."""
    raised: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        raised.setdefault(doubt.pair[0], []).append(doubt)
    for number in range(len(made)):
        row = made[number]
        about = raised.get(row.station_id or "", ()) if row.outcome != "duplicate" else ()
        more = tuple(maybe_duplicate(doubt.names[1], doubt.reasons) for doubt in about)
        yield row._replace(warnings=row.warnings + more) if more else row
