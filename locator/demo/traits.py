"""How often what occurs among made-up stations. 6.5 % and 11 % are what the press told of the real ones."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

ALWAYS_OPEN = 0.065
LONG_HOURS = 0.11


class Hours(NamedTuple):
    """A weekly rule, the words on the door, and what it does on public holidays."""

    rule: str | None
    text: str | None
    holidays: str = "unknown"


LONG = (
    Hours("06:00-22:00", "6:00—22:00", "open"),
    Hours("05:30-23:00", "5:30—23:00", "open"),
    Hours("07:00-21:30", "7:00—21:30"),
    Hours("06:30-01:00", "6:30—次日1:00", "open"),
)
USUAL = (
    Hours("Mo-Fr 08:30-17:30", "周一至周五 8:30—17:30", "closed"),
    Hours("Mo-Fr 09:00-17:00", "工作日 9:00—17:00", "closed"),
    Hours("Mo-Sa 08:00-18:00", "周一至周六 8:00—18:00", "closed"),
    Hours("08:30-17:30", "每天 8:30—17:30"),
    Hours("08:00-20:00", "每天 8:00—20:00", "open"),
    Hours("Mo-Fr 08:30-11:30,14:00-17:30", "周一至周五 8:30—11:30,14:00—17:30", "closed"),
    Hours("09:00-12:00,13:30-17:00", "9:00—12:00,13:30—17:00"),
    Hours("Apr-Sep 08:00-20:00; Oct-Mar 08:30-18:00", "夏季 8:00—20:00,冬季 8:30—18:00", "open"),
    Hours(None, None),
    Hours(None, "以现场公告为准"),
)

HOSTS: Mapping[str, float] = {
    "bank": 22, "party_centre": 15, "community": 14, "sanitation": 9, "union": 7, "post": 6, "telecom": 5,
    "fuel": 4, "government_hall": 4, "power": 3, "retail": 3, "medical": 2, "park": 2, "enterprise": 2, "insurer": 1,
    "police": 1,
}  # fmt: skip
HOST_NAMES: Mapping[str, str] = {
    "bank": "银行网点", "party_centre": "党群服务中心", "community": "社区", "sanitation": "环卫驿站", "union": "工会",
    "post": "邮政网点", "telecom": "营业厅", "fuel": "加油站", "government_hall": "政务大厅", "power": "供电营业厅",
    "retail": "便利店", "medical": "药店", "park": "公园", "enterprise": "工地", "insurer": "保险网点",
    "police": "警务站",
}  # fmt: skip
ENTRIES: Mapping[str | None, float] = {
    "open_door": 45, "staff": 18, None: 22, "scan": 6, "code": 4, "id_card": 2, "face": 2, "app": 1,
}  # fmt: skip
STATUSES: Mapping[str, float] = {"operating": 96, "paused": 2, "repair": 1, "closed": 1}
PLACES: Mapping[tuple[str, float], float] = {
    ("rooftop", 20.0): 70, ("street", 80.0): 24, ("township", 3_000.0): 4, ("district", 17_000.0): 2,
}  # fmt: skip
AMENITIES: Mapping[str, tuple[float, float]] = {
    "drinking_water": (0.86, 0.02), "seating": (0.85, 0.01), "phone_charging": (0.74, 0.05), "microwave": (0.62, 0.14),
    "cooling": (0.55, 0.08), "first_aid": (0.55, 0.06), "toilet": (0.42, 0.24), "reading": (0.35, 0.05),
    "heating": (0.3, 0.08), "rain_gear": (0.28, 0.05), "wifi": (0.24, 0.06), "fridge": (0.18, 0.12),
    "ev_charging": (0.08, 0.2), "sewing_kit": (0.1, 0.02), "aed": (0.05, 0.1), "shower": (0.02, 0.25),
}  # fmt: skip
"""By amenity, how often it is there and how often it is told that it is not; of the others nobody told."""
TOLD = ("yes", "no")
AUDIENCES: Mapping[tuple[str, ...], float] = {
    (): 30, ("public",): 25, ("courier", "rider", "sanitation"): 30, ("sanitation",): 5,
    ("courier", "rider", "sanitation", "driver", "traffic_officer"): 10,
}  # fmt: skip
TABLES: Mapping[str, Mapping[Any, float]] = {
    "host_type": HOSTS,
    "entry": ENTRIES,
    "status": STATUSES,
    "audience": AUDIENCES,
    "place": PLACES,
}
"""What is drawn by weight, by the name it has in a record; of a place its precision and its radius."""


def drawn(table: Mapping[Any, float], count: int, chance: np.random.Generator) -> list[Any]:
    """So many keys of a table, each as often as its weight has it."""
    keys, weights = list(table), np.array(list(table.values()), dtype=float)
    return [keys[number] for number in chance.choice(len(keys), size=count, p=weights / weights.sum())]


def drawn_hours(count: int, chance: np.random.Generator) -> list[Hours]:
    """So many weekly rules, with the shares of what is open around the clock and of what is open long."""
    kinds: Sequence[tuple[float, Sequence[Hours]]] = (
        (ALWAYS_OPEN, (Hours("24/7", "24小时", "open"),)),
        (LONG_HOURS, LONG),
        (1 - ALWAYS_OPEN - LONG_HOURS, USUAL),
    )
    return drawn({hours: share / len(rules) for share, rules in kinds for hours in rules}, count, chance)


def drawn_amenities(count: int, chance: np.random.Generator) -> Iterator[dict[str, str]]:
    """So many tables of what is there and what is not; all lots are drawn at once, a table is made when asked for."""
    lots = np.empty((count, len(AMENITIES)), dtype=np.int8)
    for column, (yes, no) in zip(lots.T, AMENITIES.values(), strict=True):
        column[:] = np.searchsorted((yes, yes + no), chance.random(count), side="right")
    return (_table(line.tolist()) for line in lots)


def _table(lots: Sequence[int]) -> dict[str, str]:
    return {key: TOLD[lot] for key, lot in zip(AMENITIES, lots, strict=True) if lot < len(TOLD)}
