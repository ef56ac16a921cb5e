"""The planner's page."""

from flask import Blueprint, current_app, render_template

from locator.planning.libraries import check_planning_libraries
from locator.web.maps import finder_map
from locator.web.planner.asking import jobs
from locator.web.planner.offers import amounts
from locator.web.state import state

page = Blueprint("planner_page", __name__)


@page.get("/planner")
def planner_page() -> str:
    """Who is not served, at which hour, and where the next stations go."""
    check_planning_libraries()
    jobs().prepare()
    return render_template("planner.html", map=finder_map(), amounts=amounts(state(current_app).catalog))
