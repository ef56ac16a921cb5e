"""The pages' scripts, joined: written as many small files, asked for as one a page."""

from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, url_for

from locator.errors import NotFound
from locator.web.versions import version_of

bundles = Blueprint("bundles", __name__)

SCRIPTS = Path(__file__).parent / "static" / "js"
CARDS = ("words", "elements", "clock", "api", "mine", "go", "card")
KEPT_STATIONS = ("geodesic", "timeline", "pack", "ranking", "shelf", "kept")
PLANNER = (
    "words", "question", "scenario", "saved", "jobs", "notice", "work", "degrees", "colours", "canvas",
    "cells", "dots", "marks", "legend", "layers", "picture", "headline", "hours", "tables", "gaps",
    "changes", "finding", "suggesting", "newsites", "compare", "scenarios", "downloads", "coarse",
    "planner",
)  # fmt: skip
BUNDLES = {
    "finder": (
        *("text", *CARDS, "view", "notices", "filters", "place", "summary", "start", "sheet", "options"),
        *(*KEPT_STATIONS, "ground", "answers", "search", "picture", "viewport", "route", "nearby"),
        *("list", "finder"),
    ),
    "kept": ("text", *CARDS, *KEPT_STATIONS, "keptpage"),
    "planner": ("text", "elements", "clock", "api", *(f"planner/{script}" for script in PLANNER)),
    "station": ("elements", "words", "clock", "timeline", "verdict", "go", "mine", "station"),
}
"""Each page's scripts in the order in which they run: one uses only what those before it gave."""


def register(app: Flask) -> None:
    """The door of this module; templates ask `bundle_url` for its addresses."""
    app.register_blueprint(bundles)
    app.context_processor(lambda: {"bundle_url": bundle_url})


def bundle_url(name: str) -> str:
    """The address of a bundle, which changes with what it holds."""
    return url_for("bundles.bundle", name=name, v=version_of(_content(name)))


@bundles.get("/scripts/<name>.js")
def bundle(name: str) -> Response:
    """The scripts of one page."""
    if name not in BUNDLES:
        raise NotFound(f"no page has the scripts {name}")
    return Response(_content(name), content_type="text/javascript; charset=utf-8")


def _content(name: str) -> bytes:
    paths = tuple(SCRIPTS / f"{script}.js" for script in BUNDLES[name])
    return _joined(paths, tuple(path.stat().st_mtime for path in paths))


@lru_cache(maxsize=16)
def _joined(paths: tuple[Path, ...], _changed: tuple[float, ...]) -> bytes:
    return b"\n".join(path.read_bytes() for path in paths)
