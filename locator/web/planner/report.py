"""The printable report of a finished job: what a director reads in two minutes."""

from datetime import datetime
from typing import Any

import orjson
from flask import Blueprint, render_template

from locator.errors import NotFound
from locator.jobs import Job
from locator.lookup import CHINA
from locator.web.planner import figures
from locator.web.planner.asking import jobs
from locator.web.planner.chart import BAR, GAP, HEIGHT, charts
from locator.web.planner.figuremap import figure_map

report = Blueprint("report", __name__)
Document = dict[str, Any]
MOST_ROWS = 10


@report.get("/planner/report/<job_id>")
def report_page(job_id: str) -> str:
    """The report of a job."""
    job = jobs().job(job_id)
    document = _document(job)
    made_at = datetime.fromisoformat(document["made_at"]).astimezone(CHINA)
    return render_template(
        "report.html",
        document=document,
        drawn=figure_map(job, document["layers"], document["bands"][-1]["band"]),
        made_at=f"{made_at:%Y-%m-%d %H:%M}",
        most=MOST_ROWS,
        figures=figures,
        **VALUES[job.kind](document),
    )


def _document(job: Job) -> Document:
    state = job.state.state
    if state != "done":
        raise NotFound(f"这项计算还没有结果 the job has no result: {state}")
    document: Document = orjson.loads(job.result.read_bytes())
    return document


def _coverage(document: Document) -> Document:
    hours = {(each["day"], each["hour"]): each["bands"][-1]["share"] for each in document["hours"]}
    worst = sorted(document["districts"], key=lambda each: each["bands"][-1]["share"] or 0.0)
    return {
        "charts": charts(document["hours"]),
        "chart_size": {"width": 24 * (BAR + GAP), "height": HEIGHT, "bar": BAR},
        "by_day": hours.get(("workday", figures.DAY_HOUR)),
        "by_night": hours.get(("workday", figures.NIGHT_HOUR)),
        "worst": worst[:MOST_ROWS],
    }


def _suggest(document: Document) -> Document:
    band = document["bands"][-1]
    return {"gained": band["after"] - band["before"], "cost": any(site["cost"] for site in document["sites"])}


VALUES = {"coverage": _coverage, "suggest": _suggest}
