"""The offline base map's tiles."""

import json
import re

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from locator.errors import NotFound
from locator.maps.basemap import tile
from locator.maps.labels import LAST_LAYOUT_ZOOM, labels_in, layout_of
from locator.maps.mercator import Tile, unit
from locator.maps.signs import arms_at, with_neighbours
from locator.station import Position

SANYA, TANGWANG, DAZHOU = Position(109.5, 18.25), Position(129.56, 48.45), Position(107.5, 31.2)
PACIFIC = Position(140, 15)
LANDLOCKED = st.builds(Position, st.floats(88, 112), st.floats(30, 40))


def tile_at(place: Position, zoom: int) -> Tile:
    x, y = unit(place.lon, place.lat)
    return Tile(zoom, int(x * 2**zoom), int(y * 2**zoom))


def drawn(where: Tile) -> dict[str, list]:
    return json.loads(tile(where.z, where.x, where.y))


@pytest.mark.parametrize("place", [SANYA, TANGWANG, DAZHOU, PACIFIC])
@pytest.mark.parametrize("zoom", range(3, 19))
def test_a_tile_is_small_and_the_same_every_time(place: Position, zoom: int) -> None:
    where = tile_at(place, zoom)
    assert tile(where.z, where.x, where.y) == tile(where.z, where.x, where.y)
    assert len(tile(where.z, where.x, where.y)) < 15_000


@pytest.mark.parametrize("wrong", [(-1, 0, 0), (19, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0)])
def test_a_tile_off_the_pyramid_is_not_found(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(NotFound, match="no tile"):
        tile(*wrong)


def test_the_open_sea_is_empty_and_inland_is_all_land() -> None:
    assert drawn(tile_at(PACIFIC, 9)) == {}
    ring = drawn(tile_at(DAZHOU, 15))["land"]
    assert len(ring) == 1
    assert shapely.Polygon(corners(ring[0])).contains(shapely.box(0, 0, 512, 512))


def corners(path: list[int]) -> list[tuple[int, int]]:
    x = [sum(path[0 : i + 1 : 2]) for i in range(0, len(path), 2)]
    y = [sum(path[1 : i + 2 : 2]) for i in range(0, len(path), 2)]
    return list(zip(x, y, strict=True))


@pytest.mark.parametrize("zoom", [2, 3, 5])
def test_siberia_has_no_hole_where_its_ring_crosses_the_antimeridian(zoom: int) -> None:
    where = tile_at(Position(100, 67), zoom)
    x, y = unit(100, 67)
    spot = shapely.Point((x * 2**zoom - where.x) * 512, (y * 2**zoom - where.y) * 512)
    rings = [shapely.Polygon(corners(path)) for path in drawn(where)["land"]]
    assert sum(ring.contains(spot) for ring in rings) % 2 == 1


@given(LANDLOCKED, st.integers(9, 18))
def test_no_stretch_of_land_is_a_blank_sheet(place: Position, zoom: int) -> None:
    where = tile_at(place, zoom)
    around = [drawn(near) for near in with_neighbours(where)]
    assert any("labels" in seen or "signs" in seen for seen in around)
    assert "land" in drawn(where)


@pytest.mark.parametrize("zoom", range(3, LAST_LAYOUT_ZOOM + 1))
def test_no_two_names_of_a_zoom_overlap(zoom: int) -> None:
    layout = layout_of(zoom)
    side = 256 << zoom
    west, north, east, south = layout.boxes.T
    x, y = layout.x * side, layout.y * side
    boxes = shapely.box(x + west + 0.01, y + north + 0.01, x + east - 0.01, y + south - 0.01)
    one, other = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    assert len(layout.names) > 10
    assert (one == other).all()


def test_a_name_across_an_edge_is_on_both_tiles_at_the_same_spot() -> None:
    crossing = 0
    for x in range(200, 216):
        here = {(label.x - 256, label.y, label.name) for label in labels_in(Tile(8, x, 104)) if label.x > 236}
        east = {(label.x, label.y, label.name) for label in labels_in(Tile(8, x + 1, 104))}
        crossing += len(here)
        assert here <= east
    assert crossing


def test_far_out_provinces_are_named_and_close_in_their_counties() -> None:
    names = {zoom: {label.name for label in labels_in(tile_at(DAZHOU, zoom))} for zoom in (4, 7, 12)}
    assert "四川" in names[4]
    assert "达州市" in names[7]
    assert "达川区" in names[12] | {
        label.name for n in with_neighbours(tile_at(DAZHOU, 12)) for label in labels_in(n)
    }
    assert "四川" not in names[7] | names[12]


def test_a_signpost_says_which_way_and_how_far() -> None:
    (azimuth, words), *_ = arms_at(129.56329, 48.45261 - 0.03)
    assert re.fullmatch(r"汤旺县 [34]\.\d 公里", words)
    assert min(azimuth, 360 - azimuth) < 20


def test_far_from_china_there_is_no_signpost() -> None:
    assert arms_at(-3.7, 40.4) == []
