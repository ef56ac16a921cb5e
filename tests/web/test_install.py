"""What makes the finder an app: the worker keeps what the pages link, and nothing else."""

import re
import struct
from pathlib import Path

import orjson
import pytest
from flask.testing import FlaskClient

from locator.catalog import Catalog
from locator.settings import Settings
from locator.web import create_app
from locator.web.state import State, Told
from tests.made_up import station

WANTED = re.compile(r"self\.WANTED = (\{.*?\});\n")


def wanted(client: FlaskClient) -> dict[str, list[str]]:
    found = WANTED.match(client.get("/sw.js", buffered=True).text)
    assert found
    told: dict[str, list[str]] = orjson.loads(found[1])
    return told


def app_client(**settings: object) -> FlaskClient:
    given = State(
        Settings.model_validate({"database_url": "sqlite://", **settings}), Catalog([station(1)]), Told()
    )
    return create_app(given=given).test_client()


def test_everything_the_worker_keeps_is_there(client: FlaskClient) -> None:
    told = wanted(client)
    for address in (*told["pages"], *told["files"], *told["tiles"][:2]):
        assert client.get(address, buffered=True).status_code == 200, address
    for address in told["files"]:
        assert "immutable" in client.get(address, buffered=True).headers["Cache-Control"], address


def test_the_worker_keeps_every_file_the_finder_links(client: FlaskClient) -> None:
    page = client.get("/?lang=en", buffered=True).text
    linked = set(re.findall(r'(?:src|href)="(/(?:static|scripts|map|texts)/[^"#]+\?v=\w+)', page))
    assert linked
    assert linked <= {*wanted(client)["files"]}


def test_the_kept_pages_show_no_station(client: FlaskClient) -> None:
    for lang in ("zh", "en"):
        page = client.get(f"/shell?lang={lang}", buffered=True).text
        assert 'id="cards"' in page
        assert "test-000" not in page


def test_the_worker_is_the_same_for_everybody_and_new_with_every_change(client: FlaskClient) -> None:
    plain = client.get("/sw.js", buffered=True)
    english = client.get("/sw.js", headers={"Accept-Language": "en", "Cookie": "lang=en"}, buffered=True)
    assert plain.data == english.data
    assert plain.headers["Cache-Control"] == "no-cache"
    other = app_client(basemap="xyz", basemap_url="/none/{z}/{x}/{y}.png", basemap_attribution="演示")
    assert wanted(other)["version"] != wanted(client)["version"]
    assert wanted(other)["tiles"] == []


def test_an_operator_may_want_no_worker() -> None:
    client = app_client(offline_copy=False)
    assert "install.js" not in client.get("/", buffered=True).text
    assert "unregister" in client.get("/sw.js", buffered=True).text


@pytest.mark.parametrize(
    ("lang", "name"), [("zh", "户外劳动者服务站点"), ("en", "Rest stations for outdoor workers")]
)
def test_the_manifest_speaks_the_pages_language(client: FlaskClient, lang: str, name: str) -> None:
    address = re.findall(r'rel="manifest" href="([^"]+)"', client.get(f"/?lang={lang}", buffered=True).text)[
        0
    ]
    told = client.get(address, buffered=True).get_json(force=True)
    assert (told["name"], told["display"], told["start_url"]) == (name, "standalone", "/")


def test_icons_have_the_sizes_they_are_said_to_have(client: FlaskClient) -> None:
    for icon in client.get("/manifest.webmanifest", buffered=True).get_json(force=True)["icons"]:
        drawing = client.get(icon["src"], buffered=True).data
        width, height = struct.unpack(">II", drawing[16:24])
        assert (drawing[:4], icon["sizes"]) == (b"\x89PNG", f"{width}x{height}")


def test_the_worker_asks_for_no_answer_of_the_api() -> None:
    worker = Path(create_app.__code__.co_filename).parent / "worker" / "worker.js"
    assert "/api/" not in worker.read_text(encoding="utf-8")
