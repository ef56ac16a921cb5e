"""What a planner may ask with: demand, areas, candidates, networks, and how many stations can be counted."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from flask import Blueprint, Response, current_app, request

from locator.catalog import Catalog, Filter
from locator.errors import LocatorError
from locator.jobs.questions import TOWNS
from locator.lookup import CHINA
from locator.planning.libraries import check_planning_libraries, planning_library
from locator.planning.offered import CANDIDATES, DEMAND, MADE, files_in
from locator.settings import Settings
from locator.web import params
from locator.web.api import NoQuery
from locator.web.planner.asking import jobs
from locator.web.state import state

offers = Blueprint("offers", __name__, url_prefix="/api/v1")
LARGEST_SUMMED: Final = 8 * 1024 * 1024
"""Bytes of a file whose people are added up while somebody waits; of a larger one the total is told by its job."""
TITLES: Final = {
    TOWNS: ("示意:城镇人口", "Indicative: people of towns"),
    "demand": ("有需求的地点", "Where the demand is"),
    "grid": ("规则格网", "A regular grid"),
}


@offers.get("/planner")
def planner_offers() -> Response:
    """What may be asked."""
    params.read(NoQuery, request)
    check_planning_libraries()
    jobs().prepare()
    held = state(current_app)
    offered = {
        "demand": _demand(held.settings),
        "areas": _areas(held.settings),
        "candidates": _candidates(held.settings),
        "networks": [
            {"name": name, "source": about.source, "date": about.date, "box": about.box}
            for name, about in held.networks.about.items()
        ],
        "amounts": amounts(held.catalog),
    }
    return Response(orjson.dumps(offered), content_type="application/json")


def amounts(catalog: Catalog) -> dict[str, int]:
    """How many operating stations there are: with an exact position, a coarse one, none, and of unknown hours now."""
    operating = catalog.rows(Filter())
    placed = np.arange(len(operating)) < catalog.located
    unknown = catalog.opening(datetime.now(CHINA)).among(("unknown",))
    return {
        "stations": int(operating.sum()),
        "exact": int((operating & catalog.exact).sum()),
        "coarse": int((operating & placed & ~catalog.exact).sum()),
        "without_position": int((operating & ~placed).sum()),
        "unknown_hours": int((operating & unknown).sum()),
    }


def _demand(settings: Settings) -> list[dict[str, Any]]:
    files = files_in(settings.demand_folder, DEMAND)
    return [_titled(TOWNS) | {"total": _total_of_towns(), "indicative": True}] + [
        _titled(name) | {"total": _total(path, path.stat().st_mtime_ns), "indicative": False}
        for name, path in files.items()
    ]


def _areas(settings: Settings) -> list[dict[str, Any]]:
    found = planning_library("locator.planning.areas").boundaries_in(settings.boundary_folder)
    return [
        {"name": name, "title": about.source, "count": len(about.names), "box": about.box}
        for name, about in found.items()
    ]


def _candidates(settings: Settings) -> list[dict[str, Any]]:
    return [_titled(name) for name in (*MADE, *files_in(settings.candidate_folder, CANDIDATES))]


def _titled(name: str) -> dict[str, Any]:
    zh, en = TITLES.get(name, (name, name))
    return {"name": name, "title_zh": zh, "title_en": en}


@lru_cache(maxsize=1)
def _total_of_towns() -> float:
    demand = planning_library("locator.planning.demand")
    return float(demand.summary_of(demand.towns()).total)


@lru_cache(maxsize=64)
def _total(path: Path, _changed: int) -> float | None:
    """How many people a file tells of; None where that takes long, or it can't be read: its job says why."""
    if path.stat().st_size > LARGEST_SUMMED:
        return None
    demand = planning_library("locator.planning.demand")
    try:
        return float(demand.summary_of(demand.read_layer(demand.Wanted(path))).total)
    except LocatorError:
        return None
