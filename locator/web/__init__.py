"""The web service: the finder's pages, the JSON API, downloads."""

from locator.web.app import create_app
from locator.web.following import preload

__all__ = ["create_app", "preload"]
