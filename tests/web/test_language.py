"""One language a page: chosen by address, cookie or browser; every text has its English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from flask.testing import FlaskClient

from locator import resources
from locator.web.language import PO_FILE, english

ROOT = resources.folder("templates").parent
PACKAGE = Path(PO_FILE).parents[4]
MAPPING = PO_FILE.parents[2] / "babel.cfg"
KEYWORDS = {"_": None, "gettext": None, "t": None, "pieces": None}
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def texts() -> dict[str, set[str]]:
    """Every text of templates, Python and scripts, with the kinds of file it stands in."""
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found: dict[str, set[str]] = {}
    for name, _line, text, _comments, _context in extract_from_dir(
        str(ROOT), methods, options, keywords=KEYWORDS
    ):
        found.setdefault(str(text), set()).add(Path(name).suffix)
    return found


def entries() -> Iterator[Message]:
    return (message for message in english() if message.id)


def test_every_text_has_its_english(texts: dict[str, set[str]]) -> None:
    known = {message.id for message in entries() if message.string}
    assert not sorted(set(texts) - known)


def test_the_catalog_holds_no_text_that_nothing_shows(texts: dict[str, set[str]]) -> None:
    assert not sorted({str(message.id) for message in entries()} - set(texts))


def test_no_english_is_doubtful_or_still_chinese() -> None:
    assert not [message.id for message in entries() if message.fuzzy or HAN.search(str(message.string))]


def test_a_text_and_its_english_have_the_same_places_for_values() -> None:
    for message in filter(lambda message: message.string, entries()):
        assert sorted(PLACES.findall(str(message.id))) == sorted(PLACES.findall(str(message.string))), (
            message.id
        )


def test_the_scripts_get_the_texts_they_show(texts: dict[str, set[str]], client: FlaskClient) -> None:
    script = client.get("/texts/en.js").text
    assert not [text for text, kinds in texts.items() if ".js" in kinds and f'"{text}":' not in script]


def test_a_page_is_chinese_unless_asked_otherwise(client: FlaskClient) -> None:
    page = client.application.test_client().get("/")
    assert '<html lang="zh-CN"' in page.text
    assert "/texts/" not in page.text


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "lang"),
    [
        ("", None, "en-GB,en;q=0.9", "en"),
        ("", None, "fr", "zh-CN"),
        ("", None, "zh-TW,en;q=0.5", "zh-CN"),
        ("", "zh", "en", "zh-CN"),
        ("", "en", "zh-CN", "en"),
        ("", "xx", "en", "en"),
        ("?lang=zh", "en", "en", "zh-CN"),
        ("?lang=en", "zh", "zh", "en"),
        ("?lang=xx", None, "zh", "zh-CN"),
    ],
)
def test_the_address_wins_over_the_cookie_and_the_cookie_over_the_browser(
    client: FlaskClient, asked: str, cookie: str | None, accepted: str, lang: str
) -> None:
    visitor = client.application.test_client()
    if cookie:
        visitor.set_cookie("lang", cookie)
    page = visitor.get(f"/{asked}", headers={"Accept-Language": accepted})
    assert f'<html lang="{lang}"' in page.text


def test_a_choice_is_remembered_for_this_site_only(client: FlaskClient) -> None:
    visitor = client.application.test_client()
    cookie = visitor.get("/sources?lang=en").headers["Set-Cookie"]
    assert cookie.startswith("lang=en;")
    assert "SameSite=Lax" in cookie
    assert '<html lang="en"' in visitor.get("/docs").text
    assert "Set-Cookie" not in visitor.get("/docs").headers


def test_pages_of_two_languages_are_kept_apart(client: FlaskClient) -> None:
    chinese, english_page = (client.get("/sources", query_string={"lang": lang}) for lang in ("zh", "en"))
    assert chinese.headers["ETag"] != english_page.headers["ETag"]
    for page in (chinese, english_page):
        assert {"Cookie", "Accept-Language"} <= {*page.vary}
    again = client.get(
        "/sources", query_string={"lang": "en"}, headers={"If-None-Match": english_page.headers["ETag"]}
    )
    assert again.status_code == 304
    assert {"Cookie", "Accept-Language"} <= {*again.vary}


@pytest.mark.parametrize("path", ["/", "/stations/test-0001", "/sources", "/docs", "/nowhere"])
def test_every_page_leads_to_itself_in_the_other_language(client: FlaskClient, path: str) -> None:
    visitor = client.application.test_client()
    page = visitor.get(path).text
    link = re.search(r'id="language" href="([^"]+)"', page)
    assert link
    assert '<html lang="en"' in visitor.get(path + link[1]).text


def test_the_way_to_the_other_language_keeps_the_filters(client: FlaskClient) -> None:
    page = client.get("/", query_string={"amenities": "toilet", "lang": "zh"}).text
    assert 'href="?amenities=toilet&amp;lang=en"' in page


@pytest.mark.parametrize("path", ["/", "/stations/test-0001", "/sources", "/docs", "/nowhere"])
def test_an_english_page_has_no_chinese_but_names(client: FlaskClient, path: str) -> None:
    page = client.application.test_client().get(path, query_string={"lang": "en"}).text
    shown = re.sub(r"<(script|code)\b.*?</\1>|/api/v1/locate\?address=\S+", "", page, flags=re.DOTALL)
    left = set(re.findall(r"[\u4e00-\u9fff][\u4e00-\u9fff0-9]*", shown))
    assert not {word for word in left if not word.startswith("演示") and word not in {"中", "中文"}}


@pytest.mark.parametrize("path", ["/", "/manifest.webmanifest"])
def test_a_cache_keeps_what_is_in_a_language_apart(client: FlaskClient, path: str) -> None:
    answer = client.application.test_client().get(path, headers={"Accept-Language": "en"})
    assert {"cookie", "accept-language"} <= {name.lower() for name in answer.vary}
    assert answer.headers["Content-Language"] == "en"
