"""The planner's doors in an app."""

from flask import Flask

from locator.jobs import Jobs
from locator.settings import Settings
from locator.web.planner.asking import JOBS, planner
from locator.web.planner.offers import offers
from locator.web.planner.page import page
from locator.web.planner.report import report
from locator.web.planner.results import results


def register(app: Flask, settings: Settings) -> None:
    """The doors, and the jobs that they start."""
    app.extensions[JOBS] = Jobs(settings.job_folder)
    for blueprint in (planner, offers, results, page, report):
        app.register_blueprint(blueprint)
