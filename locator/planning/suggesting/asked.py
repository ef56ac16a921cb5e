"""What a planner wishes for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from locator.catalog import Filter
from locator.errors import InvalidInput
from locator.planning.areas.areas import Areas
from locator.planning.coverage.reach import Band
from locator.planning.demand.layer import Layer
from locator.planning.suggesting.candidates import Candidates

Model = Literal["mclp", "lscp", "pmedian", "pcenter", "backup"]
Made = Literal["demand", "grid"]
Told = Callable[[float, str], None]
"""Is told the share that is done, 0 to 1, and what comes next; what it raises ends the work."""
LIMITS: Mapping[str, tuple[float, float]] = {
    "sites": (1, 1_000_000),
    "share": (1e-9, 1),
    "budget": (0, 1e15),
    "cost": (0, 1e15),
    "spacing_m": (0, 100_000),
    "capacity": (1e-9, 1e15),
    "grid_m": (10, 100_000),
    "time_limit_s": (0.001, 3600),
}
"""From and up to what a wish may be, where it is told."""


class DistrictQuota(NamedTuple):
    """At least and at most so many new sites in a district, which is told by its name or its code."""

    district: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Asked:
    """A planner's wishes.

    Attributes:
        bands: what near enough means; the covering models count the widest, the others measure in its unit.
        layers: where people are.
        candidates: where a site may be, or how to make such places: at people's places, or on a grid round them.
        model: mclp (most people covered), backup (most people covered twice), lscp (fewest sites for a share of the
            people), pmedian (least walking in all), pcenter (the farthest walk shortest).
        sites: how many new ones; None where a budget or quotas limit them. Not for lscp.
        share: of the people in the area, to be covered; for lscp.
        at: the moment at which the standing stations count if they are open; None is any time.
        kind: of that day, where it was asked for so.
        areas: districts: people outside don't count, and no site is there; None is everywhere.
        wanted: which of the stations that stand.
        include_coarse: those too that are known by their district only.
        is_from_nothing: none of them, as if nothing stood.
        cost: of a site whose candidate tells none.
        budget: what the new sites may cost together.
        spacing_m: how far apart new sites are at least, from one another and from every station.
        quotas: of districts among `areas`.
        forbidden: where no site may be.
        capacity: how many people one site or station can serve; None is any number. For mclp.
        grid_m: how far a grid's candidates are apart; None fits the widest band.
        time_limit_s: of the search; after it the best found comes with its bound.
        most: how many places are told by name.
        networks: the folder of street networks.

    Raises:
        InvalidInput: wishes that make no sense together; the error names one.
    """

    bands: tuple[Band, ...]
    layers: Sequence[Layer]
    candidates: Candidates | Made = "demand"
    model: Model = "mclp"
    sites: int | None = None
    share: float = 1.0
    at: datetime | None = None
    kind: str = ""
    areas: Areas | None = None
    wanted: Filter = field(default_factory=Filter)
    include_coarse: bool = False
    is_from_nothing: bool = False
    cost: float | None = None
    budget: float | None = None
    spacing_m: float = 0.0
    quotas: tuple[DistrictQuota, ...] = ()
    forbidden: Areas | None = None
    capacity: float | None = None
    grid_m: float | None = None
    time_limit_s: float = 30.0
    most: int = 20
    networks: Path | None = None

    def __post_init__(self) -> None:
        for name, (least, most) in LIMITS.items():
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                raise InvalidInput(f"{name}: {value:g}", field=name, remedy=f"{least:g}–{most:g}")
        for is_wrong, name, why, remedy in _clashes(self):
            if is_wrong:
                raise InvalidInput(f"{name}: {why}", field=name, remedy=remedy)

    @property
    def band(self) -> Band:
        """What near enough means to the covering models."""
        return self.bands[-1]


def _clashes(asked: Asked) -> list[tuple[bool, str, str, str]]:
    """What may be wrong with wishes together, row by row: whether it is, the wish, why, and what to do."""
    is_share = asked.model == "lscp"
    has_limit = asked.sites is not None or asked.budget is not None or bool(asked.quotas)
    is_known = isinstance(asked.candidates, Candidates) or asked.candidates in get_args(Made)
    models = get_args(Model)
    return [
        (asked.model not in models, "model", f"没有模型 no model {asked.model}", " ".join(models)),
        (not is_known, "candidates", "未知的候选方式 unknown", "demand, grid, 或候选文件 or a file"),
        (is_share and asked.sites is not None, "sites", "lscp 求最少个数 asks for the fewest",
         "用 --share 0.9;要固定个数用 mclp use --share, or the model mclp"),
        (is_share and asked.budget is not None, "budget", "lscp 求最省 asks for the cheapest",
         "用 mclp 加 --budget use the model mclp"),
        (not is_share and not has_limit, "sites", "要几个站点? how many sites?", "--sites 5"),
        (asked.capacity is not None and asked.model != "mclp", "capacity",
         f"{asked.model} 不计容量 knows no capacity", "用 mclp use the model mclp"),
        (bool(asked.quotas) and asked.areas is None, "quotas", "配额需要区划 need districts", "--area FILE"),
    ]  # fmt: skip
