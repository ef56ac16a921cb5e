"""Progress to targets: what sources say is planned and built, beside what the registry holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from locator.factsheet import Figure, Source
from locator.planning.standards.scoring import in_region
from locator.station import Station

PLANNED, BUILT = "stations_planned", "stations_built"


class Said(NamedTuple):
    """A number and who says so."""

    figure: Figure
    source: Source


class Target(NamedTuple):
    """One region's target.

    Attributes:
        planned: the number to come to.
        built: what a source says is built there, the same one if it does; None where none does.
        registered: operating stations of the region in the registry.
    """

    planned: Said
    built: Said | None
    registered: int

    @property
    def told_share(self) -> float | None:
        """Of the target, the share that is said to be built."""
        return _share(self.built.figure.value, self.planned.figure.value) if self.built else None

    @property
    def registered_share(self) -> float | None:
        """Of the target, the share that the registry holds."""
        return _share(self.registered, self.planned.figure.value)


def targets_of(
    figures: Iterable[tuple[str, Figure]], sources: Iterable[Source], stations: Sequence[Station]
) -> list[Target]:
    """The targets that sources tell, by region, with what is built.

    Args:
        figures: each with the id of its source.
        sources: all of them.
        stations: those that operate.
    """
    known = {source.id: source for source in sources}
    said = [Said(figure, known[source]) for source, figure in figures if source in known]
    planned = sorted(
        (each for each in said if each.figure.kind == PLANNED), key=lambda each: each.figure.region
    )
    return [
        Target(each, _built(each, said), len(in_region(stations, each.figure.region))) for each in planned
    ]


def _built(planned: Said, said: Iterable[Said]) -> Said | None:
    """What is built in the target's region: by the same source, else by the latest."""
    found = [
        each for each in said if each.figure.kind == BUILT and each.figure.region == planned.figure.region
    ]
    return max(
        found,
        key=lambda each: (each.source.id == planned.source.id, each.source.published or "", each.source.id),
        default=None,
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
