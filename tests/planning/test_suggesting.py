"""Where the next stations go: small towns whose best sites can be worked out by hand."""

from dataclasses import replace
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from locator import datum
from locator.catalog import Catalog
from locator.errors import InvalidInput, NotFound
from locator.hours.evaluation import CHINA
from locator.planning.areas import Areas
from locator.planning.coverage import in_metres, in_minutes
from locator.planning.demand import Layer, of_points
from locator.planning.demand.layer import Points
from locator.planning.siting import Why
from locator.planning.suggesting import (
    Asked,
    Candidates,
    DistrictQuota,
    Suggestion,
    document_of,
    layers_of,
    read_candidates,
    suggest,
)
from locator.planning.suggesting.candidates import at_demand, on_grid
from locator.planning.walking.adding import add_network
from tests.made_up import station
from tests.planning.street_map import Spot, StreetMap, at

GEOD = Geod(ellps="WGS84")
OPEN, SHUT = {"opening_hours": "24/7", "holidays": "open"}, {"opening_hours": "Mo-Fr 09:00-17:00"}
NIGHT = datetime(2026, 6, 3, 23, tzinfo=CHINA)
KILOMETRE = in_metres([1000])


def people(*rows: tuple[Spot, float]) -> list[Layer]:
    return [of_points([s[0] for s, _ in rows], [s[1] for s, _ in rows], [n for _, n in rows])]


def places(*spots: Spot, cost: float = float("nan"), names: tuple[str, ...] = ()) -> Candidates:
    lon, lat = (np.array([spot[axis] for spot in spots]) for axis in (0, 1))
    return Candidates(lon, lat, names or ("",) * len(spots), np.full(len(spots), cost), "test")


def box(x: float, y: float, to_x: float, to_y: float) -> Any:
    return shapely.box(*at(x, y), *at(to_x, to_y))


def areas(**shapes: Any) -> Areas:
    codes = tuple(f"4602{number:02}" for number in range(len(shapes)))
    return Areas(tuple(shapes), codes, np.array(list(shapes.values()), dtype=object))


WEST, MIDDLE, EAST = (0.0, 0.0), (5_000.0, 0.0), (10_000.0, 0.0)
TOWN = people((at(*WEST), 60.0), (at(*MIDDLE), 30.0), (at(*EAST), 10.0))
SITES = places(at(*WEST), at(*MIDDLE), at(*EAST))


def asked(**wishes: Any) -> Asked:
    told: dict[str, Any] = {"bands": KILOMETRE, "layers": TOWN, "candidates": SITES, "sites": 1}
    return Asked(**told | wishes)


def beside(*stations: Any) -> Catalog:
    return Catalog(stations)


def chosen(found: Suggestion) -> list[int]:
    return [site.candidate for site in found.sites]


IN_THE_WEST = beside(station(1, *at(200, 0), **OPEN))
NOWHERE = beside(station(1, *at(90_000, 0), **OPEN))


def test_a_standing_station_keeps_its_people_and_the_next_site_goes_elsewhere() -> None:
    assert chosen(suggest(NOWHERE, asked())) == [0]
    found = suggest(IN_THE_WEST, asked())
    assert chosen(found) == [1]
    (covered,) = found.covered
    assert (covered.before, covered.after, found.total) == (60, 90, 100)
    assert (found.objective, found.bound, found.siting.status) == (90, 90, "optimal")


def test_sites_come_in_the_order_of_what_each_adds_and_say_for_whom() -> None:
    found = suggest(NOWHERE, asked(sites=3))
    assert [(site.candidate, site.people, site.gain, site.near) for site in found.sites] == [
        (0, 60, 60, 60),
        (1, 30, 30, 30),
        (2, 10, 10, 10),
    ]
    assert [sum(each.people for each in site.serves) for site in found.sites] == [60, 30, 10]
    assert not found.remaining
    assert not found.uncovered.any()


def test_a_site_that_adds_nobody_is_not_proposed() -> None:
    found = suggest(IN_THE_WEST, asked(sites=2, candidates=places(at(0, 0), at(100, 0), at(50_000, 0))))
    assert found.sites == ()
    assert found.objective == found.covered[0].before == 60


def test_only_stations_that_are_open_then_count() -> None:
    catalog = beside(
        station(1, *at(0, 0), **SHUT), station(2, *at(5_000, 0), **OPEN), station(3, *at(10_000, 0))
    )
    found = suggest(catalog, asked(at=NIGHT, sites=3))
    assert chosen(found) == [0, 2]
    assert (found.open, found.unknown) == (1, 1)


