"""Downloads of what came of a question."""

from flask import Blueprint, Response, request, send_file

from locator.web import params
from locator.web.api import NoQuery
from locator.web.planner.asking import jobs
from locator.web.planner.layers import MEDIA_TYPES, download_of

results = Blueprint("results", __name__)


@results.get(f"/api/v1/jobs/<job_id>/result.<any({','.join(MEDIA_TYPES)}):suffix>")
def download(job_id: str, suffix: str) -> Response:
    """The result as a file."""
    params.read(NoQuery, request)
    job = jobs().job(job_id)
    path = download_of(jobs(), job, suffix)
    name = f"{job.kind}-{job.id[:8]}.{suffix}"
    return send_file(path, MEDIA_TYPES[suffix], as_attachment=True, download_name=name)
