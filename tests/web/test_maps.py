"""What the pages' maps ask for, and what may be kept."""

import re

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr

from locator.catalog import Catalog
from locator.serving.told import Told
from locator.settings import Settings
from locator.web import create_app
from locator.web.state import State
from tests.web.conftest import HOSTILE


def app_with(catalog: Catalog, **settings: object) -> FlaskClient:
    made = Settings.model_validate({"database_url": "sqlite://", **settings})
    return create_app(given=State(made, catalog, Told())).test_client()


def linked(page: str) -> list[str]:
    return re.findall(r'(?:src|href)="(/(?:static|map)/[^"]+)"', page)


def status_and_cache(client: FlaskClient, url: str) -> tuple[int, str]:
    with client.get(url.replace("&amp;", "&")) as answer:  # a static file stays open otherwise
        return answer.status_code, answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "url", ["/", "/stations/test-0001", "/stations/test-0003", "/sources", "/docs", "/nowhere"]
)
def test_everything_a_page_links_is_ours_and_there(client: FlaskClient, url: str) -> None:
    page = client.get(url).text
    assert not re.findall(
        r'(?:src|href|action)="(?:https?:)?//(?!localhost/|uri\.amap|api\.map\.baidu|apis\.map\.qq|maps\.apple)',
        page,
    )
    for link in linked(page):
        assert status_and_cache(client, link)[0] == 200, link


@pytest.mark.parametrize("url", ["/", "/stations/test-0002", "/sources", "/docs"])
def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(client: FlaskClient, url: str) -> None:
    page = client.get(url).text
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/)", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", page)


def test_versioned_files_may_be_kept_for_ever_and_others_not(client: FlaskClient) -> None:
    link = next(link for link in linked(client.get("/").text) if "leaflet.js" in link)
    assert "immutable" in status_and_cache(client, link)[1]
    assert "immutable" not in status_and_cache(client, link.split("?")[0])[1]
    assert "immutable" not in status_and_cache(client, "/map/nothing.js?v=1")[1]


def test_the_map_s_script_is_the_same_every_time_and_holds_no_text_from_data(client: FlaskClient) -> None:
    script = client.get("/map/finder.js").text
    assert script == client.get("/map/finder.js").text
    for url in ("/map/finder.js", "/map/stations/test-0002.js"):
        assert "onerror" not in client.get(url).text


def test_a_hostile_name_is_text_on_every_page(client: FlaskClient) -> None:
    for url in ("/", "/stations/test-0002"):
        page = client.get(url).text
        assert HOSTILE not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_a_station_without_a_position_has_no_map(client: FlaskClient) -> None:
    assert client.get("/stations/test-0005").status_code == 200
    assert client.get("/map/stations/test-0005.js").status_code == 404


def test_base_map_tiles_are_small_json(client: FlaskClient) -> None:
    answer = client.get("/basemap/8/205/114.json?v=1")
    assert answer.is_json
    assert len(answer.data) < 15_000
    assert "immutable" in answer.headers["Cache-Control"]
    for url in ("/basemap/8/999/1.json", "/basemap/40/1/1.json", "/basemap/a/1/1.json"):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("settings", "host"),
    [
        ({"basemap": "amap"}, "https://webrd01.is.autonavi.com"),
        (
            {"basemap": "tianditu", "tianditu_key": SecretStr("0123456789abcdef")},
            "https://t0.tianditu.gov.cn",
        ),
        (
            {
                "basemap": "xyz",
                "basemap_url": "https://tiles.example.org/{z}/{x}/{y}.png",
                "basemap_attribution": "© example",
            },
            "https://tiles.example.org",
        ),
    ],
)
def test_another_base_map_may_load_its_images_and_nothing_else(
    catalog: Catalog, settings: dict[str, object], host: str
) -> None:
    client = app_with(catalog, **settings)
    policy = dict(
        part.strip().split(" ", 1) for part in client.get("/").headers["Content-Security-Policy"].split(";")
    )
    assert host in policy.pop("img-src")
    assert not any("://" in allowed for allowed in policy.values())
    assert host.split("//")[1].split(".", 1)[1] in client.get("/map/finder.js").text


def test_on_amap_s_map_what_is_drawn_is_shifted(catalog: Catalog) -> None:
    assert "L.CRS.GCJ02" in app_with(catalog, basemap="amap").get("/map/finder.js").text
    assert "GCJ02" not in app_with(catalog).get("/map/finder.js").text


@pytest.mark.parametrize("wrong", [{"basemap": "tianditu"}, {"basemap": "xyz"}, {"basemap": "google"}])
def test_a_base_map_that_lacks_something_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="basemap"):
        Settings.model_validate({"database_url": "sqlite://", **wrong})