def test_a_station_known_by_its_district_only_counts_when_asked_for() -> None:
    rough = station(1, *at(0, 0), precision="district", uncertainty_m=20_000.0)
    far = station(2, *at(90_000, 0))
    assert chosen(suggest(beside(rough, far), asked())) == [0]
    assert chosen(suggest(beside(rough, far), asked(include_coarse=True))) == [1]
    with pytest.raises(NotFound, match="no station has an exact position"):
        suggest(beside(rough), asked())
    assert suggest(beside(rough), asked(is_from_nothing=True)).counted is None


def test_the_fewest_sites_for_a_share_count_the_new_ones_only() -> None:
    found = suggest(IN_THE_WEST, asked(model="lscp", sites=None, share=0.9))
    assert chosen(found) == [1]
    assert (found.objective, found.bound, found.unit) == (1, 1, "sites")
    assert [(each.why, each.people) for each in found.remaining] == [(Why.ENOUGH, 10)]
    paid = suggest(IN_THE_WEST, asked(model="lscp", sites=None, share=0.9, cost=20_000.0))
    assert (paid.objective, paid.unit) == (20_000, "cost")


def test_a_share_out_of_reach_is_a_conflict_in_words() -> None:
    found = suggest(NOWHERE, asked(model="lscp", sites=None, candidates=places(at(*WEST), at(*MIDDLE))))
    (told,) = document_of(found, NOWHERE)["conflicts"]
    assert chosen(found) == [0, 1]
    assert (told["rule"], told["asked"], told["possible"]) == ("share", 1.0, 0.9)
    assert "100.0%" in told["zh"]
    assert "90.0%" in told["en"]


def test_backup_puts_a_second_station_where_one_is() -> None:
    found = suggest(IN_THE_WEST, asked(model="backup"))
    assert chosen(found) == [0]
    assert (found.objective, found.sites[0].people) == (60, 60)
    assert {each.why for each in found.remaining} == {Why.SITES}


def test_the_least_walking_is_in_metres_beside_the_nearest_station() -> None:
    found = suggest(IN_THE_WEST, asked(model="pmedian"))
    here = at(200, 0)
    to = [GEOD.inv(*here, *at(*spot))[2] for spot in (WEST, MIDDLE, EAST)]
    best = {
        0: 30 * to[1] + 10 * to[2],
        1: 60 * to[0] + 10 * GEOD.inv(*at(*MIDDLE), *at(*EAST))[2],
        2: 60 * to[0] + 30 * to[1],
    }
    assert chosen(found) == [min(best, key=lambda site: best[site])]
    assert found.objective == pytest.approx(min(best.values()), rel=1e-9)
    assert found.unit == "people × metres"


def test_the_farthest_walk_is_made_shortest() -> None:
    found = suggest(IN_THE_WEST, asked(model="pcenter"))
    assert chosen(found) == [2]  # then the middle walks 4.8 km to the station; else the east walks 5 km
    assert found.objective == pytest.approx(GEOD.inv(*at(200, 0), *at(*MIDDLE))[2], abs=1e-3)


def test_minutes_are_estimated_where_no_network_is_and_searched_along_streets_where_one_is(
    tmp_path: Path,
) -> None:
    row = people((at(0, 0), 60.0), (at(1_000, 0), 30.0))
    sites = places(at(0, 0), at(1_000, 0))
    wishes = {"bands": in_minutes([12]), "layers": row, "candidates": sites, "is_from_nothing": True}
    straight = suggest(NOWHERE, asked(**wishes, sites=2))
    assert chosen(straight) == [0, 1]  # 1,000 m are 17 minutes there
    add_network(StreetMap().blocks(10, 10, 100.0).write(tmp_path / "town.osm.pbf"), tmp_path / "networks")
    walked = suggest(
        NOWHERE, asked(**wishes | {"bands": in_minutes([14])}, sites=2, networks=tmp_path / "networks")
    )
    assert chosen(walked) == [0]  # along the street 1,000 m are 13.3 minutes
    assert walked.networks == ("town",)
    nearest = suggest(NOWHERE, asked(**wishes, model="pmedian", networks=tmp_path / "networks"))
    assert (nearest.unit, chosen(nearest)) == ("people × minutes", [0])
    assert nearest.objective == pytest.approx(30 * 1_000 / 75, rel=1e-3)
    assert document_of(walked, NOWHERE)["method"]["streets_people"] == 90
    (hull,) = layers_of(walked)["catchments"].geometry
    assert hull.covers(shapely.Point(at(300, 300)))
    assert not hull.covers(shapely.Point(at(900, 900)))


