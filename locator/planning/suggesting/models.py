"""The models a planner may ask, each with its question to `locator.planning.siting`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from locator.ellipsoid import Floats
from locator.planning import siting
from locator.planning.siting import Siting
from locator.planning.suggesting.asked import Asked
from locator.planning.suggesting.instance import Instance


class Question(NamedTuple):
    """One model: whether it asks for distances (else for who is near), what solves it, and its objective's unit."""

    is_of_distances: bool
    solved: Callable[[Instance, Floats, Asked], Siting]
    unit: Callable[[Asked, Instance], str]


def _shared(instance: Instance, asked: Asked) -> dict[str, Any]:
    fixed = np.arange(instance.first)
    return {"fixed": fixed, "time_limit_s": asked.time_limit_s, **instance.rules}


def _sites(instance: Instance, asked: Asked) -> int | None:
    return None if asked.sites is None else asked.sites + instance.first


def _covering(solve: Callable[..., Siting], instance: Instance, weight: Floats, asked: Asked) -> Siting:
    cost = instance.cost if asked.budget is not None else None
    return solve(
        instance.matrix, weight, sites=_sites(instance, asked), cost=cost, budget=asked.budget,
        **_shared(instance, asked),
    )  # fmt: skip


def _most(instance: Instance, weight: Floats, asked: Asked) -> Siting:
    if asked.capacity is None:
        return _covering(siting.mclp, instance, weight, asked)
    room = np.full(instance.matrix.shape[1], asked.capacity)
    return _covering(partial(siting.capacitated, capacity=room), instance, weight, asked)


def _fewest(instance: Instance, weight: Floats, asked: Asked) -> Siting:
    return siting.lscp(instance.matrix, weight, asked.share, cost=instance.cost, **_shared(instance, asked))


def _nearest(solve: Callable[..., Siting], instance: Instance, weight: Floats, asked: Asked) -> Siting:
    weights = {"weight": weight} if solve is siting.pmedian else {}
    cost = instance.cost if asked.budget is not None else None
    return solve(
        instance.matrix, **weights, sites=_sites(instance, asked), site_cost=cost, budget=asked.budget,
        **_shared(instance, asked),
    )  # fmt: skip


def _people(_asked: Asked, _instance: Instance) -> str:
    return "people"


def _price(_asked: Asked, instance: Instance) -> str:
    return "sites" if instance.cost is None else "cost"


def _walk(asked: Asked, _instance: Instance) -> str:
    return "minutes" if asked.band.kind == "minutes" else "metres"


QUESTIONS: Mapping[str, Question] = {
    "mclp": Question(False, _most, _people),
    "backup": Question(False, partial(_covering, siting.backup), _people),
    "lscp": Question(False, _fewest, _price),
    "pmedian": Question(
        True, partial(_nearest, siting.pmedian), lambda asked, each: f"people × {_walk(asked, each)}"
    ),
    "pcenter": Question(True, partial(_nearest, siting.pcenter), _walk),
}
