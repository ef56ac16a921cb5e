"""Rest stations for outdoor workers: where the nearest one is, on exact maps of China.

The doors: `load_catalog`, and the modules `datum`, `nearest`, `hours`, `geocode`, `intake`. Importing the package
reads nothing, and loads a module only when it is asked for: GeoPandas alone takes a second.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "load_catalog"]

_MODULES = frozenset({"catalog", "datum", "geocode", "hours", "intake", "nearest"})


def load_catalog(url: str | None = None) -> Any:
    """A `locator.catalog.Catalog` of the registry at a database URL, else at the one that the settings name.

    Raises:
        StoreError: the database can't be read.
    """
    return import_module("locator.catalog").load_catalog(url)


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"locator.{name}")
    raise AttributeError(f"module 'locator' has no attribute {name!r}")
