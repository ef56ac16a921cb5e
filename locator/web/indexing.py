"""What search engines read first: robots.txt, and the sitemap with every station's page."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from flask import Blueprint, Response, current_app

from locator import hours
from locator.errors import NotFound
from locator.web.addresses import absolute, station_path
from locator.web.state import State, state

indexing = Blueprint("indexing", __name__)

PART = 50_000
"""The most addresses in one file (https://www.sitemaps.org/protocol.html)."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = ("/", "/sources", "/docs")
NOT_FOR_ROBOTS = ("/api/", "/export/", "/map/", "/sheets", "/stations/*/sheet")

Entry = tuple[str, datetime | None]


@indexing.get("/robots.txt")
def robots() -> Response:
    """What a robot may read: the pages, not the data behind them."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@indexing.get("/sitemap.xml")
def index() -> Response:
    """The parts of the sitemap, each with its latest change."""
    parts = [
        (f"/sitemap-{number}.xml", max((at for _path, at in part if at), default=None))
        for number, part in enumerate(parts_of(entries(state(current_app))), start=1)
    ]
    return _xml("sitemapindex", "sitemap", parts)


@indexing.get("/sitemap-<int:number>.xml")
def part(number: int) -> Response:
    """One part, counted from 1."""
    parts = parts_of(entries(state(current_app)))
    if not 1 <= number <= len(parts):
        raise NotFound(f"the sitemap has {len(parts)} parts")
    return _xml("urlset", "url", parts[number - 1])


def entries(held: State) -> list[Entry]:
    """Every page with the moment of its last change, where that is known; stations by id."""
    changed = held.last_changes
    ids = sorted(held.catalog.ids)
    return [*((path, None) for path in PAGES), *((station_path(id_), changed.get(id_)) for id_ in ids)]


def parts_of(found: list[Entry]) -> list[list[Entry]]:
    """The entries in files of the greatest length."""
    return [found[first : first + PART] for first in range(0, len(found), PART)]


def _xml(root: str, item: str, found: Iterable[Entry]) -> Response:
    body = "".join(
        f"<{item}><loc>{escape(absolute(path))}</loc>{_lastmod(at)}</{item}>\n" for path, at in found
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{body}</{root}>\n'
    return Response(text, content_type="application/xml; charset=utf-8")


def _lastmod(at: datetime | None) -> str:
    return f"<lastmod>{at.astimezone(hours.CHINA):%Y-%m-%d}</lastmod>" if at else ""
