"""The seats that are given: cpca's list, and this folder's own tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from .names import stem
from .places import Populated
from .rows import Division, read_csv

Degrees = tuple[float, float]
Tabled = tuple[float, float, int | None, str]
Convert = Callable[[list[float], list[float]], tuple[Iterable[float], Iterable[float]]]


class Surveyed:
    """The seats of cpca's list, turned to WGS84, by adcode and by name."""

    def __init__(self, rows: Iterable[Mapping[str, str]], convert: Convert) -> None:
        placed = [row for row in rows if row["longitude"]]
        lon, lat = convert(
            [float(row["longitude"]) for row in placed], [float(row["latitude"]) for row in placed]
        )
        self.at: dict[str, Degrees] = {
            row["adcode"][:6]: (float(x), float(y)) for row, x, y in zip(placed, lon, lat, strict=True)
        }
        self.name = {row["adcode"][:6]: row["name"] for row in placed}

    def predecessor(self, division: Division, current: set[str]) -> str | None:
        """The only abolished county of the same province with the same short name."""
        short = stem(division.name, "county")
        old = [
            code
            for code, name in self.name.items()
            if code not in current and code[:2] == division.code[:2] and stem(name, "county") == short
        ]
        return old[0] if len(old) == 1 else None


def abolished(survey: Surveyed, current: set[str]) -> list[Populated]:
    """The seats of cpca's abolished counties as places: where 乌伊岭区 was, there is 乌伊岭镇 today.

    They have no id of GeoNames; their id is the county's code, negative.
    """
    return [
        Populated(-int(code), lon, lat, 0, "CN", "", "", (stem(survey.name[code], "county"),))
        for code, (lon, lat) in sorted(survey.at.items())
        if code not in current and not code.endswith("00")
    ]


def tabled(path: Path) -> dict[str, Tabled]:
    """The seats that no package has, by code; with a radius in metres where the cells can't tell one."""
    return {
        row["code"]: (
            float(row["lon"]),
            float(row["lat"]),
            int(row["radius_m"]) if row["radius_m"] else None,
            row["source"],
        )
        for row in read_csv(path)
    }


def towns(path: Path, places: Iterable[Populated]) -> dict[str, Populated]:
    """The GeoNames place that is a division's seat, by code."""
    by_id = {place.geonameid: place for place in places}
    return {row["code"]: by_id[int(row["geonameid"])] for row in read_csv(path)}


def heirs(path: Path) -> dict[str, str]:
    """Code of a division → code of the abolished one whose seat it took over."""
    return {row["code"]: row["seat_of"] for row in read_csv(path)}
