"""The registry on disk: tables, what reads and writes them, and the migrations between versions."""

from locator.store.store import Store, open_store

__all__ = ["Store", "open_store"]
