"""Addresses that change with what they hold, so that a browser may keep it for ever and is never stale."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from locator import resources

FOR_EVER = "public, max-age=31536000, immutable"
DIGITS = 12


def version_of(content: bytes) -> str:
    """A short name of some bytes."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


@lru_cache(maxsize=1)
def basemap_version() -> str:
    """A short name of the files that the offline base map is drawn from."""
    geodata = resources.folder("geodata")
    files = [*sorted((geodata / "basemap").iterdir()), geodata / "divisions.csv", geodata / "places.csv"]
    return version_of(b"".join(path.read_bytes() for path in files))


def register(app: Flask) -> None:
    """Links to static files carry their version; an answer asked for by version may be kept for ever."""
    folder = Path(app.static_folder or "")

    @lru_cache(maxsize=512)
    def static_version(file_name: str, _changed: float) -> str:
        return version_of((folder / file_name).read_bytes())

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        path = folder / values.get("filename", "")
        if endpoint == "static" and path.is_file():
            values.setdefault("v", static_version(values["filename"], path.stat().st_mtime))

    @app.after_request
    def keep(response: Response) -> Response:
        if is_for_ever(response):
            response.headers["Cache-Control"] = FOR_EVER
        return response


def is_for_ever(response: Response) -> bool:
    """Whether this answer was asked for by its version."""
    return bool(response.status_code == 200 and request.args.get("v") and request.path.startswith(KEPT))


KEPT = ("/static/", "/scripts/", "/map/", "/basemap/", "/texts/")
"""What may be kept for ever under a versioned address."""
