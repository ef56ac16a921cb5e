"""The pages' scripts, joined: one request a page, and nothing lost on the way."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import locator
from locator.web.bundles import BUNDLES

SCRIPTS = Path(locator.__file__).parent / "web" / "static" / "js"
GIVES = re.compile(r"window\.(page(?:\.planner)?) = Object\.assign\(window\.\1 \|\| \{\}, \{\s*(\w+)")
TAKES = re.compile(r"window\.(page(?:\.planner)?)\.(\w+)")
TAKES_SOME = re.compile(r"const \{ ([^}]+) \} = window\.(page(?:\.planner)?);")
LINKED = re.compile(r'<script src="(/scripts/\w+\.js\?v=\w+)" defer>')


def source(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_holds_its_scripts_whole_and_in_order(client: FlaskClient, name: str) -> None:
    joined = client.get(f"/scripts/{name}.js").text
    places = [joined.index(source(part)) for part in BUNDLES[name]]
    assert places == sorted(places)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_script_takes_only_what_those_before_it_gave(name: str) -> None:
    given = {"page.text"}  # a station's page links it before its map
    for part in BUNDLES[name]:
        text = source(part)
        now = "\n".join(re.findall(r"^  \w.*$", text, flags=re.MULTILINE))  # what runs at once
        taken = {f"{room}.{word}" for room, word in TAKES.findall(now)} - {"page.planner"}
        taken |= {
            f"{room}.{word.partition(':')[0].strip()}"
            for words, room in TAKES_SOME.findall(now)
            for word in words.split(",")
        }
        assert taken <= given, part
        given |= {f"{room}.{word}" for room, word in GIVES.findall(text)}
        given |= {room for room, _word in GIVES.findall(text)}


def test_every_script_is_part_of_a_page(client: FlaskClient) -> None:
    alone = {"install", "print", "text"}
    there = {str(path.relative_to(SCRIPTS).with_suffix("")) for path in SCRIPTS.rglob("*.js")}
    assert there == alone | {part for parts in BUNDLES.values() for part in parts}


@pytest.mark.parametrize("url", ["/", "/shell", "/kept", "/stations/test-0001", "/planner"])
def test_a_page_asks_for_its_scripts_once_and_keeps_them_for_ever(client: FlaskClient, url: str) -> None:
    page = client.get(url).text
    (address,) = LINKED.findall(page)
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert "immutable" in answer.headers["Cache-Control"]
    parts = {part for parts in BUNDLES.values() for part in parts} - {"text"}
    assert not [part for part in parts if f"/js/{part}.js" in page]


def test_there_is_no_bundle_of_another_name(client: FlaskClient) -> None:
    assert client.get("/scripts/nobody.js").status_code == 404
