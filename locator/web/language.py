"""The language of a page: Chinese as written in the code, or English from the catalog of translations.

A text's id is its Simplified Chinese wording. The English catalog is read from its `.po` file at start; scripts get
their share of it as a script of their own, under an address that changes with it.
"""

import io
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import flask_babel
import orjson
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, request, url_for
from flask_babel import Babel, Domain, get_locale

from locator.errors import NotFound
from locator.web.versions import version_of

LANGUAGES = {"zh": "zh-CN", "en": "en"}
"""The languages of the pages, the first by default, each with what `<html lang>` calls it."""
COOKIE = "lang"
IN_A_LANGUAGE = ("text/html", "application/manifest+json")
"""What is made for a visitor's language, so that no cache may hand it to another."""
A_YEAR_S = 365 * 24 * 3600
PO_FILE = Path(__file__).parent / "translations" / "en" / "LC_MESSAGES" / "messages.po"


def register(app: Flask) -> None:
    """Every page of this app is in one language, which the visitor chose."""
    babel = Babel(app, default_locale="zh", locale_selector=_chosen)
    babel.domain_instance = _Texts()
    app.add_url_rule("/texts/<lang>.js", view_func=_script_texts, endpoint="texts")
    app.context_processor(_page_values)
    app.after_request(_remember)


def language() -> str:
    """The language of the page being made: a key of `LANGUAGES`."""
    locale = get_locale()
    return locale.language if locale else "zh"


def gettext(text: str, **values: object) -> str:
    """A text in the page's language, each `%(name)s` of it filled with its value."""
    words: str = flask_babel.gettext(text, **values)
    return words


def in_language(text: str) -> str:
    """The part for the page's language of a text that says all in Chinese, then in English."""
    return re.sub(r"^.*[\u3000-\u9fff]", "", text, flags=re.DOTALL).strip() if language() == "en" else text


@cache
def english() -> Catalog:
    """The English texts by their Chinese wording."""
    with PO_FILE.open("rb") as file:
        return read_po(file, locale="en")


class _Texts(Domain):  # type: ignore[misc]  # flask-babel ships no types
    """Translations straight from the catalog, so that nothing has to be compiled beforehand."""

    def get_translations(self) -> NullTranslations:
        return _compiled() if language() == "en" else NullTranslations()


@cache
def _compiled() -> Translations:
    compiled = io.BytesIO()
    write_mo(compiled, english())
    compiled.seek(0)
    return Translations(compiled)


def _chosen() -> str:
    """What the address asks for, else what was chosen before, else what the browser prefers, else Chinese."""
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return wish
    preferred = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality)
    return next((lang for lang in preferred if lang in LANGUAGES), "zh")


@cache
def _english_script() -> str:
    texts = {
        str(message.id): str(message.string)
        for message in english()
        if message.id and any(path.endswith(".js") for path, _line in message.locations)
    }
    return f"window.pageTexts = {orjson.dumps(texts).decode()};\n"


def _script_texts(lang: str) -> Response:
    if lang != "en":
        raise NotFound(f"there are no texts in {lang!r}: Chinese needs none")
    return Response(_english_script(), content_type="text/javascript; charset=utf-8")


def _page_values() -> dict[str, Any]:
    """What every template may use: the language, its tag, the script of its texts, the way to the other one."""
    lang = language()
    other = "zh" if lang == "en" else "en"
    return {
        "lang": lang,
        "lang_tag": LANGUAGES[lang],
        "texts_url": url_for("texts", lang="en", v=version_of(_english_script().encode()))
        if lang == "en"
        else "",
        "other_language": {"lang": other, "tag": LANGUAGES[other], "url": _address_in(other)},
    }


def _address_in(lang: str) -> str:
    """This page's own address in another language, relative to it."""
    args = request.args.to_dict(flat=False) | {"lang": [lang]}
    return "?" + urlencode(args, doseq=True)


def _remember(response: Response) -> Response:
    if response.mimetype not in IN_A_LANGUAGE:
        return response
    response.vary.update(("Cookie", "Accept-Language"))
    response.headers["Content-Language"] = LANGUAGES[language()]
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(
            COOKIE, request.args["lang"], max_age=A_YEAR_S, samesite="Lax", secure=request.is_secure
        )
    return response