def test_people_far_from_every_street_are_told_and_not_dropped(tmp_path: Path) -> None:
    add_network(StreetMap().blocks(2, 2, 1_200.0).write(tmp_path / "town.osm.pbf"), tmp_path / "networks")
    town = people((at(0, 0), 60.0), (at(600, 600), 7.0))
    wishes = {
        "bands": in_minutes([10]),
        "layers": town,
        "networks": tmp_path / "networks",
        "is_from_nothing": True,
    }
    found = suggest(NOWHERE, asked(**wishes, candidates=places(at(0, 0))))
    assert document_of(found, NOWHERE)["method"]["unreachable"] == {"off_street": 7, "cut_off": 0}
    assert [(each.why, each.people) for each in found.remaining] == [(Why.NO_CANDIDATE, 7)]


def test_a_budget_buys_what_covers_most() -> None:
    dear = Candidates(SITES.lon, SITES.lat, SITES.names, np.array([100.0, 50.0, 50.0]), "test")
    found = suggest(NOWHERE, asked(sites=None, budget=100.0, candidates=dear))
    assert chosen(found) == [0]
    assert found.sites[0].cost == 100
    assert {each.why for each in found.remaining} == {Why.BUDGET}
    poor = suggest(NOWHERE, asked(sites=None, budget=99.0, candidates=dear))
    assert chosen(poor) == [1]
    with pytest.raises(InvalidInput, match="tell no cost"):
        suggest(NOWHERE, asked(sites=None, budget=99.0))


def test_sites_keep_their_distance_from_one_another_and_from_stations_even_shut_ones() -> None:
    near = places(at(0, 0), at(900, 0), at(5_000, 0))
    town = people((at(-500, 0), 50.0), (at(1_500, 0), 40.0), (at(5_000, 0), 5.0))
    wishes = {"layers": town, "candidates": near, "sites": 2}
    assert chosen(suggest(NOWHERE, asked(**wishes))) == [0, 1]
    apart = suggest(NOWHERE, asked(**wishes, spacing_m=1_000.0))
    assert chosen(apart) == [0, 2]
    assert [(each.why, each.people) for each in apart.remaining] == [(Why.SPACING, 40)]
    shut = beside(station(1, *at(-800, 0), **SHUT))
    assert chosen(suggest(shut, asked(**wishes, at=NIGHT, spacing_m=850.0))) == [1, 2]


def test_districts_have_quotas_by_name_or_code() -> None:
    three = areas(west=box(-500, -500, 500, 500), rest=box(500, -500, 11_000, 500))
    found = suggest(NOWHERE, asked(areas=three, sites=2, quotas=(DistrictQuota("west", 0, 0),)))
    assert chosen(found) == [1, 2]
    assert [site.district for site in found.sites] == ["rest", "rest"]
    assert [each.why for each in found.remaining] == [Why.QUOTA]
    assert chosen(suggest(NOWHERE, asked(areas=three, quotas=(DistrictQuota("460201", 1, 1),)))) == [1]
    with pytest.raises(InvalidInput, match="no district 'north'"):
        suggest(NOWHERE, asked(areas=three, quotas=(DistrictQuota("north", 0, 1),)))


def test_quotas_that_ask_for_more_than_sites_are_a_conflict_in_the_askers_numbers() -> None:
    three = areas(west=box(-500, -500, 500, 500), rest=box(500, -500, 11_000, 500))
    found = suggest(IN_THE_WEST, asked(areas=three, sites=1, quotas=(DistrictQuota("rest", 2, None),)))
    (told,) = document_of(found, IN_THE_WEST)["conflicts"]
    assert found.siting.status == "infeasible"
    assert (told["rule"], told["asked"], told["possible"]) in {("sites", 1, 2), ("quota", 2, 1)}


def test_a_site_that_only_a_quota_asks_for_is_not_proposed() -> None:
    three = areas(west=box(-500, -500, 500, 500), rest=box(500, -500, 11_000, 500))
    wishes = {"areas": three, "candidates": places(at(0, 0), at(*MIDDLE)), "sites": 2}
    found = suggest(IN_THE_WEST, asked(**wishes, quotas=(DistrictQuota("west", 1, None),)))
    assert (chosen(found), found.idle) == ([1], 1)


