"""The service without its lane: every question goes through Flask's routing."""

from flask import Flask

from locator.web import create_app as whole
from locator.web import lane, preload
from tests.bench.served import PATH

__all__ = ["create_app", "preload"]


def create_app() -> Flask:
    assert lane.PATH == PATH
    lane.PATH = "no path"
    return whole()
