"""Where the next stations go: a planner's wishes beside the stations that stand, and the answer in people."""

from locator.planning.suggesting.answer import Counts, Remaining, Site, Suggestion
from locator.planning.suggesting.asked import Asked, DistrictQuota
from locator.planning.suggesting.candidates import Candidates
from locator.planning.suggesting.document import document_of
from locator.planning.suggesting.listed import read_candidates
from locator.planning.suggesting.mapout import layers_of
from locator.planning.suggesting.suggest import suggest

__all__ = [
    "Asked",
    "Candidates",
    "Counts",
    "DistrictQuota",
    "Remaining",
    "Site",
    "Suggestion",
    "document_of",
    "layers_of",
    "read_candidates",
    "suggest",
]
