"""The registry on disk: tables, what reads and writes them, and the migrations between versions."""

from locator.store.geocodes import GeocodeCache
from locator.store.history import Departed
from locator.store.imports import Import, Undone
from locator.store.log import StationChange
from locator.store.notices import NoticeBoard
from locator.store.replay import Change, FieldSource
from locator.store.reviews import QueuedReview, Review, ReviewQueue
from locator.store.store import Store, open_store

__all__ = [
    "Change",
    "Departed",
    "FieldSource",
    "GeocodeCache",
    "Import",
    "NoticeBoard",
    "QueuedReview",
    "Review",
    "ReviewQueue",
    "StationChange",
    "Store",
    "Undone",
    "open_store",
]
