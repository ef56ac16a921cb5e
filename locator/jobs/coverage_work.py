"""Who is covered: the work of a coverage job."""

from collections.abc import Callable
from dataclasses import replace

from locator.jobs.folder import Job
from locator.jobs.inputs import Inputs
from locator.jobs.made import Made, asked_of
from locator.jobs.opening import Opened, opened
from locator.jobs.questions import CoverageQuestion
from locator.planning.coverage.cells import coarsened
from locator.planning.coverage.document import document_of
from locator.planning.coverage.mapout import layers_of
from locator.planning.coverage.stationlayers import catchment_layer, station_layer
from locator.planning.coverage.study import Asked, Study, study

Told = Callable[[float, str], None]
MOST_CELLS = 20_000
SOON = 200_000
"""Places after which half of the reckoning is taken to be done: nobody knows how many there are."""


def work(job: Job, inputs: Inputs, told: Told) -> Callable[[], None]:
    """Reckon, and leave document and layers in the job's folder; what is given writes the downloads."""
    asked = asked_of(job, CoverageQuestion)
    told(0.05, "读取站点与需求 reading stations and demand")
    found = opened(asked.question, asked.version, asked.today, inputs)
    told(0.2, "计算覆盖 reckoning coverage")
    studied = study(
        found.catalog,
        Asked(
            bands=found.bands,
            layers=found.layers,
            today=asked.today,
            at=found.at,
            kind=found.kind,
            areas=found.areas,
            include_coarse=asked.question.include_coarse,
            networks=inputs.network_folder,
        ),
        progress=lambda places: told(
            0.2 + 0.6 * places / (places + SOON), f"已计 {places:,} 处 places counted"
        ),
    )
    told(0.8, "绘制图层 drawing the layers")
    made = Made(job, asked, document_of(studied, found.catalog), _layers(studied, found, asked.question))
    told(0.95, "写出 writing")
    made.write()
    return made.write_downloads


def _layers(studied: Study, found: Opened, question: CoverageQuestion) -> dict[str, object]:
    changed = frozenset(question.scenario.changed)
    layers = dict(layers_of(_drawable(studied)))
    if "districts" in layers:
        layers["areas"] = layers.pop("districts")
    return layers | {
        "stations": station_layer(studied, found.catalog, changed),
        "catchments": catchment_layer(studied, found.catalog, changed),
    }


def _drawable(studied: Study) -> Study:
    """The study with no more cells than a browser draws with ease."""
    cells = studied.coverage.cells
    if cells is None:
        return studied
    return replace(studied, coverage=replace(studied.coverage, cells=coarsened(cells, MOST_CELLS)))
