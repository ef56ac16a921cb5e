"""What each station has of what its standards ask, the union's ledger, and how far the work has come."""

from locator.planning.standards.freshness import Freshness, freshness_of
from locator.planning.standards.ledger import Ledger, ledger_of, template_of
from locator.planning.standards.listings import Listings, listings_of
from locator.planning.standards.progress import Target, targets_of
from locator.planning.standards.scoring import Score, Scored, scores_of

__all__ = [
    "Freshness",
    "Ledger",
    "Listings",
    "Score",
    "Scored",
    "Target",
    "freshness_of",
    "ledger_of",
    "listings_of",
    "scores_of",
    "targets_of",
    "template_of",
]