def test_no_site_lies_in_a_forbidden_area_or_outside_the_area() -> None:
    west = areas(park=box(-500, -500, 500, 500))
    found = suggest(NOWHERE, asked(forbidden=west))
    assert chosen(found) == [1]
    assert Why.FORBIDDEN in {each.why for each in found.remaining}
    nearest = suggest(NOWHERE, asked(forbidden=west, model="pmedian"))
    assert 0 not in chosen(nearest)
    inside = suggest(NOWHERE, asked(areas=areas(east=box(4_000, -500, 11_000, 500))))
    assert (chosen(inside), inside.left_out, inside.total, inside.outside) == ([0], 1, 40, 60)
    with pytest.raises(InvalidInput, match="outside the area"):
        suggest(NOWHERE, asked(areas=west, candidates=places(at(*EAST))))


def test_a_full_site_leaves_people_over() -> None:
    found = suggest(NOWHERE, asked(sites=1, capacity=50.0))
    assert (found.objective, chosen(found)) == (50, [0])
    assert {each.why: each.people for each in found.remaining} == {Why.CAPACITY: 10, Why.SITES: 40}


def test_who_has_no_candidate_near_is_told_apart() -> None:
    found = suggest(NOWHERE, asked(candidates=places(at(*WEST))))
    (left,) = found.remaining
    assert (left.why, left.people, left.places) == (Why.NO_CANDIDATE, 40, 2)
    assert sum(each.people for each in left.mostly) == 40


def test_layers_count_by_their_weight_and_hours() -> None:
    (day,) = people((at(*WEST), 60.0))
    (night,) = people((at(*EAST), 10.0))
    layers = [replace(day, hours=frozenset(range(8, 18))), replace(night, factor=2.0)]
    found = suggest(NOWHERE, asked(layers=layers, at=NIGHT))
    assert (chosen(found), found.total) == ([2], 20)
    with pytest.raises(InvalidInput, match="not at that hour"):
        suggest(NOWHERE, asked(layers=layers[:1], at=NIGHT))


def test_the_map_shows_sites_catchments_and_who_is_left(tmp_path: Path) -> None:
    found = suggest(NOWHERE, asked())
    layers = layers_of(found)
    assert {name: len(frame) for name, frame in layers.items()} == {
        "sites": 1,
        "catchments": 1,
        "uncovered": 2,
    }
    (circle,) = layers["catchments"].to_crs("EPSG:32649").area
    assert circle == pytest.approx(np.pi * 1e6, rel=0.01)
    assert layers["uncovered"]["people"].tolist() == [30, 10]


