"""Layers and downloads of a finished job."""

from pathlib import Path
from typing import Final

from locator.errors import NotFound, TooBusy
from locator.jobs import Job, Jobs

LAYERS: Final = ("cells", "gaps", "areas", "stations", "sites", "catchments", "circles", "uncovered")
MEDIA_TYPES: Final = {
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
EMPTY: Final = b'{"type":"FeatureCollection","features":[]}'
WAIT_S: Final = 20.0


def layer_of(job: Job, name: str) -> bytes:
    """A layer as GeoJSON; an empty one where the job has none of that name.

    Raises:
        NotFound: the job is not done.
    """
    _check_done(job)
    path = job.folder / f"{name}.geojson"
    return path.read_bytes() if path.is_file() else EMPTY


def download_of(jobs: Jobs, job: Job, suffix: str) -> Path:
    """A download; it is written right after the document, and waited for.

    Raises:
        NotFound: the job is not done, or died before it had written it.
        TooBusy: it is still being written.
    """
    _check_done(job)
    path = job.folder / f"result.{suffix}"
    if jobs.written(job, path, WAIT_S):
        return path
    if job.is_alive:
        raise TooBusy("下载文件还在写,请稍后再试 the download is still being written, try again in a while")
    raise NotFound("下载文件没有写成,请重新计算 the download was not written; ask the question again")


def _check_done(job: Job) -> None:
    state = job.state.state
    if state != "done":
        raise NotFound(f"这项计算还没有结果 the job has no result: {state}")
