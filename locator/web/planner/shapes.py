"""The shapes of the planner's answers."""

from typing import Any, Literal

from pydantic import RootModel

from locator.web.planner.coverageshapes import CoverageDocument
from locator.web.planner.suggestshapes import SuggestDocument
from locator.web.shapes import Shape

Box = tuple[float, float, float, float]
"""West, south, east, north, WGS84 degrees."""


class Choice(Shape):
    """Something to choose by its name."""

    name: str
    title_zh: str
    title_en: str


class DemandChoice(Choice):
    """Demand; the total of a large file is null, and told by its first answer."""

    total: float | None
    indicative: bool


class AreasChoice(Shape):
    """Boundaries that the operator added."""

    name: str
    title: str
    count: int
    box: Box


class NetworkChoice(Shape):
    """A street network that the operator added."""

    name: str
    source: str
    date: str | None
    box: Box


class Amounts(Shape):
    """Operating stations: with an exact position, a coarse one, none, and of unknown hours at present."""

    stations: int
    exact: int
    coarse: int
    without_position: int
    unknown_hours: int


class PlannerOffers(Shape):
    """What may be asked."""

    demand: list[DemandChoice]
    areas: list[AreasChoice]
    candidates: list[Choice]
    networks: list[NetworkChoice]
    amounts: Amounts


class JobProblem(Shape):
    """Why a job failed; `field` is that of the question, "" where none is at fault."""

    title: str
    field: str
    remedy: str


class JobShape(Shape):
    """How a job stands; a done one has its result."""

    id: str
    kind: Literal["coverage", "suggest"]
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    progress: float
    told: str
    problem: JobProblem | None = None
    result: CoverageDocument | SuggestDocument | None = None


class LayerFeature(Shape):
    """A shape of a layer; positions are WGS84."""

    type: Literal["Feature"]
    geometry: dict[str, Any]
    properties: dict[str, Any]


class LayerCollection(Shape):
    """A layer of a job's map."""

    type: Literal["FeatureCollection"]
    features: list[LayerFeature]


class Download(RootModel[bytes]):
    """A file: GeoJSON, GeoPackage or XLSX, as its suffix says."""
