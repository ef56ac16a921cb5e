"""What makes the finder an app: the service worker with what it keeps, the pages it shows offline, the manifest."""

import re
from collections.abc import Iterator
from pathlib import Path

import orjson
from flask import Blueprint, Flask, Response, current_app, render_template, url_for
from flask_babel import force_locale

from locator.maps.mercator import tiles_over
from locator.web.cards import QUICK_AMENITIES
from locator.web.language import LANGUAGES, language
from locator.web.language import gettext as _
from locator.web.maps import JAVASCRIPT, finder_map
from locator.web.pages import FinderView
from locator.web.state import state
from locator.web.versions import basemap_version, version_of
from locator.web.wording import term_words

installing = Blueprint("install", __name__)

ASSET = re.compile(r"""["'](/(?:static|scripts|map|texts)/[^"'#?\s]+\?v=[0-9a-f]+)""")
CHINA_BOX = (73.0, 18.0, 135.0, 54.0)
FIRST_ZOOMS = (3, 4)
"""The zooms at which the finder shows all of China: those tiles are kept from the start."""
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-192.png", "192x192", "maskable"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)
BRAND, GROUND = "#C8102E", "#FFFFFF"


def register(app: Flask) -> None:
    """The doors of this module; every page says whether it may be kept on the phone."""
    app.register_blueprint(installing)
    app.context_processor(lambda: {"offline_copy": state(app).settings.offline_copy})


@installing.get("/shell")
def shell() -> str:
    """The finder without any station: what the worker shows where the network is away."""
    return render_template(
        "finder.html",
        is_kept=True,
        map=finder_map(),
        stations=[],
        total=0,
        view=FinderView(),
        quick_amenities=QUICK_AMENITIES,
        term_words=term_words,
    )


@installing.get("/kept")
def kept() -> str:
    """The page that stands for one that is not on the phone; of a station it tells what a kept pack knows."""
    return render_template("kept.html")


PAGES = {"/shell": shell, "/kept": kept}


@installing.get("/sw.js")
def worker() -> Response:
    """The service worker, or where the operator wants none, one that clears up and goes."""
    if not state(current_app).settings.offline_copy:
        return Response(_script("leave.js"), content_type=JAVASCRIPT)
    wanted = orjson.dumps(_wanted()).decode()
    return Response(f"self.WANTED = {wanted};\n{_script('worker.js')}", content_type=JAVASCRIPT)


@installing.get("/manifest.webmanifest")
def manifest() -> Response:
    """What the phone needs to put the finder on its home screen, in the page's language."""
    body = {
        "id": "/",
        "name": _("户外劳动者服务站点"),
        "short_name": _("找站点"),
        "description": _("找离您最近、现在开着的户外劳动者服务站点。没有网络也能用。"),
        "lang": LANGUAGES[language()],
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": GROUND,
        "background_color": GROUND,
        "categories": ["navigation", "utilities"],
        "icons": [
            {"src": _static(f"icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        "shortcuts": [
            {"name": _("现在开放"), "url": "/#state=open"},
            {"name": _("24小时"), "url": "/#open_24h=true"},
        ],
    }
    return Response(orjson.dumps(body), content_type="application/manifest+json")


def _wanted() -> dict[str, object]:
    """What the worker keeps from the start; `version` changes with any of it."""
    pages = {f"{path}?lang={lang}": _page_in(lang, path) for lang in LANGUAGES for path in PAGES}
    files = sorted({address for page in pages.values() for address in ASSET.findall(page)})
    tiles = list(_first_tiles())
    content = orjson.dumps([pages, files, tiles, _script("worker.js")], option=orjson.OPT_SORT_KEYS)
    return {"version": version_of(content), "pages": list(pages), "files": files, "tiles": tiles}


def _page_in(lang: str, path: str) -> str:
    with force_locale(lang):
        return PAGES[path]()


def _first_tiles() -> Iterator[str]:
    """The offline base map's tiles of the first view."""
    if state(current_app).settings.basemap != "offline":
        return
    for zoom in FIRST_ZOOMS:
        for tile in tiles_over(CHINA_BOX, zoom):
            yield f"/basemap/{tile.z}/{tile.x}/{tile.y}.json?v={basemap_version()}"


def _script(name: str) -> str:
    return (Path(__file__).parent / "worker" / name).read_text(encoding="utf-8")


def _static(name: str) -> str:
    return url_for("static", filename=name)
