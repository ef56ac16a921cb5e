"""Where new stations go: the work of a suggest job."""

from collections.abc import Callable
from typing import Any

from locator.jobs.folder import Job
from locator.jobs.inputs import Inputs
from locator.jobs.made import Made, asked_of
from locator.jobs.opening import Opened, opened
from locator.jobs.questions import SuggestQuestion
from locator.planning.areas import load_boundaries
from locator.planning.offered import CANDIDATES, MADE, file_named
from locator.planning.suggesting import (
    Asked,
    Candidates,
    DistrictQuota,
    document_of,
    layers_of,
    read_candidates,
    suggest,
)

Told = Callable[[float, str], None]


def work(job: Job, inputs: Inputs, told: Told) -> Callable[[], None]:
    """Reckon, and leave document and layers in the job's folder; what is given writes the downloads."""
    asked = asked_of(job, SuggestQuestion)
    told(0.02, "读取站点与需求 reading stations and demand")
    found = opened(asked.question, asked.version, asked.today, inputs)
    suggested = suggest(
        found.catalog,
        _wishes(asked.question, found, inputs),
        lambda share, words: told(0.05 + 0.85 * share, words),
    )
    told(0.9, "绘制图层 drawing the layers")
    made = Made(job, asked, document_of(suggested, found.catalog), layers_of(suggested))
    made.write()
    return made.write_downloads


def _wishes(question: SuggestQuestion, found: Opened, inputs: Inputs) -> Asked:
    """The question as the library takes it."""
    share: dict[str, Any] = {} if question.share is None else {"share": question.share}
    forbidden = load_boundaries(question.forbidden, inputs.boundary_folder) if question.forbidden else None
    return Asked(
        bands=found.bands,
        layers=found.layers,
        candidates=_candidates(question.candidates, inputs),
        model=question.model,
        sites=question.sites,
        at=found.at,
        kind=found.kind,
        areas=found.areas,
        include_coarse=question.include_coarse,
        budget=question.budget,
        spacing_m=question.spacing_m,
        quotas=tuple(DistrictQuota(code, most=most) for code, most in question.quotas.items()),
        forbidden=forbidden,
        time_limit_s=question.time_limit_s,
        networks=inputs.network_folder,
        **share,
    )


def _candidates(name: str, inputs: Inputs) -> Any:
    """How to make them, or those of a file."""
    if name in MADE:
        return name
    found: Candidates = read_candidates(
        file_named(name, inputs.candidate_folder, CANDIDATES, field="candidates")
    )
    return found
