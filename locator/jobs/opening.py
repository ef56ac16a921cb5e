"""What the work of every planner's question begins with: the catalog, the demand, the areas, the moment."""

from datetime import date, datetime, time
from typing import NamedTuple

from locator.catalog import Catalog, load_catalog
from locator.hours.evaluation import CHINA
from locator.jobs.inputs import Inputs
from locator.jobs.questions import RADII_M, TOWNS, Question
from locator.planning.areas import Areas, load_boundaries
from locator.planning.coverage.moments import kinds_of_day
from locator.planning.coverage.reach import Band, in_metres, in_minutes
from locator.planning.demand import Layer, Wanted, read_layer, towns
from locator.planning.offered import DEMAND, file_named
from locator.planning.scenario import overlaid
from locator.serving.snapshots import Snapshots


class Opened(NamedTuple):
    """A question with all that it names read; `before` is the catalog without the scenario."""

    before: Catalog
    catalog: Catalog
    bands: tuple[Band, ...]
    layers: list[Layer]
    areas: Areas | None
    at: datetime | None
    kind: str


def opened(question: Question, version: int, today: date, inputs: Inputs) -> Opened:
    """What a question names.

    Raises:
        InvalidInput, NotFound: something that there is not, or that can't be read.
        StoreError: the registry can't be read.
    """
    before = catalog_of(inputs, version)
    areas = load_boundaries(question.areas, inputs.boundary_folder) if question.areas else None
    at, kind = _moment(question, today)
    return Opened(
        before,
        overlaid(before, question.scenario),
        in_minutes(question.minutes) if question.minutes else in_metres(question.radii_m or RADII_M),
        [_layer(name, inputs, areas) for name in question.demand],
        areas,
        at,
        kind,
    )


def catalog_of(inputs: Inputs, version: int) -> Catalog:
    """The registry in that version where the service still has it laid out, else as it is now."""
    snapshots = Snapshots(inputs.snapshot_folder, inputs.database_url)
    for path in sorted(snapshots.folder.glob(f"{version}-*")):
        try:
            snapshot = snapshots.opened(path.name)
        except (OSError, ValueError):
            continue  # it was just thrown away
        return Catalog.of(snapshot.mapped, snapshot.notices)
    return load_catalog(inputs.database_url)


def _layer(name: str, inputs: Inputs, areas: Areas | None) -> Layer:
    if name == TOWNS:
        return towns()
    path = file_named(name, inputs.demand_folder, DEMAND, field="demand")
    return read_layer(Wanted(path), box=areas.box if areas is not None else None)


def _moment(question: Question, today: date) -> tuple[datetime | None, str]:
    if question.hour is None:
        return None, ""
    kind = question.day or "workday"
    return datetime.combine(kinds_of_day(today)[kind], time(question.hour), CHINA), kind
