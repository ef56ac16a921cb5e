"""The whole way from a planner's wishes to proposed sites."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from locator.catalog import Catalog
from locator.errors import InvalidInput
from locator.planning.coverage.onfoot import metres_of
from locator.planning.coverage.reach import Reached
from locator.planning.demand.layer import Points
from locator.planning.suggesting.answer import Suggestion
from locator.planning.suggesting.asked import Asked, Told
from locator.planning.suggesting.candidates import Candidates, at_demand, on_grid
from locator.planning.suggesting.instance import Instance, instance_of
from locator.planning.suggesting.models import QUESTIONS
from locator.planning.suggesting.nearness import costs_of, cover_of, nearness
from locator.planning.suggesting.people import district_of, people_of
from locator.planning.suggesting.solved import Found, Solved
from locator.planning.suggesting.standing import Standing, standing
from locator.planning.suggesting.telling import told_of


def suggest(catalog: Catalog, asked: Asked, told: Told | None = None) -> Suggestion:
    """Where the next stations go.

    Raises:
        NotFound: no station counts (see `Asked.is_from_nothing`).
        InvalidInput: nobody is in the area; more sites than candidates; a quota of a district that is not there.
        LocatorError: a library of the extra `planning` is not installed.
    """
    say = told or _silence
    say(0.0, "读取需求 reading demand")
    stand = standing(catalog, asked)
    people = people_of(asked.layers, asked.at, asked.areas)
    say(0.2, "找候选点 finding candidates")
    candidates, left_out = _candidates(people.points, asked)
    say(0.3, "谁离得近 who is near")
    lon, lat = np.concatenate([stand.lon, candidates.lon]), np.concatenate([stand.lat, candidates.lat])
    near = nearness(people.points, asked, lon, lat)
    say(0.5, "求解 searching")
    instance = _instance(people.points, asked, candidates, stand, near.reached)
    solved = Solved(QUESTIONS[asked.model].solved(instance, people.points.weight, asked), instance)
    say(0.95, "整理结果 telling")
    return told_of(Found(asked, stand, people, candidates, left_out, near, solved))


def _silence(_share: float, _words: str) -> None:
    """For whoever does not want to be told."""


def _candidates(points: Points, asked: Asked) -> tuple[Candidates, int]:
    """The candidates in the area, and how many of those given are outside of it.

    Raises:
        InvalidInput: all of them are.
    """
    found = _everywhere(points, asked)
    if asked.areas is None:
        return found, 0
    inside = district_of(asked.areas, found.lon, found.lat) >= 0
    if not inside.any():
        raise InvalidInput(
            "候选都在区域外 all candidates lie outside the area",
            field="candidates",
            remedy="检查文件与坐标系,或用 demand check the file and its datum, or use demand",
        )
    given = isinstance(asked.candidates, Candidates)
    return found.only(inside), int(np.count_nonzero(~inside)) if given else 0


def _everywhere(points: Points, asked: Asked) -> Candidates:
    if isinstance(asked.candidates, Candidates):
        return asked.candidates
    near_m = metres_of(asked.band)
    if asked.candidates == "grid":
        return on_grid(points, near_m, asked.grid_m)
    return at_demand(points, near_m)


def _instance(
    points: Points, asked: Asked, candidates: Candidates, stand: Standing, reached: Reached
) -> Instance:
    """The question to the model; of the stations only those that anybody has near are columns of a covering one."""
    if QUESTIONS[asked.model].is_of_distances:
        here, there = (stand.lon, stand.lat), (candidates.lon, candidates.lat)
        return instance_of(*costs_of(points, asked, here, there), asked, candidates, stand)
    cover = cover_of(reached, len(points.weight), len(stand.lon) + len(candidates))
    used = np.unique(reached.station[reached.station < len(stand.lon)])
    kept = np.concatenate([used, np.arange(len(stand.lon), cover.shape[1])])
    return instance_of(csr_array(cover[:, kept]), len(used), asked, candidates, stand)
