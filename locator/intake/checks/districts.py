"""Whether a point lies where its row says: measured against the seat, the radius and the neighbours of the division.

Boundaries are not at hand, and a 95 % radius reaches far into the neighbours. So besides the radius it is asked
whose known places (seats of counties and towns) lie round the point, and where the list's own rows of that
division lie.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.divisions import Division, Divisions, Level
from locator.ellipsoid import geodesics_m
from locator.errors import NotFound
from locator.intake.checks.neighbours import near
from locator.intake.checks.wording import fault
from locator.intake.draft import Fault

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Left one out, 1.3 % of 18,400 towns lie among five places of other counties; 84 % of points 40 km off the seat
# of an ordinary county (radius below 60 km) do.
NEIGHBOURS = 5
HOME_M = 10_000.0  # within this of the seat, or of a place of the division, nothing is doubted
DISTANT_M = 30_000.0
IMPOSSIBLE_M = 100_000.0
MATES = 5


class Located(NamedTuple):
    """Rows whose division is known: their number in the list, and where they are said and given to be."""

    rows: NDArray[np.int64]
    lon: Floats
    lat: Floats
    stated: list[Division]


def outside(
    lon: Floats, lat: Floats, adcodes: Sequence[str], divisions: Divisions
) -> list[tuple[int, Fault]]:
    """Rows that are far from the division of their adcode, with the distance in the warning.

    `adcodes` may be of any level, and empty or unknown where nothing is said.
    """
    located = _located(lon, lat, adcodes, divisions)
    if not len(located.rows):
        return []
    seat_lon, seat_lat, radius_m = (
        np.array([getattr(division, name) for division in located.stated], dtype=float)
        for name in ("lon", "lat", "radius_m")
    )
    away_m = geodesics_m(located.lon, located.lat, seat_lon, seat_lat)
    strange = _among_strangers(located, away_m, divisions)
    apart_m = _apart_from_mates(located)
    verdicts = (
        ("far_outside_district", away_m, away_m > np.maximum(IMPOSSIBLE_M, 3 * radius_m)),
        ("outside_district", away_m, (away_m > radius_m) | strange),
        ("apart_from_its_district", apart_m, apart_m > 0),
    )
    found: dict[int, Fault] = {}
    for code, metres, holds in verdicts:
        for place in np.flatnonzero(holds):
            name = "".join(division.name for division in divisions.path(located.stated[place].code))
            said = fault(code, "lon", place=name, km=metres[place] / 1000)
            found.setdefault(int(located.rows[place]), said)
    return sorted(found.items(), key=lambda pair: pair[0])


def _located(lon: Floats, lat: Floats, adcodes: Sequence[str], divisions: Divisions) -> Located:
    known = {code: _placed(code, divisions) for code in set(adcodes)}
    pairs = [(row, division) for row, code in enumerate(adcodes) if (division := known[code])]
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    return Located(rows, lon[rows], lat[rows], [division for _, division in pairs])


def _placed(code: str, divisions: Divisions) -> Division | None:
    """The division itself, or the next above that has a seat and radius of its own; no province."""
    try:
        path = divisions.path(code)
    except NotFound:
        return None
    return next((d for d in reversed(path) if d.is_placed and d.level is not Level.PROVINCE), None)


def _among_strangers(located: Located, away_m: Floats, divisions: Divisions) -> Bools:
    """Whether the places round a point are all of other divisions, or the own ones far though the seat is too."""
    away = np.flatnonzero(away_m > HOME_M)
    places = [d for d in divisions if d.is_placed and d.level in (Level.COUNTY, Level.TOWNSHIP)]
    seats = np.array([(place.lon, place.lat) for place in places], dtype=float)
    found = near(located.lon[away], located.lat[away], seats[:, 0], seats[:, 1], DISTANT_M).first(NEIGHBOURS)
    own = _lies_in(found.place, places, [_judged_as(located.stated[away[n]]) for n in found.point], divisions)
    neighbours, own_ones, own_near = (
        np.bincount(found.point, weights=which, minlength=len(away)) > 0
        for which in (np.ones(len(own)), own, own & (found.metres < HOME_M))
    )
    is_county = np.array([located.stated[row].level is not Level.PREFECTURE for row in away], dtype=bool)
    lost = is_county & (away_m[away] > DISTANT_M) & ~own_near
    answer = np.zeros(len(located.rows), dtype=bool)
    answer[away] = neighbours & (~own_ones | lost)
    return answer


def _judged_as(division: Division) -> str:
    """A township is judged by its county: the neighbours of a town are other towns."""
    return division.parent if division.level is Level.TOWNSHIP else division.code


def _lies_in(
    chosen: NDArray[np.int64], places: Sequence[Division], codes: Sequence[str], divisions: Divisions
) -> Bools:
    """Row by row, whether a place lies in the division of a code, a county or a prefecture."""
    paths = [[division.code for division in divisions.path(place.code)] for place in places]
    columns = (np.array([(path + path[-1:] * 3)[depth] for path in paths]) for depth in (1, 2))
    stated = np.array(codes, dtype=str)
    answer: Bools = np.any([column[chosen] == stated for column in columns], axis=0)
    return answer


def _apart_from_mates(located: Located) -> Floats:
    """Metres to the middle of the other rows of the division where these keep together and the row does not; else 0."""
    codes = np.array([division.code for division in located.stated])
    _, first, which, counts = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    middle_lon, middle_lat = (_quantiles(x, which, 0.5)[which] for x in (located.lon, located.lat))
    metres = geodesics_m(located.lon, located.lat, middle_lon, middle_lat)
    usual_m = np.maximum(_quantiles(metres, which, 0.75), 5_000.0)
    told = np.array([located.stated[row].level is not Level.PREFECTURE for row in first]) & (counts >= MATES)
    is_apart = told[which] & (metres > 4 * usual_m[which]) & (metres > 2 * HOME_M)
    return np.where(is_apart, metres, 0.0)


def _quantiles(values: Floats, which: NDArray[np.int64], share: float) -> Floats:
    """The quantile of each group's values, interpolated between two; `which` numbers each value's group from 0."""
    order = np.lexsort((values, which))
    counts = np.bincount(which)
    place = np.cumsum(counts) - counts + share * (counts - 1)
    low, high = (values[order[at.astype(np.int64)]] for at in (np.floor(place), np.ceil(place)))
    return np.asarray(low + (place % 1) * (high - low))
