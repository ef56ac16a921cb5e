"""Questions of planners as jobs, and what comes of them.

Who asks stands nowhere: a job's folder holds the question alone, and its id is as good as a key to it.
"""

from datetime import datetime
from typing import Any, Final

import orjson
from flask import Blueprint, Response, current_app, request, url_for

from locator.export.geojson import MEDIA_TYPE as GEOJSON
from locator.jobs import Inputs, Job, Jobs, JobState
from locator.jobs.questions import CoverageQuestion, Question, SuggestQuestion
from locator.lookup import CHINA
from locator.planning.libraries import check_planning_libraries
from locator.web import params
from locator.web.api import NoQuery
from locator.web.planner.checks import check, fingerprint
from locator.web.planner.layers import LAYERS, layer_of
from locator.web.problems import problem_answer
from locator.web.state import state

planner = Blueprint("planner", __name__, url_prefix="/api/v1")
LARGEST_BODY: Final = 1024 * 1024
"""A thousand changes with names and hours."""
WAIT_S: Final = 5.0
JOBS: Final = "jobs"
JSON: Final = "application/json"


@planner.post("/coverage")
def coverage() -> Response:
    """Who has a station near enough, at which hour, and who has not."""
    return _asked("coverage", CoverageQuestion)


@planner.post("/suggest")
def suggest() -> Response:
    """Where new stations gain most, with what is proved about it."""
    return _asked("suggest", SuggestQuestion)


@planner.get("/jobs/<job_id>")
def job(job_id: str) -> Response:
    """How a job stands, and its result when it is done."""
    params.read(NoQuery, request)
    return _told(_job(job_id))


@planner.delete("/jobs/<job_id>")
def cancel(job_id: str) -> Response:
    """End a job."""
    params.read(NoQuery, request)
    found = _job(job_id)
    jobs().cancel(found)
    return _told(found)


@planner.get(f"/jobs/<job_id>/<any({','.join(LAYERS)}):layer>.geojson")
def layer(job_id: str, layer: str) -> Response:
    """A layer of a finished job's map."""
    params.read(NoQuery, request)
    return Response(layer_of(_job(job_id), layer), content_type=GEOJSON)


def jobs() -> Jobs:
    """The jobs of this service."""
    found: Jobs = current_app.extensions[JOBS]
    return found


def _job(job_id: str) -> Job:
    return jobs().job(job_id)


def _asked(kind: str, model: type[Question]) -> Response:
    request.max_content_length = LARGEST_BODY
    question, held = params.read(model, request), state(current_app)
    check_planning_libraries()
    check(question, held)
    today = datetime.now(CHINA).date()
    ask = {
        "question": question.model_dump(mode="json"),
        "version": held.catalog.version,
        "today": today.isoformat(),
    }
    started = jobs().start(kind, ask, Inputs.of(held.settings), key=fingerprint(kind, ask, held))
    is_async = "respond-async" in request.headers.get("Prefer", "")
    stands = jobs().waited(started, 0.0 if is_async else WAIT_S)
    return _answered(started, stands, is_async=is_async)


def _answered(job: Job, stands: JobState, *, is_async: bool) -> Response:
    where = url_for("planner.job", job_id=job.id)
    if is_async or not stands.is_final:
        answer = _json(orjson.dumps(_about(job, stands)), 202)
        answer.headers["Location"] = where
        if is_async:
            answer.headers["Preference-Applied"] = "respond-async"
        return answer
    if stands.state == "done":
        answer = _json(job.result.read_bytes(), 200)
        answer.headers["Content-Location"] = where
        return answer
    return problem_answer(stands.problem or {"title": "已取消 cancelled", "status": 409})


def _told(job: Job) -> Response:
    stands = job.state
    about = orjson.dumps(_about(job, stands))
    if stands.state != "done":
        return _json(about, 200)
    return _json(about[:-1] + b',"result":' + job.result.read_bytes() + b"}", 200)


def _about(job: Job, stands: JobState) -> dict[str, Any]:
    about = {
        "id": job.id,
        "kind": job.kind,
        "state": stands.state,
        "progress": stands.progress,
        "told": stands.told,
    }
    if stands.problem:
        about["problem"] = {name: stands.problem[name] for name in ("title", "field", "remedy")}
    return about


def _json(body: bytes, status: int) -> Response:
    return Response(body, status, content_type=JSON)
