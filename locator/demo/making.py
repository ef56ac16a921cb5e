"""Making the stations: one draw of lots per trait, then one record each."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from locator.building import building
from locator.demo import traits
from locator.demo.spots import Town, spots, towns
from locator.divisions import Divisions, Level
from locator.station import Station

SIGN = "演示"
NOTE = "演示数据,不是真实站点 made up, no real station"
LAST_VERIFIED = date(2026, 6, 30)
VERIFIED_SHARE = 0.6
FIELD_OF = {Level.PROVINCE: "province", Level.PREFECTURE: "city", Level.COUNTY: "district"}


def made_up_stations(count: int, seed: int = 0) -> list[Station]:
    """So many made-up stations by id; the same number and seed give the same ones.

    Args:
        count: how many, at most ten million less one.
        seed: another seed, other stations.
    """
    with building():
        return [*made_up_one_by_one(count, seed)]


def made_up_one_by_one(count: int, seed: int = 0) -> Iterator[Station]:
    """The same, each made when it is its turn: of two million only the lots that were drawn are in memory."""
    chance = np.random.default_rng(seed)
    chosen, lon, lat = spots(count, chance)
    rows = zip(chosen.tolist(), lon.tolist(), lat.tolist(), _traits(count, chance), strict=True)
    for number, (town, *rest) in enumerate(rows, start=1):
        yield Station.model_validate(_record(number, towns()[town], *rest))


def _traits(count: int, chance: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Station by station what was drawn for it."""
    columns: dict[str, Iterable[Any]] = {
        name: traits.drawn(table, count, chance) for name, table in traits.TABLES.items()
    }
    columns["hours"] = traits.drawn_hours(count, chance)
    columns["amenities"] = traits.drawn_amenities(count, chance)
    columns["verified_on"] = _verified(count, chance)
    columns["area_m2"] = chance.integers(8, 80, size=count).astype(float).tolist()
    columns["house"] = chance.integers(1, 400, size=count).tolist()
    return (dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True))


def _verified(count: int, chance: np.random.Generator) -> list[date | None]:
    days = chance.integers(0, 540, size=count).tolist()
    known = (chance.random(count) < VERIFIED_SHARE).tolist()
    return [
        LAST_VERIFIED - timedelta(days=ago) if sure else None for ago, sure in zip(days, known, strict=True)
    ]


def _record(number: int, town: Town, lon: float, lat: float, drawn: dict[str, Any]) -> dict[str, Any]:
    (precision, uncertainty_m), hours, house = (drawn.pop(name) for name in ("place", "hours", "house"))
    place = {"lon": lon, "lat": lat, "precision": precision, "uncertainty_m": uncertainty_m, "source": "demo"}
    host = traits.HOST_NAMES[drawn["host_type"]]
    return {
        "id": f"demo-{number:07}",
        "name": f"{SIGN}·{town.name}{host}户外劳动者服务站点{number}",
        **_divisions(town.adcode),
        "adcode": town.adcode,
        "address": f"{SIGN}路{house}号",
        "placement": place,
        "opening_hours": hours.rule,
        "opening_hours_text": hours.text,
        "holidays": hours.holidays,
        "open_24h": True if hours.rule == "24/7" else None,
        "notes": NOTE,
        **drawn,
    }


@lru_cache(maxsize=4096)
def _divisions(adcode: str) -> dict[str, str]:
    path = Divisions.bundled().path(adcode)
    return {FIELD_OF[division.level]: division.name for division in path if division.level in FIELD_OF}
