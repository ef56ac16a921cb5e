"""Where each county, prefecture and province has its seat: cpca, a predecessor, GeoNames, or its townships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from .matching import Anchor, Match
from .names import stem
from .places import Populated
from .rows import Division
from .survey import Degrees, Surveyed, Tabled

CODE_DIGITS = 6
COUNTRY = {"71": "TW", "81": "HK", "82": "MO"}
PLACED_BY_NAME = ("county", "prefecture")
Nearby = Mapping[int, list[tuple[str, float]]]  # geonameid → nearest counties, metres


def from_survey(divisions: Iterable[Division], survey: Surveyed, heirs: Mapping[str, str]) -> list[Division]:
    """The divisions with the seats that cpca has, under their own code or a predecessor's."""
    listed = list(divisions)
    current = {division.code for division in listed}

    def seated(division: Division) -> Division:
        if division.level == "township" or division.lon is not None:
            return division
        code = heirs.get(division.code) or (
            division.code if division.code in survey.at else survey.predecessor(division, current)
        )
        if code not in survey.at:
            return division
        note = "cpca" if code == division.code else f"cpca:{code}"
        return placed(division, survey.at[code], note)

    return [seated(division) for division in listed]


def placed(division: Division, at: Degrees, note: str) -> Division:
    """The division with a seat, and who says so."""
    return replace(division, lon=round(at[0], 5), lat=round(at[1], 5), source=f"{division.source}+{note}")


def with_townships(divisions: Iterable[Division], found: Mapping[str, Match]) -> list[Division]:
    """The divisions with the townships where GeoNames has them, or an abolished county had its seat."""

    def seated(division: Division) -> Division:
        if division.code not in found:
            return division
        place = found[division.code].place
        note = "geonames" if place.geonameid > 0 else f"cpca:{-place.geonameid}"
        return placed(division, (place.lon, place.lat), note)

    return [seated(division) for division in divisions]


def from_tables(
    divisions: Iterable[Division], surveyed: Mapping[str, Tabled], towns: Mapping[str, Populated]
) -> list[Division]:
    """The divisions whose seat stands in one of the two tables, placed there; the tables come before all else."""

    def seated(division: Division) -> Division:
        if division.code in surveyed:
            lon, lat, radius_m, note = surveyed[division.code]
            return replace(placed(division, (lon, lat), note), radius_m=radius_m)
        if division.code in towns:
            town = towns[division.code]
            return placed(division, (town.lon, town.lat), f"geonames:{town.geonameid}")
        return division

    return [seated(division) for division in divisions]


def from_names(divisions: Iterable[Division], places: Iterable[Populated], near: Nearby) -> list[Division]:
    """Counties and prefectures without a seat, placed at the largest place of their name that lies inside.

    A place lies in a prefecture when one of the counties nearest to it does; in Taiwan, Hong Kong and Macao,
    where no county has a seat to begin with, a name counts that only one division there bears. A development
    zone bears the name of a whole city and is left alone.
    """
    listed = list(divisions)
    bearers = Counter((division.code[:2], division.name) for division in listed)
    named: dict[str, list[Populated]] = {}
    for place in places:
        for name in place.names:
            named.setdefault(name, []).append(place)

    def seated(division: Division) -> Division:
        if division.level not in PLACED_BY_NAME or division.lon is not None or is_zone(division.code):
            return division
        short = stem(division.name, division.level)
        only = bearers[division.code[:2], division.name] == 1
        inside = [
            (-rank, division.name in place.names, place.population, -place.geonameid, place)
            for place in (*named.get(division.name, ()), *named.get(short, ()))
            for rank in [_rank_inside(place, division, near, only=only)]
            if rank is not None
        ]
        if not inside:
            return division
        best = max(inside, key=lambda candidate: candidate[:4])[-1]
        return placed(division, (best.lon, best.lat), f"geonames:{best.geonameid}")

    return [seated(division) for division in listed]


def _rank_inside(place: Populated, division: Division, near: Nearby, *, only: bool) -> int | None:
    """0 where the county nearest to the place is of the division's prefecture; None where none of them is."""
    country = COUNTRY.get(division.code[:2])
    if country:
        return 0 if only and place.country == country else None
    around = prefix(division.parent)
    ranks = (rank for rank, (code, _) in enumerate(near[place.geonameid]) if code.startswith(around))
    return next(ranks, None)


def prefix(code: str) -> str:
    """What the codes of all counties of a prefecture or province begin with."""
    return code[:2] if code.endswith("0000") else code[:4]


def is_zone(code: str) -> bool:
    """Whether the statistical code is that of a development zone (71 to 79), which is no division by law."""
    return len(code) == CODE_DIGITS and code[4] == "7" and not code.startswith("71")


def from_below(divisions: Iterable[Division]) -> list[Division]:
    """What is still without a seat gets its most central child's, else its parent's."""
    listed = list(divisions)
    children: dict[str, list[Degrees]] = {}
    at: dict[str, Degrees] = {}
    for division in listed:
        if division.lon is not None and division.lat is not None:
            at[division.code] = (division.lon, division.lat)
            children.setdefault(division.parent, []).append(at[division.code])

    def seated(division: Division) -> Division:
        if division.code in at or division.level == "township":
            return division
        if division.code in children:
            return placed(division, medoid(children[division.code]), "townships")
        return placed(division, at[division.parent], "parent") if division.parent in at else division

    return [seated(division) for division in listed]


def medoid(points: list[Degrees]) -> Degrees:
    """The one of the points from which the others are nearest in sum."""
    xy = np.asarray(points) * [np.cos(np.radians(points[0][1])), 1.0]
    return points[int(np.linalg.norm(xy[:, None] - xy[None], axis=-1).sum(axis=1).argmin())]


def anchors(divisions: Iterable[Division]) -> list[Anchor]:
    """The seats of the counties, and of the prefectures that have none."""
    listed = list(divisions)
    parents = {division.parent for division in listed if division.level == "county"}
    return [
        Anchor(division.code, division.lon, division.lat)
        for division in listed
        if division.lon is not None
        and division.lat is not None
        and not division.source.endswith("+parent")
        and (division.level == "county" or (division.level == "prefecture" and division.code not in parents))
    ]
