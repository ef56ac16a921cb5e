"""Absolute addresses of our own pages, for QR codes, search engines and whoever passes a link on."""

from urllib.parse import quote

from flask import current_app, request

from locator.web.state import state


def absolute(path: str) -> str:
    """A path of this service as people outside would type it: under `public_url`, else under the request's host."""
    return (state(current_app).settings.public_url or request.url_root).rstrip("/") + path


def station_path(station_id: str) -> str:
    """The path of a station's page; it is for ever, so printed codes keep working."""
    return f"/stations/{quote(station_id, safe='')}"


def station_url(station_id: str) -> str:
    """The address of a station's page: what its QR code says."""
    return absolute(station_path(station_id))