def test_told_how_far_it_is_and_may_be_ended() -> None:
    shares: list[float] = []
    suggest(NOWHERE, asked(), lambda share, _words: shares.append(share))
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1

    def stop(share: float, words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        suggest(NOWHERE, asked(), stop)


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"sites": 4}, "4 sites were asked for, of 3 candidates"),
        ({"sites": 0}, "sites"),
        ({"sites": None}, "how many sites"),
        ({"model": "tsp"}, "no model tsp"),
        ({"model": "lscp"}, "fewest"),
        ({"model": "lscp", "sites": None, "budget": 1.0}, "cheapest"),
        ({"model": "lscp", "sites": None, "share": 0.0}, "share"),
        ({"spacing_m": -1.0}, "spacing_m"),
        ({"budget": -1.0}, "budget"),
        ({"budget": float("nan")}, "budget"),
        ({"capacity": 0.0}, "capacity"),
        ({"capacity": 5.0, "model": "pmedian"}, "capacity"),
        ({"quotas": (DistrictQuota("x", 0, 1),)}, "need districts"),
        ({"candidates": "everywhere"}, "candidates"),
        ({"time_limit_s": 0.0}, "time_limit_s"),
        ({"areas": areas(sea=box(50_000, 0, 51_000, 500))}, "no demand in the area"),
        ({"layers": people((at(0, 0), 0.0))}, "nobody is there"),
    ],
)
def test_wishes_that_make_no_sense_are_refused_by_name(wishes: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        suggest(NOWHERE, asked(**wishes))


def test_candidates_at_peoples_places_are_the_fullest_of_each_neighbourhood() -> None:
    spots = [at(x, y) for x in range(0, 1_000, 100) for y in range(0, 1_000, 100)]
    points = Points(*(np.array(column) for column in zip(*spots, strict=True)), np.arange(1.0, 101.0))
    assert len(at_demand(points, 1_000.0)) == 100
    few = at_demand(points, 1_000.0, most=10)
    assert 1 <= len(few) <= 10
    assert (few.lon[-1], few.lat[-1]) == spots[99] or spots[99] in set(zip(few.lon, few.lat, strict=True))


@settings(max_examples=25, deadline=None)
@given(
    st.floats(-170, 170),
    st.floats(-70, 70),
    st.integers(200, 900),
)
def test_a_grid_has_a_place_near_everybody(lon: float, lat: float, step: int) -> None:
    points = Points(np.array([lon]), np.array([lat]), np.array([1.0]))
    grid = on_grid(points, 1_000.0, float(step))
    metres = GEOD.inv(np.full(len(grid), lon), np.full(len(grid), lat), grid.lon, grid.lat)[2]
    assert metres.min() <= step * 0.72
    assert metres.max() <= 1_000 + 2 * step
    assert len(grid) >= np.pi * (1_000 / step) ** 2 * 0.5


def test_a_grid_that_is_too_fine_is_refused_and_one_that_is_made_gets_wider() -> None:
    rng = np.random.default_rng(1)
    points = Points(rng.uniform(100, 110, 3_000), rng.uniform(20, 30, 3_000), np.ones(3_000))
    assert 0 < len(on_grid(points, 1_000.0)) <= 20_000
    with pytest.raises(InvalidInput, match="grid_m"):
        on_grid(points, 1_000.0, 100.0)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 50)), min_size=2, max_size=9),
    st.integers(1, 3),
)
def test_no_choice_of_candidates_covers_more(rows: list[tuple[int, int, int]], sites: int) -> None:
    spots = sorted({(x * 700.0, y * 700.0) for x, y, _ in rows})
    weight = dict.fromkeys(spots, 0)
    for x, y, count in rows:
        weight[x * 700.0, y * 700.0] += count
    sites = min(sites, len(spots))
    town = people(*((at(*spot), float(weight[spot])) for spot in spots))
    found = suggest(IN_THE_WEST, asked(layers=town, candidates=places(*(at(*s) for s in spots)), sites=sites))
    near = [{b for b in spots if GEOD.inv(*at(*a), *at(*b))[2] <= 1_000} for a in spots]
    stands = {b for b in spots if GEOD.inv(*at(200, 0), *at(*b))[2] <= 1_000}
    best = max(
        sum(weight[spot] for spot in stands.union(*(near[each] for each in some)))
        for some in combinations(range(len(spots)), sites)
    )
    assert found.objective == found.bound == best
    assert found.covered[0].after == best
    assert found.total == pytest.approx(best + sum(each.people for each in found.remaining))


def test_a_list_of_bank_outlets_is_read_with_names_costs_and_datum(tmp_path: Path) -> None:
    lon, lat = datum.convert(*at(0, 0), "wgs84", "gcj02")
    path = tmp_path / "banks.csv"
    path.write_text(f"网点名称,经度,纬度,改造费\n工行一,{lon},{lat},3000\n=工行二,,,9\n", encoding="utf-8")
    found = read_candidates(path, datum="gcj02", cost="改造费")
    assert (found.names, found.cost.tolist(), found.source) == (("工行一",), [3000], "banks.csv")
    assert (found.lon[0], found.lat[0]) == pytest.approx(at(0, 0), abs=1e-7)
    assert "1 rows" in found.notes[0]


def test_toilets_on_a_map_are_read(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"name": ["公厕甲", "公厕乙"]},
        geometry=gpd.points_from_xy(*zip(at(0, 0), at(5, 5), strict=True)),
        crs=4326,
    )
    frame.to_file(tmp_path / "toilets.geojson", driver="GeoJSON")
    frame.to_crs(32649).to_file(tmp_path / "toilets.gpkg", driver="GPKG")
    for name in ("toilets.geojson", "toilets.gpkg"):
        found = read_candidates(tmp_path / name)
        assert found.names == ("公厕甲", "公厕乙")
        assert found.lon == pytest.approx([at(0, 0)[0], at(5, 5)[0]], abs=1e-6)


@pytest.mark.parametrize(
    ("text", "cost", "why"),
    [
        ("名称,经度,纬度,造价\n甲,109.5,18.2,-5\n", "", "造价"),
        ("名称,经度,纬度\n甲,,\n", "", "no row has a position"),
        ("名称,经度,纬度\n甲,109.5,18.2\n", "价钱", "价钱"),
        ("", "", "x.csv"),
    ],
)
def test_a_list_that_is_no_list_of_candidates_is_refused(
    tmp_path: Path, text: str, cost: str, why: str
) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=why):
        read_candidates(tmp_path / "x.csv", cost=cost)
