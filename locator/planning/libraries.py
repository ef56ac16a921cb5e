"""What only planning needs, imported when it is first needed: libraries, and the modules that build on them."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from locator.errors import LibraryMissing

REMEDY = "pip install 'station-locator[planning]'"
LIBRARIES: Final = ("scipy", "h3", "highspy", "rasterio")
"""Those of the extra."""


def planning_library(name: str) -> Any:
    """A library of the extra `planning`, or a module of ours that needs one.

    Raises:
        LibraryMissing: a library is not installed; the error names it and the extra.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("locator"):
            raise
        raise _missing(error.name or name) from error


def check_planning_libraries() -> None:
    """Nothing, if the extra is installed; nothing is loaded, as that takes a hundred megabytes.

    Raises:
        LibraryMissing: a library is not there; the error names it and the extra.
    """
    for name in LIBRARIES:
        if find_spec(name) is None:
            raise _missing(name)


def _missing(name: str) -> LibraryMissing:
    return LibraryMissing(f"规划功能需要 planning needs {name}: {REMEDY}")
