"""A change plan: its rows, their reasons in words, and its JSON."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from locator.building import trusted
from locator.intake.draft import Fault
from locator.intake.likeness import Likeness
from locator.station import Station

Outcome = Literal["new", "changed", "same", "duplicate", "rejected"]
OUTCOMES: tuple[Outcome, ...] = ("new", "changed", "same", "duplicate", "rejected")

_NONE: Mapping[str, Any] = MappingProxyType({})


class PlanRow(NamedTuple):
    """What becomes of one row.

    A `duplicate` has the id of the station that its twin, an earlier row, becomes. `before` is the station's record
    where it was known, `made` that of a new one, `moved` the fields of a known one that change, with their new
    values. `key` is what the row is known by when the source is imported again (`known_keys`).
    """

    line: int
    file: str
    name: str
    outcome: Outcome
    key: str
    station_id: str | None = None
    before: Station | None = None
    made: Station | None = None
    moved: Mapping[str, Any] = _NONE
    reasons: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    @property
    def after(self) -> Station | None:
        """The station's record after the import, where it has one.

        That of a changed one is made at every call: a long list would take 2 kB a row to keep them.
        """
        if self.before is None or not self.moved:
            return self.made or self.before
        return trusted(Station, {**self.before.__dict__, **self.moved})

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """What a source told otherwise than it was, (old, new) by field; empty for a new station."""
        told = (field for field in self.moved if field != "provenance")
        return {field: (getattr(self.before, field), self.moved[field]) for field in told}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two stations that may be one, for a person to decide. `lines` are those of the rows, where they are rows."""

    pair: tuple[str, str]
    score: float
    reasons: tuple[Fault, ...]
    names: tuple[str, str]
    lines: tuple[int | None, int | None]


@dataclass(frozen=True)
class Plan:
    """What an import would do; see `locator.intake.plan.plan`."""

    rows: Sequence[PlanRow]
    doubts: Sequence[Doubt] = ()

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows had each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def applied(self, registry: Sequence[Station]) -> list[Station]:
        """The registry as it would be after the import."""
        stations = {station.id: station for station in registry}
        stations |= {after.id: after for row in self.rows if (after := row.after)}
        return list(stations.values())

    def as_dict(self, import_id: str | None = None) -> dict[str, Any]:
        """The plan as `locator import --json` writes it."""
        return {"import": import_id, "counts": self.counts, "rows": [_row_dict(row) for row in self.rows]}


def _row_dict(row: PlanRow) -> dict[str, Any]:
    return {
        "line": row.line,
        "file": row.file,
        "name": row.name,
        "outcome": row.outcome,
        "station": row.station_id,
        "changes": list(row.changes),
        "reasons": [_fault_dict(fault) for fault in row.reasons],
        "warnings": [_fault_dict(fault) for fault in row.warnings],
    }


def _fault_dict(fault: Fault) -> dict[str, str]:
    return {key: text for key, text in asdict(fault).items() if text}


def joined_because(station_id: str, why: Likeness) -> Fault:
    """Why a row was taken for a station of the registry."""
    zh, en = _because(why.reasons)
    return Fault("", "matched", f"与站点 {station_id} 为同一站点{zh}", f"is station {station_id}{en}")


def duplicate_of(line: int, file: str, why: Likeness | None) -> Fault:
    """Why a row was taken for the same as an earlier one; `file` is empty where that is in the same file."""
    zh, en = _because(why.reasons if why else ())
    zh_place, en_place = (f" {file} ", f" in {file}") if file else ("", "")
    return Fault(
        "",
        "duplicate",
        f"与{zh_place}第 {line} 行重复{zh}",
        f"same station as line {line}{en_place}{en}",
        "如不是同一站点，请写明各自的名称、楼层或编号",
        "if they are two, tell them apart by name, floor or number",
    )


def maybe_duplicate(other: str, why: Sequence[Fault]) -> Fault:
    """A warning that a new station may be one that is there, which `other` names."""
    zh, en = _because(why)
    return Fault(
        "",
        "maybe_duplicate",
        f"可能与“{other}”为同一站点{zh}",
        f"may be the same station as {other!r}{en}",
        "请人工确认",
        "a person should decide",
    )


def unlike_its_id(station: Station, why: Likeness) -> Fault:
    """A warning that a row says quite other things than the station whose id it has."""
    zh, en = _because(why.reasons)
    words = (
        f"编号属于“{station.name}”，内容却差异很大{zh}",
        f"the id is that of {station.name!r}, which differs{en}",
    )
    return Fault("id", "unlike_its_id", *words, "请核对编号", "check the id")


def _because(why: Sequence[Fault]) -> tuple[str, str]:
    zh, en = "；".join(reason.zh for reason in why), "; ".join(reason.en for reason in why)
    return (f"：{zh}", f": {en}") if zh else ("", "")
