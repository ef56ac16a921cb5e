"""Vector tiles hold every station that passes once, where it stands, as GDAL reads them back."""

import gzip
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.browse import StationFilter, matching
from locator.catalog import Catalog
from locator.clusters import MEDIA_TYPE, MOST_SINGLE, vector_tile
from locator.demo import made_up_stations
from locator.maps.mercator import EQUATOR_M, MAX_ZOOM, Tile, tiles_over
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app, shapes
from locator.web.state import State
from tests.made_up import station

CHINA = (73, 18, 135, 54)
(TILE,) = tiles_over((109.51, 21.89, 109.51, 21.89), 18)
HERE = f"/tiles/{TILE.z}/{TILE.x}/{TILE.y}.mvt"  # holds the hostile station alone
HOSTILE = '<img src=x onerror=alert(1)>`${alert(2)}"};alert(3)//</script>'
EDGES = [
    station(number, lon, lat)
    for number, (lon, lat) in enumerate([(-180, 0), (180, 0), (0, 90), (0, -90), (179.999999, -85.06)])
]
FILTERS: list[dict[str, Any]] = [
    {},
    {"amenities": "toilet,microwave"},
    {"status": "operating,paused,repair,closed", "adcode": "440000"},
    {"max_uncertainty_m": 100.0, "open_24h": True},
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    hostile = station(7, 109.51, 21.89, name=HOSTILE, amenities={"toilet": "yes", "aed": "no", "wifi": "yes"})
    return Catalog([*made_up_stations(3_000, seed=1), *EDGES, hostile, station(99)], version=1)


@pytest.fixture(scope="module")
def client(catalog: Catalog) -> FlaskClient:
    return create_app(given=State(Settings(database_url="sqlite://"), catalog, Told())).test_client()


def read(tile: bytes, where: Tile, folder: Path) -> dict[str, gpd.GeoDataFrame]:
    """The layers of a tile as GDAL reads them."""
    path = folder / f"{where.z}-{where.x}-{where.y}.mvt"
    path.write_bytes(tile)
    place = {axis.upper(): str(getattr(where, axis)) for axis in "zxy"}
    names = pyogrio.list_layers(path)[:, 0].tolist()
    return {name: pyogrio.read_dataframe(path, layer=name, **place).to_crs("EPSG:4326") for name in names}


def in_tile(catalog: Catalog, where: Tile, rows: np.ndarray[Any, Any]) -> Any:
    """Of some rows those whose station stands in a tile, told without the layout."""
    place = catalog.columns.rows[rows]
    phi = np.radians(np.clip(place["lat"], -85.05112878, 85.05112878))
    x, y = (place["lon"] + 180) / 360, (1 - np.log(np.tan(phi) + 1 / np.cos(phi)) / np.pi) / 2
    side = 1 << where.z
    column, row = (np.clip(np.floor(axis * side), 0, side - 1) for axis in (x, y))
    return rows[(column == where.x) & (row == where.y)]


@settings(deadline=None, max_examples=30)
@given(
    place=st.sampled_from([(121.47, 31.23), (114.06, 22.54), (104.07, 30.66), (0.0, 0.0), (179.9, -85.0)]),
    zoom=st.integers(0, MAX_ZOOM),
    asked=st.sampled_from(FILTERS),
)
def test_a_tile_holds_the_stations_that_pass(
    catalog: Catalog,
    tmp_path_factory: pytest.TempPathFactory,
    place: tuple[float, float],
    zoom: int,
    asked: dict[str, Any],
) -> None:
    (where,) = tiles_over((*place, *place), zoom)
    query = StationFilter.model_validate(asked)
    wanted = matching(catalog, query).rows
    wanted = in_tile(catalog, where, wanted[wanted < catalog.located])
    tile = vector_tile(catalog, where, query)
    assert bool(tile) == bool(len(wanted))
    layers = read(tile, where, tmp_path_factory.mktemp("tile")) if tile else {}
    singles, clusters = layers.get("stations"), layers.get("clusters")
    single_ids = [] if singles is None else singles["id"].tolist()
    together = 0 if clusters is None else int(clusters["count"].sum())
    assert len(single_ids) == len(set(single_ids))
    assert set(single_ids) <= {catalog.ids[row] for row in wanted}
    assert len(single_ids) + together == len(wanted)
    assert len(wanted) > MOST_SINGLE or together == 0


@pytest.mark.parametrize("zoom", [9, 13, 18])
def test_stations_stand_where_they_are_and_say_what_they_are(
    catalog: Catalog, tmp_path: Path, zoom: int
) -> None:
    first = catalog.columns.rows[matching(catalog, StationFilter(adcode="310000")).rows[0]]
    (where,) = tiles_over((first["lon"], first["lat"], first["lon"], first["lat"]), zoom)
    found = read(vector_tile(catalog, where, StationFilter()), where, tmp_path)["stations"]
    assert len(found)
    step_m = EQUATOR_M / (1 << zoom) / 4096
    for told in found.itertuples():
        one = catalog.station(told.id)
        assert one.placement
        assert abs(told.geometry.x - one.placement.lon) <= step_m / 110_000 * 1.01
        assert abs(told.geometry.y - one.placement.lat) <= step_m / 110_000 * 1.01
        assert (told.name, told.status, told.precision) == (one.name, one.status, one.placement.precision)
        assert set(filter(None, told.amenities.split(","))) == {
            key for key, there in one.amenities.items() if there == "yes"
        }
        assert told.open_24h == (one.open_24h is True or one.opening_hours == "24/7")


def test_every_station_is_in_one_tile_of_a_zoom(catalog: Catalog, tmp_path: Path) -> None:
    counted = 0
    for where in tiles_over((-180, -90, 180, 90), 3):
        tile = vector_tile(catalog, where, StationFilter())
        layers = read(tile, where, tmp_path) if tile else {}
        counted += sum(
            len(layer) if name == "stations" else layer["count"].sum() for name, layer in layers.items()
        )
    passing = catalog.rows(StationFilter().filter)
    assert counted == passing[: catalog.located].sum()


def test_a_hostile_name_is_only_a_text(client: FlaskClient, tmp_path: Path) -> None:
    answer = client.get(HERE)
    assert answer.content_type == MEDIA_TYPE
    layers = read(answer.data, TILE, tmp_path)
    assert layers["stations"]["name"].tolist() == [HOSTILE]
    assert layers["stations"]["amenities"].tolist() == ["toilet,wifi"]


def test_a_filter_holds_for_the_tile(client: FlaskClient) -> None:
    assert client.get(f"{HERE}?amenities=toilet").status_code == 200
    assert client.get(f"{HERE}?amenities=aed").status_code == 204


def test_a_tile_without_stations_has_no_content(client: FlaskClient) -> None:
    answer = client.get("/tiles/9/0/0.mvt")
    assert (answer.status_code, answer.data) == (204, b"")


def test_a_tile_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/tiles/4/13/6.mvt").headers["ETag"]
    assert client.get("/tiles/4/13/6.mvt", headers={"If-None-Match": tag}).status_code == 304


def test_a_tile_comes_compressed_and_to_other_sites(client: FlaskClient) -> None:
    plain = client.get("/tiles/4/13/6.mvt", headers={"Accept-Encoding": "identity"})
    packed = client.get("/tiles/4/13/6.mvt", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/tiles/3/8/0.mvt", 404),
        ("/tiles/3/0/8.mvt", 404),
        ("/tiles/19/0/0.mvt", 404),
        ("/tiles/99999999999999/0/0.mvt", 404),
        ("/tiles/3/-1/0.mvt", 404),
        ("/tiles/3/a/0.mvt", 404),
        ("/tiles/3/1/0.png", 404),
        ("/tiles/3/1/0.mvt?bbox=1,2,3,4", 400),
        ("/tiles/3/1/0.mvt?amenities=gold", 400),
        ("/tiles/3/1/0.mvt?status=operating&status=paused", 400),
    ],
)
def test_a_wrong_tile_is_a_problem(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    shapes.Problem.model_validate(answer.json)


@pytest.mark.parametrize("zoom", [0, 4, 8, 10, 12])
def test_no_tile_costs_more_than_60_kb(catalog: Catalog, zoom: int) -> None:
    tiles = tiles_over((121.4, 31.2, 121.5, 31.3), zoom)
    sizes = [len(gzip.compress(vector_tile(catalog, where, StationFilter()))) for where in tiles]
    assert 0 < max(sizes) <= 60_000
