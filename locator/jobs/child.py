"""What the process of one job does: it waits for its turn, works, tells how it stands, and ends."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from locator import logs
from locator.errors import InvalidInput, LocatorError, NotFound
from locator.jobs.folder import Job, JobState, opened
from locator.jobs.inputs import Inputs
from locator.jobs.turns import turn

WORK: Final[Mapping[str, str]] = {
    "coverage": "locator.jobs.coverage_work",
    "suggest": "locator.jobs.suggest_work",
}
"""The module of each kind of work; its `work(job, inputs, told)` writes the result into the job's folder
and answers with what writes the downloads."""
FIELDS: Final = {
    "--demand": "demand",
    "--area": "areas",
    "weight": "demand",
    "boundaries": "areas",
    "radius": "radii_m",
}
"""What the library calls a field, where the API calls it otherwise."""
BESIDE_THE_SERVICE: Final = 10
"""Niceness: whoever looks for a station does not wait for a planner."""
TELL_EVERY_S: Final = 0.2
_log = logging.getLogger(__name__)


def run(folder: Path, inputs: Inputs) -> None:
    """Work on the job of a folder."""
    logs.configure()
    job = opened(folder)
    with turn(job):
        os.nice(BESIDE_THE_SERVICE)
        job.tell(JobState("running", 0.0, "载入 loading"))
        state, afterwards = _worked(job, inputs)
        job.tell(state)
        afterwards()


def _worked(job: Job, inputs: Inputs) -> tuple[JobState, Callable[[], None]]:
    """How it stands then, and what is left to do that nobody who only looks waits for."""
    begun = time.perf_counter()
    try:
        afterwards = import_module(WORK[job.kind]).work(job, inputs, Telling(job))
    except LocatorError as error:
        return JobState("failed", problem=problem_of(error)), _nothing
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told; the asker must not wait for ever
        request = logs.tell_error(_log, error, job=job.kind)
        return JobState("failed", problem=_unforeseen(request)), _nothing
    logs.tell(_log, "job done", kind=job.kind, seconds=round(time.perf_counter() - begun, 3))
    return JobState("done", 1.0), afterwards


def _nothing() -> None:
    """Nothing is left to do."""


class Telling:
    """Tells how far a job is, so many times a second that a person sees it move."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._last = 0.0

    def __call__(self, share: float, words: str) -> None:
        """The share that is done, 0 to 1, and what is done now."""
        now = time.monotonic()
        if now - self._last >= TELL_EVERY_S:
            self._last = now
            self._job.tell(JobState("running", round(share, 3), words))


def problem_of(error: LocatorError) -> dict[str, Any]:
    """What went wrong, for people and programs; a fault of ours names nothing that only we should know."""
    if isinstance(error, InvalidInput):
        field = FIELDS.get(error.field, error.field.removeprefix("--").replace("-", "_"))
        return {"title": error.message, "field": field, "remedy": error.remedy, "status": 400}
    status = 404 if isinstance(error, NotFound) else 500
    return {"title": str(error), "field": "", "remedy": "", "status": status}


def _unforeseen(request: str) -> dict[str, Any]:
    return {
        "title": "计算出错了 something went wrong while reckoning",
        "field": "",
        "remedy": f"请报告编号 report this number: {request}",
        "status": 500,
    }
