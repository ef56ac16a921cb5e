"""The planner's doors: what may be asked, questions as jobs, layers and downloads, the page and the report."""

from locator.web.planner.asking import LARGEST_BODY, planner
from locator.web.planner.register import register

__all__ = ["LARGEST_BODY", "planner", "register"]
