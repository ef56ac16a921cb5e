"""A view that does nothing: as much as the framework can."""

from flask import Flask

from tests.bench.served import PATH


def preload() -> None:
    """It has nothing that its processes could share."""


def create_app() -> Flask:
    app = Flask(__name__)
    app.add_url_rule(PATH, view_func=lambda: "")
    return app
